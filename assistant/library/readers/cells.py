"""Rows of text -> a table with A1 references."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from assistant.errors import RefusedFile
from assistant.model import Cell, Table


def column_name(index: int) -> str:
    """0 -> A, 25 -> Z, 26 -> AA."""
    name = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        name = chr(ord("A") + rest) + name
    return name


def table_of(file: str, name: str, rows: Iterable[Sequence[str]], most: int) -> Table:
    """A table without merged cells; short rows are filled up with empty cells.

    Raises RefusedFile when that makes more than `most` cells: one long row and many short ones are few bytes.
    """
    filled = [list(row) for row in rows]
    width = max((len(row) for row in filled), default=0)
    if width * len(filled) > most:
        raise RefusedFile(
            f"{file} 的{name}有 {len(filled)} 行，最宽的一行 {width} 列，单元格超过 {most} 个", "请只保留需要的行和列"
        )
    return Table(
        name,
        tuple(
            tuple(
                Cell(text.strip(), f"{column_name(at)}{number}")
                for at, text in enumerate(row + [""] * (width - len(row)))
            )
            for number, row in enumerate(filled, start=1)
        ),
    )
