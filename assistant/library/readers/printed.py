"""Printed lines as they lie on a page, and what is found among them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

CHINESE = re.compile(r"[\u3000-\u303f\u3400-\u9fff\uff00-\uffef]")


@dataclass(frozen=True, slots=True)
class PrintedLine:
    """A line of a page: its edges in points from the upper left corner of the page as it is looked at.

    em: the width of a full-width character.
    """

    text: str
    left: float
    top: float
    right: float
    bottom: float
    em: float

    @property
    def height(self) -> float:
        return self.bottom - self.top

    @property
    def middle(self) -> float:
        return (self.left + self.right) / 2


@dataclass(frozen=True, slots=True)
class PrintedTable:
    """A table of a page. edges: where its columns begin and end, in points. cells: rows of (text, merged)."""

    edges: tuple[float, ...]
    cells: tuple[tuple[tuple[str, bool], ...], ...]


Part = PrintedLine | PrintedTable


@dataclass(frozen=True, slots=True)
class PrintedPage:
    """The parts of a page in reading order. width, height: of the page, in points."""

    number: int
    width: float
    height: float
    parts: tuple[Part, ...]

    def lines(self) -> tuple[PrintedLine, ...]:
        return tuple(part for part in self.parts if isinstance(part, PrintedLine))


def joined(first: str, second: str) -> str:
    """The text over the end of a line: Chinese and figures go on without a space, Western words with one."""
    if not first or CHINESE.match(first[-1]) or CHINESE.match(second[:1]) or first[-1].isdigit():
        return first + second
    return f"{first} {second}"


def tidied(text: str) -> str:
    """Without the thin gaps that typesetting puts between Chinese and figures, and without control characters, which
    are signs of a font that stand for no letter."""
    text = re.sub(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]", "", text).strip()
    return re.sub(r"(?<=[\u3400-\u9fff]) (?=\d)|(?<=[\d%]) (?=[\u3400-\u9fff])", "", text)


def em_of(widths: Sequence[float], height: float) -> float:
    """The usual width of the Chinese characters of a line, four fifths of its height where it has none."""
    return median(widths) if widths else height * 0.8
