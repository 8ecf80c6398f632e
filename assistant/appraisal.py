"""What a comparison with criteria gives: item -> lines of the notes -> places of the draft -> state. Frozen values.

At the end, what a model is asked of a notice whose criteria rules could not read whole, and what it answers.

Nothing here is a verdict of a panel. States are what rules can see; `words` and sources say why, so that a person
can judge whether a line was matched rightly.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final, Literal

from assistant.model import CheckResult, Criterion, Ledger, Question, Report, Source

ItemState = Literal["no_material", "out_of_period", "too_few", "unused", "planned", "no_evidence", "complete"]
STATE_NAMES: Final[Mapping[ItemState, str]] = {
    "no_material": "缺材料",
    "out_of_period": "超出申报期",
    "too_few": "次数或比例不足",
    "unused": "有材料未写",
    "planned": "已列入提纲",
    "no_evidence": "已写无依据",
    "complete": "已写有依据",
}

NeedState = Literal["met", "in_total", "too_few", "unclear", "likely", "not_found"]
NEED_NAMES: Final[Mapping[NeedState, str]] = {
    "met": "有",
    "in_total": "总数够，分期不明",
    "too_few": "不足",
    "unclear": "没有写明数量",
    "likely": "可能有，请核对",
    "not_found": "没有找到",
}

Frequency = Literal["", "year", "half", "quarter", "month", "week"]


@dataclass(frozen=True, slots=True)
class Window:
    """The assessment period. text: as it was said; first, last: both inclusive."""

    text: str
    first: date
    last: date

    @property
    def years(self) -> tuple[int, ...]:
        return tuple(range(self.first.year, self.last.year + 1))

    def touches(self, first: date, last: date) -> bool:
        return first <= self.last and last >= self.first


@dataclass(frozen=True, slots=True)
class Need:
    """One thing an item asks for. text: as the item has it; least: a number of `unit`, each `per` or in all."""

    text: str
    subject: str  # what is asked for, without the number and the words around it
    least: float | None = None
    unit: str = ""
    per: Frequency = ""


@dataclass(frozen=True, slots=True)
class NeedCoverage:
    """found: what of it the notes say, in Chinese ("两年合计11次"); sources: the lines that say so."""

    need: Need
    state: NeedState
    found: str = ""
    sources: tuple[Source, ...] = ()


@dataclass(frozen=True, slots=True)
class Material:
    """A line of the notes that speaks of an item. words: by which it was matched; sure: more than one common word."""

    statement: str
    text: str
    source: Source
    facts: tuple[str, ...]
    words: tuple[str, ...]
    sure: bool
    when: Literal["inside", "outside", "undated"] = "undated"


@dataclass(frozen=True, slots=True)
class Place:
    """A sentence of the draft that speaks of an item. facts: of the notes that it states; none: general words.

    Offsets into the text of the section. For an outline: the section a line is assigned to, offsets 0.
    """

    section: str
    start: int
    end: int
    text: str
    facts: tuple[str, ...]
    words: tuple[str, ...]
    sure: bool = True


@dataclass(frozen=True, slots=True)
class Proof:
    """A document the item asks for. source: the line of the notes that names it, None if none does."""

    name: str
    source: Source | None = None


@dataclass(frozen=True, slots=True)
class Span:
    """Points from, to. Never one number: what a panel gives is not known."""

    low: float
    high: float


@dataclass(frozen=True, slots=True)
class ItemCoverage:
    """One item. why: how the state was found, in Chinese. estimate: None where the pack has no points."""

    criterion: Criterion
    state: ItemState
    why: str
    materials: tuple[Material, ...] = ()
    places: tuple[Place, ...] = ()
    needs: tuple[NeedCoverage, ...] = ()
    proofs: tuple[Proof, ...] = ()
    bonus: bool = False
    estimate: Span | None = None


@dataclass(frozen=True, slots=True)
class GateEntry:
    """A condition that a person declares and signs; no program judges it. signer: empty until somebody signs.

    mentions: lines of the notes that speak of it, for whoever signs. They are no proof.
    """

    criterion: Criterion
    signer: str = ""
    mentions: tuple[Source, ...] = ()

    @property
    def signed(self) -> bool:
        return bool(self.signer)


@dataclass(frozen=True, slots=True)
class Estimate:
    """自评: the sum over the items with points. total: of these items; unscored: items without points."""

    span: Span
    total: float
    items: int
    unscored: int


@dataclass(frozen=True, slots=True)
class Coverage:
    """A pack of criteria against notes and, where there is one, a draft or an outline.

    estimate: None where the pack has no points, and where there are no notes; no_estimate then says why, in Chinese.
    """

    pack: str
    name: str
    note: str
    window: Window | None
    against: Literal["notes", "outline", "draft"]
    items: tuple[ItemCoverage, ...]
    gates: tuple[GateEntry, ...]
    questions: tuple[Question, ...]
    estimate: Estimate | None
    no_estimate: str = ""


@dataclass(frozen=True, slots=True)
class Examination:
    """A draft from anywhere, read and checked. ledger: of the notes, None where there were none.

    as_of: the day by which wording and names were judged, None if none is known. kind: its name in Chinese, "" if it
    could not be told. remarks: what a person should know of how it was done.
    """

    name: str
    report: Report
    result: CheckResult
    ledger: Ledger | None
    as_of: date | None
    kind: str = ""
    coverage: Coverage | None = None
    remarks: tuple[str, ...] = ()


# --------------------------------------------------------------------------- lines of a notice that rules left over

PlacementKind = Literal["item", "evidence", "gate", "points", "none"]


@dataclass(frozen=True, slots=True)
class OpenLines:
    """items: criteria that were read, id -> title and what they lack. lines: left over, "L1", "L2" … -> text."""

    items: Mapping[str, str]
    lines: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Placement:
    """What a line is. of: the criterion ("C2") or line ("L3") that evidence or points belong to.

    points: which number of the line counts, where the answer says so. Nothing here is checked yet.
    """

    line: str
    kind: PlacementKind
    of: str = ""
    points: float | None = None


@dataclass(frozen=True, slots=True)
class Placements:
    """remarks: what of the answer could not be used, and lines that were not asked about, in Chinese."""

    placed: tuple[Placement, ...]
    remarks: tuple[str, ...] = ()


PlaceLines = Callable[[OpenLines], Placements]  # may raise ModelError
