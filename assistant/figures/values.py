"""What the grammar of quantities gives: figures, time spans, ordinals, and how two figures relate.

All offsets are half-open character positions in the text that was given.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import Literal


@dataclass(frozen=True, slots=True)
class Figure:
    """One quantity as it stands in a text: 近300万元, 12.6万余件, 4%～6%, 十几个, 三分之二.

    low, high: equal unless the figure is a range or names a round span (五六百人: 500, 600; 十几个: 11, 19).
    万 and 亿 are multiplied out; a percentage keeps its number (98.6 for 98.6%); 零下 is negative.
    unit: the measure word without 万/亿, normalised in spelling only (％ → %, ㎡ → 平方米); "" if there is none.
    approximation: "" or one of the words in `assistant.figures.approximations`, by its short name.
    number: the bare numeral as written ("12.6万", "三分之二").
    sign: "+" or "-" where one stands before the number and tells a direction (会议 -14.1%), which is no part
    of the value; "" otherwise.
    limit: a condition outside the figure's text (以内, 不超过, 不低于, 突破 …), "" if there is none.
    """

    text: str
    start: int
    end: int
    low: float
    high: float
    unit: str = ""
    approximation: str = ""
    number: str = ""
    sign: str = ""
    limit: str = ""

    @property
    def value(self) -> float | tuple[float, float]:
        """The number, or (low, high) of a range."""
        return self.low if self.low == self.high else (self.low, self.high)


@dataclass(frozen=True, slots=True)
class TimeSpan:
    """A date or a period: 2025年3月12日, 2024—2025年, 两年来, “十四五”期间, 每月.

    first, last: ISO "2025-03-12", "2025-03" or "2025"; "" where the text leaves it open or it is relative.
    """

    text: str
    start: int
    end: int
    kind: Literal["date", "period"]
    first: str = ""
    last: str = ""


@dataclass(frozen=True, slots=True)
class Ordinal:
    """A rank, a number in a series or a grade: 第20个, 第五届, 一等奖, 3A级, 首个 (value 1)."""

    text: str
    start: int
    end: int
    value: float


class Match(Enum):
    """How a figure of a draft relates to a figure of the notes."""

    SAME = "same"
    WEAKER = "weaker"  # the number stays, its qualifier or precision was dropped, added or changed
    DIFFERENT = "different"


@dataclass(frozen=True, slots=True)
class Comparison:
    """Does a clause of a draft state the same figures for the same things as a clause of the notes?

    lossy: it does not, but only a qualifier or the precision differs. why: one phrase in Chinese, "" when same.
    """

    same: bool
    lossy: bool
    why: str
