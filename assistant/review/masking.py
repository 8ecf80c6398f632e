"""Personal data hidden before a text goes to a model, and put back into what the model answers.

Every piece becomes a placeholder with a name a model understands and keeps: 〔手机号1〕. The same words get the same
placeholder in all texts of one call, so that the model still sees who is who; a name that was found once is hidden
wherever it stands. A placeholder that a text holds already is never used, so putting back is exact.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from assistant.review.personal_data import Personal, PersonalKind, find_personal

LABELS: Final[Mapping[PersonalKind, str]] = {
    "identity": "身份证号",
    "mobile": "手机号",
    "landline": "电话",
    "card": "卡号",
    "address": "住址",
    "name": "姓名",
}
_PLACEHOLDER: Final = re.compile(rf"〔(?:{'|'.join(LABELS.values())})\d+〕")
_RESEMBLING: Final = re.compile(rf"[〔\[【（({{]\s*(?:{'|'.join(LABELS.values())})\s*[\d０-９]+\s*[〕\]】）)}}]")


@dataclass(frozen=True, slots=True)
class Masked:
    """texts: as given, in the same order, with placeholders. originals: placeholder -> the words it stands for.

    The originals are personal data: they are shown in no log and no representation.
    """

    texts: tuple[str, ...]
    originals: Mapping[str, str] = field(repr=False)


@dataclass(frozen=True, slots=True)
class Unmasked:
    """strange: what looks like a placeholder and is none that was given, as the model wrote it; it is left as it is,
    for a person to see. unused: placeholders the answer does not hold."""

    text: str
    strange: tuple[str, ...] = ()
    unused: tuple[str, ...] = ()


def mask(texts: Sequence[str]) -> Masked:
    """The texts of one call with all personal data hidden."""
    found = [find_personal(text) for text in texts]
    taken = {hit for text in texts for hit in _PLACEHOLDER.findall(text)}
    placeholders: dict[str, str] = {}
    numbers = dict.fromkeys(LABELS, 0)
    for one in (one for each in found for one in each):
        if one.text not in placeholders:
            placeholders[one.text] = _next(one.kind, numbers, taken)
    names = {one.text for each in found for one in each if one.kind == "name"}
    masked = tuple(_hidden(text, spans, names, placeholders) for text, spans in zip(texts, found, strict=True))
    return Masked(masked, {placeholder: text for text, placeholder in placeholders.items()})


def unmask(text: str, masked: Masked) -> Unmasked:
    """An answer with the words put back where their placeholders stand, exactly as given; nothing else is touched."""
    found = _PLACEHOLDER.findall(text)
    strange = tuple(hit[0] for hit in _RESEMBLING.finditer(text) if hit[0] not in masked.originals)
    unused = tuple(placeholder for placeholder in masked.originals if placeholder not in found)
    return Unmasked(_PLACEHOLDER.sub(lambda hit: masked.originals.get(hit[0], hit[0]), text), strange, unused)


def _next(kind: PersonalKind, numbers: dict[PersonalKind, int], taken: set[str]) -> str:
    while True:
        numbers[kind] += 1
        placeholder = f"〔{LABELS[kind]}{numbers[kind]}〕"
        if placeholder not in taken:
            return placeholder


def _hidden(text: str, found: Sequence[Personal], names: set[str], placeholders: Mapping[str, str]) -> str:
    pieces: list[str] = []
    done = 0
    for start, end in _places(text, found, names):
        if start >= done:
            pieces += text[done:start], placeholders[text[start:end]]
            done = end
    return "".join([*pieces, text[done:]])


def _places(text: str, found: Sequence[Personal], names: set[str]) -> Iterator[tuple[int, int]]:
    """What was found here, and every other place of a name found anywhere; none overlapping what was found."""
    own = [(one.start, one.end) for one in found]
    again = [
        (start, start + len(name))
        for name in sorted(names, key=len, reverse=True)
        for start in _all_places(text, name)
        if not any(start < end and left < start + len(name) for left, end in own)
    ]
    return iter(sorted([*own, *again], key=lambda place: (place[0], -place[1])))


def _all_places(text: str, name: str) -> list[int]:
    return [found.start() for found in re.finditer(re.escape(name), text)]
