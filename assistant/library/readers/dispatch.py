"""Checks what a file is, hands it to its reader, refuses what must not be read."""

from __future__ import annotations

import importlib
from collections.abc import Callable
from dataclasses import replace
from pathlib import PurePath
from typing import cast

from assistant.errors import EncryptedFile, RefusedFile, UnreadableFile
from assistant.library.readers.limits import DEFAULT, Limits
from assistant.library.readers.secrecy import marked, secrecy_mark
from assistant.model import Document

Reader = Callable[[str, bytes, Limits], Document]

# format -> (module, function): a reader and the packages it stands on are imported when the first file needs them
_READERS = {
    "md": ("markdown", "read_markdown"),
    "txt": ("plain", "read_plain"),
    "csv": ("delimited", "read_delimited"),
    "html": ("html", "read_html"),
    "docx": ("word", "read_docx"),
    "doc": ("old_word", "read_doc"),
    "rtf": ("rtf", "read_rtf"),
    "pdf": ("pdf", "read_pdf"),
    "xlsx": ("sheets", "read_xlsx"),
    "xls": ("old_sheets", "read_xls"),
}
# .wps and .et are what WPS calls its own .doc and .xls
_ALIASES = {"markdown": "md", "text": "txt", "htm": "html", "tsv": "csv", "wps": "doc", "et": "xls"}
_TEXT = frozenset({"md", "txt", "csv", "html"})
_LIGHT = frozenset({"md", "txt", "csv"})
SUFFIXES = tuple(f".{name}" for name in (*_READERS, *_ALIASES))
_MACRO = frozenset({"docm", "xlsm", "dotm", "xltm"})
_ZIP = (b"PK\x03\x04", b"PK\x05\x06")
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def admit(name: str, data: bytes, limits: Limits) -> tuple[str, str]:
    """The name without its folders, and the format it claims.

    Raises RefusedFile (too large, macros by name), UnreadableFile (no format of ours, empty).
    """
    name = PurePath(name.replace("\\", "/")).name
    suffix = PurePath(name).suffix.lower().lstrip(".")
    suffix = _ALIASES.get(suffix, suffix)
    if len(data) > limits.file_bytes:
        raise RefusedFile(
            f"{name} 有 {len(data) // 1_000_000} MB，超过 {limits.file_bytes // 1_000_000} MB", "请拆分后再上传"
        )
    if suffix in _MACRO:
        raise RefusedFile(f"{name} 是带宏的文件", "请另存为不含宏的 .docx 或 .xlsx 再上传")
    if suffix not in _READERS:
        raise UnreadableFile(f"不支持 {name} 的格式", f"请换成 {' '.join(SUFFIXES[: len(_READERS)])} 之一")
    if not data.strip(b"\x00\r\n\t \xef\xbb\xbf"):
        raise UnreadableFile(f"{name} 是空文件", "请检查文件是否保存完整")
    return name, suffix


def is_light(suffix: str, data: bytes, limits: Limits) -> bool:
    """A small text file, and no other format under its name: needs no process of its own."""
    return suffix in _LIGHT and len(data) <= limits.here_bytes and not data.startswith((_OLE, *_ZIP))


def read_here(name: str, data: bytes, limits: Limits = DEFAULT) -> Document:
    """The file as blocks with positions, parsed in this very process.

    Raises RefusedFile (too large, secrecy mark, macros, bombs), EncryptedFile, UnreadableFile.
    """
    name, suffix = admit(name, data, limits)
    actual, warning = _actual(name, suffix, data)
    document = _reader(actual)(name, data, limits)
    return accepted(replace(document, warnings=(warning, *document.warnings)) if warning else document)


def accepted(document: Document) -> Document:
    """The document, if there is text in it and no secrecy mark. Raises UnreadableFile, RefusedFile."""
    name = document.name
    if not document.blocks and not document.front_matter:
        raise UnreadableFile(f"{name} 里没有文字", "请检查文件内容")
    if mark := secrecy_mark(document):
        raise marked(name, mark)
    return document


def _reader(kind: str) -> Reader:
    module, function = _READERS[kind]
    return cast(Reader, getattr(importlib.import_module(f"assistant.library.readers.{module}"), function))


def _actual(name: str, suffix: str, data: bytes) -> tuple[str, str]:
    """The format by content, and a warning when the name says another one.

    An Office file under the name of a text file is refused: it was hardly meant to be read as text.
    """
    found = _sniffed(name, data)
    if found is None and suffix in _TEXT:
        return suffix, ""
    if found is None and suffix == "xls" and b"<table" in data[:4096].lower():
        return "html", f"{name} 实际是网页格式的表格，已按网页读取"
    if found is None:
        raise UnreadableFile(f"{name} 不是真正的 .{suffix} 文件，或已损坏", "请在原来的软件里打开后另存，再重新上传")
    if found == suffix:
        return suffix, ""
    if suffix in _TEXT:
        raise UnreadableFile(f"{name} 不是文本文件，内容是 .{found}", f"请把扩展名改为 .{found} 再上传")
    return found, f"{name} 的扩展名是 .{suffix}，内容是 .{found}，已按 .{found} 读取"


def _sniffed(name: str, data: bytes) -> str | None:
    if data.startswith(_ZIP):
        # the names of an archive's parts stand in clear in its directory
        if b"xl/workbook" in data or b"xl/worksheets/" in data:
            return "xlsx"
        return "docx"
    if data.startswith(_OLE):
        return _ole(name, data)
    if data.lstrip()[:5] == b"{\\rtf":
        return "rtf"
    if b"%PDF-" in data[:1024]:
        return "pdf"
    return None


def _ole(name: str, data: bytes) -> str | None:
    import olefile

    try:
        with olefile.OleFileIO(data) as container:
            streams = {"/".join(parts) for parts in container.listdir()}
    except (OSError, ValueError, IndexError) as error:
        raise UnreadableFile(
            f"{name} 已损坏，不是完整的 Office 文件", "请在 Word、WPS 里打开后另存，再重新上传"
        ) from error
    if "EncryptedPackage" in streams:
        raise EncryptedFile(f"{name} 设有密码", "请去掉密码后再上传")
    if "WordDocument" in streams:
        return "doc"
    return "xls" if streams & {"Workbook", "Book"} else None
