"""Word documents (.docx), transitional or strict, straight from their XML: nothing but text is looked at."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from assistant.errors import UnreadableFile
from assistant.library.readers.archive import Archive, open_archive
from assistant.library.readers.limits import Limits
from assistant.library.readers.lines import Line, structure
from assistant.library.readers.secrecy import refuse_marked
from assistant.library.readers.word_notes import heads_and_feet, read_notes
from assistant.library.readers.word_styles import Styles, read_styles
from assistant.library.readers.word_tables import read_table
from assistant.library.readers.word_text import Pieces, collect
from assistant.library.readers.word_xml import child, local
from assistant.model import Document, Source

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

_WRAPPERS = frozenset({"sdt", "sdtContent", "ins", "moveTo", "customXml", "smartTag", "AlternateContent", "Choice"})


def read_docx(name: str, data: bytes, limits: Limits) -> Document:
    """Blocks in reading order. Source.line counts the paragraphs of the body from 1, those in tables included.

    Tracked insertions are text, tracked deletions are not; comments become comment blocks at their paragraph;
    text boxes and notes follow the paragraph they hang on. Headers and footers are no part of the text.
    Text that nobody sees is left out with a warning. Raises UnreadableFile when there is no body or no text in it,
    RefusedFile for a secrecy mark in a header.
    """
    archive = open_archive(name, data, limits, ("word/", "_rels/", "[Content_Types].xml"))
    root = archive.xml(_main_part(archive))
    body = None if root is None else child(root, "body")
    if body is None:
        raise UnreadableFile(f"{name} 缺少正文部分，不是完整的 Word 文件", "请在 Word、WPS 里打开后另存，再重新上传")
    refuse_marked(name, heads_and_feet(archive))
    styles = read_styles(archive)
    walker = _Walker(name, styles, read_notes(archive, styles), plain=child(root, "background") is None)
    walker.walk(body)
    blocks = structure(walker.lines)
    if not any(block.table is not None or block.kind != "comment" for block in blocks):
        pictures = any(part.startswith("word/media/") for part in archive.parts) or _has_media(data)
        what = "里只有图片，没有文字" if pictures else "里没有文字"
        raise UnreadableFile(f"{name} {what}", "请先做文字识别（OCR），或换成有文字的文件")
    return Document(name, blocks, warnings=tuple(walker.warnings()))


def _main_part(archive: Archive) -> str:
    """The body's path is named by the package relations; nearly always word/document.xml."""
    relations = archive.xml("_rels/.rels")
    for relation in relations if relations is not None else ():
        if relation.get("Type", "").endswith("/officeDocument"):
            return relation.get("Target", "").lstrip("/")
    return "word/document.xml"


def _has_media(data: bytes) -> bool:
    return b"word/media/" in data


@dataclass(slots=True)
class _Walker:
    name: str
    styles: Styles
    notes: dict[str, str]
    lines: list[Line] = field(default_factory=list)
    plain: bool = True  # the ground is not known to be coloured
    _paragraph: int = 0
    _tables: int = 0
    _revised: bool = False
    _hidden: bool = False
    _pictures: int = 0

    def walk(self, parent: Element) -> None:
        for element in parent:
            kind = local(element)
            if kind == "p":
                self._read_paragraph(element)
            elif kind == "tbl":
                self._read_table(element)
            elif kind in _WRAPPERS:
                self.walk(element)
            elif kind == "altChunk":
                self.lines.append(Line("（此处嵌入了另一个文件，内容未读取）", self._source(), comment=True))

    def warnings(self) -> list[str]:
        found = []
        if self._revised:
            found.append("文档含有修订痕迹：新增的内容已读取，删除的内容未读取")
        if self._hidden:
            found.append("文档含有看不见的文字（隐藏、白色或极小），未读取")
        if self._pictures:
            found.append(f"文档含有 {self._pictures} 张图片，图片里的文字未读取")
        return found

    def _source(self) -> Source:
        return Source(self.name, line=max(self._paragraph, 1))

    def _read_paragraph(self, element: Element) -> None:
        self._paragraph += 1
        pieces = collect(element, self.styles.unseen(element, plain=self.plain))
        self._note(pieces)
        role = self.styles.role(element)
        for text in pieces.text.split("\n"):
            self.lines.append(Line(text, self._source(), indent=role.indent, heading=role.heading, item=role.item))
        self._attached(pieces)

    def _attached(self, pieces: Pieces) -> None:
        for reference in pieces.notes:
            if text := self.notes.get(reference, ""):
                comment = reference.startswith("comment:")
                self.lines.append(Line(text, self._source(), comment=comment, plain=True))
        # what is behind a text box is not known
        ground, self.plain = self.plain, False
        for box in pieces.boxes:
            self.walk(box)
        self.plain = ground

    def _read_table(self, element: Element) -> None:
        self._tables += 1
        table, pieces, paragraphs = read_table(element, f"表{self._tables}", self.styles)
        at = Source(self.name, line=self._paragraph + 1)
        self._paragraph += paragraphs
        for piece in pieces:
            self._note(piece)
        if len(table.rows) == 1 and len(table.rows[0]) == 1:
            # a frame around prose, not a table
            self._tables -= 1
            self.lines += [Line(text, at) for text in table.rows[0][0].text.split("\n")]
        elif table.rows:
            self.lines.append(Line("", at, table=table))
        for piece in pieces:
            self._attached(piece)

    def _note(self, pieces: Pieces) -> None:
        self._revised = self._revised or pieces.revised
        self._hidden = self._hidden or pieces.hidden
        self._pictures += pieces.pictures
