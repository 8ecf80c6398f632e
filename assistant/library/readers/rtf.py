"""Rich text files: the words, paragraph by paragraph, in the code page the file names."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field, replace

from assistant.errors import UnreadableFile
from assistant.library.readers.limits import Limits
from assistant.library.readers.lines import Line, structure
from assistant.model import Document, Source

_TOKEN = re.compile(rb"\\'([0-9a-fA-F]{2})|\\([a-zA-Z]+)(-?\d{1,10})? ?|\\([^a-zA-Z])|([{}])|[\r\n]+|([^\\{}\r\n]+)")
# groups that hold no text of the document
_SILENT = frozenset(
    b"fonttbl colortbl stylesheet info pict header headerl headerr headerf footer footerl footerr footerf listtable "
    b"listoverridetable revtbl rsidtbl generator xmlnstbl themedata colorschememapping datastore latentstyles object "
    b"fldinst filetbl pgptbl ftnsep ftnsepc aftnsep aftnsepc listtext pntext bkmkstart bkmkend".split()
)
_SIGNS = {
    b"par": "\n", b"line": "\n", b"sect": "\n", b"page": "\n", b"row": "\n", b"cell": "\t", b"tab": "\t",
    b"emdash": "—", b"endash": "–", b"lquote": "‘", b"rquote": "’", b"ldblquote": "“", b"rdblquote": "”",
    b"bullet": "•", b"emspace": "\u3000", b"enspace": " ",
}  # fmt: skip
_CHARSETS = {134: "gb18030", 136: "big5hkscs", 128: "cp932", 129: "cp949", 204: "cp1251", 0: "cp1252"}
_DEEPEST = 500


@dataclass(frozen=True, slots=True)
class _State:
    silent: bool = False
    encoding: str = ""
    skip: int = 1  # bytes that stand in for one \u character
    hidden: bool = False


@dataclass(slots=True)
class _Output:
    text: list[str] = field(default_factory=list)
    pending: bytearray = field(default_factory=bytearray)
    encoding: str = "cp1252"

    def byte(self, value: bytes, encoding: str) -> None:
        if encoding != self.encoding:
            self.flush()
        self.encoding = encoding
        self.pending += value

    def flush(self) -> None:
        if self.pending:
            self.text.append(self.pending.decode(self.encoding, errors="replace"))
            self.pending.clear()

    def add(self, text: str) -> None:
        self.flush()
        self.text.append(text)


def read_rtf(name: str, data: bytes, limits: Limits) -> Document:
    """Blocks by paragraph (Source.line counts them from 1). Raises UnreadableFile when nothing can be read."""
    text = _text(name, data)
    lines = [Line(part.strip(), Source(name, line=number)) for number, part in enumerate(text.split("\n"), start=1)]
    warnings = ("有个别字符无法识别，显示为 �",) if "\ufffd" in text else ()
    return Document(name, structure(lines), warnings=warnings)


def _text(name: str, data: bytes) -> str:
    page = re.search(rb"\\ansicpg(\d+)", data[:2000])
    default = _code_page(int(page[1])) if page else "cp1252"
    fonts = _fonts(data)
    stack: list[_State] = []
    output, state, skip = _Output(), _State(encoding=default), 0
    for token in _TOKEN.finditer(data):
        hexadecimal, word, number, symbol, brace, plain = token.groups()
        if brace == b"{":
            if len(stack) >= _DEEPEST:
                raise UnreadableFile(f"{name} 的嵌套层数异常", "请在 Word、WPS 里另存为 .docx 再上传")
            stack.append(state)
        elif brace == b"}":
            state, skip = (stack.pop() if stack else state), 0
        elif symbol == b"*" or (word in _SILENT):
            state = replace(state, silent=True)
        elif word is not None:
            state, skip = _word(word, int(number) if number else None, state, fonts, default, output, skip)
        elif state.silent or state.hidden:
            continue
        elif skip and (hexadecimal or plain):
            used = min(skip, len(plain)) if plain else 1
            skip -= used
            if plain and plain[used:]:
                output.byte(plain[used:], state.encoding)
        elif hexadecimal:
            output.byte(bytes([int(hexadecimal, 16)]), state.encoding)
        elif plain:
            output.byte(plain, state.encoding)
        elif symbol in {b"\\", b"{", b"}"}:
            output.byte(symbol, state.encoding)
        elif symbol in {b"~", b"_"}:
            output.add(" " if symbol == b"~" else "-")
    output.flush()
    joined = "".join(output.text).encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return unicodedata.normalize("NFC", joined)


def _word(
    word: bytes, number: int | None, state: _State, fonts: dict[int, str], default: str, output: _Output, skip: int
) -> tuple[_State, int]:
    """The effect of one control word on the state; text signs go to the output."""
    if word == b"uc" and number is not None:
        return replace(state, skip=max(number, 0)), skip
    if word == b"f" and number is not None:
        return replace(state, encoding=fonts.get(number, default)), skip
    if word == b"v":
        return replace(state, hidden=number != 0), skip
    if word == b"deleted":
        return replace(state, hidden=number != 0), skip
    if word == b"plain":
        return replace(state, hidden=False), skip
    if state.silent or state.hidden:
        return state, skip
    if word == b"u" and number is not None:
        output.add(chr(number % 65536))
        return state, state.skip
    if word in _SIGNS:
        output.add(_SIGNS[word])
    return state, skip


def _fonts(data: bytes) -> dict[int, str]:
    """Font number -> code page; a font of charset 0 or 1 follows the document."""
    found = re.findall(rb"\\f(\d+)(?:\\f\w+|\\fprq\d|\\\*\\panose \w+|[{}\s])*?\\fcharset(\d+)", data[:200_000])
    return {
        int(font): _CHARSETS[int(charset)] for font, charset in found if int(charset) in _CHARSETS and charset != b"0"
    }


def _code_page(number: int) -> str:
    return {936: "gb18030", 950: "big5hkscs", 65001: "utf-8", 54936: "gb18030"}.get(number, f"cp{number}")
