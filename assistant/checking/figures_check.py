"""FACT-01 and FACT-03 for figures: what a trace means, in words a clerk understands."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import Final

from assistant.checking.derived import formula
from assistant.checking.evidence import Evidence
from assistant.checking.grounds import Grounds
from assistant.checking.kinship import kin
from assistant.checking.naming import core, is_named, piece_before, shares_words, without_titles
from assistant.checking.rules import raise_finding
from assistant.checking.standing import Listing, listing
from assistant.checking.trace import Trace, Verdict
from assistant.figures import Figure
from assistant.model import Finding, Severity

_COMPARE: Final = "对照要点核对：数字写错的改数字，对象写错的改对象；要点里没有的，补上出处再写"


def figure_findings(section: str, text: str, traces: Sequence[Trace], grounds: Grounds) -> Iterator[Finding]:
    """The findings of all figures of one text."""
    for trace in traces:
        if trace.verdict in (Verdict.TRACED, Verdict.STANDING):
            continue
        yield from _of_one(section, text, trace, traces, grounds)


def _of_one(section: str, text: str, trace: Trace, traces: Sequence[Trace], grounds: Grounds) -> Iterator[Finding]:
    figure = trace.figure
    listed = listing(text, figure)
    if listed is not None and listed.agrees(int(figure.low)) and not _says_a_note(text, trace):
        return
    if trace.verdict is Verdict.WEAKER and trace.note is not None:
        why, fix, severity = _weaker(text, trace, trace.note)
        yield raise_finding("FACT-01", section, text, figure.start, figure.end, why, fix, severity)
        return
    if _is_coined(text, trace, grounds):
        return
    computed = formula(text, trace, traces, grounds)
    if computed:
        yield raise_finding(
            "FACT-03", section, text, figure.start, figure.end, f"要点中没有这个数，可由要点算出：{computed}"
        )
        return
    if listed is not None and trace.verdict is Verdict.ABSENT and _miscounts(text, figure, listed):
        why = f"写的是“{figure.text}”，所列却是{listed.items[0]}项"
        yield raise_finding("QTY-16", section, text, figure.start, figure.end, why)
    why, fix = _why(text, trace), _fix(text, trace, traces)
    yield raise_finding("FACT-01", section, text, figure.start, figure.end, why, fix)


def _says_a_note(text: str, trace: Trace) -> bool:
    """A list of as many items beside it excuses no figure that stands where the notes have another."""
    fits = trace.note is not None and trace.note.index in trace.fitting and shares_words(text, trace.figure, trace.note)
    return trace.verdict is Verdict.EXCHANGED or fits


def _miscounts(text: str, figure: Figure, listed: Listing) -> bool:
    """The list has another number of items; 69件已落实、4件正在推进 is no list but figures of their own."""
    return not listed.agrees(int(figure.low)) and not re.search(r"\d", piece_before(text, figure))


def _weaker(text: str, trace: Trace, note: Evidence) -> tuple[str, str, Severity]:
    """What is said of a figure that a note has with another qualifier, other decimals or another measure word."""
    said, noted = trace.figure, note.figure
    if said.unit == noted.unit or said.low != noted.low:
        why = f"“{said.text}”与要点不完全一样（{note.told()}）：“近、余、以上”一类的词变了，或舍去了小数"
        return why, f"改为“{_shown(trace)}”", "error"
    if shares_words(text, said, note):
        why = f"“{said.text}”的量词与要点不同（{_about(note)}）：换了量词，说的可能是另一件事"
        return why, f"说的是同一件事，改为“{_shown(trace)}”；是另一件事，在要点中补上出处", "error"
    why = f"要点中没有“{said.text}”；要点里的同一个数说的是另一件事（{_about(note)}）"
    return why, _COMPARE, "block"


def _fix(text: str, trace: Trace, traces: Sequence[Trace]) -> str:
    """Only where the note is surely about the same thing does the fix name a value: the nearest value of another
    thing, put forward as a correction, would make a wrong sentence of a true one."""
    note = trace.note
    same = note is not None and (trace.verdict is Verdict.CHANGED or _is_the_named(text, trace, note, traces))
    if same and _shown(trace) != trace.figure.text:
        return f"改为“{_shown(trace)}”，或在要点中补上这个数的出处"
    return _COMPARE


def _is_the_named(text: str, trace: Trace, note: Evidence, traces: Sequence[Trace]) -> bool:
    """The note's name stands at the figure, outside titles, and no other figure of its measure stands between."""
    figure = trace.figure
    if not is_named(without_titles(text), figure, note):
        return False
    named = text.rfind(core(note), 0, figure.start)
    at = bisect_left(traces, figure.start, key=lambda one: one.figure.start)
    before = traces[at - 1].figure if at else None
    return named < 0 or before is None or before.start < named or not kin(before.unit, figure.unit)


def _shown(trace: Trace) -> str:
    if trace.note is None:
        return ""
    fact = trace.note.fact
    return fact.rendering if fact is not None and fact.rendering else trace.note.figure.text


def _why(text: str, trace: Trace) -> str:
    figure, note = trace.figure.text, trace.note
    if trace.verdict is Verdict.CHANGED and note is not None:
        return f"“{figure}”的说法与要点不符：{trace.why}（{note.told()}）"
    if trace.verdict is Verdict.EXCHANGED and note is not None and trace.match is not None:
        return f"“{figure}”在要点中说的是另一件事（{_about(trace.match)}）；这里说的事，要点是{_about(note)}"
    if trace.verdict is Verdict.STRANGE and note is not None:
        return f"“{figure}”在要点中说的是另一件事（{_about(note)}），与这里的对象对不上"
    if note is not None and shares_words(text, trace.figure, note):
        return f"要点中没有“{figure}”；最接近的是{_about(note)}"
    return f"要点中没有“{figure}”"


def _about(note: Evidence) -> str:
    subject = note.fact.subject if note.fact is not None else ""
    return f"{note.source.label()}：{subject}{note.figure.text}" if subject else note.told()


def _is_coined(text: str, trace: Trace, grounds: Grounds) -> bool:
    """The figure stands inside quotation marks or a book title that the notes have literally."""
    for left, right in (("“", "”"), ("《", "》"), ('"', '"')):
        start = text.rfind(left, max(0, trace.figure.start - 40), trace.figure.start)
        end = text.find(right, trace.figure.end, trace.figure.end + 40)
        quoted = start >= 0 and end >= 0 and right not in text[start + 1 : trace.figure.start]
        if quoted and grounds.says(text[start : end + 1]):
            return True
    return False
