"""Documents that a query names by number or by title. Pure.

Words alone rank a text that often mentions a document above the document itself, and a number is hardly words at all.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from typing import Final

from assistant.model import LibraryDocument

# 国发〔2000〕23号, in whatever brackets
_NUMBER: Final = re.compile(
    r"[\u3400-\u9fff]{1,12}\s*[〔\[［(（【]\s*(?:19|20)\d{2}\s*[〕\]］)）】]\s*(?:第\s*)?\d{1,5}\s*号"
)
_CALLED: Final = re.compile(r"《([^《》]+)》")
_SAME: Final = {**dict.fromkeys("〔[［(（【", "["), **dict.fromkeys("〕]］)）】", "]"), **dict.fromkeys("—–－-─", "-")}
_LEAST: Final = 6  # characters of a policy's title that is found inside a longer query
_BLANK: Final = re.compile(r"[\s《》“”\"、，。；：:,]")


def plain(text: str) -> str:
    """One form for what is written in many: widths, brackets, dashes, blanks, quotation marks."""
    kept = "".join(_SAME.get(char, char) for char in unicodedata.normalize("NFKC", text))
    return _BLANK.sub("", kept).lower()


def named_by(query: str, documents: Iterable[LibraryDocument]) -> tuple[LibraryDocument, ...]:
    """Those whose number stands in the query, or whose title is the query or is quoted in it; a policy's long title
    need not be quoted. In the order given, those with the number first.
    """
    asked = plain(query)
    quoted = {plain(title) for title in _CALLED.findall(query)} | {asked}
    by_number, by_title = [], []
    for one in documents:
        title = plain(one.title)
        if one.number and _stands_in(plain(one.number), asked):
            by_number.append(one)
        elif title and (title in quoted or (one.lane == "policy" and len(title) >= _LEAST and title in asked)):
            by_title.append(one)
    return (*by_number, *by_title)


def unknown_numbers(query: str, documents: Iterable[LibraryDocument]) -> tuple[str, ...]:
    """Document numbers in the query that no document of the library has, as they were written."""
    known = [plain(one.number) for one in documents if one.number]
    asked = [found.group() for found in _NUMBER.finditer(query)]
    return tuple(dict.fromkeys(one for one in asked if not any(number in plain(one) for number in known)))


def _stands_in(number: str, asked: str) -> bool:
    """第5号 is not 第15号, and GB/T 9704-2012 is not GB/T 9704-20125."""
    return re.search(rf"(?<![\da-z]){re.escape(number)}(?!\d)", asked) is not None
