"""The characters of a PDF page -> its lines and its ruled tables, in reading order."""

from __future__ import annotations

import itertools
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from assistant.library.readers.grids import Grid
from assistant.library.readers.marks import split_mark
from assistant.library.readers.pdf_glyphs import Box, Glyph
from assistant.library.readers.printed import (
    CHINESE,
    Part,
    PrintedLine,
    PrintedTable,
    em_of,
    joined,
    tidied,
)

_FILLED = 0.2  # share of fields with text below which a grid is a chart's and no table's
_CUT = 2  # words cut by a line from which a grid is a drawing's and no table's


@dataclass(slots=True)
class _Open:
    """A line that is being read: in a field of a table, or in none."""

    place: tuple[int, int, int] | None = None  # table, row, column
    glyphs: list[Glyph] = field(default_factory=list)


def parts_of(glyphs: Sequence[Glyph], grids: Sequence[Grid]) -> list[Part]:
    """Lines in the order of the file; a table stands where its first character does."""
    cut = _cut(glyphs, grids)
    grids = [grid for number, grid in enumerate(grids) if cut[number] < _CUT]
    lines = _lines(glyphs, grids)
    texts: dict[int, dict[tuple[int, int], str]] = {}
    for one in lines:
        if one.place is not None and (text := _text(one.glyphs)):
            number, row, column = one.place
            fields = texts.setdefault(number, {})
            fields[row, column] = _continued(fields.get((row, column), ""), text)
    tables = {number: grids[number] for number, fields in texts.items() if _is_table(grids[number], fields)}
    parts: list[Part] = []
    for one in lines:
        if one.place is None or one.place[0] not in texts:
            parts += _printed(one)
        elif one.place[0] in tables:
            number = one.place[0]
            parts.append(_table(tables.pop(number), texts[number]))
        elif not _is_table(grids[one.place[0]], texts[one.place[0]]):
            parts += _printed(one)
    return parts


def _continued(text: str, line: str) -> str:
    """The text of a field with one more line; a numbered line stays a line of its own."""
    return f"{text}\n{line}" if text and split_mark(line) is not None else joined(text, line)


def _is_table(grid: Grid, fields: dict[tuple[int, int], str]) -> bool:
    return len(fields) > 1 and len(fields) >= len(grid.fields()) * _FILLED


def _cut(glyphs: Sequence[Glyph], grids: Sequence[Grid]) -> Counter[int]:
    """How often a line of each grid runs between two letters of one word. Tables keep clear of their text."""
    found: Counter[int] = Counter()
    for one, other in itertools.pairwise(glyphs if grids else ()):
        if one.box is None or other.box is None or not (one.text.strip() and other.text.strip()):
            continue
        here, there = _place(one.box, grids), _place(other.box, grids)
        close = abs(other.box[0] - one.box[2]) < 1 and abs(other.box[1] - one.box[1]) < 1
        if here != there and close:
            found.update({place[0] for place in (here, there) if place is not None})
    return found


def _lines(glyphs: Sequence[Glyph], grids: Sequence[Grid]) -> list[_Open]:
    lines = [_Open()]
    for glyph in glyphs:
        if glyph.text in "\r\n":
            lines.append(_Open(lines[-1].place))
            continue
        place = lines[-1].place if glyph.box is None else _place(glyph.box, grids)
        if place != lines[-1].place:
            lines.append(_Open(place))
        lines[-1].glyphs.append(glyph)
    return [one for one in lines if one.glyphs]


def _place(box: Box, grids: Sequence[Grid]) -> tuple[int, int, int] | None:
    left, top, right, bottom = box
    for number, grid in enumerate(grids):
        if (found := grid.field((left + right) / 2, (top + bottom) / 2)) is not None:
            return number, *found
    return None


def _text(glyphs: Sequence[Glyph]) -> str:
    text = "".join(glyph.text for glyph in _without_gaps(glyphs))
    # characters beyond the first plane come as two halves
    text = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return tidied(unicodedata.normalize("NFC", text.strip()))


def _without_gaps(glyphs: Sequence[Glyph]) -> Iterator[Glyph]:
    """Without the blanks that stand in no file: pdfium puts one where typesetting sets Chinese off from Western."""
    for at, glyph in enumerate(glyphs):
        if glyph.box is None and 0 < at < len(glyphs) - 1 and glyph.text == " ":
            before, after = glyphs[at - 1], glyphs[at + 1]
            if before.box and after.box and bool(CHINESE.match(before.text)) != bool(CHINESE.match(after.text)):
                em = before.box[3] - before.box[1]
                if after.box[0] - before.box[2] < em * 0.5:
                    continue
        yield glyph


def _printed(line: _Open) -> list[PrintedLine]:
    text = _text(line.glyphs)
    boxes = [glyph.box for glyph in line.glyphs if glyph.box is not None and glyph.text.strip()]
    if not text or not boxes:
        return []
    top, bottom = min(box[1] for box in boxes), max(box[3] for box in boxes)
    widths = [glyph.box[2] - glyph.box[0] for glyph in line.glyphs if glyph.box and CHINESE.match(glyph.text)]
    left, right = min(box[0] for box in boxes), max(box[2] for box in boxes)
    return [PrintedLine(text, left, top, right, bottom, em_of(widths, bottom - top))]


def _table(grid: Grid, fields: dict[tuple[int, int], str]) -> PrintedTable:
    rows = tuple(
        tuple((fields.get(owner, ""), owner != (row, column)) for column, owner in enumerate(owners))
        for row, owners in enumerate(grid.owner)
    )
    return PrintedTable(grid.columns, rows)
