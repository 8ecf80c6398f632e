"""PDF files by their text layer. What a reader cannot see is not read."""

from __future__ import annotations

import ctypes
import re
import unicodedata
from collections.abc import Iterator
from typing import Any

from assistant.errors import EncryptedFile, RefusedFile, UnreadableFile
from assistant.library.readers.limits import Limits
from assistant.library.readers.lines import Line, structure
from assistant.library.readers.marks import split_mark
from assistant.model import Document, Source

_INVISIBLE = 3  # PDF text rendering mode "neither fill nor stroke"
_PAGE_NUMBER = re.compile(r"^[-—–\s]*(?:第\s*)?\d{1,4}(?:\s*页)?(?:\s*/\s*\d{1,4})?[-—–\s]*$")
_CHINESE = re.compile(r"[\u3000-\u303f\u3400-\u9fff\uff00-\uffef]")
_CLOSED = re.compile(r"[。！？!?；;：:]$")
_SHORT = 0.8  # a line shorter than this share of the page's usual width ends its paragraph


def read_pdf(name: str, data: bytes, limits: Limits) -> Document:
    """Paragraphs with their page. Raises UnreadableFile for a scan (no text), EncryptedFile, RefusedFile."""
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if "password" in str(error).lower():
            raise EncryptedFile(f"{name} 设有密码", "请去掉密码后再上传") from error
        raise UnreadableFile(f"{name} 已损坏，不是完整的 PDF", "请重新导出 PDF，或上传 Word 文件") from error
    try:
        return _read(name, document, limits)
    finally:
        document.close()


def _read(name: str, document: Any, limits: Limits) -> Document:
    import pypdfium2

    if len(document) > limits.pages:
        raise RefusedFile(f"{name} 有 {len(document)} 页，超过 {limits.pages} 页", "请拆分后再上传")
    lines: list[Line] = []
    empty: list[int] = []
    hidden = False
    for number in range(1, len(document) + 1):
        try:
            text, invisible = _page(document[number - 1])
        except pypdfium2.PdfiumError as error:
            raise UnreadableFile(f"{name} 第{number}页已损坏", "请重新导出 PDF，或上传 Word 文件") from error
        hidden = hidden or invisible
        found = [Line(part, Source(name, page=number)) for part in _paragraphs(text)]
        lines += found
        if not found:
            empty.append(number)
    if not lines:
        raise UnreadableFile(f"{name} 是扫描件，里面没有文字", "请先做文字识别（OCR），或上传 Word 文件")
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


def _paragraphs(text: str) -> Iterator[str]:
    """Printed lines joined to paragraphs: a full-width line without an end mark goes on in the next."""
    lines = [unicodedata.normalize("NFC", line.replace("\ufffe", "").strip()) for line in re.split(r"\r?\n", text)]
    lines = [line for line in lines if line and not _PAGE_NUMBER.match(line)]
    usual = max((len(line) for line in lines), default=0)
    open_text = ""
    for line in lines:
        if open_text and split_mark(line) is not None:
            yield open_text
            open_text = ""
        open_text = _joined(open_text, line)
        if len(line) < usual * _SHORT or _CLOSED.search(line):
            yield open_text
            open_text = ""
    if open_text:
        yield open_text


def _joined(first: str, second: str) -> str:
    """Chinese and figures go on without a space, Western words with one."""
    if not first or _CHINESE.match(first[-1]) or _CHINESE.match(second[0]) or first[-1].isdigit():
        return first + second
    return f"{first} {second}"
