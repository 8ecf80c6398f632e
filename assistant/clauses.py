"""Splitting a Chinese line at marks that stand outside brackets and quotation marks. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

_OPEN = {"（": "）", "(": ")", "“": "”", "《": "》", "〔": "〕", "【": "】", "‘": "’"}


@dataclass(frozen=True, slots=True)
class Piece:
    text: str
    start: int
    end: int
    mark: str  # the mark that ended it, "" at the end of the text


def split(text: str, marks: str) -> tuple[Piece, ...]:
    """The pieces between any of `marks`, empty ones left out; brackets and quotes are never cut open.

    A bracket that is never closed does not swallow the rest: it is read as an ordinary character.
    """
    pieces: list[Piece] = []
    start = 0
    for position in _outside(text):
        if text[position] in marks:
            if position > start:
                pieces.append(Piece(text[start:position], start, position, text[position]))
            start = position + 1
    if start < len(text):
        pieces.append(Piece(text[start:], start, len(text), ""))
    return tuple(pieces)


def first(text: str, marks: str) -> int:
    """Position of the first of `marks` outside brackets and quotes, -1 if there is none."""
    return next((position for position in _outside(text) if text[position] in marks), -1)


def _outside(text: str) -> Iterator[int]:
    closes = _closing(text)
    position = 0
    while position < len(text):
        if position in closes:
            position = closes[position] + 1
            continue
        yield position
        position += 1


def _closing(text: str) -> dict[int, int]:
    """Position of each outermost opening mark -> position of the mark that closes it. One pass."""
    closes: dict[int, int] = {}
    stack: list[tuple[str, int]] = []
    for position, char in enumerate(text):
        if char in _OPEN:
            stack.append((_OPEN[char], position))
        elif stack and char == stack[-1][0]:
            _, opened = stack.pop()
            closes[opened] = position
    # an unclosed bracket leaves its inner pairs standing, each as outermost of its own
    return closes
