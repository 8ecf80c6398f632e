"""Spans of years that notes give otherwise: 三年 where a line has 2023, 2024 and 2025, 五年 where it says 1826天."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from assistant.checking.evidence import Evidence
from assistant.checking.periods import years_of_note
from assistant.figures import Figure

_LONGEST: Final = 30  # years
_MONTHS: Final = 12
_DAYS: Final = (365, 366)


def span_of_years(figure: Figure, line: Sequence[Evidence]) -> str:
    """How so many years follow from one note line ("2023年、2024年、2025年 = 三年"), "" if they do not."""
    years = int(figure.low)
    if figure.unit != "年" or figure.approximation or not 2 <= figure.low <= _LONGEST or figure.low != years:
        return ""
    covered = sorted(set().union(*(years_of_note(entry) for entry in line)))
    if len(covered) == years and covered[-1] - covered[0] == years - 1:
        return "、".join(f"{year}年" for year in covered) + f" = {figure.text}"
    for entry in line:
        noted = entry.figure
        if noted.unit in ("天", "日") and _DAYS[0] * years <= noted.low <= _DAYS[1] * years:
            return f"{noted.text} ÷ {_DAYS[0]}天 ≈ {figure.text}"
        if noted.unit == "个月" and noted.low == _MONTHS * years:
            return f"{noted.text} ÷ {_MONTHS} = {figure.text}"
    return ""
