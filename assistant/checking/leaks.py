"""TMP-03, TMP-04: what came from an exemplar and not from the notes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from assistant import figures
from assistant.checking.grounds import ExemplarText, Grounds
from assistant.checking.honours import mentions
from assistant.checking.layout import plain
from assistant.checking.rules import raise_finding
from assistant.checking.trace import Trace, Verdict
from assistant.figures import Match, match
from assistant.model import Finding

_RUN: Final = 30  # characters of meaning that may not be the same in a row
_SHORTEST: Final = 2


def leak_findings(section: str, text: str, traces: Sequence[Trace], grounds: Grounds) -> Iterator[Finding]:
    """Names, honours and figures of an exemplar that the notes do not have; long runs copied from one."""
    for exemplar in grounds.exemplars:
        yield from _names(section, text, exemplar, grounds)
        yield from _figures(section, text, traces, exemplar)
        yield from _copied(section, text, exemplar, grounds)


def _names(section: str, text: str, exemplar: ExemplarText, grounds: Grounds) -> Iterator[Finding]:
    honours = [mention.name for mention in mentions(exemplar.text)]
    taken: list[tuple[int, int]] = []
    for name in sorted({*exemplar.entities, *honours}, key=len, reverse=True):
        if len(plain(name)) < _SHORTEST or grounds.says(name):
            continue
        at = text.find(name)
        while at >= 0:
            end = at + len(name)
            if not any(at < other_end and other < end for other, other_end in taken):
                taken.append((at, end))
                why = f"“{name}”是范文《{exemplar.title}》里的，要点中没有"
                yield raise_finding("TMP-03", section, text, at, end, why)
            at = text.find(name, end)


def _figures(section: str, text: str, traces: Sequence[Trace], exemplar: ExemplarText) -> Iterator[Finding]:
    open_traces = [trace for trace in traces if trace.verdict in (Verdict.ABSENT, Verdict.STRANGE)]
    if not open_traces:
        return
    theirs = figures.find(exemplar.text)
    for trace in open_traces:
        figure = trace.figure
        small = figure.low < 10 and figure.low % 1 == 0
        if not small and any(match(other, figure) is not Match.DIFFERENT for other in theirs):
            why = f"“{figure.text}”与范文《{exemplar.title}》中的数字相同，要点中没有"
            yield raise_finding("TMP-03", section, text, figure.start, figure.end, why)


def _copied(section: str, text: str, exemplar: ExemplarText, grounds: Grounds) -> Iterator[Finding]:
    """Runs of at least 30 characters that stand in the exemplar too. Linear: windows are looked up in a set."""
    letters, places = _letters(text)
    theirs, _ = _letters(exemplar.text)
    windows = {theirs[at : at + _RUN] for at in range(len(theirs) - _RUN + 1)}
    at = 0
    while at + _RUN <= len(letters):
        if letters[at : at + _RUN] not in windows:
            at += 1
            continue
        end = at + _RUN
        while end < len(letters) and letters[end - _RUN + 1 : end + 1] in windows:
            end += 1
        if not grounds.says(letters[at:end]):
            why = f"有{end - at}个字与范文《{exemplar.title}》相同"
            yield raise_finding("TMP-04", section, text, places[at], places[end - 1] + 1, why)
        at = end


def _letters(text: str) -> tuple[str, list[int]]:
    """The characters that carry meaning, and where each stands in the text."""
    kept = [(char, at) for at, char in enumerate(text) if char.isalnum()]
    return "".join(char for char, _ in kept), [at for _, at in kept]
