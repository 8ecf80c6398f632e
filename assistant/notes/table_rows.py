"""A row of a table -> one note line. Whatever a cell says is in the line, in its path, or in brackets at its end."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.model import Cell, Source
from assistant.notes.names import HONOUR_HEADING, HONOUR_RANK
from assistant.notes.table_columns import NUMBER, Column, Role, time_of
from assistant.notes.tidy import tidy

_GENERIC = re.compile(r"(数值|数量|指标值|完成数|完成值|金额|数额|内容|值)$")
_SAYS_NOTHING = re.compile(
    r"(?:主要|具体|重点|工作|活动|先进)*(?:项目|名称|类别|内容|情况|事项|措施|做法|成效|指标|职务|职称|姓名|单位|科室|部门|事迹|时间|日期|年度|人员)"
)
_UNIT_IN_LABEL = re.compile(r"（([^（）\d]{1,6})）$")
_TOTAL = re.compile(r"合计|总计|小计|总和")
_UP_TO_YEAR = re.compile(r"^.*\d{4}年?度?")
_TITLE_NOISE = re.compile(r"(情况|统计|一览|汇总|明细)*[表册]?$")
_PART = re.compile(r"^\s*(其中|＃|#)[：:，,]?\s*")
_EMPTY = re.compile(r"[\s\-—－–/／\\、，。.…·]*")
_MEANS = re.compile(r"[^\W_]")
_LEVEL = re.compile(r"全国|国家级?|全省|省级?|自治区级|全市|市级?|全区|区级?|县级?|全县")


@dataclass(frozen=True, slots=True)
class TableLine:
    text: str
    path: tuple[str, ...]
    source: Source
    pieces: tuple[tuple[int, Source], ...]


@dataclass(frozen=True, slots=True)
class Filled:
    """A cell that says something."""

    text: str  # in proper form, one line
    column: Column
    source: Source


def filled_cells(row: Sequence[Cell], columns: Sequence[Column], sheet: str, file: str) -> tuple[Filled, ...]:
    """The cells of the row with words or digits in them; a dash says that there is nothing."""
    return tuple(
        Filled(_proper(cell.text), column, Source(file, cell=f"{sheet}!{cell.ref}"))
        for cell, column in zip(row, columns, strict=False)
        if not _EMPTY.fullmatch(cell.text)
    )


def _proper(text: str) -> str:
    return tidy(re.sub(r"\s*[\r\n\v\f\u2028]+\s*", "；", text.strip()))


def line_of(cells: Sequence[Filled], parent: str, path: tuple[str, ...]) -> tuple[TableLine, str]:
    """The row as a line, and the total that a 其中 row after it would be part of. cells: at least one."""
    below = path + tuple(cell.text for cell in cells if cell.column.role == "group")
    if any(cell.column.role == "honour" for cell in cells):
        line = _honour(cells, below)
    else:
        line, parent = _named(cells, parent, path, below)
    return _complete(line, cells), parent


def _of(cells: Sequence[Filled], role: Role) -> list[Filled]:
    return [cell for cell in cells if cell.column.role == role]


def _named(
    cells: Sequence[Filled], parent: str, path: tuple[str, ...], below: tuple[str, ...]
) -> tuple[TableLine, str]:
    label, row_unit, parent = _label(_of(cells, "label"), parent)
    unit = row_unit or next((cell.text for cell in _of(cells, "unit")), "")
    text = label = _total_of(path) + label if _TOTAL.fullmatch(label) else label
    times = "，".join(time_of(cell.text) or cell.text for cell in _of(cells, "time"))
    shown = [cell for cell in cells if cell.column.role in ("value", "text")]
    pieces = [(0, cells[0].source)]
    if times and not any(cell.column.role == "value" for cell in shown):
        text += ("：" if text else "") + times
        pieces.append((len(text) - len(times), _of(cells, "time")[0].source))
    for number, cell in enumerate(shown):
        text += "" if not text else "，" if number or len(pieces) > 1 else "："
        pieces.append((len(text), cell.source))
        text += _piece(cell, label, unit, times)
    remarks = [cell.text for cell in _of(cells, "remark")]
    text += f"（{'；'.join(remarks)}）" if remarks else ""
    return TableLine(text, below, cells[0].source, tuple(pieces)), parent


def _piece(cell: Filled, label: str, unit: str, times: str) -> str:
    """One figure or some words with what its column says: 2024年93.6%, 培训场次12场."""
    column = cell.column
    if column.role == "text":
        silent = _SAYS_NOTHING.fullmatch(column.name) or column.name == label
        return cell.text if silent else column.name + cell.text
    when = "" if re.match(r"(?:19|20)\d{2}年", column.name) else times
    return when + _shown_name(column.name, label) + _value(cell.text, unit or column.unit)


def _total_of(path: tuple[str, ...]) -> str:
    """What a row called 合计 adds up, from the sheet's title: 某局2024—2025年资金支出情况表 -> 资金支出."""
    named = _TITLE_NOISE.sub("", _UP_TO_YEAR.sub("", path[-1])) if path else ""
    return named if re.fullmatch(r"[\u4e00-\u9fff]{2,12}", named) else ""


def _shown_name(column: str, label: str) -> str:
    """The column's name as far as it says something: 2024年数值 -> 2024年, 金额 -> nothing."""
    name = _GENERIC.sub("", column).removeprefix("金额").removeprefix("数值")
    return "" if name == label or (label and name in {"人数", "人次", "场次", "件数", "户数", "次数", "个数"}) else name


def _label(cells: Sequence[Filled], parent: str) -> tuple[str, str, str]:
    """The row's name, a unit given in brackets behind it, and the total that a 其中 row after it would be part of.

    Only the first 其中 row after its total says 其中; the rows after that are understood.
    """
    label = "".join(dict.fromkeys(cell.text for cell in cells))
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
    if not NUMBER.fullmatch(value) or re.search(r"[%％‰]", value):
        return value
    after = re.search(r"(以上|左右|以下)$", value)
    return f"{value[: after.start()]}{unit}{after[0]}" if after else value + unit


def _honour(cells: Sequence[Filled], below: tuple[str, ...]) -> TableLine:
    """市级：某社区获“文明社区”（市文明办，2024年11月）: as clerks write an honour under the heading 荣誉."""
    honour = _of(cells, "honour")[0]
    name = honour.text if re.search(r"[“”《》]", honour.text) or HONOUR_RANK.search(honour.text) else f"“{honour.text}”"
    level = next((cell.text for cell in _of(cells, "level") if _LEVEL.fullmatch(cell.text)), "")
    holder = next((cell for cell in _of(cells, "holder")), None)
    before = f"{level}：" if level else ""
    if holder is not None:
        before += f"{holder.text}获"
    given = [cell.text for cell in _of(cells, "issuer")]
    given += [time_of(cell.text) or cell.text for cell in _of(cells, "time")]
    text = before + name + (f"（{'，'.join(given)}）" if given else "")
    path = below if any(HONOUR_HEADING.search(part) for part in below) else (*below, "荣誉")
    return TableLine(text, path, honour.source, ((0, cells[0].source), (len(before), honour.source)))


def _complete(line: TableLine, cells: Sequence[Filled]) -> TableLine:
    """The line with every cell that found no place in it in brackets at its end, under the name of its column."""
    if not line.text:  # a row that only names a group
        words = [cell.text for cell in cells if cell.column.role != "serial"]
        return TableLine("，".join(words), line.path, line.source, ())
    left: list[str] = []
    for cell in cells:
        if cell.column.role == "serial":
            continue
        said = " ".join((line.text, *line.path, *left))
        meant = _PART.sub("", _UNIT_IN_LABEL.sub("", cell.text)) if cell.column.role == "label" else cell.text
        when = time_of(cell.text) if cell.column.role == "time" else ""
        if meant in said or (when and when in said):
            unit = _UNIT_IN_LABEL.search(cell.text) if cell.column.role == "label" else None
            if unit is None or unit[1] in said:
                continue
            meant = f"单位{unit[1]}"
        left.append(f"{cell.column.name}：{meant}" if cell.column.name and meant == cell.text else meant)
    if not any(_MEANS.search(part) for part in left):
        return line
    return TableLine(f"{line.text}（{'；'.join(left)}）", line.path, line.source, line.pieces)
