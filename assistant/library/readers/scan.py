"""Scanned PDF files: pages as pictures, their text recognised."""

from __future__ import annotations

from assistant.errors import RefusedFile, ScannedFile
from assistant.library.readers.dispatch import accepted
from assistant.library.readers.limits import Limits
from assistant.library.readers.lines import structure
from assistant.library.readers.pdf import Flow, open_pdf
from assistant.library.readers.recognition import Recogniser, rows
from assistant.model import Document

_DOTS_PER_INCH = 200  # at 150 small print is lost, at 300 it takes twice as long for the same text
_LARGEST = 4000  # pixels of the longer side, for pages of poster size
_POINTS_PER_INCH = 72


def read_scan(name: str, data: bytes, limits: Limits) -> Document:
    """Paragraphs with their page, as far as they can be recognised, with a warning that says so.

    Raises RefusedFile (too many pages, secrecy mark), ScannedFile (nothing recognised), what `open_pdf` raises.
    """
    with open_pdf(name, data, limits) as document:
        if len(document) > limits.scan_pages:
            raise RefusedFile(
                f"{name} 是 {len(document)} 页的扫描件，超过 {limits.scan_pages} 页", "请拆分，或先做文字识别（OCR）"
            )
        recogniser = _recogniser(name)
        flow = Flow(name)
        for number in range(1, len(document) + 1):
            page = document[number - 1]
            scale = min(_DOTS_PER_INCH / _POINTS_PER_INCH, _LARGEST / max(page.get_size()))
            picture = page.render(scale=scale).to_numpy()
            page.close()
            flow.page(number, "\n".join(rows(recogniser.lines(picture))))
    blocks = structure(flow.end())
    if not blocks:
        raise ScannedFile(f"{name} 是扫描件，认不出文字", "请换更清晰的扫描件，或上传 Word 文件")
    return accepted(Document(name, blocks, warnings=("这是扫描件，文字由程序识别，数字和名称请与原件核对",)))


def _recogniser(name: str) -> Recogniser:
    try:
        return Recogniser()
    except ImportError as error:
        raise ScannedFile(
            f"{name} 是扫描件，文字识别组件又装得不完整（{error}）", "请重新运行 make ocr，或上传 Word 文件"
        ) from error
