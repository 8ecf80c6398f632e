"""What the importer finds in a notice, before and after it is made a pack."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from assistant.model import CriteriaPack, Source

Use = Literal["score", "gate", "bonus", "deduction", "outside", ""]


@dataclass(frozen=True, slots=True)
class Left:
    """A line of the notice that became no criterion, with the reason in Chinese."""

    text: str
    source: Source
    why: str

    def label(self) -> str:
        """通知.md 第12行：文字（原因）."""
        return f"{self.source.label()}：{self.text}（{self.why}）"


@dataclass(slots=True)
class Draft:
    """A criterion in the making. title: of the item; demand: what it asks for; group: headings above it.

    by_model: what of it a model placed, in Chinese.
    """

    title: str
    source: Source
    use: Use = "score"
    group: tuple[str, ...] = ()
    demands: list[str] = field(default_factory=list)
    evidence: list[str] = field(default_factory=list)
    points: float | None = None
    by_model: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Findings:
    """Everything one document gave. outside: lines of parts that are no criteria (deadlines, addresses).

    of_model: what a person should know of the model's part, in Chinese.
    """

    drafts: list[Draft] = field(default_factory=list)
    unplaced: list[Left] = field(default_factory=list)
    outside: list[Left] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)
    of_model: list[str] = field(default_factory=list)
    total: float | None = None


@dataclass(frozen=True, slots=True)
class ImportedCriteria:
    """A pack to be looked through by a person.

    unplaced: lines that look like criteria, or stand among them, and could not be placed. outside: lines of other
    parts of the notice. remarks: sums that do not agree, items without points, the model's part. sources: criterion
    id -> its place. by_model: criterion id -> what of it a model placed; criteria that rules alone read have none.
    """

    pack: CriteriaPack
    unplaced: tuple[Left, ...] = ()
    outside: tuple[Left, ...] = ()
    remarks: tuple[str, ...] = ()
    sources: Mapping[str, Source] = field(default_factory=dict)
    by_model: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
