"""The longest common subsequence of two sequences, with a bound on time and memory.

Bit-parallel after Hyyrö (2004): a row of the table is one whole number, so two texts of 10,000 pieces take 10,000
additions of 10,000-bit numbers instead of 100 million steps, whatever they hold. difflib.SequenceMatcher is as quick on
usual texts, but takes hundreds of times as long where few different pieces recur: nothing bounds its worst case.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

MOST_CELLS: Final = 400_000_000  # of the table: 50 MB of bits; beyond that the two are taken as wholly different

Pair = tuple[int, int]


def common(old: Sequence[str], new: Sequence[str]) -> list[Pair]:
    """(index in old, index in new) of equal items, both rising: as many as there can be.

    Equal ends are matched first. If what is left is larger than MOST_CELLS, only the equal ends are given.
    """
    head = 0
    while head < min(len(old), len(new)) and old[head] == new[head]:
        head += 1
    tail = 0
    while tail < min(len(old), len(new)) - head and old[-1 - tail] == new[-1 - tail]:
        tail += 1
    inner = _subsequence(old[head : len(old) - tail], new[head : len(new) - tail])
    return [
        *((place, place) for place in range(head)),
        *((one + head, other + head) for one, other in inner),
        *((len(old) - place, len(new) - place) for place in range(tail, 0, -1)),
    ]


def _subsequence(old: Sequence[str], new: Sequence[str]) -> list[Pair]:
    if not old or not new or len(old) * len(new) > MOST_CELLS:
        return []
    rows = _rows(old, new)
    pairs: list[Pair] = []
    row, column = len(old), len(new)
    # a zero bit of a row says that the common length grows at that column; from the end back to the beginning
    while row and column:
        bit = 1 << (column - 1)
        if rows[row] & bit:
            column -= 1
        elif not rows[row - 1] & bit:
            row -= 1
        else:
            row, column = row - 1, column - 1
            pairs.append((row, column))
    pairs.reverse()
    return pairs


def _rows(old: Sequence[str], new: Sequence[str]) -> list[int]:
    """The table by rows of `old`; bit j of a row belongs to new[j]."""
    places: dict[str, int] = {}
    for place, item in enumerate(new):
        places[item] = places.get(item, 0) | 1 << place
    full = (1 << len(new)) - 1
    row = full
    rows = [row]
    for item in old:
        hit = row & places.get(item, 0)
        row = ((row + hit) | (row - hit)) & full
        rows.append(row)
    return rows
