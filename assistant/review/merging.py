"""Two changes of the same text, brought together: what does not touch is made, what does is shown with both sides."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace

from assistant.review.difference import Difference, Hunk, apply, difference, judged


@dataclass(frozen=True, slots=True)
class Clash:
    """Both sides changed the same place. ours: the hunk that cannot be made; theirs: what was saved there meanwhile.

    ours.start and .end: in the base with what was taken already; start, end: in the text that was saved meanwhile.
    """

    ours: Hunk
    theirs: tuple[Hunk, ...]
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Merge:
    """base -> theirs was saved, base -> ours is wanted.

    open: hunks of ours that touch nothing of theirs, with `start` and `end` in `theirs`; the numbers, and the places in
    the new text, are those of base -> ours. done: numbers of hunks that theirs contains already.
    """

    base: str
    theirs: str
    ours: Difference
    open: tuple[Hunk, ...]
    clashes: tuple[Clash, ...] = ()
    done: tuple[int, ...] = ()

    def text(self, numbers: Collection[int] | None = None) -> str:
        """`theirs` with the open hunks made: those with these numbers, or all. Numbers that are not open are passed
        over: whoever lets a person choose has looked them up before."""
        chosen = [hunk for hunk in self.open if numbers is None or hunk.number in numbers]
        renumbered = tuple(replace(hunk, number=place) for place, hunk in enumerate(chosen, 1))
        return apply(Difference(self.theirs, "", renumbered), range(1, len(renumbered) + 1))


def merge(base: str, theirs: str, ours: str, taken: Collection[int] = ()) -> Merge:
    """Three texts brought together. Where the two changes touch, even only at their edges, they clash.

    taken: numbers of our hunks that were made before and are a part of `theirs`; what was saved is then everything
    else, and they are neither open nor done.
    """
    wanted = difference(base, ours)
    start = apply(wanted, taken)
    saved = difference(start, theirs)
    open_hunks: list[Hunk] = []
    clashes: list[Clash] = []
    done: list[int] = []
    for hunk in _left(wanted, taken):
        touched = tuple(other for other in saved.hunks if _touch(hunk, other))
        if any((hunk.start, hunk.end, hunk.new) == (other.start, other.end, other.new) for other in touched):
            done.append(hunk.number)
        elif touched:
            clashes.append(_clash(hunk, touched))
        else:
            moved = _shift(saved.hunks, hunk.start)
            placed = replace(hunk, start=hunk.start + moved, end=hunk.end + moved)
            # what alters no figure where it was proposed may alter one that came in since
            open_hunks.append(placed if base == theirs else judged(theirs, placed))
    return Merge(base, theirs, wanted, tuple(open_hunks), tuple(clashes), tuple(done))


def _left(wanted: Difference, taken: Collection[int]) -> Iterator[Hunk]:
    """Our hunks that are not taken, placed in the base with the taken ones made."""
    made = [hunk for hunk in wanted.hunks if hunk.number in taken]
    for hunk in wanted.hunks:
        if hunk.number not in taken:
            moved = _shift(made, hunk.start)
            yield replace(hunk, start=hunk.start + moved, end=hunk.end + moved)


def _touch(one: Hunk, other: Hunk) -> bool:
    return one.start <= other.end and other.start <= one.end


def _shift(made: Iterable[Hunk], place: int) -> int:
    """How far a place that none of these hunks touches has moved."""
    return sum(len(hunk.new) - len(hunk.old) for hunk in made if hunk.end < place)


def _clash(hunk: Hunk, touched: tuple[Hunk, ...]) -> Clash:
    first, last = touched[0], touched[-1]
    return Clash(
        hunk,
        touched,
        first.new_start - max(0, first.start - hunk.start),
        last.new_end + max(0, hunk.end - last.end),
    )
