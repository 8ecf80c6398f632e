"""Plain columns on a terminal where a Chinese character takes two places. Pure."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence


def display_width(text: str) -> int:
    """Places on a terminal: two for a wide character, none for a combining one."""
    return sum(
        0 if unicodedata.combining(char) else 2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text
    )


def shorten(text: str, width: int) -> str:
    """The text in at most `width` places, cut with an ellipsis."""
    if display_width(text) <= width:
        return text
    kept = ""
    for char in text:
        if display_width(kept + char) > width - 1:
            break
        kept += char
    return kept + "…"


def one_line(text: str) -> str:
    """Line breaks, tabs and control characters as blanks: a cell is one line, and a file cannot steer the terminal."""
    return " ".join("".join(char if char.isprintable() else " " for char in text).split())


def table(headers: Sequence[str], rows: Sequence[Sequence[str]], limits: Sequence[int] = ()) -> str:
    """Left-aligned columns, two blanks between them; `limits` cuts a column (0: never)."""
    cut = list(limits) + [0] * (len(headers) - len(limits))
    lines = [
        [shorten(one_line(cell), limit) if limit else one_line(cell) for cell, limit in zip(row, cut, strict=True)]
        for row in [headers, *rows]
    ]
    widths = [max(display_width(line[column]) for line in lines) for column in range(len(headers))]
    return "\n".join(
        "  ".join(cell + " " * (width - display_width(cell)) for cell, width in zip(line, widths, strict=True)).rstrip()
        for line in lines
    )
