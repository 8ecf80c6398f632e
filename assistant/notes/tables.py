"""A table -> note lines: one a data row, its figures with the unit and the period of their column.

Clerks' sheets have a title row merged over everything, headers over two rows, units in the header
("金额（万元）") or in a line of their own ("单位：万元"), 其中 rows, totals, and a remarks column.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.model import Cell, Source, Table
from assistant.notes.tidy import tidy

_NUMBER = re.compile(r"^[近约超逾]?\s*[+\-−]?[\d,，.]+\s*(?:[余多]|万|亿)?\s*[%％‰]?\s*(?:以上|左右|以下)?$")
_UNIT_IN_HEADER = re.compile(r"[（(]\s*(?:单位[:：])?\s*([^（）()\d]{1,8})\s*[）)]")
_UNIT_LINE = re.compile(r"单位[:：]\s*([^\s，。；、（）()]{1,6})")
_YEAR = re.compile(r"(?:19|20)\d{2}年?")
_UNIT_COLUMN = re.compile(r"^(计量)?单位$")
_SERIAL_COLUMN = re.compile(r"^(序号|编号|No\.?)$", re.IGNORECASE)
_REMARK_COLUMN = re.compile(r"备注|说明|来源|口径|填报|责任")
_GENERIC = re.compile(r"(数值|数量|指标值|完成数|完成值|金额|数额|人数|内容|值)$")
_UNIT_IN_LABEL = re.compile(r"（([^（）\d]{1,6})）$")
_TOTAL = re.compile(r"合计|总计|小计|总和")
_UP_TO_YEAR = re.compile(r"^.*\d{4}年?度?")
_TITLE_NOISE = re.compile(r"(情况|统计|一览|汇总|明细)*[表册]?$")
_PART = re.compile(r"^\s*(其中|＃|#)[：:，,]?\s*")


@dataclass(frozen=True, slots=True)
class TableLine:
    text: str
    path: tuple[str, ...]
    source: Source
    pieces: tuple[tuple[int, Source], ...]


@dataclass(frozen=True, slots=True)
class _Column:
    name: str
    unit: str
    role: str  # "label" | "group" | "unit" | "value" | "remark" | "serial"


def read_table(table: Table, file: str) -> tuple[TableLine, ...]:
    """The table's data rows as lines. Title and header rows become path, units and column names."""
    filled: list[Sequence[Cell]] = [row for row in table.rows if any(cell.text.strip() for cell in row)]
    if not filled:
        return ()
    title, unit, rows = _caption(filled)
    head, body = _header(rows)
    columns = _columns(head, body, unit)
    path = tuple(part for part in (title or _sheet(table.name),) if part)
    lines: list[TableLine] = []
    parent = ""
    for row in body:
        line, parent = _row(row, columns, parent, path, table.name, file)
        if line is not None:
            lines.append(line)
    return tuple(lines)


def _sheet(name: str) -> str:
    return "" if re.fullmatch(r"(Sheet|工作表|表)\s*\d*", name, re.IGNORECASE) else name


def _caption(rows: Sequence[Sequence[Cell]]) -> tuple[str, str, list[Sequence[Cell]]]:
    """Leading rows with a single text are the title or the unit line."""
    title, unit = "", ""
    rest = list(rows)
    while len(rest) > 1:
        texts = {cell.text.strip() for cell in rest[0] if cell.text.strip()}
        if len(texts) != 1 or len(rest[0]) == 1:
            break
        text = texts.pop()
        found = _UNIT_LINE.search(text)
        if found:
            unit = found[1]
        if not found or len(text) > len(found[0]) + 4:
            title = title or tidy(_UNIT_LINE.sub("", text)).strip("（）()")
        rest = rest[1:]
    return title, unit, rest


def _header(rows: list[Sequence[Cell]]) -> tuple[list[Sequence[Cell]], list[Sequence[Cell]]]:
    """Rows before the first row that holds a number (a year is a header, not a number) are headers; at most three."""
    for index, row in enumerate(rows[:4]):
        numbers = [cell for cell in row if _NUMBER.match(cell.text.strip()) and not _YEAR.fullmatch(cell.text.strip())]
        if numbers or index == 3:
            return rows[:index], rows[index:]
    # no numbers at all: a word table; its first row is the header when it has more than one column
    return (rows[:1], rows[1:]) if len(rows) > 1 and len(rows[0]) > 1 else ([], rows)


def _columns(head: list[Sequence[Cell]], body: list[Sequence[Cell]], unit: str) -> list[_Column]:
    width = max(len(row) for row in [*head, *body])
    columns: list[_Column] = []
    for index in range(width):
        names: list[str] = []
        for row in head:
            text = row[index].text.strip() if index < len(row) else ""
            if text and text not in names:
                names.append(text)
        values = [row[index].text.strip() for row in body if index < len(row) and row[index].text.strip()]
        full = _with_year(names)
        found = _UNIT_IN_HEADER.search(full)
        name = tidy(_UNIT_IN_HEADER.sub("", full))
        numeric = sum(bool(_NUMBER.match(value)) for value in values)
        seen = any(column.role == "value" for column in columns)
        columns.append(_Column(name, found[1] if found else unit, _role(name, numeric, len(values), seen)))
    return _grouped(columns)


def _grouped(columns: list[_Column]) -> list[_Column]:
    """Of several name columns the last names the row; those before it are its group (领域 | 指标)."""
    labels = [index for index, column in enumerate(columns) if column.role == "label"]
    return [
        _Column(column.name, column.unit, "group") if index in labels[:-1] else column
        for index, column in enumerate(columns)
    ]


def _with_year(names: list[str]) -> str:
    """2025年 over 救助人次 reads 2025年救助人次, whichever of the two stands above."""
    years = [name if name.endswith("年") else name + "年" for name in names if _YEAR.fullmatch(name)]
    return "".join(years + [name for name in names if not _YEAR.fullmatch(name)])


def _role(name: str, numeric: int, filled: int, after_values: bool) -> str:
    if _SERIAL_COLUMN.match(name):
        return "serial"
    if _UNIT_COLUMN.match(name):
        return "unit"
    if filled and numeric * 2 >= filled:
        return "value"
    if _REMARK_COLUMN.search(name):
        return "remark"
    return "value" if after_values else "label"


def _row(
    row: Sequence[Cell], columns: list[_Column], parent: str, path: tuple[str, ...], sheet: str, file: str
) -> tuple[TableLine | None, str]:
    def place(cell: Cell) -> Source:
        return Source(file, cell=f"{sheet}!{cell.ref}")

    cells = list(zip(row, columns, strict=False))
    first = next((cell for cell in row if cell.text.strip()), None)
    if first is None:
        return None, parent
    label, row_unit, parent = _label(cells, parent)
    unit = row_unit or next((cell.text.strip() for cell, column in cells if column.role == "unit"), "")
    text = label = _total_of(path) + label if _TOTAL.fullmatch(label) else label
    pieces: list[tuple[int, Source]] = []
    remarks: list[str] = []
    for cell, column in cells:
        value = cell.text.strip()
        if column.role == "remark" and value:
            remarks.append(tidy(value))
        if not value or column.role != "value" or value in {"-", "—", "/"}:
            continue
        text += ("，" if pieces else "：") if text else ""
        pieces.append((len(text), place(cell)))
        text += _shown_name(column.name, label) + _value(value, unit or column.unit)
    if not pieces and not label:
        return None, parent
    if remarks:
        text += f"（{'；'.join(remarks)}）"
    groups = tuple(tidy(cell.text) for cell, column in cells if column.role == "group" and cell.text.strip())
    return TableLine(text, path + groups, place(first), ((0, place(first)), *pieces)), parent


def _total_of(path: tuple[str, ...]) -> str:
    """What a row called 合计 adds up, from the sheet's title: 某局2024—2025年资金支出情况表 -> 资金支出."""
    named = _TITLE_NOISE.sub("", _UP_TO_YEAR.sub("", path[-1])) if path else ""
    return named if re.fullmatch(r"[\u4e00-\u9fff]{2,12}", named) else ""


def _shown_name(column: str, label: str) -> str:
    """The column's name as far as it says something: 2024年数值 -> 2024年, 金额 -> nothing."""
    name = _GENERIC.sub("", column).removeprefix("金额").removeprefix("数值")
    return "" if name == label else name


def _label(cells: Sequence[tuple[Cell, _Column]], parent: str) -> tuple[str, str, str]:
    """The row's name, a unit given in brackets behind it, and the total that a 其中 row after it would be part of.

    Only the first 其中 row after its total says 其中; the rows after that are understood.
    """
    label = "".join(
        dict.fromkeys(tidy(cell.text) for cell, column in cells if column.role == "label" and cell.text.strip())
    )
    found = _UNIT_IN_LABEL.search(label)
    if found:
        label = label[: found.start()]
    unit = found[1] if found else ""
    if _PART.match(label):
        bare = _PART.sub("", label)
        return (bare if parent == "" else f"其中，{bare}"), unit, ""
    return label, unit, label


def _value(value: str, unit: str) -> str:
    """A number with its unit; a number that carries one already, or a word, stays as it is."""
    value = tidy(value)
    if not _NUMBER.match(value) or re.search(r"[%％‰]", value):
        return value
    after = re.search(r"(以上|左右|以下)$", value)
    return f"{value[: after.start()]}{unit}{after[0]}" if after else value + unit
