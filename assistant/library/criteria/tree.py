"""Blocks -> a tree of numbered lines, so that an item knows what stands above and below it. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from assistant.library.criteria.phrases import bracketed, plain, take_evidence, take_points, total_points, use_of
from assistant.library.criteria.unfold import ARTICLE, unfold
from assistant.library.readers.marks import split_mark
from assistant.model import Block, Source

_ITEMS, _MARKED = 20, 10  # depths of list items and of numbered paragraphs, below all headings
_ARTICLE = 8  # 第三条: below headings, above numbered paragraphs


@dataclass(slots=True)
class Node:
    """One numbered line. notes: paragraphs below it that carry no number."""

    text: str
    source: Source
    depth: int
    heading: bool = False
    points: float | None = None
    table: bool = False  # a table stands right below it
    notes: list[Node] = field(default_factory=list)
    children: list[Node] = field(default_factory=list)

    def lines(self) -> Iterator[Node]:
        """Itself and everything below, in order of the tree."""
        yield self
        for one in (*self.notes, *self.children):
            yield from one.lines()

    @property
    def scored(self) -> bool:
        """Itself or something below it has points."""
        return self.points is not None or any(child.scored for child in self.children)


def grow(blocks: Sequence[Block]) -> Node:
    """The tree of all blocks that are no tables; its root has no text."""
    root = Node("", Source(""), -1)
    path = [root]
    for block in unfold(blocks):
        if block.table is not None:
            path[-1].table = True
        if block.kind in {"table", "comment"} or not block.text.strip():
            continue
        if article := ARTICLE.match(block.text):
            while path[-1].depth >= _ARTICLE:
                path.pop()
            path[-1].children.append(_article(block, block.text[article.end() :]))
            path.append(path[-1].children[-1])
            continue
        mark = split_mark(block.text) if block.kind != "item" else None
        if block.kind == "paragraph" and mark is None:
            path[-1].notes.append(Node(plain(block.text), block.source, 99))
            continue
        depth = _depth(block, mark.rank if mark else -1)
        while path[-1].depth >= depth:
            path.pop()
        for node in _nodes(mark.rest if mark else block.text, block, depth):
            path[-1].children.append(node)
        path.append(path[-1].children[-1])
    _promote(root)
    return root


def _article(block: Block, text: str) -> Node:
    """Its first clause as the heading of what follows, its whole text as a note, so that nothing of it is lost."""
    head = re.split(r"[，。；：,;:]", text, maxsplit=1)[0]
    return Node(plain(head), block.source, _ARTICLE, True, notes=[Node(plain(text), block.source, 99)])


def _depth(block: Block, rank: int) -> int:
    if block.kind == "heading":
        return block.level
    return _ITEMS + block.level if block.kind == "item" else _MARKED + rank


def _nodes(text: str, block: Block, depth: int) -> list[Node]:
    """One node, or one for each clause where every clause has points of its own."""
    text = plain(text)
    marks = bracketed(text)
    own = [] if len(marks) < 2 else _clauses(text, marks)
    made = []
    for part in own or [text]:
        whole = block.kind == "heading" and total_points(part) is not None and use_of(part) == "score"
        rest, points = (part, None) if whole else take_points(part)
        made.append(Node(rest, block.source, depth, block.kind == "heading", points))
    return made


def _clauses(text: str, marks: list[tuple[int, int, float]]) -> list[str]:
    """成立领导小组（5分）；有年度方案（5分）。 -> two; none if the first is the sum of the others."""
    first, *others = [points for _, _, points in marks]
    whole = len(others) > 1 and abs(first - sum(others)) < 1e-6
    if whole or any(text[end : end + 1] not in {"", "；", ";", "，", "。"} for _, end, _ in marks):
        return []
    ends = [*(end for _, end, _ in marks[:-1]), len(text)]
    starts = [0, *ends[:-1]]
    parts = [text[start:end].strip(" ；;，。") for start, end in zip(starts, ends, strict=True)]
    return [mark.rest if (mark := split_mark(part)) else part for part in parts]


def _promote(node: Node) -> None:
    """Lines that a reader hung one level too deep: 8分 can hold the children that make 8, not what comes after.

    （一）…（8分） with items and （二）…（12分） without any lose their ranks when lists are read.
    """
    place = 0
    while place < len(node.children):
        child = node.children[place]
        if child.points is not None and child.children:
            cut = _cut(child.points, child.children)
            node.children[place + 1 : place + 1] = child.children[cut:]
            del child.children[cut:]
        _promote(child)
        place += 1


def _cut(points: float, children: Sequence[Node]) -> int:
    """How many children belong to a parent with these points; all of them unless a smaller number makes its sum."""
    sums = [0.0]
    for child in children:
        sums.append(sums[-1] + (child.points or 0))
    if sums[-1] <= points + 1e-6:
        return len(children)
    fitting = [count for count in range(len(children) + 1) if abs(sums[count] - points) < 1e-6]
    if fitting:
        return fitting[0]
    first = next((at for at, child in enumerate(children) if child.points is not None), len(children))
    return first if first > 0 and all(one.points is not None for one in children[first:]) else len(children)


def split_text(node: Node) -> tuple[str, str, list[str]]:
    """Title, demand and evidence of a line: 组织领导：每年研究2次。佐证：纪要 -> (组织领导, 每年研究2次, [纪要])."""
    rest, evidence = take_evidence(node.text)
    for sign in ("：", ":", "。"):
        title, found, demand = rest.partition(sign)
        if found and len(title) <= 40:
            return title.strip(), demand.strip(" 。；;"), evidence
    return rest.strip(" 。；;：:"), "", evidence
