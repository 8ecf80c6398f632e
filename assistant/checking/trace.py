"""Every figure of a draft back to the figure of the notes it states, and how well it states it.

A number is traced when a note has the same value, measure and qualifier AND the words around it fit that
note better than any other note that has another value of the same measure. So 甲6195户、乙3201户 with the two
numbers exchanged is found although both numbers stand in the notes.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import Enum
from typing import Final

from assistant import figures
from assistant.checking.contexts import Context, contexts
from assistant.checking.evidence import Evidence
from assistant.checking.grounds import Grounds
from assistant.checking.kinship import agreement, kin
from assistant.checking.qualities import difference
from assistant.checking.standing import is_indefinite, is_level_mark
from assistant.figures import Figure, Match

_CLEARLY: Final = 1.25  # how much better another note must fit before the figure counts as exchanged
_UNSAID: Final = 2.0  # weight of a note's own words left unsaid that tells it from a plainer one
_AT_LEAST: Final = 0.5  # and by how much weight, absolutely
_NEAR: Final = 0.3  # weight from which a word counts as standing near the figure
_FITTING: Final = 1.2  # a note that fits this well is about the same thing even if its subject is not named
_NAMED: Final = 0.34  # share of the characters of a note's subject that must stand near the figure
_WHOLE_NAME: Final = 3  # characters of a subject that name one thing


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


def trace(text: str, grounds: Grounds, heading: str = "") -> tuple[Trace, ...]:
    """One trace per figure of `text`, in order of place. Dates and names with digits are no figures."""
    found = figures.find(text)
    around = contexts(text, found, heading)
    relations = {figure.text: _relations(figure, grounds) for figure in {one.text: one for one in found}.values()}
    fits = [_fits(context, relations[figure.text], grounds) for figure, context in zip(found, around, strict=True)]
    sentences = _sentence_numbers(text, found)
    trusted = [True] * len(found)
    traces: list[Trace] = []
    for _ in range(2):  # a figure that turned out wrong cannot vouch for the note it names
        taken = _better_stated(sentences, fits, trusted)
        traces = [
            _trace_one(text, figure, context, each, vouched)
            for figure, context, each, vouched in zip(found, around, fits, taken, strict=True)
        ]
        trusted = [one.verdict in (Verdict.TRACED, Verdict.WEAKER) for one in traces]
    return tuple(traces)


def _better_stated(
    sentences: Sequence[int], fits: Sequence[dict[int, _Fit]], trusted: Sequence[bool]
) -> list[frozenset[int]]:
    """For each figure the notes that another figure of the same sentence states with words that fit no worse.

    新增就业5611人，再就业2529人: the note of 2529 is no rival for 5611.
    """
    stated: dict[tuple[int, int], float] = {}  # (sentence, note) -> best fit of a figure with its value
    for sentence, each, trust in zip(sentences, fits, trusted, strict=True):
        for index, fit in each.items():
            if trust and fit.match is not Match.DIFFERENT:
                stated[sentence, index] = max(fit.fit, stated.get((sentence, index), 0.0))
    return [
        frozenset(
            index
            for index, fit in each.items()
            if fit.match is Match.DIFFERENT and stated.get((sentence, index), -1.0) >= fit.fit
        )
        for sentence, each in zip(sentences, fits, strict=True)
    ]


def _sentence_numbers(text: str, found: Sequence[Figure]) -> list[int]:
    ends = [at for at, char in enumerate(text) if char in "。！？\n"]
    return [bisect_left(ends, figure.start) for figure in found]


def _trace_one(text: str, figure: Figure, context: Context, fits: dict[int, _Fit], taken: frozenset[int]) -> Trace:
    if is_level_mark(text, figure):
        return Trace(figure, Verdict.STANDING)
    matching = [fit for fit in fits.values() if fit.match is not Match.DIFFERENT]
    rivals = [fit for fit in fits.values() if fit.match is Match.DIFFERENT]
    open_rivals = [fit for fit in rivals if fit.evidence.index not in taken]
    rival = max(open_rivals, key=lambda fit: fit.fit, default=None)
    if not matching:
        verdict = Verdict.STANDING if is_indefinite(text, figure) else Verdict.ABSENT
        return Trace(figure, verdict, _likely(figure, open_rivals or rivals))
    best = max(matching, key=lambda fit: fit.fit * (1.0 if fit.match is Match.SAME else 0.85))
    judged = _judge(text, figure, context, best, rival)
    if judged.verdict is not Verdict.TRACED and is_indefinite(text, figure):
        return Trace(figure, Verdict.STANDING)
    if judged.verdict in (Verdict.TRACED, Verdict.WEAKER):
        also = tuple(fit.evidence for fit in matching if fit is not best and _named(context, fit.evidence) >= 0.6)
        return replace(judged, also=also)
    return judged


def _judge(text: str, figure: Figure, context: Context, best: _Fit, rival: _Fit | None) -> Trace:
    note = best.evidence
    own_words = _own_words(text, figure)
    exchanged = rival is not None and _fits_better(rival, best, context) and not _abbreviates(own_words, note)
    if rival is not None and exchanged and not _named_nearest(text, figure, note, rival.evidence):
        return Trace(figure, Verdict.EXCHANGED, rival.evidence, note)
    changed = difference(note, text, figure, context.own)
    if changed:
        return Trace(figure, Verdict.CHANGED, note, note, changed)
    if best.fit < _FITTING and _named(context, note) < _NAMED and not _abbreviated(text, figure, note):
        return Trace(figure, Verdict.STRANGE, note, note)
    return Trace(figure, Verdict.TRACED if best.match is Match.SAME else Verdict.WEAKER, note, note)


def _relations(figure: Figure, grounds: Grounds) -> dict[int, Match]:
    """How each note of the same measure or value relates to a figure spelled like this."""
    relations: dict[int, Match] = {}
    for entry in grounds.evidence.entries:
        match = agreement(entry.figure, figure)
        if match is not Match.DIFFERENT or kin(entry.figure.unit, figure.unit):
            relations[entry.index] = match
    return relations


def _fits(context: Context, relations: Mapping[int, Match], grounds: Grounds) -> dict[int, _Fit]:
    scores = grounds.evidence.scores(context)
    entries = grounds.evidence.entries
    return {index: _Fit(entries[index], scores.get(index, 0.0), match) for index, match in relations.items()}


def _fits_better(rival: _Fit, best: _Fit, context: Context) -> bool:
    """The words around the figure are the rival's: it has words the other lacks, or lacks none that the other has."""
    if rival.fit <= best.fit:
        return False
    gained, lost = _only(rival, best, context), _only(best, rival, context)
    unsaid = _unsaid(best, context) - _unsaid(rival, context)
    if gained >= lost and unsaid >= _UNSAID and _shares_head(rival, context):
        return True
    clearly = rival.fit > best.fit * _CLEARLY and rival.fit - best.fit > _AT_LEAST
    return clearly and (gained > lost or (gained == lost and unsaid >= _AT_LEAST))


def _named_nearest(text: str, figure: Figure, note: Evidence, rival: Evidence) -> bool:
    """The note's subject stands in full in the figure's own stretch (between ；or 。), and the rival's not behind it.

    其中，农村低保金由…增加到…，两年合计4296.6万元: the words before the ；belong to another sum.
    """
    own, other = _core(note), _core(rival)
    start = max(text.rfind(mark, 0, figure.start) for mark in "；。\n") + 1
    if "分别" in text[start : figure.start] or "依次" in text[start : figure.start]:
        return False  # there the order of the names counts, not their nearness
    named = text.rfind(own, start, figure.start) if len(own) >= _WHOLE_NAME else -1
    return named >= 0 and own != other and not (len(other) > 1 and text.rfind(other, start, figure.start) > named)


def is_named(text: str, figure: Figure, note: Evidence) -> bool:
    """The note's subject stands in full in the figure's own stretch, in front of it or right behind it."""
    own = _core(note)
    start = max(text.rfind(mark, 0, figure.start) for mark in "；。\n") + 1
    return len(own) >= _WHOLE_NAME and own in text[start : figure.end + len(own)]


def _core(note: Evidence) -> str:
    """The subject without what leads to it and what only counts it: 其中，农村低保金合计 -> 农村低保金."""
    subject = note.fact.subject if note.fact is not None else ""
    return re.sub(r"(?:合计|总计|共计|累计|增长|下降)+$", "", re.split(r"[，：、]", subject)[-1].removeprefix("其中"))


def _shares_head(fit: _Fit, context: Context) -> bool:
    """The words right at the figure are the note's too."""
    return any(
        weight > 1.0 and len(gram) == 2 and gram in fit.evidence.context.own for gram, weight in context.own.items()
    )


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


def _named(context: Context, note: Evidence) -> float:
    """Share of the subject's characters that stand around the figure."""
    if not note.subject:
        return 1.0
    return sum(1 for char in note.subject if char in context.wide) / len(note.subject)


def _abbreviated(text: str, figure: Figure, note: Evidence) -> bool:
    """The note's subject is Latin shorthand (GDP), or its characters stand in this order before the figure."""
    subject = note.fact.subject if note.fact is not None else ""
    if not subject or subject.isascii():
        return True
    rest = iter(text[max(0, figure.start - 40) : figure.end + 20])
    return all(char in rest for char in subject)


def _abbreviates(words: str, note: Evidence) -> bool:
    """The note's subject is an abbreviation of these words: 社零 of 社会消费品零售总额."""
    subject = note.fact.subject if note.fact is not None else ""
    rest = iter(words)
    shorthand = 2 <= len(subject) <= 8 and not subject.isascii() and subject not in words
    return shorthand and all(char in rest for char in subject)


_STOPS: Final = "，；。：、\n,;:"


def _own_words(text: str, figure: Figure) -> str:
    """The words of the figure's piece, at most 24 characters before and 16 behind it."""
    start, end = figure.start, figure.end
    while start > 0 and text[start - 1] not in _STOPS and figure.start - start < 24:
        start -= 1
    while end < len(text) and text[end] not in _STOPS and end - figure.end < 16:
        end += 1
    return text[start:end]
