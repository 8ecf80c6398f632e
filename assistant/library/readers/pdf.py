"""PDF files by their text layer. What a reader cannot see is not read."""

from __future__ import annotations

import ctypes
import re
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from assistant.errors import EncryptedFile, RefusedFile, ScannedFile, UnreadableFile
from assistant.library.readers.limits import Limits
from assistant.library.readers.lines import Line, structure
from assistant.library.readers.marks import split_mark
from assistant.model import Document, Source

NO_TEXT = "请由管理员安装文字识别组件（在程序文件夹运行 make ocr），或先做文字识别（OCR），或上传 Word 文件"
_INVISIBLE = 3  # PDF text rendering mode "neither fill nor stroke"
_PAGE_NUMBER = re.compile(r"^[-—–\s]*(?:第\s*)?\d{1,4}(?:\s*页)?(?:\s*/\s*\d{1,4})?[-—–\s]*$")
_CHINESE = re.compile(r"[\u3000-\u303f\u3400-\u9fff\uff00-\uffef]")
_CLOSED = re.compile(r"[。！？!?；;：:]$")
_SHORT = 0.8  # a line shorter than this share of the page's usual width ends its paragraph


def read_pdf(name: str, data: bytes, limits: Limits) -> Document:
    """Paragraphs with their page. Raises ScannedFile when there is no text, and what `open_pdf` raises."""
    with open_pdf(name, data, limits) as document:
        return _read(name, document)


@contextmanager
def open_pdf(name: str, data: bytes, limits: Limits) -> Iterator[Any]:
    """The file in pdfium, closed at the end. Raises UnreadableFile, EncryptedFile, RefusedFile."""
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if "password" in str(error).lower():
            raise EncryptedFile(f"{name} 设有密码", "请去掉密码后再上传") from error
        raise UnreadableFile(f"{name} 已损坏，不是完整的 PDF", "请重新导出 PDF，或上传 Word 文件") from error
    try:
        if len(document) > limits.pages:
            raise RefusedFile(f"{name} 有 {len(document)} 页，超过 {limits.pages} 页", "请拆分后再上传")
        yield document
    finally:
        document.close()


def _read(name: str, document: Any) -> Document:
    import pypdfium2

    flow = Flow(name)
    empty: list[int] = []
    hidden = False
    for number in range(1, len(document) + 1):
        try:
            text, invisible = _page(document[number - 1])
        except pypdfium2.PdfiumError as error:
            raise UnreadableFile(f"{name} 第{number}页已损坏", "请重新导出 PDF，或上传 Word 文件") from error
        hidden = hidden or invisible
        if not flow.page(number, text):
            empty.append(number)
    lines = flow.end()
    if not lines:
        raise ScannedFile(f"{name} 是扫描件，里面没有文字", NO_TEXT)
    warnings = [f"第{'、'.join(map(str, empty[:10]))}页没有文字，可能是扫描页，需要文字识别（OCR）"] if empty else []
    if hidden:
        warnings.append("文件含有看不见的文字，未读取")
    return Document(name, structure(lines), warnings=tuple(warnings))


def _page(page: Any) -> tuple[str, bool]:
    """The visible text of a page, and whether there was invisible text on it."""
    text_page = page.get_textpage()
    try:
        if not _may_hide(page):
            return str(text_page.get_text_range()), False
        return _visible(text_page)
    finally:
        text_page.close()
        page.close()


def _may_hide(page: Any) -> bool:
    import pypdfium2.raw as pdfium

    return any(
        pdfium.FPDFTextObj_GetTextRenderMode(found.raw) == _INVISIBLE
        for found in page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_TEXT])
    )


def _visible(text_page: Any) -> tuple[str, bool]:
    import pypdfium2.raw as pdfium

    text, hidden = "", False
    for index in range(text_page.count_chars()):
        code = pdfium.FPDFText_GetUnicode(text_page.raw, ctypes.c_int(index))
        owner = pdfium.FPDFText_GetTextObject(text_page.raw, ctypes.c_int(index))
        if owner and pdfium.FPDFTextObj_GetTextRenderMode(owner) == _INVISIBLE:
            hidden = True
        elif code:
            text += chr(code)
    return text, hidden


class Flow:
    """Printed lines joined to paragraphs, also over the end of a page: a full-width line without an end mark
    goes on in the next."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._lines: list[Line] = []
        self._open = ""
        self._page = 1

    def page(self, number: int, text: str) -> bool:
        """Takes the lines of a page; False if there are none."""
        printed = [_tidy(line) for line in re.split(r"\r?\n", text)]
        printed = [line for line in printed if line and not _PAGE_NUMBER.match(line)]
        usual = max((_width(line) for line in printed), default=0)
        for line in printed:
            if self._open and split_mark(line) is not None:
                self._close()
            if not self._open:
                self._page = number
            self._open = _joined(self._open, line)
            if _width(line) < usual * _SHORT or _CLOSED.search(line):
                self._close()
        return bool(printed)

    def end(self) -> list[Line]:
        """All paragraphs."""
        self._close()
        return self._lines

    def _close(self) -> None:
        if self._open:
            self._lines.append(Line(self._open, Source(self._name, page=self._page)))
        self._open = ""


def _tidy(line: str) -> str:
    """Without the thin gaps that typesetting puts between Chinese and figures."""
    text = unicodedata.normalize("NFC", line.replace("\ufffe", "").strip())
    return re.sub(r"(?<=[\u3400-\u9fff]) (?=\d)|(?<=[\d%]) (?=[\u3400-\u9fff])", "", text)


def _width(line: str) -> int:
    return sum(2 if _CHINESE.match(character) else 1 for character in line)


def _joined(first: str, second: str) -> str:
    """Chinese and figures go on without a space, Western words with one."""
    if not first or _CHINESE.match(first[-1]) or _CHINESE.match(second[0]) or first[-1].isdigit():
        return first + second
    return f"{first} {second}"
