"""QTY-13, QTY-18, CON-01: figures off by powers of ten, 近 and 余 the wrong way round, years outside the period."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence
from typing import Final

from assistant.checking.evidence import Evidence
from assistant.checking.grounds import Grounds
from assistant.checking.naming import is_named
from assistant.checking.rules import raise_finding
from assistant.checking.trace import Trace, Verdict
from assistant.figures import years_of, years_outside
from assistant.model import Finding

_WRONG: Final = frozenset({Verdict.ABSENT, Verdict.STRANGE, Verdict.EXCHANGED, Verdict.WEAKER})
_BELOW: Final = frozenset({"近", "不足", "不到"})
_ABOVE: Final = frozenset({"余", "多", "超", "逾", "以上", "出头"})
_CLOSE: Final = 0.1  # a rounded figure is no further than this from the exact one
_SENTENCE: Final = re.compile(r"[^。！？\n]{1,2000}")


def scale_findings(section: str, text: str, traces: Sequence[Trace], grounds: Grounds) -> Iterator[Finding]:
    """Of figures that no note states as they stand: the same digits at another size, or rounded the wrong way."""
    for one in traces:
        note = one.note
        if one.verdict not in _WRONG or note is None or note.figure.low <= 0 or one.figure.low <= 0:
            continue
        if not is_named(text, one.figure, note) or one.figure.low != one.figure.high:
            continue
        rule, why, fix = _magnitude(one, note) or _direction(one, note) or ("", "", "")
        if rule:
            yield raise_finding(rule, section, text, one.figure.start, one.figure.end, why, fix)
    yield from _periods(section, text, grounds)


def _magnitude(one: Trace, note: Evidence) -> tuple[str, str, str] | None:
    times = one.figure.low / note.figure.low
    power = round(math.log10(times))
    if power and abs(times / 10.0**power - 1) < 1e-6 and one.figure.unit == note.figure.unit:
        size = f"大{10**power:,}倍" if power > 0 else f"小到{10**-power:,}分之一"
        return "QTY-13", f"数量级与要点不符，比要点{size}：{note.told()}", f"改为{note.figure.text}"
    return None


def _direction(one: Trace, note: Evidence) -> tuple[str, str, str] | None:
    said, exact = one.figure, note.figure
    if exact.approximation or exact.low != exact.high or abs(exact.low / said.low - 1) > _CLOSE:
        return None
    if said.approximation in _BELOW and exact.low > said.low:
        return "QTY-18", f"“{said.text}”是比它少，要点比它多：{note.told()}", "改用“余”“多”，或写确数"
    if said.approximation in _ABOVE and exact.low < said.low:
        return "QTY-18", f"“{said.text}”是比它多，要点比它少：{note.told()}", "改用“近”，或写确数"
    return None


def _periods(section: str, text: str, grounds: Grounds) -> Iterator[Finding]:
    """CON-01, told once a sentence: a year outside the period that the brief names."""
    window = years_of(grounds.ledger.brief.period)
    if window is None:
        return
    last = max(window[1], grounds.as_of.year) if grounds.as_of else window[1]
    for sentence in _SENTENCE.finditer(text):
        for start, end, year in years_outside(sentence[0], window[0], last)[:1]:
            at = sentence.start()
            why = f"{year}年不在申报期{grounds.ledger.brief.period}之内"
            yield raise_finding("CON-01", section, text, at + start, at + end, why)
