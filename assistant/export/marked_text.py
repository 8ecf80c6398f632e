"""A text as HTML with its findings marked in place. Everything is escaped; nothing of the text is markup. Pure."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from assistant.model import Severity

WEIGHT: Mapping[Severity, int] = {"block": 0, "error": 1, "warning": 2, "hint": 3}
# what no page may hold, and marks that turn the direction of what follows: shown as what they are, a replacement
_UNSHOWN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]")


@dataclass(frozen=True, slots=True)
class Spot:
    """A numbered finding at text[start:end]; start == end: a point."""

    number: int
    start: int
    end: int
    severity: Severity


@dataclass(frozen=True, slots=True)
class Origin:
    """Where the figure at text[start:end] comes from, in Chinese."""

    start: int
    end: int
    told: str


def shown(text: str) -> str:
    """Escaped for content and for attributes; characters that no page may hold become U+FFFD."""
    return html.escape(_UNSHOWN.sub("\ufffd", text), quote=True)


def paragraphs(text: str, spots: Sequence[Spot], origins: Sequence[Origin] = ()) -> Iterator[str]:
    """One HTML string a line of the text, without the element around it. Blank lines are left out.

    Every finding has its number once: where it begins, or, if that is in no line, at the next line's beginning.
    """
    lines: list[tuple[int, int]] = []
    start = 0
    for line in text.split("\n"):
        if line.strip():
            lines.append((start, start + len(line)))
        start += len(line) + 1
    anchors: dict[int, list[Spot]] = {}
    for spot in spots:
        anchors.setdefault(_anchor(spot, lines), []).append(spot)
    for begin, end in lines:
        yield "".join(_pieces(text, begin, end, spots, origins, anchors))


def _anchor(spot: Spot, lines: Sequence[tuple[int, int]]) -> int:
    for start, end in lines:
        if spot.start < start:
            return start
        if spot.start < end or (spot.start == end == spot.end):
            return spot.start
    return lines[-1][1] if lines else 0


def _pieces(
    text: str,
    start: int,
    end: int,
    spots: Sequence[Spot],
    origins: Sequence[Origin],
    anchors: Mapping[int, Sequence[Spot]],
) -> Iterator[str]:
    """The line cut at every place where a finding or a figure begins or ends."""
    inside = [one for one in spots if one.start < end and one.end > start]
    told = [one for one in origins if one.start < end and one.end > start]
    places = [edge for one in inside for edge in (one.start, one.end)]
    places += [edge for one in told for edge in (one.start, one.end)]
    places += anchors
    cuts = sorted({start, end, *(edge for edge in places if start < edge < end)})
    for left, right in zip(cuts, [*cuts[1:], end], strict=True):
        yield from map(_reference, anchors.get(left, ()))
        if left < right:
            yield _piece(text[left:right], [one for one in inside if one.start <= left < one.end],
                         [one for one in told if one.start <= left < one.end])  # fmt: skip


def _reference(spot: Spot) -> str:
    number = spot.number
    return f'<a class="ref {spot.severity}" id="m{number}" href="#f{number}" aria-label="问题{number}">[{number}]</a>'


def _piece(words: str, active: Sequence[Spot], told: Sequence[Origin]) -> str:
    piece = shown(words)
    if told:
        piece = f'<span title="{shown(told[0].told)}">{piece}</span>'
    if active:
        heaviest = min(active, key=lambda one: WEIGHT[one.severity]).severity
        piece = f'<mark class="{heaviest}">{piece}</mark>'
    return piece
