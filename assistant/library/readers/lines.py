"""Lines as a format gives them -> blocks: what the format does not say (heading or item), the marks say."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.library.readers.marks import HEADING_RANKS, Nesting, could_be_title, could_head, split_mark
from assistant.model import Block, Source, Table


@dataclass(frozen=True, slots=True)
class Line:
    """One line or paragraph of a file before its role is settled.

    heading: level if the format itself says so, else 0. item: nesting depth if the format says that it is a
    list item, else None. indent: columns before the text. gap: a blank line stands before it.
    plain: the format says that it is body text, whatever mark it begins with.
    """

    text: str
    source: Source
    indent: int = 0
    heading: int = 0
    item: int | None = None
    comment: bool = False
    table: Table | None = None
    gap: bool = False
    plain: bool = False


def structure(lines: Sequence[Line]) -> tuple[Block, ...]:
    """Blocks in the order of the lines. Nothing is left out but lines without text."""
    lines = [line for line in lines if line.text.strip() or line.table is not None]
    blocks: list[Block] = []
    nesting = Nesting()
    base = 0
    for index, line in enumerate(lines):
        if line.comment:
            blocks.append(Block("comment", line.text.strip(), line.source))
            continue
        block = _block(lines, index, nesting, base)
        if block.kind == "heading" and (line.heading or (base == 0 and split_mark(line.text) is None)):
            base = block.level
        if block.kind != "item":
            nesting.reset()
        blocks.append(block)
    return tuple(blocks)


def _block(lines: Sequence[Line], index: int, nesting: Nesting, base: int) -> Block:
    line = lines[index]
    text = line.text.strip()
    if line.table is not None:
        return Block("table", "", line.source, table=line.table)
    if line.heading:
        return Block("heading", text, line.source, min(line.heading, 6))
    if line.item is not None:
        return Block("item", text, line.source, line.item)
    mark = None if line.plain else split_mark(text)
    if mark is not None and could_head(mark) and _has_body(lines, index, mark.rank):
        return Block("heading", text, line.source, min(base + max(mark.rank, 1), 6))
    if mark is not None and _listed(mark.rest, mark.rank):
        return Block("item", mark.rest, line.source, nesting.level(line.indent, mark.rank))
    if index == 0 and not line.plain and could_be_title(text) and _title_follows(lines):
        return Block("heading", text, line.source, 1)
    return Block("paragraph", text, line.source)


def _listed(rest: str, rank: int) -> bool:
    """Marked lines are items, but a long numbered text of several sentences is a paragraph as it stands."""
    return not (rank in HEADING_RANKS and len(rest) > 120 and len(re.findall("。", rest)) > 1)


def _has_body(lines: Sequence[Line], index: int, rank: int) -> bool:
    """A numbered line heads what follows, unless its like or something above it follows at once."""
    for line in lines[index + 1 :]:
        if line.comment:
            continue
        if line.heading:
            return False
        if line.table is not None or line.plain or line.item is not None:
            return True
        mark = split_mark(line.text.strip())
        return mark is None or mark.rank > rank
    return False


def _title_follows(lines: Sequence[Line]) -> bool:
    """The second line stands apart from the first or opens the numbering: then the first is a title."""
    rest = [line for line in lines[1:] if not line.comment]
    if not rest:
        return False
    return rest[0].gap or split_mark(rest[0].text.strip()) is not None or rest[0].table is not None
