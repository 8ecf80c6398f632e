"""Scanned PDF files: the pages that are pictures, their text recognised."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from assistant.errors import RefusedFile, ScannedFile
from assistant.library.readers.dispatch import accepted
from assistant.library.readers.limits import Limits
from assistant.library.readers.pdf import document_of, listed, open_pdf, read_pages
from assistant.library.readers.pdf_page import ReadPage
from assistant.library.readers.printed import PrintedPage
from assistant.library.readers.recognition import Recogniser, rows
from assistant.model import Document

_DOTS_PER_INCH = 200  # at 150 small print is lost, at 300 it takes twice as long for the same text
_LARGEST = 4000  # pixels of the longer side, for pages of poster size
_POINTS_PER_INCH = 72
_SHARE = 0.8  # of the time that recognition may take; the rest is for what comes after


def read_scan(name: str, data: bytes, limits: Limits) -> Document:
    """The file as `read_pdf` reads it, the pages that are pictures by recognition, with warnings that say so.

    Pages for which the time is too short are named in a warning. Raises RefusedFile (too many scanned pages, secrecy
    mark), ScannedFile (nothing recognised, the extra is incomplete), what `open_pdf` raises.
    """
    until = time.monotonic() + limits.scan_seconds * _SHARE
    with open_pdf(name, data, limits) as document:
        pages = list(read_pages(name, document))
        scans = [page.number for page in pages if page.scan]
        if len(scans) > limits.scan_pages:
            raise RefusedFile(
                f"{name} 有 {len(scans)} 页扫描页，超过 {limits.scan_pages} 页", "请拆分，或先做文字识别（OCR）"
            )
        seen = _recognised(name, document, scans, until)
    pages = [replace(page, printed=seen.get(page.number, page.printed)) for page in pages]
    if not any(page.parts for page in pages):
        raise ScannedFile(f"{name} 是扫描件，认不出文字", "请换更清晰的扫描件，或上传 Word 文件")
    return accepted(document_of(name, pages, _warnings(pages, seen)))


def _recognised(name: str, document: Any, numbers: Sequence[int], until: float) -> dict[int, PrintedPage]:
    recogniser = _recogniser(name)
    seen: dict[int, PrintedPage] = {}
    for number in numbers:
        if time.monotonic() > until:
            break
        page = document[number - 1]
        width, height = page.get_size()
        scale = min(_DOTS_PER_INCH / _POINTS_PER_INCH, _LARGEST / max(width, height))
        picture = page.render(scale=scale).to_numpy()
        page.close()
        seen[number] = PrintedPage(number, width, height, tuple(rows(recogniser.lines(picture), 1 / scale)))
    return seen


def _recogniser(name: str) -> Recogniser:
    try:
        return Recogniser()
    except ImportError as error:
        raise ScannedFile(
            f"{name} 是扫描件，文字识别组件又装得不完整（{error}）", "请重新运行 make ocr，或上传 Word 文件"
        ) from error


def _warnings(pages: Sequence[ReadPage], seen: dict[int, PrintedPage]) -> list[str]:
    scans = [page.number for page in pages if page.scan]
    read = [number for number in scans if number in seen and seen[number].parts]
    empty = [number for number in scans if number in seen and not seen[number].parts]
    late = [number for number in scans if number not in seen]
    what = "这是扫描件" if len(scans) == len(pages) else f"第{listed(read)}页是扫描页"
    said = [f"{what}，文字由程序识别，数字和名称请与原件核对；表格按行读取"] if read else []
    if empty:
        said.append(f"第{listed(empty)}页是图片，认不出文字")
    if late:
        said.append(f"第{listed(late)}页是扫描页，识别时间不够，没有读取；请拆分后再上传")
    return said
