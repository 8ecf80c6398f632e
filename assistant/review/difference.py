"""What changed between two texts, in hunks of words a person can take one by one.

difference(old, new)       the hunks, with exact places in both texts
apply(difference, numbers) the old text with only these hunks made; all of them give exactly the new text
changes_figure             of a hunk: making it alone would alter a figure, a date, a rank, or what is said of one

The texts are first aligned by sentences, then what differs by words. Two changes with next to nothing between them are
one hunk: nobody wants to accept half a word. Sentence marks and figures part hunks, so that a figure stands by itself.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from assistant.errors import NotAcceptable
from assistant.figures import compare
from assistant.review.alignment import common
from assistant.review.words import MARKS, quantities, sentences, words

_NEAR: Final = 30  # characters; the words that belong to a figure stand closer
_NUMERAL: Final = re.compile(r"[\d〇零一二三四五六七八九十百千万亿两几半数双首翻倍年月日季周天旬前]")
_HANZI_ONLY: Final = re.compile(r"[\u4e00-\u9fff]+")
_SHORT: Final = 1  # so few characters in common between two changes are chance (的, 和)


@dataclass(frozen=True, slots=True)
class Hunk:
    """old[start:end] of the old text became new[new_start:new_end] of the new one; `number` counts from 1."""

    number: int
    start: int
    end: int
    new_start: int
    new_end: int
    old: str
    new: str
    changes_figure: bool = False


@dataclass(frozen=True, slots=True)
class Difference:
    old: str
    new: str
    hunks: tuple[Hunk, ...] = ()

    def hunk(self, number: int) -> Hunk:
        """Raises NotAcceptable if there is no such hunk."""
        if not 1 <= number <= len(self.hunks):
            raise NotAcceptable(f"没有第{number}处修改", "请刷新后重新选择")
        return self.hunks[number - 1]


def difference(old: str, new: str) -> Difference:
    """The hunks in order of place. Equal texts have none."""
    edges: list[_Edge] = []
    for edge in _merged(old, new, _edges(old, new)):
        # one piece at least stays between two hunks
        edges.append(_slid(old, new, _trimmed(old, new, edge), edge[0] - edges[-1][1] - 1 if edges else edge[0]))
    hunks = (
        Hunk(number, start, end, new_start, new_end, old[start:end], new[new_start:new_end])
        for number, (start, end, new_start, new_end) in enumerate(edges, 1)
    )
    return Difference(old, new, tuple(judged(old, hunk) for hunk in hunks))


def apply(changed: Difference, numbers: Collection[int]) -> str:
    """The old text with these hunks made and no other. Raises NotAcceptable for a number there is not."""
    pieces: list[str] = []
    done = 0
    for hunk in sorted({changed.hunk(number) for number in numbers}, key=lambda one: one.number):
        pieces += changed.old[done : hunk.start], hunk.new
        done = hunk.end
    return "".join([*pieces, changed.old[done:]])


# --------------------------------------------------------------------------- where the texts differ

_Edge = tuple[int, int, int, int]  # start, end in the old text, start, end in the new one


def _edges(old: str, new: str) -> Iterator[_Edge]:
    """By sentences first, then by words within what differs."""
    for start, end, new_start, new_end in _gaps(sentences(old), sentences(new)):
        for inner in _gaps(words(old[start:end]), words(new[new_start:new_end])):
            yield start + inner[0], start + inner[1], new_start + inner[2], new_start + inner[3]


def _gaps(old: Sequence[str], new: Sequence[str]) -> Iterator[_Edge]:
    """The stretches between the common pieces, as places of characters."""
    place = new_place = 0  # characters
    last = new_last = 0  # pieces
    for index, new_index in [*common(old, new), (len(old), len(new))]:
        end = place + sum(map(len, old[last:index]))
        new_end = new_place + sum(map(len, new[new_last:new_index]))
        if end > place or new_end > new_place:
            yield place, end, new_place, new_end
        same = len(old[index]) if index < len(old) else 0
        place, new_place = end + same, new_end + same
        last, new_last = index + 1, new_index + 1


def _merged(old: str, new: str, edges: Iterator[_Edge]) -> list[_Edge]:
    """Neighbours with only a chance likeness between them become one; a change of a number stays by itself."""
    merged: list[_Edge] = []
    number = False  # the last one changes a number
    for edge in edges:
        numeric = any(char.isdigit() for char in old[edge[0] : edge[1]] + new[edge[2] : edge[3]])
        last = merged[-1] if merged else None
        between = old[last[1] : edge[0]] if last else ""
        if last and (not between or (_chance(between, last, edge) and not number and not numeric)):
            merged[-1] = last[0], edge[1], last[2], edge[3]
            number = number or numeric
        else:
            merged.append(edge)
            number = numeric
    return merged


def _chance(between: str, one: _Edge, other: _Edge) -> bool:
    size = min(max(edge[1] - edge[0], edge[3] - edge[2]) for edge in (one, other))
    return len(between) <= min(_SHORT, size) and not any(char in MARKS or char.isdigit() for char in between)


def _trimmed(old: str, new: str, edge: _Edge) -> _Edge:
    """Without what the old and the new words have in common at their ends (领导 and 领导小组, 较为满意 and 十分满意).

    A single character in common is no word in common, unless nothing else remains. Figures and names stay whole.
    """
    start, end, new_start, new_end = edge
    before, after = old[start:end], new[new_start:new_end]
    if not _HANZI_ONLY.fullmatch(before + after) or quantities(before) or quantities(after):
        return edge
    shorter = min(len(before), len(after))
    head = _alike(before, after, shorter)
    tail = _alike(before[::-1], after[::-1], shorter - head)
    if head + tail < shorter:
        head, tail = (length if length > 1 else 0 for length in (head, tail))
    return start + head, end - tail, new_start + head, new_end - tail


def _alike(one: str, other: str, most: int) -> int:
    """How many characters they begin with alike, at most so many."""
    return next((place for place in range(most) if one[place] != other[place]), most)


def _slid(old: str, new: str, edge: _Edge, most: int) -> _Edge:
    """A pure insertion or deletion may stand in several places; where it begins after a mark it reads best.

    新增“，强化监督” may as well be “强化监督，”: the one that begins a clause is taken. most: characters it may move.
    """
    start, end, new_start, new_end = edge
    if (start == end) == (new_start == new_end):
        return edge
    text, left, right = (new, new_start, new_end) if start == end else (old, start, end)
    best = 0
    for moved in range(most):
        if text[left - moved - 1] != text[right - moved - 1]:
            break
        at = left - moved - 1  # where it would begin
        if text[right - moved - 1] in MARKS and (at == 0 or text[at - 1] in MARKS):
            best = moved + 1
            break
    return start - best, end - best, new_start - best, new_end - best


# --------------------------------------------------------------------------- figures


def judged(text: str, hunk: Hunk) -> Hunk:
    """The hunk, with whether it would alter a figure of this text if it were made alone, or did so where it was
    found first."""
    left, right = _sentence(text, hunk)
    before, after = text[left:right], text[left : hunk.start] + hunk.new + text[hunk.end : right]
    return replace(hunk, changes_figure=hunk.changes_figure or alters(before, after))


def alters(before: str, after: str) -> bool:
    """Whether the second text states other figures, times or ranks than the first, or states them otherwise
    (增长 instead of 下降, 人均 instead of 户均)."""
    if not _NUMERAL.search(before) and not _NUMERAL.search(after):
        return False
    if not same_quantities(before, after):
        return True
    return bool(quantities(before)) and not compare(before, after).same


def same_quantities(before: str, after: str) -> bool:
    """Whether both texts hold the same figures, times and ranks in the same words and in the same order."""
    return [one.says for one in quantities(before)] == [one.says for one in quantities(after)]


def _sentence(text: str, hunk: Hunk) -> tuple[int, int]:
    """What of the sentences the hunk lies in stands close enough to belong to a figure there."""
    low, high = max(0, hunk.start - _NEAR), min(len(text), hunk.end + _NEAR)
    left = max(text.rfind(mark, low, hunk.start) for mark in "。！？\n") + 1
    ends = [place for mark in "。！？\n" if (place := text.find(mark, hunk.end, high)) >= 0]
    return max(left, low), min(ends) + 1 if ends else high
