"""FACT-01: 由143人增加到138人 — the words say one way, the two figures go the other. Needs no note."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final

from assistant.checking.kinship import kin
from assistant.checking.rules import raise_finding
from assistant.checking.trace import Trace
from assistant.figures import Figure
from assistant.model import Finding

_FROM: Final = re.compile(r"[由从][^，。；]{0,14}$")
_UP: Final = re.compile(r"^[^，。；]{0,8}?(?:增加|增长|提高|提升|上升|扩大|增|升)[到至](?:[^，。；]{0,10})$")
_DOWN: Final = re.compile(r"^[^，。；]{0,8}?(?:减少|下降|降低|压缩|缩短|压减|减|降|压)[到至](?:[^，。；]{0,10})$")


def trend_findings(section: str, text: str, traces: Sequence[Trace]) -> Iterator[Finding]:
    """Two figures that follow each other, joined by 由…增加到…, the second of them smaller; and the other way."""
    for one, other in pairwise(trace.figure for trace in traces):
        way = _wrong_way(text, one, other)
        if way:
            why = f"“{one.text}”到“{other.text}”不是{way}"
            fix = "核对两个数和“增加、减少”的方向"
            yield raise_finding("FACT-01", section, text, one.start, other.end, why, fix)


def _wrong_way(text: str, one: Figure, other: Figure) -> str:
    if not kin(one.unit, other.unit) or not _FROM.search(text[max(0, one.start - 16) : one.start]):
        return ""
    between = text[one.end : other.start]
    if other.high < one.low and _UP.match(between):
        return "增加"
    if other.low > one.high and _DOWN.match(between):
        return "减少"
    return ""
