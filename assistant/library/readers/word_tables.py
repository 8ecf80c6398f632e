"""Tables of a Word document on a grid, merged cells filled."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from assistant.library.readers.cells import column_name
from assistant.library.readers.word_hidden import shaded
from assistant.library.readers.word_styles import Styles
from assistant.library.readers.word_text import Pieces, collect
from assistant.library.readers.word_xml import attribute, child, local
from assistant.model import Cell, Table

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

_SKIPPED = frozenset({"del", "moveFrom", "Fallback", "tblPr", "tblGrid", "trPr", "tcPr"})
_WIDEST = 200
_PLAIN_STYLES = frozenset({"", "table grid", "normal table", "网格型", "普通表格"})


def read_table(element: Element, name: str, styles: Styles) -> tuple[Table, list[Pieces], int]:
    """The table, what hangs on its paragraphs, and how many paragraphs it has. Paragraphs of a cell stand on
    lines of their own in the cell's text; a table in a cell is read as lines, its cells side by side."""
    pieces: list[Pieces] = []
    rows: list[tuple[Cell, ...]] = []
    above: dict[int, str] = {}
    reader = _Cells(styles, pieces, plain=_is_plain(child(element, "tblPr"), styles))
    for row in _children(element, "tr"):
        if _deleted(row):
            continue
        cells: list[Cell] = []
        for cell in _children(row, "tc"):
            _add(reader, cell, cells, above, len(rows) + 1)
        if cells:
            rows.append(tuple(cells))
    if _boxed(rows):
        rows = [(Cell("".join(cell.text for cell in row if not cell.merged), row[0].ref),) for row in rows]
    return Table(name, tuple(rows)), pieces, len(pieces)


@dataclass(frozen=True, slots=True)
class _Cells:
    """Reads the cells of one table. plain: nothing in it is known to be coloured."""

    styles: Styles
    pieces: list[Pieces]
    plain: bool

    def text(self, cell: Element) -> str:
        """The paragraphs of the cell, one a line."""
        plain = self.plain and not shaded(child(cell, "tcPr"))
        lines: list[str] = []
        for element in _blocks(cell):
            if local(element) == "p":
                found = collect(element, self.styles.unseen(element, plain=plain))
                self.pieces.append(found)
                lines.append(found.text.strip())
            else:
                inner, more, _ = read_table(element, "", self.styles)
                self.pieces.extend(more)
                lines += [" ".join(part.text for part in row if part.text and not part.merged) for row in inner.rows]
        return "\n".join(line for line in lines if line)


def _is_plain(properties: Element | None, styles: Styles) -> bool:
    """A table of a style of its own may have coloured rows, which only the style knows."""
    return styles.name(attribute(child(properties, "tblStyle"))) in _PLAIN_STYLES and not shaded(properties)


def _add(reader: _Cells, cell: Element, cells: list[Cell], above: dict[int, str], row: int) -> None:
    properties = child(cell, "tcPr")
    text = reader.text(cell)
    vertical = child(properties, "vMerge")
    width = attribute(child(properties, "gridSpan"))
    continued = vertical is not None and attribute(vertical) != "restart"
    start = len(cells)
    if continued:
        text = above.get(start, "")
    for offset in range(min(int(width), _WIDEST) if width.isdigit() and width != "0" else 1):
        at = start + offset
        above[at] = text
        cells.append(Cell(text, f"{column_name(at)}{row}", merged=continued or offset > 0))


def _blocks(parent: Element) -> Iterator[Element]:
    for element in parent:
        kind = local(element)
        if kind in {"p", "tbl"}:
            yield element
        elif kind not in _SKIPPED:
            yield from _blocks(element)


def _children(parent: Element, name: str) -> Iterator[Element]:
    for element in parent:
        kind = local(element)
        if kind == name:
            yield element
        elif kind not in _SKIPPED and kind not in {"tr", "tc", "p"}:
            yield from _children(element, name)


def _boxed(rows: list[tuple[Cell, ...]]) -> bool:
    """A form with one character a box: every row is one text, not many cells."""
    texts = [[cell.text for cell in row if cell.text] for row in rows]
    return any(len(row) > 1 for row in texts) and all(len(text) == 1 for row in texts for text in row)


def _deleted(row: Element) -> bool:
    return child(child(row, "trPr"), "del") is not None
