"""Every figure of a draft back to the figure of the notes it states, and how well it states it.

A number is traced when a note has the same value, measure and qualifier AND the words around it fit that
note better than any other note that has another value of the same measure. So 甲6195户、乙3201户 with the two
numbers exchanged is found although both numbers stand in the notes.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import Enum
from typing import Final

from assistant import figures
from assistant.checking.contexts import Context, contexts
from assistant.checking.evidence import Evidence, sizes_of
from assistant.checking.grounds import Grounds
from assistant.checking.kinship import PEOPLE, agreement, kin
from assistant.checking.naming import (
    abbreviated,
    abbreviates,
    core,
    named_nearest,
    own_words,
    share_named,
    touches_sentence,
)
from assistant.checking.qualities import difference
from assistant.checking.standing import is_indefinite, is_length_of, is_level_mark
from assistant.figures import Figure, Match

_CLEARLY: Final = 1.25  # how much better another note must fit before the figure counts as exchanged
_UNSAID: Final = 2.0  # weight of a note's own words left unsaid that tells it from a plainer one
_AT_LEAST: Final = 0.5  # and by how much weight, absolutely
_NEAR: Final = 0.3  # weight from which a word counts as standing near the figure
_FITTING: Final = 1.2  # a note that fits this well is about the same thing even if its subject is not named
_NOT_FAR_WORSE: Final = 0.6  # how well at least a note must fit that alone has words of the figure's own piece
_UNSAID_AT_ALL: Final = 1.0
_FOREIGN: Final = 0.8  # a note that fits less than this is hardly spoken of
_HARDLY: Final = 0.4  # below this only the sentence before can have named the note
_FAR_BETTER: Final = 1.5  # how much better a note is stated elsewhere in the text so that it is no rival here
_NAMED: Final = 0.34  # share of the characters of a note's subject that must stand near the figure


_COARSEST: Final = 0.2  # relative; no rounding is coarser
_LONGEST_PART: Final = 20_000  # characters read together
_PERSONAL: Final = frozenset("人员者生童工师兵民友手士长才职家属代表标兵模范医警老幼孤残军男女优先")
_OF_ANYTHING: Final = frozenset(("", *"个处所家项种类"))  # measure words that say little of what is counted


class Verdict(Enum):
    TRACED = "traced"
    WEAKER = "weaker"  # right note, but 近/余/以上 or decimals differ
    CHANGED = "changed"  # right number, but direction, 人均, 每月, 城市/农村 … differ
    EXCHANGED = "exchanged"  # the words around it belong to another note
    STRANGE = "strange"  # the number stands in the notes for something else altogether
    ABSENT = "absent"  # no note has this number
    STANDING = "standing"  # needs no note


@dataclass(frozen=True, slots=True)
class Trace:
    """note: the evidence it is traced to, or, for a wrong figure, the one it most likely should state."""

    figure: Figure
    verdict: Verdict
    note: Evidence | None = None
    match: Evidence | None = None  # the note with the same number, where `note` is another one
    why: str = ""
    also: tuple[Evidence, ...] = ()  # other notes the same words state (四个100%)
    fitting: tuple[int, ...] = ()  # of a figure that no note states: the entries its words fit, best first

    @property
    def fact(self) -> str | None:
        """Id of the fact the figure states, None if it states none."""
        if self.verdict not in (Verdict.TRACED, Verdict.WEAKER) or self.note is None or self.note.fact is None:
            return None
        return self.note.fact.id


@dataclass(frozen=True, slots=True)
class _Fit:
    evidence: Evidence
    fit: float
    match: Match


@dataclass(frozen=True, slots=True)
class _Read:
    """The figures of one text, the words around each, and how each note fits each."""

    text: str
    found: Sequence[Figure]
    around: Sequence[Context]
    fits: Sequence[dict[int, _Fit]]
    grounds: Grounds

    def of_one_subject(self, subject: str, start: int, number: int) -> bool:
        """All figures of the same measure from `start` up to this one can be said of that subject."""
        here = self.found[number]
        before = range(bisect_left(self.found, start, hi=number, key=lambda one: one.start), number)
        return all(
            any(fit.match is not Match.DIFFERENT and core(fit.evidence) == subject for fit in self.fits[other].values())
            for other in before
            if kin(self.found[other].unit, here.unit)
        )


def trace(text: str, grounds: Grounds, heading: str = "") -> tuple[Trace, ...]:
    """One trace per figure of `text`, in order of place. Dates and names with digits are no figures.

    A text longer than any section is read in parts, so that memory stays bounded.
    """
    traces: list[Trace] = []
    start = 0
    while start < len(text):
        end = _part_end(text, start)
        for one in _trace_part(text[start:end], grounds, heading):
            figure = replace(one.figure, start=one.figure.start + start, end=one.figure.end + start)
            traces.append(replace(one, figure=figure) if start else one)
        start = end
    return tuple(traces)


def _part_end(text: str, start: int) -> int:
    """Behind the last line or sentence that ends within the longest part; within a sentence only if none does."""
    if len(text) - start <= _LONGEST_PART:
        return len(text)
    limit = start + _LONGEST_PART
    return max((text.rfind(mark, start, limit) + 1 for mark in "\n。，"), default=0) or limit


def _trace_part(text: str, grounds: Grounds, heading: str) -> tuple[Trace, ...]:
    found = figures.find(text)
    around = contexts(text, found, heading)
    relations = {figure.text: _relations(figure, grounds) for figure in {one.text: one for one in found}.values()}
    fits = [_fits(context, relations[figure.text], grounds) for figure, context in zip(found, around, strict=True)]
    read = _Read(text, found, around, fits, grounds)
    sentences = _sentence_numbers(text, found)
    trusted = [True] * len(found)
    taken = _better_stated(sentences, fits, trusted)
    traces = [_trace_one(read, number, vouched) for number, vouched in enumerate(taken)]
    trusted = [one.verdict in (Verdict.TRACED, Verdict.WEAKER) for one in traces]
    for number, vouched in enumerate(_better_stated(sentences, fits, trusted)):
        if vouched != taken[number]:  # a figure that turned out wrong cannot vouch for the note it names
            traces[number] = _trace_one(read, number, vouched)
    return tuple(traces)


def _better_stated(
    sentences: Sequence[int], fits: Sequence[dict[int, _Fit]], trusted: Sequence[bool]
) -> list[frozenset[int]]:
    """For each figure the notes that another figure states: of its sentence with words that fit no worse, of the
    whole text with words that fit far better.

    新增就业5611人，再就业2529人: the note of 2529 is no rival for 5611.
    """
    stated: dict[tuple[int, int], float] = {}  # (sentence, note) -> best fit of a figure with its value
    anywhere: dict[int, float] = {}
    for sentence, each, trust in zip(sentences, fits, trusted, strict=True):
        for index, fit in each.items():
            if trust and fit.match is not Match.DIFFERENT:
                stated[sentence, index] = max(fit.fit, stated.get((sentence, index), 0.0))
                anywhere[index] = max(fit.fit, anywhere.get(index, 0.0))
    return [
        frozenset(
            index
            for index, fit in each.items()
            if fit.match is Match.DIFFERENT
            and (
                stated.get((sentence, index), -1.0) >= fit.fit or anywhere.get(index, -1.0) >= fit.fit * _FAR_BETTER > 0
            )
        )
        for sentence, each in zip(sentences, fits, strict=True)
    ]


def _sentence_numbers(text: str, found: Sequence[Figure]) -> list[int]:
    ends = [at for at, char in enumerate(text) if char in "。！？\n"]
    return [bisect_left(ends, figure.start) for figure in found]


def _trace_one(read: _Read, number: int, taken: frozenset[int]) -> Trace:
    text, figure = read.text, read.found[number]
    if is_level_mark(text, figure):
        return Trace(figure, Verdict.STANDING)
    judged = _of_notes(read, number, taken)
    if judged.verdict is Verdict.TRACED:
        return judged
    standing = is_length_of(figure, len(read.grounds.period)) or is_indefinite(text, figure)
    return Trace(figure, Verdict.STANDING) if standing else judged


def _of_notes(read: _Read, number: int, taken: frozenset[int]) -> Trace:
    figure, fits = read.found[number], read.fits[number]
    matching = [fit for fit in fits.values() if fit.match is not Match.DIFFERENT]
    rivals = [fit for fit in fits.values() if fit.match is Match.DIFFERENT]
    open_rivals = [fit for fit in rivals if fit.evidence.index not in taken]
    context = read.around[number]
    if not matching:
        likely = _likely(figure, open_rivals or rivals)
        return Trace(figure, Verdict.ABSENT, likely, fitting=_fitting(context, read.grounds))
    best = max(matching, key=lambda fit: fit.fit * (1.0 if fit.match is Match.SAME else 0.85))
    if _unsaid(best, context) >= _UNSAID_AT_ALL:
        # where little here speaks of its own note, that another figure states the rival is no excuse
        foreign = best.fit < _FOREIGN
        open_rivals = [
            fit for fit in rivals if foreign or fit.evidence.index not in taken or _own_only(fit, best, context)
        ]
    judged = _judge(read, number, best, max(open_rivals, key=lambda fit: fit.fit, default=None))
    if judged.verdict in (Verdict.TRACED, Verdict.WEAKER):
        also = tuple(fit.evidence for fit in matching if fit is not best and share_named(context, fit.evidence) >= 0.6)
        return replace(judged, also=also)
    return judged


def _judge(read: _Read, number: int, best: _Fit, rival: _Fit | None) -> Trace:
    text, figure, context, note = read.text, read.found[number], read.around[number], best.evidence
    if rival is not None and _fits_better(rival, best, context) and not abbreviates(own_words(text, figure), note):
        other = rival.evidence

        def between(start: int) -> bool:
            return read.of_one_subject(core(note), start, number)

        ours = touches_sentence(text, figure, note) and not touches_sentence(text, figure, other)
        if not ours and not named_nearest(text, figure, note, other, between):
            return Trace(figure, Verdict.EXCHANGED, other, note)
    changed = difference(note, text, figure, context.own)
    if changed:
        return Trace(figure, Verdict.CHANGED, note, note, changed)
    foreign = best.fit < _HARDLY and _all_foreign(best, context) and not touches_sentence(text, figure, note)
    unnamed = share_named(context, note) < _NAMED or foreign
    if best.fit < _FITTING and unnamed and not abbreviated(text, figure, note):
        return Trace(figure, Verdict.STRANGE, note, note, fitting=_fitting(context, read.grounds))
    return Trace(figure, Verdict.TRACED if best.match is Match.SAME else Verdict.WEAKER, note, note)


def _relations(figure: Figure, grounds: Grounds) -> Mapping[int, Match]:
    """How each note of the same measure or value relates to a figure spelled like this."""
    known = grounds.relations.get((figure.text, figure.limit, figure.sign))
    if known is not None:
        return known
    relations: dict[int, Match] = {}
    related: dict[str, bool] = {}
    sizes = sizes_of(figure)
    for entry in grounds.evidence.entries:
        unit = entry.figure.unit
        if unit not in related:
            related[unit] = kin(unit, figure.unit)
        match = Match.DIFFERENT
        if _may_be_one(sizes[0], entry.sizes[0]) or _may_be_one(sizes[1], entry.sizes[1]):
            match = agreement(entry.figure, figure)
        if not unit and not _may_count(entry, figure.unit):
            match = Match.DIFFERENT
        if match is not Match.DIFFERENT or related[unit]:
            relations[entry.index] = match
    grounds.relations[figure.text, figure.limit, figure.sign] = relations
    return relations


def _may_be_one(one: float, other: float) -> bool:
    """Near enough that one may be the other rounded; `agreement` decides. Saves it from most pairs."""
    return one == other or abs(one - other) <= _COARSEST * max(abs(one), abs(other))


def _may_count(entry: Evidence, unit: str) -> bool:
    """A bare number of the notes may be counted so: 文明家庭1 is 1户 by its noun, not 1人; 党员52 are 52人."""
    own = entry.fact.unit if entry.fact is not None else ""
    if own not in _OF_ANYTHING and unit not in _OF_ANYTHING and not kin(own, unit):
        return False
    return unit not in PEOPLE or _is_of_people(entry)


def _is_of_people(entry: Evidence) -> bool:
    """A bare number whose subject may be people: 党员52, not 文明校园3."""
    return bool(entry.subject & _PERSONAL) or entry.fact is None


def _fits(context: Context, relations: Mapping[int, Match], grounds: Grounds) -> dict[int, _Fit]:
    scores = grounds.evidence.scores_of(context, relations)
    entries = grounds.evidence.entries
    return {index: _Fit(entries[index], scores[index], match) for index, match in relations.items()}


def _fitting(context: Context, grounds: Grounds) -> tuple[int, ...]:
    """The entries of any measure that the words fit, best first, at most twelve."""
    scores = grounds.evidence.scores(context).items()
    return tuple(index for fit, index in sorted(((fit, n) for n, fit in scores if fit >= _FITTING), reverse=True)[:12])


def _fits_better(rival: _Fit, best: _Fit, context: Context) -> bool:
    """The words around the figure are the rival's: it has words the other lacks, or lacks none that the other has."""
    if rival.fit > best.fit * _NOT_FAR_WORSE and _own_only(rival, best, context):
        return True
    if rival.fit <= best.fit:
        return False
    gained, lost = _only(rival, best, context), _only(best, rival, context)
    unsaid = _unsaid(best, context) - _unsaid(rival, context)
    if gained >= lost and unsaid >= _UNSAID and _shares_head(rival, context):
        return True
    clearly = rival.fit > best.fit * _CLEARLY and rival.fit - best.fit > _AT_LEAST
    return clearly and (gained > lost or (gained == lost and unsaid >= _AT_LEAST))


def _shares_head(fit: _Fit, context: Context) -> bool:
    """The words right at the figure are the note's too."""
    return any(
        weight > 1.0 and len(gram) == 2 and gram in fit.evidence.context.own for gram, weight in context.own.items()
    )


def _own_only(rival: _Fit, best: _Fit, context: Context) -> bool:
    """The figure's own piece has words of the rival and none of the note: 主干道3条完工，其中4条通车."""
    said = [gram for gram, weight in context.own.items() if len(gram) == 2 and weight >= 1.0]
    ours, theirs = best.evidence.context.own, rival.evidence.context.own
    return any(theirs.get(gram, 0.0) >= 1.0 for gram in said) and not any(gram in ours for gram in said)


def _all_foreign(fit: _Fit, context: Context) -> bool:
    """The figure's own piece has words, and the note has none of them."""
    said = [gram for gram, weight in context.own.items() if len(gram) == 2 and weight >= 1.0]
    return bool(said) and not any(gram in fit.evidence.context.wide for gram in said)


def _only(one: _Fit, other: _Fit, context: Context) -> float:
    """Weight of the words near the figure that `one` has and `other` has not, or only far off."""
    mine, theirs = one.evidence.context.wide, other.evidence.context.wide
    return sum(
        weight * mine[gram]
        for gram, weight in context.wide.items()
        if weight >= _NEAR and gram in mine and theirs.get(gram, 0.0) < mine[gram] / 2
    )


def _unsaid(fit: _Fit, context: Context) -> float:
    """Weight of the note's own words that do not stand around the figure: 护理型 of 护理型床位."""
    return sum(
        weight
        for gram, weight in fit.evidence.context.own.items()
        if len(gram) == 2 and context.wide.get(gram, 0.0) < _NEAR
    )


def _likely(figure: Figure, rivals: Sequence[_Fit]) -> Evidence | None:
    """The note whose words fit best, among those of the same measure; else the nearest value."""
    fitting = max(rivals, key=lambda fit: fit.fit, default=None)
    if fitting is not None and fitting.fit > 1.0:
        return fitting.evidence
    nearest = min(rivals, key=lambda fit: abs(fit.evidence.figure.low - figure.low), default=None)
    return nearest.evidence if nearest is not None else None
