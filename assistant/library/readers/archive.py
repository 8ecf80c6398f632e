"""Office files are ZIP archives of XML: open them without being led astray by bombs and entities."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from assistant.errors import EncryptedFile, RefusedFile, UnreadableFile
from assistant.library.readers.limits import Limits

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

_DAMAGED = "请在 Word、WPS 里打开后另存，再重新上传"
_CHUNK = 1 << 20
_DECLARATION = re.compile(r"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Archive:
    """The parts of an Office file, by their path in it. Nothing is ever written to disk."""

    name: str
    parts: dict[str, bytes]

    def xml(self, part: str) -> Element | None:
        """The part as a tree, None if it is not there. Raises UnreadableFile when it is no XML."""
        from xml.etree.ElementTree import ParseError

        from defusedxml import ElementTree
        from defusedxml.common import DefusedXmlException

        data = self.parts.get(part)
        if data is None:
            return None
        try:
            return ElementTree.fromstring(data.lstrip(b"\xef\xbb\xbf"), forbid_dtd=True)
        except DefusedXmlException as error:
            raise _entities(self.name) from error
        except (ParseError, ValueError, LookupError) as error:
            raise UnreadableFile(f"{self.name} 的内容已损坏（{part}）", _DAMAGED) from error


def open_archive(name: str, data: bytes, limits: Limits, wanted: Iterable[str] = ("",)) -> Archive:
    """Unpacks the parts whose path begins with one of `wanted`, in memory, after checking the whole archive.

    Raises UnreadableFile (damaged), EncryptedFile, RefusedFile (bomb, macro, XML with entities).
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            infos = packed.infolist()
            _check(name, infos, limits)
            starts = tuple(wanted)
            parts = {
                info.filename.lstrip("/"): _unpack(name, packed, info, limits)
                for info in infos
                if info.filename.lstrip("/").startswith(starts) and not info.is_dir()
            }
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError, ValueError) as error:
        raise UnreadableFile(f"{name} 已损坏，不是完整的 Office 文件", _DAMAGED) from error
    for part, content in parts.items():
        if part.endswith((".xml", ".rels", ".vml")) and _declares(content):
            raise _entities(name)
    return Archive(name, parts)


def _check(name: str, infos: list[zipfile.ZipInfo], limits: Limits) -> None:
    if len(infos) > limits.archive_entries:
        raise RefusedFile(f"{name} 里有 {len(infos)} 个部件，不像正常的 Office 文件", "请另存为新文件后再上传")
    if sum(info.file_size for info in infos) > limits.archive_bytes:
        raise RefusedFile(f"{name} 解压后过大", "请删去不需要的图片和表格后再上传")
    for info in infos:
        if info.flag_bits & 0x1:
            raise EncryptedFile(f"{name} 设有密码", "请去掉密码后再上传")
        if info.file_size > limits.ratio_from and info.file_size > limits.archive_ratio * max(info.compress_size, 1):
            raise RefusedFile(f"{name} 的压缩比异常，疑似压缩炸弹", "请另存为新文件后再上传")
        if info.filename.lower().endswith("vbaproject.bin"):
            raise RefusedFile(f"{name} 含有宏", "请另存为不含宏的 .docx 或 .xlsx 再上传")


def _unpack(name: str, packed: zipfile.ZipFile, info: zipfile.ZipInfo, limits: Limits) -> bytes:
    """The declared size may lie: stop when more comes out than was declared and checked."""
    unpacked = bytearray()
    with packed.open(info) as stream:
        while chunk := stream.read(_CHUNK):
            unpacked += chunk
            if len(unpacked) > max(info.file_size, 0) or len(unpacked) > limits.archive_bytes:
                raise RefusedFile(f"{name} 解压后比声明的大，疑似压缩炸弹", "请另存为新文件后再上传")
    return bytes(unpacked)


def _declares(content: bytes) -> bool:
    start = content[:4096]
    encoding = "utf-16" if start[:2] in {b"\xff\xfe", b"\xfe\xff"} or b"\x00" in start[:4] else "latin-1"
    if encoding == "utf-16":
        start = start[: len(start) // 2 * 2]
    return bool(_DECLARATION.search(start.decode(encoding, errors="ignore")))


def _entities(name: str) -> RefusedFile:
    return RefusedFile(f"{name} 含有外部实体或文档类型声明，不予读取", "请在 Word、WPS 里另存为新文件后再上传")
