"""A table -> note lines: one a data row, its figures with the unit and the period of their column.

Clerks' sheets have a title row merged over everything, headers over two rows, units in the header
("金额（万元）") or in a line of their own ("单位：万元"), 其中 rows, totals, and a remarks column.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant import figures
from assistant.model import Cell, Source, Table
from assistant.notes.table_columns import YEAR, columns_of, is_quantity, is_time
from assistant.notes.table_rows import TableLine, filled_cells, line_of
from assistant.notes.tidy import tidy

_UNIT_LINE = re.compile(r"[（(]?\s*单位[:：]\s*([^\s，。；、（）()]{1,6})\s*[）)]?")
_MOST_HEADER_ROWS = 3
_SHORTEST_CAPTION = 7

Rows = Sequence[Sequence[Cell]]


def read_table(table: Table, file: str) -> tuple[TableLine, ...]:
    """The table's data rows as lines. Title and header rows become path, units and column names.

    A title that states a figure is a line as well.
    """
    filled = [row for row in table.rows if any(cell.text.strip() for cell in row)]
    if not filled:
        return ()
    titles, unit, rows = _caption(filled)
    head, body = _header(rows)
    columns = columns_of(head, body, unit)
    # the title stands next to the rows; what else is said over them (填报：…) outside it
    path = (*titles[1:], *titles[:1]) or tuple(part for part in (_sheet(table.name),) if part)
    place = Source(file, cell=f"{table.name}!{filled[0][0].ref}")
    lines = [TableLine(title, (), place, ()) for title in titles if figures.find(title)]
    parent = ""
    for row in body:
        cells = filled_cells(row, columns, table.name, file)
        if cells:
            line, parent = line_of(cells, parent, path)
            lines.append(line)
    return tuple(lines)


def _sheet(name: str) -> str:
    return "" if re.fullmatch(r"(Sheet|工作表|表)\s*\d*", name, re.IGNORECASE) else name


def _caption(rows: Rows) -> tuple[list[str], str, Rows]:
    """Leading rows with a single text are titles or the unit line."""
    titles: list[str] = []
    unit = ""
    rest = list(rows)
    while len(rest) > 1 and _is_caption(rest[0]):
        text = rest[0][0].text.strip()
        found = _UNIT_LINE.search(text)
        if found:
            unit = found[1]
        title = tidy(_UNIT_LINE.sub("", text)).strip("（）()")
        titles += [title] if title else []
        rest = rest[1:]
    return titles, unit, rest


def _is_caption(row: Sequence[Cell]) -> bool:
    """One text over the whole width: merged, or, where a format knows no merging, alone and longer than a header is."""
    first = row[0].text.strip()
    if not first or len(row) < 2 or is_quantity(first):
        return False
    others = [cell for cell in row[1:] if cell.text.strip()]
    if others:
        return all(cell.merged and cell.text.strip() == first for cell in others)
    return len(first) >= _SHORTEST_CAPTION or first.endswith(("表", "册")) or bool(_UNIT_LINE.search(first))


def _header(rows: Rows) -> tuple[Rows, Rows]:
    """The first row is the header if it holds no figure (a year is a header), and so is one below that it spans."""
    if len(rows) < 2 or len(rows[0]) < 2 or _holds_figure(rows[0]):
        return [], rows
    count = 1
    while count < min(_MOST_HEADER_ROWS, len(rows) - 1):
        if _holds_figure(rows[count]) or not _spans(rows[count - 1], rows[count]):
            break
        count += 1
    return rows[:count], rows[count:]


def _holds_figure(row: Sequence[Cell]) -> bool:
    texts = [cell.text.strip() for cell in row]
    return any(is_quantity(text) and not YEAR.fullmatch(text) and not is_time(text) for text in texts)


def _spans(above: Sequence[Cell], below: Sequence[Cell]) -> bool:
    """Whether the row above heads several columns of the row below, which then is a header too.

    Its cells are merged, or, where a format knows no merging, empty or the same beside each other.
    """
    if any(cell.merged for cell in above) or below[0].merged:
        return True
    gaps = any(not cell.text.strip() for cell in above[1:])
    return gaps and not below[0].text.strip()
