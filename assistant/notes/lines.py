"""Blocks of a document -> note lines, each under its headings, with the place of every piece."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assistant import figures
from assistant.model import Block, Document, Source
from assistant.notes.tables import read_table
from assistant.notes.tidy import tidy

_SENTENCE_END = re.compile(r"(?<=[。！？!?])(?![”’）)」』])")
_NUMBERING = re.compile(
    r"^\s*(?:[一二三四五六七八九十]{1,3}、|（[一二三四五六七八九十]{1,3}）|\d{1,2}[.、．](?!\d)|[①-⑳])\s*"
)
# a heading with no more than this many characters and a colon heads its sub-items
_MERGE_LIMIT = 220
_LABEL_LIMIT = 14
_LABEL_LEVEL = 9  # below every heading


@dataclass(frozen=True, slots=True)
class NoteLine:
    """One line. pieces: (offset in text, place) where the text was put together from several places."""

    text: str
    path: tuple[str, ...]
    source: Source
    pieces: tuple[tuple[int, Source], ...] = ()
    remark: str = ""  # a clerk's comment on this line

    def place(self, offset: int) -> Source:
        """Where the character at this offset came from."""
        found = self.source
        for start, source in self.pieces:
            if start <= offset:
                found = source
        return found


def read_lines(document: Document) -> tuple[NoteLine, ...]:
    """All lines of the document in order."""
    lines: list[NoteLine] = []
    headings: list[tuple[int, str]] = []
    blocks = document.blocks
    index = 0
    while index < len(blocks):
        block = blocks[index]
        path = tuple(text for _, text in headings)
        if block.kind == "heading":
            text = _NUMBERING.sub("", tidy(block.text)).rstrip("：。")
            headings = [item for item in headings if item[0] < block.level] + [(block.level, text)]
            if figures.find(text):
                lines.append(NoteLine(text, path, block.source))
        elif block.kind == "comment":
            _attach(lines, block, path)
        elif block.table is not None:
            lines += [
                NoteLine(row.text, path + row.path, row.source, row.pieces)
                for row in read_table(block.table, document.name)
            ]
        elif block.kind == "item":
            children = _children(blocks, index)
            lines += _item(block, children, path)
            index += len(children)
        elif _is_label(block):
            headings = [item for item in headings if item[0] < _LABEL_LEVEL] + [(_LABEL_LEVEL, _strip(block.text)[:-1])]
        else:
            lines += _sentences(block, path)
        index += 1
    return tuple(line for line in lines if line.text)


def _is_label(block: Block) -> bool:
    """A short paragraph that ends in a colon (要点：) heads what follows."""
    text = _strip(block.text)
    return text.endswith("：") and 1 < len(text) <= _LABEL_LIMIT and not figures.find(text)


def _attach(lines: list[NoteLine], block: Block, path: tuple[str, ...]) -> None:
    """A comment belongs to the line it stands on; one that stands alone is kept as a line of its own, as a remark."""
    text = tidy(block.text)
    if lines and (lines[-1].source.line, lines[-1].source.file) == (block.source.line, block.source.file):
        last = lines[-1]
        remark = f"{last.remark}；{text}" if last.remark else text
        lines[-1] = NoteLine(last.text, last.path, last.source, last.pieces, remark)
    elif text:
        lines.append(NoteLine("", path, block.source, (), text))


def _children(blocks: Sequence[Block], index: int) -> list[Block]:
    level = blocks[index].level
    children: list[Block] = []
    for block in blocks[index + 1 :]:
        if block.kind != "item" or block.level <= level:
            break
        children.append(block)
    return children


def _item(block: Block, children: list[Block], path: tuple[str, ...]) -> Iterator[NoteLine]:
    text = _strip(block.text)
    if not children:
        yield NoteLine(text, path, block.source)
        return
    heads = block.text.strip().endswith((":", "："))
    direct = all(child.level == children[0].level for child in children)
    if heads and direct and len(text) + sum(len(child.text) for child in children) <= _MERGE_LIMIT:
        yield _merged(text, block, children, path)
        return
    if heads or (len(text) <= _LABEL_LIMIT and not figures.find(text)):
        below = (*path, text.rstrip("："))
    else:
        yield NoteLine(text, path, block.source)
        below = path
    yield from _nested(children, below)


def _nested(children: list[Block], path: tuple[str, ...]) -> Iterator[NoteLine]:
    index = 0
    while index < len(children):
        deeper = _children(children, index)
        yield from _item(children[index], deeper, path)
        index += 1 + len(deeper)


def _merged(text: str, block: Block, children: list[Block], path: tuple[str, ...]) -> NoteLine:
    text = text.rstrip("：") + "："
    pieces = [(0, block.source)]
    for number, child in enumerate(children):
        if number:
            text += "；"
        pieces.append((len(text), child.source))
        text += _strip(child.text).rstrip("；。，")
    return NoteLine(text, path, block.source, tuple(pieces))


def _strip(text: str) -> str:
    return _NUMBERING.sub("", tidy(text)).rstrip("。；")


def _sentences(block: Block, path: tuple[str, ...]) -> Iterator[NoteLine]:
    for piece in _SENTENCE_END.split(block.text):
        text = _strip(piece)
        if text:
            yield NoteLine(text, path, block.source)
