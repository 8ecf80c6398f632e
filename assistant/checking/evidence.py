"""What the notes offer as evidence for figures: every figure of every note line, with the fact made from it."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from assistant import figures
from assistant.checking.contexts import FAR_IN_NOTES, Context, Grams, contexts, grams, weigh
from assistant.figures import Figure
from assistant.model import Fact, Ledger, Source, Statement

_PATH = 0.35
_OUTER_PATH = 0.15
_SAID = 0.5  # a pair counts as said from this weight on
_COMMON = 0.25  # what a pair weighs that half of the notes have
# 由71%提高到93%: the second figure is named by what the first is named by, its own words only say how it changed
_CHANGE = r"(?:增加|增长|提高|提升|上升|下降|减少|降低|压缩|缩短|扩大|调整|改善|增|升|降|减|变)"
_ONLY_CHANGED = re.compile(rf"(?:{_CHANGE}[到至为]?)?")
_CHANGED_TO = re.compile(rf"[^。；\d]{{0,8}}?{_CHANGE}[到至为][约近了]?")


@dataclass(frozen=True, slots=True)
class Evidence:
    """One figure of the notes. fact: None where no fact was made of it. subject: the characters it is named by."""

    index: int
    figure: Figure
    fact: Fact | None
    statement: Statement
    text: str  # the text the figure's offsets count in
    context: Context
    subject: frozenset[str]
    sizes: tuple[float, float] = (0.0, 0.0)  # its value as written, and in the unit of its measure

    @property
    def source(self) -> Source:
        return self.fact.source if self.fact is not None else self.statement.source

    def told(self) -> str:
        """How a person is told where it stands: 要点.md 第14行：38.5%."""
        return f"{self.source.label()}：{self.figure.text}"


@dataclass(frozen=True, slots=True)
class EvidenceIndex:
    """All evidence, and for each character pair where it occurs with what weight (rarity included)."""

    entries: tuple[Evidence, ...]
    postings: Mapping[str, tuple[tuple[int, float, float], ...]]  # pair -> (entry, weight wide, weight own)
    totals: tuple[float, ...]  # for each entry the weight of all its own pairs
    words: tuple[Mapping[str, tuple[float, float]], ...]  # for each entry what `postings` says of it, by pair

    def scores(self, context: Context) -> dict[int, float]:
        """Entry -> how well the words around a figure fit it; entries without a common word are left out.

        Weight of the common pairs, lowered where much of the note's own words is not said: 再就业 fits 就业 less than
        就业 does.
        """
        common: dict[int, float] = {}
        said: dict[int, float] = {}
        for gram, weight in context.wide.items():
            near = min(1.0, weight / _SAID)
            for entry, wide, own in self.postings.get(gram, ()):
                common[entry] = common.get(entry, 0.0) + weight * wide
                if own:
                    said[entry] = said.get(entry, 0.0) + near * own
        return {entry: fit * (0.5 + 0.5 * said.get(entry, 0.0) / self.totals[entry]) for entry, fit in common.items()}

    def scores_of(self, context: Context, wanted: Iterable[int]) -> dict[int, float]:
        """What `scores` says of these entries, 0 where there is no common word; few entries cost little."""
        wide = context.wide
        found: dict[int, float] = {}
        for entry in wanted:
            words = self.words[entry]
            shared = wide.keys() & words.keys()  # a set has no order, so the sums must not depend on it
            common = math.fsum([wide[gram] * words[gram][0] for gram in shared])
            said = math.fsum([min(1.0, wide[gram] / _SAID) * words[gram][1] for gram in shared if words[gram][1]])
            found[entry] = common * (0.5 + 0.5 * said / self.totals[entry])
        return found


def index_evidence(ledger: Ledger) -> EvidenceIndex:
    """Reads the figures of all note lines again, independent of how the facts were cut."""
    entries: list[Evidence] = []
    by_statement: dict[str, list[Fact]] = {}
    for fact in ledger.facts:
        if fact.value is not None:
            by_statement.setdefault(fact.statement, []).append(fact)
    for statement in ledger.statements:
        _read(statement, statement.text, by_statement.pop(statement.id, []), entries)
        for part in statement.parts:
            if part not in statement.text:
                _read(statement, part, [], entries)
    for orphans in by_statement.values():  # facts whose line is not in the ledger
        for fact in orphans:
            _read(Statement(fact.statement, fact.text, (), fact.source, (fact.id,)), fact.text, [fact], entries)
    postings = _postings(entries)
    totals = [0.0] * len(entries)
    for places in postings.values():
        for entry, _, own in places:
            totals[entry] += own
    words: list[dict[str, tuple[float, float]]] = [{} for _ in entries]
    for gram, places in postings.items():
        for entry, wide, own in places:
            words[entry][gram] = (wide, own)
    return EvidenceIndex(tuple(entries), postings, tuple(total or 1.0 for total in totals), tuple(words))


def _read(statement: Statement, text: str, facts: Sequence[Fact], entries: list[Evidence]) -> None:
    found = _with_units_of_heads(text, figures.find(text))
    owners: dict[int, Fact] = {}
    for fact in facts:
        place = _place(fact, found, owners)
        if place is None:
            found.append(_figure_of(fact))
            place = len(found) - 1
        owners[place] = fact
    order = sorted(range(len(found)), key=lambda number: (found[number].start, found[number].end))
    read = contexts(text, [found[number] for number in order], far=FAR_IN_NOTES)
    path = [(heading, _PATH if level == 0 else _OUTER_PATH) for level, heading in enumerate(reversed(statement.path))]
    before: tuple[Figure, Fact] | None = None
    for number, context in zip(order, read, strict=True):
        owner = _named_as_before(text, owners.get(number), found[number], before)
        before = (found[number], owner) if owner is not None else None
        subject = owner.subject if owner is not None else ""
        own = _merged(context.own, weigh([(subject, 1.0)]))
        wide = _merged(context.wide, own, weigh(path))
        named = frozenset(gram for gram, _ in grams(subject) if len(gram) == 1)
        named = named or frozenset(gram for gram in context.own if len(gram) == 1)
        figure = found[number]
        entries.append(
            Evidence(len(entries), figure, owner, statement, text, Context(own, wide), named, sizes_of(figure))
        )


def sizes_of(figure: Figure) -> tuple[float, float]:
    """The figure's lower value as written and in the unit of its measure: 12公里 -> (12, 12000)."""
    return figure.low, figures.bounds(figure)[1]


def _named_as_before(text: str, fact: Fact | None, figure: Figure, before: tuple[Figure, Fact] | None) -> Fact | None:
    """The fact; where it is the end of 由A到B, with the name of its beginning."""
    if fact is None or before is None or not _ONLY_CHANGED.fullmatch(fact.subject):
        return fact
    began, beginning = before
    if began.unit == figure.unit and beginning.subject and _CHANGED_TO.fullmatch(text[began.end : figure.start]):
        return replace(fact, subject=beginning.subject)
    return fact


_OPEN, _CLOSE = "（(", "）)"


def _with_units_of_heads(text: str, found: Sequence[Figure]) -> list[Figure]:
    """43人（初级28、中级15）: bare numbers in a bracket that add up to the figure before it are counted as it is."""
    read = list(found)
    for number, head in enumerate(found):
        if not head.unit or text[head.end : head.end + 1] not in _OPEN or head.end >= len(text):
            continue
        close = min((at for mark in _CLOSE if (at := text.find(mark, head.end)) >= 0), default=len(text))
        inside = [at for at in range(number + 1, len(found)) if found[at].end <= close]
        if inside and all(not found[at].unit for at in inside) and sum(found[at].low for at in inside) == head.low:
            for at in inside:
                read[at] = replace(found[at], unit=head.unit)
    return read


def _place(fact: Fact, found: Sequence[Figure], owners: Mapping[int, Fact]) -> int | None:
    """The figure of the line this fact was made from: by place, else by value."""
    for number, figure in enumerate(found):
        if number not in owners and figure.start < fact.end and fact.start < figure.end:
            return number
    for number, figure in enumerate(found):
        if number not in owners and figure.low == fact.value:
            return number
    return None


def _figure_of(fact: Fact) -> Figure:
    """A figure for a fact whose number does not stand in its line as a figure."""
    rendered = figures.find(fact.rendering)
    if len(rendered) == 1 and rendered[0].low == fact.value:
        return rendered[0]
    low = fact.value or 0.0
    unit = fact.unit.lstrip("万亿") if len(fact.unit) > 1 else fact.unit
    return Figure(
        fact.rendering or f"{low:g}{unit}", fact.start, fact.end, low,
        low if fact.high is None else fact.high, unit, fact.approximation, f"{low:g}",
    )  # fmt: skip


def _merged(*parts: Grams) -> Grams:
    merged: Grams = {}
    for part in parts:
        for gram, weight in part.items():
            if weight > merged.get(gram, 0.0):
                merged[gram] = weight
    return merged


def _postings(entries: Sequence[Evidence]) -> dict[str, tuple[tuple[int, float, float], ...]]:
    spread = Counter(gram for entry in entries for gram in entry.context.own)
    total = max(len(entries), 2)
    postings: dict[str, list[tuple[int, float, float]]] = {}
    for entry in entries:
        for gram, weight in entry.context.wide.items():
            share = math.log(total / spread[gram]) / math.log(total) if spread[gram] else 1.0
            rarity = _COMMON + (1 - _COMMON) * share
            own = entry.context.own.get(gram, 0.0)
            postings.setdefault(gram, []).append((entry.index, weight * rarity, own * rarity))
    return {gram: tuple(places) for gram, places in postings.items()}
