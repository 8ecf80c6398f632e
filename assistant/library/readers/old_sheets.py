"""Workbooks of Excel 97–2003 (.xls)."""

from __future__ import annotations

import contextlib
import io
import struct
from datetime import datetime, time
from typing import Any

from assistant.errors import EncryptedFile, RefusedFile, UnreadableFile
from assistant.library.readers.cells import column_name
from assistant.library.readers.limits import Limits
from assistant.library.readers.sheets import Grid, document_of, hidden_parts, shown
from assistant.model import Document

_DAMAGED = "请在 Excel 或 WPS 里打开后另存为 .xlsx，再重新上传"


def read_xls(name: str, data: bytes, limits: Limits) -> Document:
    """One table block a sheet. Raises UnreadableFile, EncryptedFile, RefusedFile."""
    import xlrd
    from xlrd.compdoc import CompDocError

    try:
        # xlrd reports oddities of the file on a stream of its own
        with contextlib.redirect_stdout(io.StringIO()):
            book = xlrd.open_workbook(file_contents=data, formatting_info=True, logfile=io.StringIO())
    except xlrd.XLRDError as error:
        if "encrypted" in str(error).lower():
            raise EncryptedFile(f"{name} 设有密码", "请去掉密码后再上传") from error
        raise UnreadableFile(f"{name} 已损坏，或不是 Excel 工作簿", _DAMAGED) from error
    except (CompDocError, struct.error, IndexError, KeyError, ValueError, AssertionError, UnicodeDecodeError) as error:
        raise UnreadableFile(f"{name} 的内容已损坏，无法打开", _DAMAGED) from error
    warnings = [
        f"工作表“{sheet.name}”是隐藏的，内容也已读取，请确认可以使用" for sheet in book.sheets() if sheet.visibility
    ]
    for sheet in book.sheets():
        rows = [at + 1 for at, row in sheet.rowinfo_map.items() if row.hidden and at < sheet.nrows]
        columns = [column_name(at) for at, one in sheet.colinfo_map.items() if one.hidden and at < sheet.ncols]
        warnings += hidden_parts(sheet.name, sorted(rows), columns)
    if sum(sheet.nrows * sheet.ncols for sheet in book.sheets()) > limits.cells:
        raise RefusedFile(f"{name} 的单元格超过 {limits.cells} 个", "请只保留需要的行和列")
    return document_of(name, [_grid(book, sheet) for sheet in book.sheets()], warnings)


def _grid(book: Any, sheet: Any) -> Grid:
    grid = Grid(sheet.name, {})
    for row in range(sheet.nrows):
        for column in range(sheet.ncols):
            if text := _shown(book, sheet.cell(row, column)):
                grid.texts[row, column] = text
    for top, bottom, left, right in sheet.merged_cells:
        grid.merged.append((top, left, bottom - 1, right - 1))
    for (row, column), note in sheet.cell_note_map.items():
        grid.comments[row, column] = note.text.strip()
    return grid


def _shown(book: Any, cell: Any) -> str:
    import xlrd

    pattern = book.format_map[book.xf_list[cell.xf_index].format_key].format_str if cell.xf_index is not None else ""
    if cell.ctype == xlrd.XL_CELL_DATE:
        return shown(_date(cell.value, book.datemode), pattern)
    if cell.ctype == xlrd.XL_CELL_BOOLEAN:
        return shown(bool(cell.value), pattern)
    if cell.ctype == xlrd.XL_CELL_ERROR:
        return str(xlrd.error_text_from_code.get(cell.value, "#N/A"))
    if cell.ctype == xlrd.XL_CELL_NUMBER:
        return shown(cell.value, pattern)
    return shown(cell.value or None, pattern)


def _date(value: float, mode: int) -> datetime | time | float:
    """A number that is formatted as a date but is none stays a number."""
    import xlrd

    try:
        found: datetime = xlrd.xldate_as_datetime(value, mode)
    except (xlrd.XLDateError, OverflowError, ValueError):
        return value
    return found.time() if value < 1 else found
