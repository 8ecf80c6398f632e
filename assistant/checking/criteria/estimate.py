"""自评: what the states allow, as a range. Pure.

Low: what is written and found for certain; high: all that is not known to be lacking. The least doubt stays with
every item, because how well a thing is done cannot be read from notes; so the range never shrinks to a number.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from assistant.appraisal import Estimate, ItemCoverage, ItemState, Material, NeedCoverage, Span

# what a draft says without notes is not known to be true: from 0 to nearly all, which tells nobody anything
NOT_WITHOUT_NOTES: Final = "没有要点，材料里写的无从核对，不作自评，请连同要点一起核对"
_DOUBT: Final = 0.2  # of an item's points, left to whoever judges


def estimate_item(
    points: float | None, state: ItemState, needs: Sequence[NeedCoverage], materials: Sequence[Material]
) -> Span | None:
    """From, to; None without points. What is lacking counts nothing, an item without material 0 to 0."""
    if points is None:
        return None
    if state == "out_of_period" or (state == "no_material" and not materials):
        return Span(0, 0)
    lacking = _share(needs, "too_few", "not_found")
    certain = _share(needs, "met") if needs else 1.0
    sure = state in {"complete", "too_few"} and any(one.sure for one in materials)
    high = points * (1 - _share(needs, "too_few")) if needs else points
    low = points * min(certain, 1 - lacking) * (1 - _DOUBT) if sure else 0.0
    return Span(round(min(low, high), 1), round(high, 1))


def _share(needs: Sequence[NeedCoverage], *states: str) -> float:
    return sum(one.state in states for one in needs) / len(needs) if needs else 0.0


def estimate_pack(items: Sequence[ItemCoverage]) -> Estimate | None:
    """The sum over the items that have points; None if none has, or if nothing could be earned yet."""
    scored = [one for one in items if one.estimate is not None]
    if not scored:
        return None
    low = sum(one.estimate.low for one in scored if one.estimate)
    high = sum(one.estimate.high for one in scored if one.estimate)
    total = sum(one.criterion.points or 0 for one in scored)
    unscored = sum(one.estimate is None and not one.bonus for one in items)
    return Estimate(Span(round(low, 1), round(high, 1)), total, len(scored), unscored)
