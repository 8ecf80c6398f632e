"""Markdown as clerks write it: front matter, headings, nested bullets, pipe tables, HTML comments."""

from __future__ import annotations

import re
from dataclasses import replace

from assistant.library.readers.cells import table_of
from assistant.library.readers.encoding import decode
from assistant.library.readers.front_matter import read_front_matter
from assistant.library.readers.limits import Limits
from assistant.library.readers.lines import Line, structure
from assistant.library.readers.marks import below_numbers, split_mark
from assistant.library.readers.plain import indent_of
from assistant.model import Document, Source

_HEADING = re.compile(r"(#{1,6})(?:\s+|(?=[^\s#\d!]))(.*)$")
_ITEM = re.compile(r"(?:[-*+]\s+|\d{1,3}[.)](?!\d)\s+)(?=\S)")
_RULE = re.compile(r"(?:-\s*){3,}$|(?:\*\s*){3,}$|(?:_\s*){3,}$|={3,}$")
_FENCE = re.compile(r"(```+|~~~+)")
_DELIMITER = re.compile(r"\|?\s*:?-{1,}:?\s*(?:\|\s*:?-{1,}:?\s*)*\|?$")
_CLOSED = re.compile(r"[。；;！!？?：:]$")


def read_markdown(name: str, data: bytes, limits: Limits) -> Document:
    """Every block with its line. A broken head is read as text, with a warning."""
    raw = decode(data, name).split("\n")
    head = read_front_matter(raw)
    scanner = _Scanner(name, limits.cells)
    body = raw[head.lines :]
    for number, line in enumerate(body, start=head.lines + 1):
        scanner.line(number, line)
    scanner.end()
    warnings = ((head.warning,) if head.warning else ()) + tuple(scanner.warnings)
    return Document(name, structure(scanner.lines), head.values, warnings)


class _Scanner:
    """Line by line; holds an open comment, an open fence, an open table."""

    def __init__(self, name: str, cells: int) -> None:
        self.lines: list[Line] = []
        self.warnings: list[str] = []
        self._name = name
        self._cells = cells
        self._fence = ""
        self._comment: tuple[int, list[str]] | None = None
        self._rows: list[tuple[int, str]] = []
        self._items: list[int] = []  # indents of the open list items
        self._numbered = -1  # indent of the last item, if a number marks it
        self._tables = 0
        self._gap = False

    def line(self, number: int, raw: str) -> None:
        text, comments = self._comments(number, raw)
        self._content(number, text, had_comment=bool(comments))
        self.lines += comments

    def end(self) -> None:
        self._close_table()
        if self._comment is not None:
            start, parts = self._comment
            self._add(Line("\n".join(parts), Source(self._name, line=start), comment=True))
            self.warnings.append(f"第{start}行的批注 <!-- 没有结束标记，其后的内容都按批注读取")

    def _comments(self, number: int, raw: str) -> tuple[str, list[Line]]:
        """What of the line is text, and the comments that end on it."""
        if self._fence:
            return raw, []
        text = ""
        ended: list[Line] = []
        while True:
            if self._comment is not None:
                start, parts = self._comment
                before, closed, raw = raw.partition("-->")
                parts.append(before)
                if not closed:
                    return text, ended
                self._comment = None
                ended.append(Line("\n".join(parts), Source(self._name, line=start), comment=True))
            before, opened, raw = raw.partition("<!--")
            text += before
            if not opened:
                return text, ended
            self._comment = (number, [])

    def _content(self, number: int, raw: str, had_comment: bool) -> None:
        text = raw.strip()
        fence = _FENCE.match(text)
        if fence and (not self._fence or text.startswith(self._fence)):
            self._fence = "" if self._fence else fence[1]
            return
        if self._fence:
            self._add(Line(text, Source(self._name, line=number), plain=True))
            return
        if self._table_row(number, text):
            return
        self._close_table()
        if not text:
            self._gap = self._gap or not had_comment
            return
        if not _RULE.match(text):
            self._text(number, raw, text)

    def _text(self, number: int, raw: str, text: str) -> None:
        source = Source(self._name, line=number)
        heading = _HEADING.match(text)
        # closing marks are cut by hand: a pattern for them takes cubic time on long runs of spaces
        words = heading[2].rstrip().rstrip("#").rstrip() if heading else ""
        if heading and words:
            self._items.clear()
            self._add(Line(_inline(words), source, heading=len(heading[1])))
            return
        indent = indent_of(raw)
        quoted = re.sub(r"^(?:>\s?)+", "", text)
        found = _ITEM.match(quoted)
        mark = split_mark(quoted)
        if found or (mark is not None and self._items and indent > 0 and mark.rank > 2):
            self._numbered = indent if found and quoted[0].isdigit() else -1
            rest = quoted[found.end() :] if found else mark.rest if mark is not None else quoted
            while self._items and self._items[-1] >= indent:
                self._items.pop()
            self._items.append(indent)
            self._add(Line(_inline(rest), source, indent=indent, item=len(self._items) - 1))
        elif mark is not None and self._items and self._numbered == indent and below_numbers(mark):
            self._add(Line(_inline(mark.rest), source, indent=indent, item=len(self._items)))
        elif self._continues(indent, quoted):
            last = self.lines[-1]
            self.lines[-1] = replace(last, text=_joined(last.text, _inline(quoted)))
        else:
            self._items.clear()
            self._add(Line(_inline(quoted), source, indent=indent))

    def _continues(self, indent: int, text: str) -> bool:
        """An indented line below an item goes on with it, unless the item has come to its end."""
        if not self.lines or self.lines[-1].item is None or self._gap or split_mark(text):
            return False
        return bool(self._items) and indent > self._items[-1] and not _CLOSED.search(self.lines[-1].text)

    def _table_row(self, number: int, text: str) -> bool:
        row = (text.startswith("|") and text.count("|") > 1) or (bool(self._rows) and "|" in text)
        if row:
            self._rows.append((number, text))
        return row

    def _close_table(self) -> None:
        if not self._rows:
            return
        rows, self._rows = self._rows, []
        self._items.clear()
        self._tables += 1
        texts = [_cells(text) for _, text in rows if not _DELIMITER.match(text)]
        table = table_of(self._name, f"表{self._tables}", texts, self._cells)
        self._add(Line("", Source(self._name, line=rows[0][0]), table=table))

    def _add(self, line: Line) -> None:
        self.lines.append(replace(line, gap=self._gap))
        self._gap = False


def _cells(text: str) -> list[str]:
    inner = re.sub(r"^\||(?<!\\)\|$", "", text.strip())
    return [_inline(cell.replace("\\|", "|").strip()) for cell in re.split(r"(?<!\\)\|", inner)]


def _joined(first: str, second: str) -> str:
    """Chinese needs no space at a line break, words and figures side by side do."""
    return f"{first} {second}" if first[-1:].isascii() and second[:1].isascii() else first + second


def _inline(text: str) -> str:
    """Without emphasis, links and line-break tags; the words stay."""
    text = re.sub(r"!?\[([^\]\[]*)\]\([^)\s]{0,500}\)", r"\1", text)
    text = re.sub(r"<br\s*/?>", " ", text, flags=re.IGNORECASE)
    text = re.sub(r"(\*\*|__)(?=\S)(.+?)(?<=\S)\1", r"\2", text)
    text = re.sub(r"(?<![\w*])\*(?=[^\s*])([^*]+?)(?<=[^\s*])\*(?![\w*])", r"\1", text)
    text = re.sub(r"`([^`]+)`", r"\1", text)
    return re.sub(r"\\([\\`*_{}\[\]()#+.!|-])", r"\1", text).strip()
