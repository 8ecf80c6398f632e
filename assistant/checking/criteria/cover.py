"""A pack of criteria against a ledger and, where there is one, a draft or an outline: the matrix. Pure."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Final, Literal

from assistant import figures as quantities
from assistant.appraisal import (
    Coverage,
    GateEntry,
    ItemCoverage,
    ItemState,
    Material,
    Need,
    NeedCoverage,
    Place,
    Proof,
    Window,
)  # fmt: skip
from assistant.checking.criteria.counting import count
from assistant.checking.criteria.estimate import NOT_WITHOUT_NOTES, estimate_item, estimate_pack
from assistant.checking.criteria.matching import (
    Hit,
    ItemWords,
    Line,
    fits,
    line_of,
    may_fit,
    nearest,
    pairs,
    prepare_item,
)
from assistant.checking.criteria.places import Sentence, matched, planned, sentences, told_in
from assistant.checking.criteria.questions import questions_of
from assistant.checking.criteria.window import when
from assistant.checking.layout import plain
from assistant.model import CriteriaPack, Criterion, FigureTrace, Ledger, Outline, Report, Source, Statement

# headings and labels of what is lacking or still to come: it shows nothing that was done
_TO_COME: Final = re.compile(r"不足|差距|短板|存在(?:的)?问题|下一?步|打算|努力方向|今后")
_LABEL: Final = re.compile(r"^[^：:，。]{0,10}[：:]")
_ABSENT: Final = re.compile(r"无|没有|未|零|不存在|不得")
_CONCRETE: Final = re.compile(r"《[^》]+》|“[^”]+”|[1-9]\d*")


@dataclass
class _Matches:
    """What the notes and the draft have for one item."""

    lines: list[tuple[Statement, Line, Hit]] = field(default_factory=list)
    spoken: list[tuple[Sentence, Hit]] = field(default_factory=list)


def cover(
    pack: CriteriaPack,
    ledger: Ledger,
    against: Report | Outline | None = None,
    window: Window | None = None,
    figures: Sequence[FigureTrace] = (),
) -> Coverage:
    """The coverage matrix. against: a draft, an outline, or None for the notes alone.

    window: the assessment period, None if unknown: then nothing is out of period. figures: the figures of the draft
    with the facts they state, as the check gives them.
    """
    items = [prepare_item(one) for one in pack.items]
    notes = _Notes.of(ledger)
    found = {item.criterion.id: _Matches() for item in items}
    for statement, line in zip(notes.statements, notes.lines, strict=True):
        for name, hit in matched(items, line).items():
            found[name].lines.append((statement, line, hit))
    written = sentences(against, figures) if isinstance(against, Report) else ()
    for sentence in written:
        for name, hit in matched(items, sentence.line).items():
            found[name].spoken.append((sentence, hit))
    scored = [one for one in items if not one.criterion.gate]
    view = _View(notes, against, window, written)
    covered = tuple(view.item(item, found[item.criterion.id]) for item in scored)
    gates = tuple(
        GateEntry(item.criterion, mentions=_mentions(item.criterion, found[item.criterion.id]))
        for item in items
        if item.criterion.gate
    )
    stage: Literal["notes", "outline", "draft"] = (
        "draft" if isinstance(against, Report) else "outline" if isinstance(against, Outline) else "notes"
    )
    if ledger.statements:
        asked, estimate, why_none = questions_of(covered, stage), estimate_pack(covered), ""
    else:
        why_none = NOT_WITHOUT_NOTES if estimate_pack(covered) else ""
        covered = tuple(replace(one, estimate=None) for one in covered)
        asked, estimate = (), None
    return Coverage(pack.id, pack.name, pack.note, window, stage, covered, gates, asked, estimate, why_none)


def _is_to_come(statement: Statement) -> bool:
    label = _LABEL.match(statement.text)
    return any(_TO_COME.search(one) for one in (*statement.path, label.group() if label else ""))


def _mentions(criterion: Criterion, found: _Matches) -> tuple[Source, ...]:
    """Lines that speak of a gate. Of what must not have happened only a line speaks that says it has not."""
    forbidden = re.match(r"(?:不得|无|没有|未|不存在|.{0,8}(?:无|没有|未))", criterion.item)
    lines = [line for line, _, _ in found.lines if not forbidden or _ABSENT.search(line.text)]
    return tuple(line.source for line in lines)


@dataclass(frozen=True)
class _Notes:
    """The lines of the notes that tell what was done, prepared once."""

    ledger: Ledger
    statements: tuple[Statement, ...]
    lines: tuple[Line, ...]
    rarity: Counter[str]  # in how many lines a character pair stands

    @staticmethod
    def of(ledger: Ledger) -> _Notes:
        statements = tuple(one for one in ledger.statements if not _is_to_come(one))
        above = Counter(heading for one in statements for heading in set(one.path))
        common = {heading for heading, times in above.items() if times * 2 > len(statements) and len(above) > 1}
        facts = {one.id: one for one in ledger.facts}
        lines = tuple(
            line_of(one.text, [name for name in one.path if name not in common], [facts[fact] for fact in one.facts])
            for one in statements
        )
        return _Notes(ledger, statements, lines, Counter(pair for line in lines for pair in line.pairs))


@dataclass(frozen=True)
class _View:
    """What all items are compared with."""

    notes: _Notes
    against: Report | Outline | None
    window: Window | None
    written: tuple[Sentence, ...]

    def item(self, item: ItemWords, found: _Matches) -> ItemCoverage:
        far = not found.lines
        if far:
            found = _Matches(self._near(item), found.spoken)
        materials = tuple(
            Material(one.id, one.text, one.source, one.facts, hit.words, hit.sure, when(one.text, self.window))
            for one, _, hit in found.lines
        )
        current = [
            (one, line) for (one, line, _), seen in zip(found.lines, materials, strict=True) if seen.when != "outside"
        ]
        needs = tuple(self._need(need, current) for need in item.needs)
        places = self._places(item, found, materials)
        state, why = self._state(materials, needs, places)
        if far and materials and state != "out_of_period":
            near = "、".join(one.source.label() for one in materials[:3])
            state, why = "no_material", f"要点里没有同样的说法，最接近的是{near}"
        bonus = _is_bonus(item.criterion)
        estimate = None if bonus else estimate_item(item.criterion.points, state, needs, materials)
        return ItemCoverage(
            item.criterion, state, why, materials, places, needs, self._proofs(item.criterion), bonus, estimate
        )

    def _need(self, need: Need, lines: Sequence[tuple[Statement, Line]]) -> NeedCoverage:
        wanted = pairs(need.subject)
        strong = [one for one, line in lines if fits(wanted, line)]
        if strong:
            return count(need, strong, self.notes.ledger, self.window)
        weak = [one for one, line in lines if may_fit(wanted, need.subject, line)]
        if not weak and (place := nearest(wanted, [line for _, line in lines], self.notes.rarity)) is not None:
            weak = [lines[place][0]]
        if not weak:
            return NeedCoverage(need, "not_found")
        if need.unit == "%":  # a rate has a name of its own; another subject before it is the usual case
            rated = count(need, weak, self.notes.ledger, self.window)
            if rated.state != "unclear":
                return rated
        return NeedCoverage(need, "likely", "", tuple(one.source for one in weak))

    def _near(self, item: ItemWords) -> list[tuple[Statement, Line, Hit]]:
        """Where no line has the item's words: the line nearest to each of its needs, never sure."""
        lines: dict[str, tuple[Statement, Line, Hit]] = {}
        for _, wanted in item.subjects:
            place = nearest(wanted, self.notes.lines, self.notes.rarity)
            if place is not None:
                line = self.notes.lines[place]
                shared = tuple(sorted(wanted & line.pairs, key=lambda pair: self.notes.rarity[pair]))
                lines[self.notes.statements[place].id] = (self.notes.statements[place], line, Hit(shared[:3], 0.0))
        return list(lines.values())

    def _places(self, item: ItemWords, found: _Matches, materials: Sequence[Material]) -> tuple[Place, ...]:
        if isinstance(self.against, Outline):
            return planned(self.against, [one.statement for one in materials if one.when != "outside"])
        places: dict[tuple[str, int], Place] = {}
        lines = [(one, line_of(one.text), hit) for one, _, hit in found.lines]
        for sentence in self.written:
            facts = [fact for one, line, _ in lines for fact in told_in(one, line, sentence, self.notes.ledger)]
            if facts:
                words = next(hit.words for one, line, hit in lines if told_in(one, line, sentence, self.notes.ledger))
                places[sentence.section, sentence.start] = _place(sentence, facts, words, True)
        for sentence, hit in found.spoken:
            if (sentence.section, sentence.start) not in places:
                facts = sorted(sentence.facts) if hit.sure else []
                places[sentence.section, sentence.start] = _place(sentence, facts, hit.words, hit.sure)
        order = {one.id: number for number, one in enumerate(self.against.sections)} if self.against else {}
        return tuple(sorted(places.values(), key=lambda one: (order[one.section], one.start)))

    def _state(
        self, materials: Sequence[Material], needs: Sequence[NeedCoverage], places: Sequence[Place]
    ) -> tuple[ItemState, str]:
        current = [one for one in materials if one.when != "outside"]
        grounded = [one for one in places if one.facts]
        if materials and not current:
            return "out_of_period", f"{len(materials)}条要点都在申报期以外"
        if not self.notes.ledger.statements:
            return _without_notes(places)
        if current or grounded:
            short = [one for one in needs if one.state == "too_few" or _is_missing(one)]
            if short:
                return "too_few", "；".join(_short(one) for one in short)
        if isinstance(self.against, Outline):
            return _of_outline(current, places)
        if grounded:
            return "complete", f"写了{len(places)}处，{len(grounded)}处有要点作依据{_doubts(current, needs)}"
        if places:
            told = f"写了{len(places)}处，没有一处用到要点里的数字或事实"
            return "no_evidence", told + (f"；要点有{len(current)}条" if current else "；要点里也没有")
        if current:
            return "unused", f"要点有{len(current)}条" + ("，材料中没有写到" if self.against else "")
        return "no_material", "要点和材料里都没有找到" if self.against else "要点里没有找到"

    def _proofs(self, criterion: Criterion) -> tuple[Proof, ...]:
        """Which of the papers asked for the notes name. A paper named is not a paper at hand."""
        named = []
        for name in criterion.evidence:
            words = plain(name)
            line = next((one for one in self.notes.ledger.statements if words and words in plain(one.text)), None)
            named.append(Proof(name, line.source if line is not None else None))
        return tuple(named)


def _place(sentence: Sentence, facts: Sequence[str], words: tuple[str, ...], sure: bool) -> Place:
    return Place(
        sentence.section, sentence.start, sentence.end, sentence.text, tuple(dict.fromkeys(facts)), words, sure
    )


def _doubts(current: Sequence[Material], needs: Sequence[NeedCoverage]) -> str:
    """What a person should look at although the item is written: no sure match, demands without a line."""
    words = "".join(f"“{word}”" for word in dict.fromkeys(word for one in current for word in one.words))
    unsure = f"；要点只凭{words}对上，请核对" if current and not any(one.sure for one in current) else ""
    missing = "".join(f"“{one.need.text}”" for one in needs if one.state == "not_found")
    return unsure + (f"；要求的{missing}没有找到" if missing else "")


def _is_bonus(criterion: Criterion) -> bool:
    return criterion.points is None and bool(re.match(r"加分项?|附加分", criterion.item))


def _is_missing(one: NeedCoverage) -> bool:
    return one.state == "not_found" and one.need.least is not None


def _short(one: NeedCoverage) -> str:
    return f"“{one.need.text}”，{'要点里只有' + one.found if one.found else '要点里没有找到'}"


def _of_outline(current: Sequence[Material], places: Sequence[Place]) -> tuple[ItemState, str]:
    if places:
        return "planned", f"要点{len(current)}条，安排在{len(places)}节"
    if current:
        return "unused", f"要点有{len(current)}条，提纲没有安排"
    return "no_material", "要点里没有找到"


def _without_notes(places: Sequence[Place]) -> tuple[ItemState, str]:
    if not places:
        return "no_material", "材料中没有写到"
    concrete = [one for one in places if quantities.find(one.text) or _CONCRETE.search(one.text)]
    told = f"其中{len(concrete)}处有数字或名称，没有要点可以核对" if concrete else "都是一般的话，没有数字或名称"
    return "no_evidence", f"写了{len(places)}处，{told}"
