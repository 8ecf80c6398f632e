"""Whether one document is a new version of another. Pure.

A new version takes the old one's place, so a wrong yes destroys a text and a wrong no only leaves two: what is not
plain is no version. Names and titles alone would not do: every unit has a 报告.docx called 2024年工作总结.
"""

from __future__ import annotations

import re
from collections import Counter
from pathlib import PurePosixPath
from typing import Final

from assistant.library.entities import find_spans
from assistant.library.name_words import UNIT_SUFFIXES
from assistant.model import Document, LibraryDocument

_END: Final = re.compile(r"[。！？!?；;\n]+")
_SHORTEST: Final = 8  # characters of a sentence that is somebody's own; 一、组织领导 is everybody's
_YEAR: Final = re.compile(r"(?<!\d)(?:19|20)\d{2}(?=年)")
_OFFICE: Final = re.compile(r"[\u3400-\u9fff]{0,8}?(?:" + "|".join(UNIT_SUFFIXES) + ")")
_UNIT_KEYS: Final = ("unit", "单位")


def may_be_version_of(old: LibraryDocument, new: LibraryDocument) -> bool:
    """Same lane, file name and title, nothing declared that differs. Whether it is one, the texts must say."""
    if old.lane != new.lane or old.shipped or new.shipped:
        return False
    for one, other in ((old.number, new.number), (old.year, new.year)):
        if one and other and one != other:
            return False
    # a file goes by its path if another file of the same name was handed in with it
    return PurePosixPath(old.name).name == PurePosixPath(new.name).name and old.title == new.title


def is_version_of(old: LibraryDocument, old_text: Document, new: LibraryDocument, new_text: Document) -> bool:
    """They may be versions, and most sentences are shared, or an exemplar is of the same unit and the same year.

    Never where they are of different units: what two units have in common may be their form.
    """
    if not may_be_version_of(old, new):
        return False
    ours, theirs = _units(new_text), _units(old_text)
    if new.lane == "exemplar" and ours and theirs and not ours.keys() & theirs.keys():
        return False
    if _shared(old_text, new_text, new.title) > 0.5:
        return True
    # two policies of one issuer are two policies
    same_unit = new.lane == "exemplar" and bool(ours) and bool(theirs) and _first(ours) == _first(theirs)
    return same_unit and _latest_year(old_text) == _latest_year(new_text)


def _shared(old: Document, new: Document, title: str) -> float:
    """How much of the shorter text stands in the other, 0 to 1, by the length of whole sentences."""
    sentences = [_sentences(one, title) for one in (old, new)]
    lengths = [sum(len(one) * times for one, times in found.items()) for found in sentences]
    common = sum(len(one) * times for one, times in (sentences[0] & sentences[1]).items())
    return common / min(lengths) if min(lengths) else 0.0


def _sentences(document: Document, title: str) -> Counter[str]:
    parts = ("".join(one.split()) for one in _END.split(document.text()))
    return Counter(one for one in parts if len(one) >= _SHORTEST and one != "".join(title.split()))


def _units(document: Document) -> Counter[str]:
    """The unit that the front matter declares, else those that the text names."""
    for key in _UNIT_KEYS:
        said = document.front_matter.get(key, "")
        if said:
            return Counter([said] if isinstance(said, str) else said)
    text = document.text()
    named: Counter[str] = Counter()
    for span in find_spans(text):
        # 丙县 alone is no unit: its bureaus are several
        tail = _OFFICE.match(text, span.end) if span.kind == "place" else None
        if span.kind == "unit" or tail is not None:
            named[text[span.start : tail.end() if tail is not None else span.end]] += 1
    return named


def _first(units: Counter[str]) -> str:
    """The one named most often; of equals the first."""
    return units.most_common(1)[0][0]


def _latest_year(document: Document) -> str:
    return max(_YEAR.findall(document.text()), default="")
