"""共10项，其中4项、5项、2项: the parts that a total is said to have, and their sum. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

UNIT: Final = r"(?:个|名|人次|人|家|户|项|件|起|次|场|处|座|所|条|篇|份|亩|辆|套|台|宗|例|间|张|支|册|期|万元|亿元|元)"
_TOTAL: Final = re.compile(
    rf"(\d{{1,7}}(?:\.\d{{1,4}})?)({UNIT})[^，。；\n\d]{{0,8}}[，,：:（(]?\s?(?:其中|包括|分别是|分别为)[，,：:]?"
)
_PART: Final = re.compile(
    rf"([^，。；、：\n\d]{{0,16}}?)(\d{{1,7}}(?:\.\d{{1,4}})?)({UNIT})(?=[、，。；和及）)]|$)(?:[、，；和及]|以及)?"
)
_ABOUT: Final = re.compile(r"[近约余多超逾]|以上|左右|等")


@dataclass(frozen=True, slots=True)
class Division:
    """text[start:end] names a total and parts that do not add up to it. sure: the parts are meant to be all of it."""

    start: int
    end: int
    whole: float
    summed: float
    unit: str
    sure: bool


def divisions(text: str) -> Iterator[Division]:
    """Totals whose parts do not add up. Two parts may leave something out; three in one unit are a division."""
    for total in _TOTAL.finditer(text):
        start = place = total.end()
        parts: list[float] = []
        while (found := _PART.match(text, place)) is not None and found[3] == total[2]:
            if found[1].startswith("其中") or _ABOUT.search(found[1]):
                break
            parts.append(float(found[2]))
            place = found.end()
        rest = text[place : place + 1]
        whole, summed = float(total[1]), sum(parts)
        if _ABOUT.search(text[max(0, total.start() - 2) : total.start()]) or (rest and rest in "等余多"):
            parts = parts if summed > whole and rest else []
        off = abs(summed - whole) > 1e-6 * max(1.0, whole)
        if (len(parts) >= 3 and off) or (len(parts) == 2 and whole < summed <= whole * 1.05):
            sure = len(parts) >= 3 and summed > whole * 0.6
            yield Division(total.start(), max(start, place), whole, summed, total[2], sure)
