"""PDF files by their text layer, page by page. What a reader cannot see is not read."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from assistant.errors import EncryptedFile, RefusedFile, ScannedFile, UnreadableFile
from assistant.library.readers.flow import flow
from assistant.library.readers.limits import Limits
from assistant.library.readers.lines import structure
from assistant.library.readers.pdf_page import ReadPage, read_page
from assistant.library.readers.recognition import can_recognise
from assistant.library.readers.secrecy import refuse_marked
from assistant.model import Document

NO_TEXT = "请由管理员安装文字识别组件（在程序文件夹运行 make ocr），或先做文字识别（OCR），或上传 Word 文件"
_LISTED = 10  # pages that a warning names


def read_pdf(name: str, data: bytes, limits: Limits) -> Document:
    """Paragraphs and ruled tables with their page.

    Raises ScannedFile when there is no text, or when single pages are scans that could be recognised; RefusedFile
    for a secrecy mark in a running head; what `open_pdf` raises.
    """
    with open_pdf(name, data, limits) as document:
        pages = list(read_pages(name, document))
    scans = [page.number for page in pages if page.scan]
    if scans and can_recognise() and len(scans) <= limits.scan_pages:
        raise ScannedFile(f"{name} 第{listed(scans)}页是扫描页", NO_TEXT)
    if scans and not any(page.parts for page in pages):
        raise ScannedFile(f"{name} 是扫描件，里面没有文字", NO_TEXT)
    warnings = [f"第{listed(scans)}页是扫描页，没有读取；{NO_TEXT}"] if scans else []
    return document_of(name, pages, warnings)


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


def read_pages(name: str, document: Any) -> Iterator[ReadPage]:
    """Every page by itself. Raises UnreadableFile for a page that cannot be opened."""
    import pypdfium2

    for number in range(1, len(document) + 1):
        try:
            yield read_page(document[number - 1], number)
        except pypdfium2.PdfiumError as error:
            raise UnreadableFile(f"{name} 第{number}页已损坏", "请重新导出 PDF，或上传 Word 文件") from error


def document_of(name: str, pages: Sequence[ReadPage], warnings: Sequence[str]) -> Document:
    """The pages as one text, with what is to be said of them. Raises RefusedFile for a mark in a running head."""
    flowed = flow(name, [page.printed for page in pages])
    refuse_marked(name, flowed.repeated)
    said = list(warnings)
    if layered := [page.number for page in pages if page.layer]:
        said.append(f"第{listed(layered)}页看得见的是图片，读取的是它附带的识别文字，请与原件核对")
    if hidden := [page.number for page in pages if page.hidden]:
        said.append(f"第{listed(hidden)}页含有看不见的文字，未读取")
    if flowed.repeated:
        said.append(f"每页重复的页眉页脚未读取：{'；'.join(f'“{text}”' for text in flowed.repeated[:5])}")
    return Document(name, structure(flowed.lines), warnings=tuple(said))


def listed(numbers: Sequence[int]) -> str:
    """3、5、6, at most ten and then how many in all."""
    more = f"等{len(numbers)}" if len(numbers) > _LISTED else ""
    return "、".join(map(str, numbers[:_LISTED])) + more
