"""Printed pages -> lines of a document: paragraphs over line and page ends, tables over page ends."""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from statistics import median

from assistant.library.readers.cells import column_name
from assistant.library.readers.lines import Line
from assistant.library.readers.marks import split_mark
from assistant.library.readers.printed import CHINESE, PrintedLine, PrintedPage, PrintedTable, joined
from assistant.model import Cell, Source, Table

_PAGE_NUMBER = re.compile(r"^[-—–·\s]*(?:第\s*)?\d{1,4}(?:\s*页)?(?:\s*[/，,]?\s*共?\s*\d{1,4}\s*页?)?[-—–·\s]*$")
_MAY_END = re.compile(r"[。！？!?；;：:.”’）)】》…]$")
# what is kept together at a line's end: opening marks, a word or a character, closing marks, a figure after them
_TOKEN = re.compile(r"[（(“‘《〈【\"']*(?:[A-Za-z0-9.,%/:-]+|.)(?:[，。、；：！？）”’》〉】]+[A-Za-z0-9.,%/:-]*)?")
_MARGIN = 0.12  # share of the page's height where page numbers and running heads stand
_REPEATED = 3  # pages
_SAME_EDGE = 3.0  # points
_TELLING = 3  # lines that show where a column ends


@dataclass(frozen=True, slots=True)
class Flowed:
    """lines: paragraphs and tables in order. repeated: running heads and feet, each once; they are no text."""

    lines: list[Line]
    repeated: tuple[str, ...]


def flow(name: str, pages: Sequence[PrintedPage]) -> Flowed:
    """All pages of a file as one text. Page numbers are left out, and heads that stand on most pages."""
    repeated = _repeated(pages)
    writer = _Writer(name)
    for page in pages:
        parts = [part for part in page.parts if isinstance(part, PrintedTable) or not _is_margin(part, page, repeated)]
        writer.page(replace(page, parts=tuple(parts)))
    said = {_key(line): line.text for page in reversed(pages) for line in page.lines() if _key(line) in repeated}
    return Flowed(writer.end(), tuple(said.values()))


def _is_margin(line: PrintedLine, page: PrintedPage, repeated: frozenset[tuple[str, int]]) -> bool:
    outside = line.bottom < page.height * _MARGIN or line.top > page.height * (1 - _MARGIN)
    return outside and (bool(_PAGE_NUMBER.match(line.text)) or _key(line) in repeated)


def _repeated(pages: Sequence[PrintedPage]) -> frozenset[tuple[str, int]]:
    """Lines in the margins that stand at the same place on most pages, their figures aside."""
    seen: Counter[tuple[str, int]] = Counter()
    for page in pages:
        edge = page.height * _MARGIN
        seen.update({_key(line) for line in page.lines() if line.bottom < edge or line.top > page.height - edge})
    enough = max(_REPEATED, len(pages) * 0.6)
    return frozenset(key for key, times in seen.items() if times >= enough and not _PAGE_NUMBER.match(key[0]))


def _key(line: PrintedLine) -> tuple[str, int]:
    return re.sub(r"\d+", "0", line.text), round(line.top / 4)


@dataclass(slots=True)
class _Writer:
    name: str
    lines: list[Line] = field(default_factory=list)
    _text: str = ""
    _last: PrintedLine | None = None  # of the open paragraph
    _look: _Look | None = None  # of the page of that line
    _gap: bool = False  # the open paragraph stands apart from what is above it
    _at: int = 1
    _table: PrintedTable | None = None  # goes on if the next page begins with its like
    _table_at: int = 1
    _tables: int = 0

    def page(self, page: PrintedPage) -> None:
        look = _Look.of(page)
        last: PrintedLine | None = None  # above, on this page
        for index, part in enumerate(page.parts):
            if isinstance(part, PrintedTable):
                self._take_table(part, page.number, first=index == 0)
                last = None
                continue
            self._close_table()
            if self._last is not None and (
                split_mark(part.text) is not None
                or (self._look or look).ends(self._last, part)
                or self._begins(look, last, part)
            ):
                self._close()
            if self._last is None:
                self._at = page.number
                self._gap = last is not None and look.apart(last, part)
            self._text = joined(self._text, part.text)
            self._last = last = part
            self._look = look

    def end(self) -> list[Line]:
        """All lines; nothing stays open."""
        self._close()
        self._close_table()
        return self.lines

    def _begins(self, look: _Look, above: PrintedLine | None, line: PrintedLine) -> bool:
        """A gap or another size, or an indent after a line that may be a paragraph's last; without an end mark before
        it, the indent is that of a hanging paragraph."""
        if above is not None and look.apart(above, line):
            return True
        return bool(_MAY_END.search(self._text)) and (
            look.indented(line) or (above is not None and look.stepped(above, line))
        )

    def _take_table(self, table: PrintedTable, page: int, *, first: bool) -> None:
        self._close()
        if self._table is not None and first and _same_columns(self._table, table):
            header = self._table.cells[0]
            more = table.cells[1:] if table.cells[0] == header else table.cells
            self._table = PrintedTable(self._table.edges, self._table.cells + more)
            return
        self._close_table()
        self._table, self._table_at = table, page

    def _close_table(self) -> None:
        if self._table is None:
            return
        self._tables += 1
        rows = tuple(
            tuple(Cell(text, f"{column_name(at)}{row}", merged) for at, (text, merged) in enumerate(cells))
            for row, cells in enumerate(_filled(self._table), start=1)
        )
        table = Table(f"表{self._tables}", rows)
        self.lines.append(Line("", Source(self.name, page=self._table_at), table=table))
        self._table = None

    def _close(self) -> None:
        if self._text:
            self.lines.append(Line(self._text, Source(self.name, page=self._at), gap=self._gap))
        self._text, self._last, self._gap = "", None, False


def _same_columns(first: PrintedTable, second: PrintedTable) -> bool:
    return len(first.edges) == len(second.edges) and all(
        abs(one - other) <= _SAME_EDGE for one, other in zip(first.edges, second.edges, strict=True)
    )


def _filled(table: PrintedTable) -> list[tuple[tuple[str, bool], ...]]:
    """Rows that hold something."""
    return [row for row in table.cells if any(text for text, _ in row)]


@dataclass(frozen=True, slots=True)
class _Look:
    """How a page is set: its lines, its left edge, its middle, the usual distance and height of lines."""

    lines: tuple[PrintedLine, ...]
    width: float
    left: float
    middle: float
    pitch: float
    height: float

    @classmethod
    def of(cls, page: PrintedPage) -> _Look:
        lines = page.lines()
        long = [line for line in lines if len(line.text) >= 8] or list(lines)
        left = min((line.left for line in long), default=0.0)
        right = max((line.right for line in long), default=0.0)
        steps = [below.top - above.top for above, below in itertools.pairwise(lines)]
        down = [step for step in steps if step > 0]
        return cls(
            lines,
            page.width,
            left,
            (left + right) / 2,
            median(down) if down else 0.0,
            median([line.height for line in lines]) if lines else 0.0,
        )

    def ends(self, line: PrintedLine, below: PrintedLine) -> bool:
        """The paragraph ends with this line: the first word of the next would still have fitted on it."""
        if self._both_centred(line, below):
            return False
        room = self._right_of(line) - line.right
        found = _TOKEN.match(below.text)
        token = found.group() if found else below.text[:1]
        width = sum(1.0 if CHINESE.match(one) else 0.55 for one in token) * line.em
        return room > width + line.em

    def indented(self, line: PrintedLine) -> bool:
        """The line begins a paragraph by its indent."""
        return line.em * 1.2 < line.left - self.left < line.em * 4.5

    def apart(self, above: PrintedLine, line: PrintedLine) -> bool:
        """A gap between them, or another size."""
        if self._both_centred(above, line):
            return False
        larger, smaller = max(above.height, line.height), min(above.height, line.height)
        gap = self.pitch > 0 and line.top - above.top > max(self.pitch, above.height) * 1.3
        return gap or larger > smaller * 1.25

    def stepped(self, above: PrintedLine, line: PrintedLine) -> bool:
        """The line begins further right than the one above, not as far as in the next column."""
        return above.em * 1.2 < line.left - above.left < above.em * 4.5

    def _right_of(self, line: PrintedLine) -> float:
        """Where lines that begin near this one end at most: a column has its own right edge. Of few lines nothing can
        be said; they are taken to end as far from the right side of the page as the text begins from the left."""
        near = [one.right for one in self.lines if abs(one.left - line.left) <= line.em * 4.5]
        return max(*near, line.right) if len(near) >= _TELLING else max(*near, line.right, self.width - self.left)

    def _both_centred(self, line: PrintedLine, below: PrintedLine) -> bool:
        """Two lines of a title: larger than the text, each in the middle, close to one another."""
        return all(
            abs(one.middle - self.middle) < one.em and one.height > self.height * 1.15 for one in (line, below)
        ) and (abs(line.height - below.height) < line.height * 0.1 and 0 < below.top - line.top < line.height * 2.5)
