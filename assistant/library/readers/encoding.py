"""Bytes of a Chinese text file -> text: UTF-8, UTF-16, GB18030 (GBK, GB2312) or Big5."""

from __future__ import annotations

import codecs
import re
import unicodedata

from assistant.errors import UnreadableFile

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# The commonest characters of official prose; the decoding that yields more of them is the right one.
_COMMON = frozenset(
    "的一是在不了有和人这中大为上个国我以要时来用生到作地于出就分对成会可主发年动同工也能下过产面而方后多定行学法所民得经"
    "十三进等部度家高自二理实加全区局市县镇党委服务社建设开展工作群众领导组织活动创先进单位文明新时代思想深入推动落实元万项"
    "這為個國時來們於對會發動過產後學經進實務開創領導組織黨員區縣鎮單與關點從業應現體數間兩萬條總長級結題質幹並"
)
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f]")


def decode(data: bytes, name: str) -> str:
    """The text in NFC with "\\n" line ends.

    Raises UnreadableFile when the bytes are no text in any of these encodings.
    """
    text = _by_mark(data, name)
    if text is None:
        text = _utf8(data)
    if text is None:
        text = _best(data)
    if text is None or _binary(text):
        raise UnreadableFile(
            f"{name} 不是文本文件，或者编码无法识别", "请另存为 UTF-8 编码的文本，或换成正确的扩展名再上传"
        )
    return unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n").lstrip("\ufeff"))


def _by_mark(data: bytes, name: str) -> str | None:
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            try:
                return data.decode(encoding)
            except UnicodeDecodeError as error:
                raise UnreadableFile(f"{name} 的编码已损坏", "请在原来的软件里另存为 UTF-8 文本") from error
    return None


def _utf8(data: bytes) -> str | None:
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        return None
    # UTF-16 without a mark can pass as UTF-8 when it is mostly ASCII: every other byte is zero
    return None if "\x00" in text else text


def _best(data: bytes) -> str | None:
    """Of the encodings that decode without a fault, the one that reads most like Chinese prose."""
    readings: list[tuple[float, str]] = []
    for encoding in ("gb18030", "big5hkscs", "utf-16-le", "utf-16-be"):
        if encoding.startswith("utf-16") and len(data) % 2:
            continue
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if not _binary(text):
            readings.append((_likeness(text), text))
    likeness, best = max(readings, key=lambda reading: reading[0], default=(-1.0, ""))
    # more signs that no text has than signs that it has: bytes that happen to decode
    return best if likeness >= 0 else None


def _likeness(text: str) -> float:
    beyond = [character for character in text if character > "\x7f"]
    odd = sum(1 for character in beyond if unicodedata.category(character) in {"Co", "Cn", "Cs"})
    # Big5 and GB18030 decode the same bytes to the same number of characters, UTF-16 often to fewer
    plain = sum(1 for character in text if character.isascii())
    good = sum(1 for character in beyond if character in _COMMON or character in "，。、；：“”（）《》")
    return (good + plain * 0.5 - odd * 5) / max(len(text), 1)


def _binary(text: str) -> bool:
    return len(_CONTROL.findall(text)) > len(text) // 1000
