"""Word 97–2003 documents (.doc), by the piece table of the binary format ([MS-DOC] 2.4.1)."""

from __future__ import annotations

import io
import re
import struct
import unicodedata

from assistant.errors import EncryptedFile, UnreadableFile
from assistant.library.readers.limits import Limits
from assistant.library.readers.lines import Line, structure
from assistant.model import Document, Source

_DAMAGED = "请在 Word、WPS 里打开后另存为 .docx，再重新上传"
_WORD_97 = 0x00C1  # nFib of Word 97; later versions are higher, Word 6 and 95 lower
_MAGIC = 0xA5EC
_FLAGS, _CCP_TEXT, _FC_CLX = 0x0A, 0x4C, 0x01A2
_ENCRYPTED, _TABLE_1, _COMPLEX = 0x0100, 0x0200, 0x0004
# a field's code stands between 0x13 and 0x14, its result between 0x14 and 0x15
_FIELD_CODE = re.compile(r"\x13[^\x13\x14\x15]*(?:\x14([^\x13\x15]*))?\x15")
_PARTS = re.compile(r"[\r\x0b\x0c\x07]+")
_SIGNS = {
    0x00: "",
    0x1E: "-",
    0x1F: "",
    0x02: "",
    0x01: "",
    0x05: "",
    0x08: "",
    0x13: "",
    0x14: "",
    0x15: "",
    0xA0: " ",
}


def read_doc(name: str, data: bytes, limits: Limits) -> Document:
    """Paragraphs of the body (Source.line counts them from 1); cells of a table follow one another.

    Raises EncryptedFile, UnreadableFile (damaged, or older than Word 97).
    """
    import olefile

    try:
        with olefile.OleFileIO(io.BytesIO(data)) as container:
            word = container.openstream("WordDocument").read()
            flags, text_length, table_name = _header(name, word)
            table = container.openstream(table_name).read()
            text = _text(word, table, text_length)
    except (OSError, struct.error, IndexError, ValueError, UnicodeDecodeError) as error:
        raise UnreadableFile(f"{name} 已损坏，无法读取正文", _DAMAGED) from error
    if text.count("\0") * 100 > len(text):
        # the pieces point into empty sectors
        raise UnreadableFile(f"{name} 已损坏，正文不完整", _DAMAGED)
    lines = [
        Line(part.strip(), Source(name, line=number)) for number, part in enumerate(_PARTS.split(_clean(text)), start=1)
    ]
    warnings = ["这是旧版 .doc 文件，表格按单元格逐行读取；另存为 .docx 可保留表格"] if "\x07" in text else []
    if flags & _COMPLEX:
        warnings.append("文件经过快速保存，可能含有修订痕迹，请核对")
    return Document(name, structure(lines), warnings=tuple(warnings))


def _header(name: str, word: bytes) -> tuple[int, int, str]:
    """Flags, length of the body in characters, and the stream that holds the piece table."""
    magic, version = struct.unpack_from("<HH", word, 0)
    (flags,) = struct.unpack_from("<H", word, _FLAGS)
    if flags & _ENCRYPTED:
        raise EncryptedFile(f"{name} 设有密码", "请去掉密码后再上传")
    if magic != _MAGIC or version < _WORD_97:
        raise UnreadableFile(f"{name} 是 Word 97 以前的格式，不能读取", _DAMAGED)
    (text_length,) = struct.unpack_from("<i", word, _CCP_TEXT)
    return flags, text_length, "1Table" if flags & _TABLE_1 else "0Table"


def _text(word: bytes, table: bytes, length: int) -> str:
    """The body put together from its pieces; footnotes, headers and comments come after it and are cut off."""
    start, size = struct.unpack_from("<II", word, _FC_CLX)
    pieces = _piece_table(table[start : start + size])
    count = (len(pieces) - 4) // 12
    ends = struct.unpack_from(f"<{count + 1}I", pieces, 0)
    text = ""
    for index in range(count):
        (place,) = struct.unpack_from("<I", pieces, 4 * (count + 1) + 8 * index + 2)
        characters = min(ends[index + 1] - ends[index], len(word))
        if place & 0x40000000:
            begin = (place & 0x3FFFFFFF) // 2
            text += word[begin : begin + characters].decode("cp1252", errors="replace")
        else:
            text += word[place : place + 2 * characters].decode("utf-16-le", errors="replace")
        if len(text) >= length:
            break
    return text[:length]


def _piece_table(clx: bytes) -> bytes:
    """Skips the property runs (type 1) that stand before the piece table (type 2)."""
    position = 0
    while position < len(clx) and clx[position] == 1:
        position += 3 + struct.unpack_from("<H", clx, position + 1)[0]
    if position >= len(clx) or clx[position] != 2:
        raise ValueError("no piece table")
    (size,) = struct.unpack_from("<I", clx, position + 1)
    return clx[position + 5 : position + 5 + size]


def _clean(text: str) -> str:
    before = ""
    while before != text:
        before, text = text, _FIELD_CODE.sub(lambda hit: hit[1] or "", text)
    return unicodedata.normalize("NFC", text.translate(_SIGNS))
