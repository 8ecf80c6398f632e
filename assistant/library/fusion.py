"""Reciprocal rank fusion (Cormack, Clarke, Büttcher 2009): several rankings into one. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

_DAMPING = 60  # k of the paper


@dataclass(frozen=True, slots=True)
class Fused:
    """id, score, and its rank (from 1) in each ranking that has it."""

    id: str
    score: float
    ranks: Mapping[str, int]


def fuse(rankings: Mapping[str, Sequence[str]], weights: Mapping[str, float] | None = None) -> tuple[Fused, ...]:
    """Best first; equal scores by id, so that the order is always the same. A ranking not weighted counts 1."""
    ranks: dict[str, dict[str, int]] = {}
    for name, ranking in rankings.items():
        for rank, one in enumerate(ranking, start=1):
            ranks.setdefault(one, {})[name] = rank
    weights = weights or {}
    fused = [
        Fused(one, sum(weights.get(name, 1.0) / (_DAMPING + rank) for name, rank in found.items()), found)
        for one, found in ranks.items()
    ]
    return tuple(sorted(fused, key=lambda one: (-one.score, one.id)))
