"""The marks by which Chinese documents number and list: 一、（一） 1.（1） ① - •."""

from __future__ import annotations

import re
from dataclasses import dataclass

# rank -> the mark; the ranks are the order of GB/T 9704-2012, 7.3.3, the list signs below them
_CHAPTER, _FIRST, _SECOND, _THIRD, _FOURTH, _CIRCLED, _SIGN = range(7)
_DIGITS = "一二三四五六七八九十百"
_MARKS: tuple[tuple[int, re.Pattern[str]], ...] = (
    (_CHAPTER, re.compile(rf"第[{_DIGITS}\d]{{1,4}}[章编部分节]{{1,2}}[\s、：:]*")),
    (_FIRST, re.compile(rf"[{_DIGITS}]{{1,3}}\s*[、．.]\s*")),
    (_SECOND, re.compile(rf"[（(]\s*[{_DIGITS}]{{1,3}}\s*[)）][、.．]?\s*")),
    (_THIRD, re.compile(r"\d{1,2}\s*(?:[、．]|\.(?!\d))\s*")),
    (_FOURTH, re.compile(r"(?:[（(]\s*\d{1,2}\s*[)）]|\d{1,2}[)）])[、.．]?\s*")),
    (_CIRCLED, re.compile(r"(?:[①-⑳]|[（(]?[a-hA-H][)）])\s*")),
    # a minus before a digit is a sign of a number, unless a space stands between
    (_SIGN, re.compile(r"(?:[•·●○■□◆◇▪▫➢➤✓✔★☆※]\s*|[-–—－*+]\s+|[-－](?![-\d\s]))")),
)
HEADING_RANKS = frozenset({_CHAPTER, _FIRST, _SECOND})
_SENTENCE = re.compile(r"[。；;！!？?]")
_HEADING_LENGTH = 50
_TITLE_LENGTH = 45


@dataclass(frozen=True, slots=True)
class Mark:
    """A list or number mark at the start of a line. rank: 0 (第一章) … 6 (-); rest: the line without the mark."""

    rank: int
    rest: str


def split_mark(text: str) -> Mark | None:
    """The mark at the start of the text, None if there is none or nothing follows it."""
    for rank, pattern in _MARKS:
        found = pattern.match(text)
        if found and text[found.end() :].strip():
            return Mark(rank, text[found.end() :].strip())
    return None


def could_head(mark: Mark) -> bool:
    """A numbered line that reads as a heading: 一、 or （一）, short, one clause (older reports end it with 。)."""
    text = mark.rest.removesuffix("。")
    return mark.rank in HEADING_RANKS and len(text) <= _HEADING_LENGTH and not _SENTENCE.search(text)


def could_be_title(text: str) -> bool:
    """A first line that reads as a document's title: short, without sentence punctuation, without a value."""
    return len(text) <= _TITLE_LENGTH and not re.search(r"[。；;，,：:！!？?、>＞]", text)


def below_numbers(mark: Mark) -> bool:
    """（1）, ① and a) stand below 1. even where they are not indented."""
    return mark.rank in (_FOURTH, _CIRCLED)


class Nesting:
    """Depth of list items, by indent first and by rank of the mark where the indent is the same."""

    def __init__(self) -> None:
        self._open: list[tuple[int, int]] = []

    def reset(self) -> None:
        """A heading or a paragraph ends all open lists."""
        self._open.clear()

    def level(self, indent: int, rank: int) -> int:
        """Depth from 0 of an item with this indent (columns) and this rank of mark."""
        while self._open and self._open[-1][0] > indent:
            self._open.pop()
        while self._open and self._open[-1][0] == indent and self._open[-1][1] >= rank:
            self._open.pop()
        # the same mark one column off is sloppy typing, not a deeper list
        if self._open and self._open[-1][1] == rank and indent - self._open[-1][0] < 2:
            self._open.pop()
        self._open.append((indent, rank))
        return len(self._open) - 1
