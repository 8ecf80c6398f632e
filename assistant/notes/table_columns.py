"""What each column of a table holds: the row's name, figures, times, words, units, a clerk's remark.

The cells decide, the header only where they leave it open: 单位 heads measure words in one sheet and offices in the
next, 项目 stands over names everywhere, and "12场" is a figure as well as "12".
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from assistant import figures
from assistant.model import Cell
from assistant.notes.tidy import tidy

Role = Literal[
    "label", "group", "time", "unit", "value", "text", "remark", "serial", "honour", "issuer", "holder", "level"
]

NUMBER = re.compile(r"[近约超逾]?\s*[+\-−]?[\d,，.]+\s*(?:[余多]|万|亿)?\s*[%％‰]?\s*(?:以上|左右|以下)?")
YEAR = re.compile(r"(?:19|20)\d{2}年?")
_UNIT_IN_HEADER = re.compile(r"[（(]\s*(?:单位[:：])?\s*([^（）()\d]{1,8})\s*[）)]")
_COUNTED_IN_HEADER = re.compile(
    r"(?P<unit>人次|人|件|户|次|个|项|场|座|所|家|名|篇|期|份)(?:数|次数)$|(?P<own>人次)$|(?P<held>场)次$"
)
_UNIT_COLUMN = re.compile(r"(?:计量)?单位")
_SERIAL_COLUMN = re.compile(r"序号|编号|No\.?|#", re.IGNORECASE)
_REMARK_COLUMN = re.compile(r"备注|说明|来源|口径|填报|责任")
_TIME_COLUMN = re.compile(r"(?:时间|日期|年度|年份|年月|月份)$")
_TIME_SHORT = re.compile(r"(?P<year>(?:19|20)\d{2})(?:[.\-/](?P<month>1[0-2]|0?[1-9]))?")
_HONOUR_COLUMN = re.compile(r"(?:荣誉|奖项|称号|奖励|获奖|表彰)(?:名称|称号|项目|奖项|内容|情况)*")
_ISSUER_COLUMN = re.compile(r"(?:授予|颁发|颁奖|表彰|授奖|发证|评选|命名|发文)(?:的)?(?:单位|机关|部门|机构)")
_HOLDER_COLUMN = re.compile(r"(?:获奖|获得|获评|受表彰|荣获|受奖)?(?:单位|集体|个人|者|人|对象|姓名|人员)")
_LEVEL_COLUMN = re.compile(r"(?:荣誉|奖项|表彰)?(?:级别|层级|等级)")
_CATEGORY_COLUMN = re.compile(r"类别|领域|分类|板块|类型|大类|条线|一级指标|方面|维度")
# who or where: such a column before the row's name belongs to it, however often it repeats
_WHO_COLUMN = re.compile(r"科室|股室|处室|部门|单位|机构|姓名|人员|社区|村|镇|乡|街道|学校|地点|地区|区域|名称|项目")


@dataclass(frozen=True, slots=True)
class Column:
    name: str  # its header without the unit
    unit: str  # for the figures below that carry none
    role: Role


def is_quantity(text: str) -> bool:
    """Whether a cell is a figure and nothing else: 93.6%, 8210, 12场, 近300万元. A time is none."""
    if not re.search(r"\d", text):
        return False
    if NUMBER.fullmatch(text):
        return True
    proper = tidy(text)
    return not is_time(proper) and any(
        figure.start == 0 and figure.end == len(proper) for figure in figures.find(proper)
    )


def is_time(text: str) -> bool:
    """Whether a cell is a time and nothing else: 2024年, 2024年11月, 2024年1—6月."""
    proper = tidy(text)
    return any(span.start == 0 and span.end == len(proper) for span in figures.times(proper))


def time_of(text: str) -> str:
    """The time a cell of a time column names, "2024" and "2024.11" written out; "" if it names none."""
    short = _TIME_SHORT.fullmatch(text.strip())
    if short:
        return f"{short['year']}年" + (f"{int(short['month'])}月" if short["month"] else "")
    return tidy(text) if is_time(text) else ""


def columns_of(head: Sequence[Sequence[Cell]], body: Sequence[Sequence[Cell]], unit: str) -> tuple[Column, ...]:
    """One column for each cell of the widest row. unit: of the whole table, for columns that name none."""
    width = max(len(row) for row in [*head, *body])
    columns: list[Column] = []
    for index in range(width):
        names = dict.fromkeys(row[index].text.strip() for row in head if index < len(row) and row[index].text.strip())
        values = [row[index].text.strip() for row in body if index < len(row) and row[index].text.strip()]
        full = _with_year(list(names))
        found = _UNIT_IN_HEADER.search(full)
        name = tidy(_UNIT_IN_HEADER.sub("", full))
        columns.append(Column(name, found[1] if found else unit or counted_in(name), _role(name, values)))
    return _with_honours(_named(columns, body))


def counted_in(name: str) -> str:
    """The unit a header counts in without brackets: 培训人数 -> 人, 活动场次 -> 场; "" for 数量 or 金额."""
    found = _COUNTED_IN_HEADER.search(name)
    return (found["unit"] or found["own"] or found["held"]) if found else ""


def _with_year(names: list[str]) -> str:
    """2025年 over 救助人次 reads 2025年救助人次, whichever of the two stands above."""
    years = [name if name.endswith("年") else name + "年" for name in names if YEAR.fullmatch(name)]
    return "".join(years + [name for name in names if not YEAR.fullmatch(name)])


def _role(name: str, values: Sequence[str]) -> Role:
    """By header and cells; every column of words is a "label" at first."""
    if _SERIAL_COLUMN.fullmatch(name) and _counts_up(name, values):
        return "serial"
    if _UNIT_COLUMN.fullmatch(name) and all(_is_measure(value) for value in values):
        return "unit"
    quantities = sum(is_quantity(value) for value in values)
    times = sum(bool(time_of(value)) if _TIME_COLUMN.search(name) else is_time(value) for value in values)
    if values and times * 2 > len(values) and not _REMARK_COLUMN.search(name):
        return "time"
    if values and quantities * 2 >= len(values):
        return "value"
    if _REMARK_COLUMN.search(name):
        return "remark"
    return "value" if YEAR.match(name) else "label"


def _counts_up(name: str, values: Sequence[str]) -> bool:
    """Whether the cells only number the rows; a 编号 that does not count from 1 is something's own number."""
    if name == "编号":
        return list(values) == [str(number) for number in range(1, len(values) + 1)]
    return all(re.fullmatch(r"[\d一二三四五六七八九十]{1,4}[.、．]?", value) for value in values)


def _is_measure(value: str) -> bool:
    """万元 and 人次 count something; 河道管理站 does not, whatever the column is called."""
    found = figures.find("12" + value)
    return value in {"%", "％", "‰"} or (
        len(value) <= 6 and len(found) == 1 and found[0].start == 0 and found[0].end == len(value) + 2
    )


def _named(columns: list[Column], body: Sequence[Sequence[Cell]]) -> list[Column]:
    """Which of the columns of words name the row; the others are their group (领域 | 指标) or say more of it."""
    words = [index for index, column in enumerate(columns) if column.role == "label"]
    values = [index for index, column in enumerate(columns) if column.role == "value"]
    before = [index for index in words if not values or index < values[0]] or words[:1]
    groups = [index for index in before[:-1] if _is_group(columns[index].name, index, body)]
    labels = [index for index in before if index not in groups]
    if not values:
        labels = labels[:1]
    for index in words:
        if index in groups:
            columns[index] = replace(columns[index], role="group")
        elif index not in labels or (index != labels[0] and _any_quantity(index, body)):
            columns[index] = replace(columns[index], role="text")
    return columns


def _is_group(name: str, index: int, body: Sequence[Sequence[Cell]]) -> bool:
    if _CATEGORY_COLUMN.search(name):
        return True
    filled = [row[index].text.strip() for row in body if index < len(row) and row[index].text.strip()]
    return len(set(filled)) < len(filled) and not _WHO_COLUMN.search(name)


def _any_quantity(index: int, body: Sequence[Sequence[Cell]]) -> bool:
    return any(is_quantity(row[index].text.strip()) for row in body if index < len(row))


def _with_honours(columns: list[Column]) -> tuple[Column, ...]:
    """荣誉名称 | 时间 | 授予单位: in a table with a column of honours the others say who, whom and how high."""
    wordy = ("label", "group", "text")
    if not any(_HONOUR_COLUMN.fullmatch(column.name) and column.role in wordy for column in columns):
        return tuple(columns)
    roles: tuple[tuple[re.Pattern[str], Role], ...] = (
        (_ISSUER_COLUMN, "issuer"), (_HONOUR_COLUMN, "honour"), (_HOLDER_COLUMN, "holder"), (_LEVEL_COLUMN, "level"),
    )  # fmt: skip
    for index, column in enumerate(columns):
        role = next((role for pattern, role in roles if pattern.fullmatch(column.name)), None)
        if role is not None and column.role in wordy and all(other.role != role for other in columns):
            columns[index] = replace(column, role=role)
    named = [index for index, column in enumerate(columns) if column.role in ("label", "group")]
    if named and all(column.role != "holder" for column in columns):
        columns[named[-1]] = replace(columns[named[-1]], role="holder")
    return tuple(columns)
