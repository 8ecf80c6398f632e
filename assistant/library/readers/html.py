"""Simple web pages: headings, paragraphs, lists and tables. Scripts, styles and hidden parts are no text."""

from __future__ import annotations

import re
from html.parser import HTMLParser

from assistant.library.readers.cells import table_of
from assistant.library.readers.encoding import decode
from assistant.library.readers.limits import Limits
from assistant.library.readers.lines import Line, structure
from assistant.model import Document, Source

_SILENT = frozenset({"script", "style", "head", "template", "noscript"})
_BREAKS = frozenset({"p", "div", "br", "li", "tr", "ul", "ol", "section", "article", "hr", "blockquote", "table"})
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_CHARSET = re.compile(rb"charset\s*=\s*[\"']?\s*([\w-]+)", re.IGNORECASE)
_VOID = frozenset({"br", "hr", "img", "input", "meta", "link", "col", "wbr"})


def read_html(name: str, data: bytes, limits: Limits) -> Document:
    """Blocks with the line of the page they begin on. Raises RefusedFile for a table of too many cells."""
    parser = _Page(name, limits.cells)
    parser.feed(_declared(data) or decode(data, name))
    parser.close()
    parser.flush()
    return Document(name, structure(parser.lines))


def _declared(data: bytes) -> str | None:
    found = _CHARSET.search(data[:2048])
    if found is None or found[1].lower() in {b"utf-8", b"utf8"}:
        return None
    encoding = found[1].decode("ascii", "ignore").lower()
    try:
        return data.decode("gb18030" if encoding in {"gb2312", "gbk"} else encoding)
    except (LookupError, UnicodeDecodeError):
        return None


class _Page(HTMLParser):
    def __init__(self, name: str, cells: int) -> None:
        super().__init__(convert_charrefs=True)
        self.lines: list[Line] = []
        self._name = name
        self._cells = cells
        self._text = ""
        self._start = 1
        self._heading = 0
        self._lists = 0
        self._item: int | None = None
        self._hidden: list[str] = []  # open elements inside the outermost silent one
        self._rows: list[list[str]] | None = None
        self._tables = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if self._hidden or tag in _SILENT or _is_hidden(attrs):
            if tag not in _VOID:
                self._hidden.append(tag)
            return
        if tag == "table" and self._rows is None:
            self.flush()
            self._rows = []
            return
        if self._rows is not None:
            self._in_table(tag)
            return
        if tag in _BREAKS or tag in _HEADINGS:
            self.flush()
        self._heading = _HEADINGS.get(tag, self._heading)
        self._lists += tag in {"ul", "ol"}
        if tag == "li":
            self._item = max(self._lists - 1, 0)

    def handle_endtag(self, tag: str) -> None:
        if self._hidden:
            if tag in self._hidden:
                while self._hidden.pop() != tag:
                    pass
            return
        if self._rows is not None:
            if tag == "table":
                self._close_table()
            return
        if tag in _BREAKS or tag in _HEADINGS:
            self.flush()
        self._lists = max(self._lists - (tag in {"ul", "ol"}), 0)

    def handle_data(self, data: str) -> None:
        if self._hidden:
            return
        if self._rows is not None:
            if self._rows and self._rows[-1]:
                self._rows[-1][-1] += data
            return
        if data.strip() and not self._text.strip():
            self._start = self.getpos()[0]
        self._text += data

    def flush(self) -> None:
        """Ends the open line."""
        if self._rows is not None:
            self._close_table()
        text = re.sub(r"\s+", " ", self._text).strip()
        if text:
            source = Source(self._name, line=self._start)
            self.lines.append(Line(text, source, heading=self._heading, item=self._item))
        self._text, self._heading, self._item = "", 0, None

    def _in_table(self, tag: str) -> None:
        if self._rows is None:
            return
        if tag == "tr":
            self._rows.append([])
        elif tag in {"td", "th"}:
            if not self._rows:
                self._rows.append([])
            self._rows[-1].append("")

    def _close_table(self) -> None:
        rows, self._rows = self._rows, None
        texts = [[re.sub(r"\s+", " ", cell).strip() for cell in row] for row in rows or () if row]
        if texts:
            self._tables += 1
            source = Source(self._name, line=self.getpos()[0])
            self.lines.append(Line("", source, table=table_of(self._name, f"表{self._tables}", texts, self._cells)))


def _is_hidden(attributes: list[tuple[str, str | None]]) -> bool:
    for key, value in attributes:
        if key == "hidden" or (
            key == "style" and re.search(r"display\s*:\s*none|visibility\s*:\s*hidden", value or "")
        ):
            return True
    return False
