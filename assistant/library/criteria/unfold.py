"""Lines that hold a whole list, or begin with 第三条, taken apart before the tree is grown. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from assistant.library.readers.marks import split_mark
from assistant.model import Block

_NUMERALS = "一二三四五六七八九十"
_STYLES = (
    re.compile(rf"[（(]([{_NUMERALS}]{{1,3}})[)）]"),
    re.compile(r"[（(](\d{1,2})[)）]"),
    re.compile(r"(?<![\d.])(\d{1,2})(?:[、．]|\.(?!\d))"),
    re.compile(r"([①-⑳])"),
)
_ENDS = "：:；;。，,"  # what stands before a number that counts
_NEAR = 4
_INNERMOST = 9  # level of the items of a list within a line
ARTICLE = re.compile(rf"第[{_NUMERALS}百\d]{{1,4}}条[\s　：:、]*")


def unfold(blocks: Sequence[Block]) -> Iterator[Block]:
    """条件如下：（一）…；（二）… -> three blocks with the same place. Other blocks as they are."""
    before: Block | None = None
    for block in blocks:
        listed = before is not None and before.kind == "item"
        before = block
        if block.kind == "heading" and listed and block.text.rstrip().endswith(("。", "；", ";")):
            block = replace(block, kind="paragraph", level=0)  # the last of a list, read as a heading for its number
        if block.kind in {"table", "comment", "heading"}:
            yield block
            continue
        cuts = _cuts(block.text)
        if len(cuts) < 2:
            yield block
            continue
        head = block.text[: cuts[0]].strip()
        if head:
            yield replace(block, text=head)
        for start, end in zip(cuts, [*cuts[1:], len(block.text)], strict=True):
            part = block.text[start:end].strip(" ；;，,")
            mark = split_mark(part)
            if head and mark is not None:  # below the line they stand in, whatever their numbers are
                yield replace(block, kind="item", text=mark.rest, level=_INNERMOST)
            else:
                yield replace(block, kind="paragraph", text=part, level=0)


def _cuts(text: str) -> list[int]:
    """Where the numbers 1, 2, 3 … of one list stand; empty if there is no such list."""
    for style in _STYLES:
        places: list[int] = []
        for found in style.finditer(text):
            before = text[max(found.start() - _NEAR, 0) : found.start()].rstrip()
            if _value(found[1]) == len(places) + 1 and (not before or before[-1] in _ENDS):
                places.append(found.start())
        if len(places) > 1:
            return places
    return []


def _value(numeral: str) -> int:
    if numeral.isdecimal():
        return int(numeral)
    if numeral in "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳":
        return ord(numeral) - ord("①") + 1
    tens, mark, ones = numeral.rpartition("十")
    return (_NUMERALS.find(tens) + 1 or 1) * 10 * bool(mark) + (_NUMERALS.find(ones) + 1 if ones else 0)
