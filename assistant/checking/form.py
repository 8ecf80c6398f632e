"""FMT-08, FMT-20: headings and punctuation."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from assistant.checking.residue import Pattern, by_patterns
from assistant.model import Finding

_HAN: Final = r"[\u3400-\u9fff]"
_BESIDE: Final = r"[\u3400-\u9fff“”《》（）〔〕％%\d]"
PATTERNS: Final = (
    Pattern(
        "FMT-20",
        re.compile(
            rf"(?<={_HAN})[,;:?!](?!//)|[,;:?!](?={_HAN})|(?<=[”》）])[,;:?!]|(?<={_HAN})\.(?=\s|$|{_HAN})|\((?={_HAN})|(?<={_HAN})[()]|\)(?={_HAN})"
        ),
        "汉字旁边用了半角标点“{0}”",
    ),
    Pattern(
        "FMT-08",
        re.compile(
            r"(?:(?<=\n)|^)(?:[一二三四五六七八九十]+、|（[一二三四五六七八九十]+）)[^。\n]{4,40}(?P<stop>。)(?=\n|$)"
        ),
        "标题独立成行，末尾不用句号",
    ),
)


def form_findings(section: str, text: str) -> Iterator[Finding]:
    """Half-width punctuation beside Chinese; a full stop behind a heading of its own."""
    yield from by_patterns(section, text, PATTERNS)
