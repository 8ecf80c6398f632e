"""Plain text files."""

from __future__ import annotations

from assistant.library.readers.encoding import decode
from assistant.library.readers.limits import Limits
from assistant.library.readers.lines import Line, structure
from assistant.model import Document, Source


def read_plain(name: str, data: bytes, limits: Limits) -> Document:
    """One block a line; 一、（一） 1. - • become headings and items."""
    lines: list[Line] = []
    gap = False
    for number, raw in enumerate(decode(data, name).split("\n"), start=1):
        text = raw.strip()
        if text:
            lines.append(Line(text, Source(name, line=number), indent=indent_of(raw), gap=gap))
        gap = not text
    return Document(name, structure(lines))


def indent_of(raw: str) -> int:
    """Columns before the text: a tab counts four, an ideographic space two."""
    columns = 0
    for character in raw:
        if not character.isspace():
            break
        columns += {"\t": 4, "\u3000": 2}.get(character, 1)
    return columns
