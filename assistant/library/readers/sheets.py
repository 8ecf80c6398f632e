"""Workbooks: what .xlsx and .xls have in common, and the .xlsx reader."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any

from assistant.errors import RefusedFile, UnreadableFile
from assistant.library.readers.archive import Archive, open_archive
from assistant.library.readers.cells import column_name
from assistant.library.readers.limits import Limits
from assistant.library.readers.numbers import show_date, show_number
from assistant.model import Block, Cell, Document, Source, Table

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

_DAMAGED = "请在 Excel 或 WPS 里打开后另存，再重新上传"

_LISTED = 8  # hidden rows or columns that a warning names
_CORNER = rb"([A-Z]{1,3})([0-9]{1,7})"
_MERGED = re.compile(rb"<(?:\w+:)?mergeCell\s[^<>]{0,200}?ref=[\"']" + _CORNER + rb":" + _CORNER + rb"[\"']")


@dataclass(slots=True)
class Grid:
    """One sheet: texts by (row, column) from 0, and the ranges (first row, first column, last row, last column)."""

    name: str
    texts: dict[tuple[int, int], str]
    merged: list[tuple[int, int, int, int]] = field(default_factory=list)
    comments: dict[tuple[int, int], str] = field(default_factory=dict)


def read_xlsx(name: str, data: bytes, limits: Limits) -> Document:
    """One table block a sheet, comments of cells after it. Raises UnreadableFile, RefusedFile, EncryptedFile."""
    from openpyxl import load_workbook
    from openpyxl.utils.exceptions import InvalidFileException

    archive = open_archive(name, data, limits)
    if not any(part.startswith("xl/worksheets/") for part in archive.parts):
        raise UnreadableFile(f"{name} 里没有工作表", _DAMAGED)
    _check_merged(name, archive, limits)
    try:
        book = load_workbook(io.BytesIO(data), data_only=True)
    except (InvalidFileException, KeyError, ValueError, TypeError, AttributeError, IndexError, SyntaxError) as error:
        raise UnreadableFile(f"{name} 的内容已损坏，无法打开", _DAMAGED) from error
    warnings = _hidden(book)
    grids = [_grid(sheet, limits, name, warnings) for sheet in book.worksheets]
    if any(b"<f" in content for part, content in archive.parts.items() if part.startswith("xl/worksheets/")):
        warnings += _formulas(data, book)
    return document_of(name, grids, warnings)


def _check_merged(name: str, archive: Archive, limits: Limits) -> None:
    """openpyxl makes an object of every cell of a merged range: a range over a whole sheet would never end."""
    from openpyxl.utils import column_index_from_string

    merged = 0
    for part, content in archive.parts.items():
        for found in _MERGED.findall(content) if part.startswith("xl/worksheets/") else ():
            left, top, right, bottom = (one.decode("ascii") for one in found)
            width = column_index_from_string(right) - column_index_from_string(left) + 1
            merged += width * (int(bottom) - int(top) + 1)
    if merged > limits.cells:
        raise RefusedFile(f"{name} 的合并单元格覆盖了 {merged} 个格子", "请取消整行整列的合并后再上传")


def document_of(name: str, grids: Iterable[Grid], warnings: Iterable[str]) -> Document:
    """The sheets with any text as table blocks, in order."""
    blocks: list[Block] = []
    for grid in grids:
        if not grid.texts:
            continue
        table = table_from(grid)
        blocks.append(Block("table", "", Source(name, cell=f"{grid.name}!{table.rows[0][0].ref}"), table=table))
        blocks += [
            Block("comment", text, Source(name, cell=f"{grid.name}!{reference(*at)}"))
            for at, text in sorted(grid.comments.items())
        ]
    return Document(name, tuple(blocks), warnings=tuple(warnings))


def table_from(grid: Grid) -> Table:
    """Used rows and columns only; merged ranges filled; one empty row stays where the sheet has a gap."""
    texts = dict(grid.texts)
    repeated: set[tuple[int, int]] = set()
    last_row = max(row for row, _ in texts)
    last_column = max(column for _, column in texts)
    for top, left, bottom, right in grid.merged:
        text = texts.get((top, left), "")
        for row in range(top, min(bottom, last_row) + 1) if text else ():
            for column in range(left, min(right, last_column) + 1):
                if (row, column) != (top, left):
                    texts[row, column] = text
                    repeated.add((row, column))
    columns = sorted({column for _, column in grid.texts})
    rows: list[tuple[Cell, ...]] = []
    before = -1
    for row in sorted({row for row, _ in grid.texts}):
        if rows and row > before + 1:
            rows.append(tuple(Cell("", reference(row - 1, column)) for column in columns))
        rows.append(
            tuple(
                Cell(texts.get((row, column), ""), reference(row, column), (row, column) in repeated)
                for column in columns
            )
        )
        before = row
    return Table(grid.name, tuple(rows))


def reference(row: int, column: int) -> str:
    """(6, 2) -> C7."""
    return f"{column_name(column)}{row + 1}"


def shown(value: object, number_format: str) -> str:
    """The value of a cell as text, trimmed; "" for nothing."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, int | float):
        return show_number(value, number_format)
    if isinstance(value, datetime | date | time):
        return show_date(value, number_format)
    if isinstance(value, timedelta):
        minutes = int(value.total_seconds()) // 60
        return f"{minutes // 60}:{minutes % 60:02d}"
    return str(value).strip()


def _grid(sheet: Worksheet, limits: Limits, name: str, warnings: list[str]) -> Grid:
    cells: Mapping[tuple[int, int], Any] = sheet._cells
    if len(cells) > limits.cells:
        raise RefusedFile(f"{name} 工作表“{sheet.title}”的单元格超过 {limits.cells} 个", "请只保留需要的行和列")
    grid = Grid(sheet.title, {})
    for (row, column), cell in cells.items():
        if text := shown(cell.value, cell.number_format):
            grid.texts[row - 1, column - 1] = text
            if cell.data_type == "e":
                warnings.append(f"{sheet.title}!{cell.coordinate} 是错误值 {text}，请核对公式")
        if cell.comment is not None and cell.comment.text.strip():
            grid.comments[row - 1, column - 1] = cell.comment.text.strip()
    for merged in sheet.merged_cells.ranges:
        grid.merged.append((merged.min_row - 1, merged.min_col - 1, merged.max_row - 1, merged.max_col - 1))
    return grid


def _hidden(book: Workbook) -> list[str]:
    warnings = [
        f"工作表“{sheet.title}”是隐藏的，内容也已读取，请确认可以使用"
        for sheet in book.worksheets
        if sheet.sheet_state != "visible"
    ]
    for sheet in book.worksheets:
        rows = sorted(row for row, size in sheet.row_dimensions.items() if size.hidden and row <= sheet.max_row)
        sizes = [size for size in sheet.column_dimensions.values() if size.hidden]
        columns = {at for size in sizes for at in range(size.min or 1, min(size.max or 0, sheet.max_column) + 1)}
        warnings += hidden_parts(sheet.title, rows, [column_name(at - 1) for at in sorted(columns)])
    return warnings


def hidden_parts(sheet: str, rows: Sequence[int], columns: Sequence[str]) -> list[str]:
    """What is to be said of rows (from 1) and columns that a person does not see and that were read all the same."""
    found = []
    for what, names in (("行", [str(row) for row in rows]), ("列", columns)):
        if names:
            more = f"等 {len(names)} {what}" if len(names) > _LISTED else ""
            found.append(f"工作表“{sheet}”有隐藏的{what}（{'、'.join(names[:_LISTED])}{more}），内容也已读取")
    return found


def _formulas(data: bytes, book: Workbook) -> list[str]:
    """Formulas whose result was never stored: their cells look empty, so they are named."""
    from openpyxl import load_workbook

    missing = []
    for sheet in load_workbook(io.BytesIO(data)).worksheets:
        values = book[sheet.title]._cells
        for at, cell in sheet._cells.items():
            if cell.data_type == "f" and (at not in values or values[at].value is None):
                missing.append(f"{sheet.title}!{cell.coordinate}")
    if not missing:
        return []
    more = f"等 {len(missing)} 处" if len(missing) > 5 else ""
    return [f"{'、'.join(missing[:5])}{more}的公式没有计算结果，请在 Excel 或 WPS 里打开并保存一次"]
