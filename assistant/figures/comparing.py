"""Compare the figures of two clauses."""

from __future__ import annotations

from assistant.figures.finding import find
from assistant.figures.matching import match
from assistant.figures.values import Comparison, Match


def compare(note: str, draft: str) -> Comparison:
    """Does the draft clause state the figures of the note clause?"""
    left, right = find(note), find(draft)
    if len(left) != len(right):
        return Comparison(False, False, "数字的个数不同")
    worst = {match(one, other) for one, other in zip(left, right, strict=True)} - {Match.SAME}
    if not worst:
        return Comparison(True, False, "")
    return Comparison(False, worst == {Match.WEAKER}, "数字不同")
