"""Several rankings into one by their scores. Pure.

Reciprocal rank fusion throws away how sure a ranking is: where words agree it let the vectors spoil what the words
had right. Scores keep that. Words come as the share of the query's words that a passage has, so their scores say how
far words can be trusted: with half of the query in one passage the words decide, with a tenth of it the vectors do.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

Scored = Sequence[tuple[str, float]]


@dataclass(frozen=True, slots=True)
class Fused:
    """id, score, and its rank (from 1) in each ranking that has it."""

    id: str
    score: float
    ranks: Mapping[str, int]


def by_range(ranking: Scored) -> Scored:
    """Scores between 0 (the last) and 1 (the first): similarities of vectors have no zero of their own."""
    if not ranking:
        return ()
    best, least = ranking[0][1], ranking[-1][1]
    return [(one, (score - least) / (best - least) if best > least else 1.0) for one, score in ranking]


def fuse(rankings: Mapping[str, Scored], weights: Mapping[str, float] | None = None) -> tuple[Fused, ...]:
    """Best first; equal scores by id, so that the order is always the same. A ranking not weighted counts 1."""
    weights = weights or {}
    ranks: dict[str, dict[str, int]] = {}
    sums: dict[str, float] = {}
    for name, ranking in rankings.items():
        for rank, (one, score) in enumerate(ranking, start=1):
            ranks.setdefault(one, {})[name] = rank
            sums[one] = sums.get(one, 0.0) + weights.get(name, 1.0) * score
    fused = [Fused(one, sums[one], found) for one, found in ranks.items()]
    return tuple(sorted(fused, key=lambda one: (-one.score, one.id)))


def spread(fused: Sequence[Fused], document_of: Mapping[str, str], limit: int, most: int) -> tuple[Fused, ...]:
    """The first `limit`, at most `most` of one document as long as other documents have something to offer."""
    taken: dict[str, int] = {}
    first: list[Fused] = []
    later: list[Fused] = []
    for one in fused:
        document = document_of[one.id]
        taken[document] = taken.get(document, 0) + 1
        (first if taken[document] <= most else later).append(one)
    return tuple([*first, *later][:limit])
