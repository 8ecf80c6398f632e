"""Personal data hidden before a text goes to a model, and put back into what the model answers.

Every piece becomes a placeholder with a name a model understands and keeps: 〔手机号1〕. The same words get the same
placeholder in all texts that one `Mask` was taught, so that the model still sees who is who; words found once are
hidden wherever they stand. A placeholder that a text holds already is never used, so putting back is exact.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, field
from typing import Final

from assistant.figures.plain import plain
from assistant.review.personal_data import PersonalKind, find_personal

LABELS: Final[Mapping[PersonalKind, str]] = {
    "identity": "身份证号",
    "mobile": "手机号",
    "landline": "电话",
    "card": "卡号",
    "address": "住址",
    "name": "姓名",
}
_LABEL: Final = "|".join(LABELS.values())
_PLACEHOLDER: Final = re.compile(rf"〔(?:{_LABEL})[0-9]+〕")
_RESEMBLING: Final = re.compile(rf"[〔\[【（({{]\s*(?:{_LABEL})\s*[\d０-９]+\s*[〕\]】）)}}]")
# brackets lost, in part or whole; 电话3部 is no placeholder
_BARE: Final = re.compile(rf"[〔\[【（({{]?(?P<inside>(?:{_LABEL})[1-9]\d*)(?![\d部个台条张人名])[〕\]】）)}}]?")
_PREFIXES: Final = "|".join(label[:length] for label in LABELS.values() for length in range(1, len(label)))
# the end of a stream that may still become a placeholder
_BEGUN: Final = re.compile(rf"〔(?:{_PREFIXES}|(?:{_LABEL})\d*)?\Z")


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


@dataclass(frozen=True, slots=True)
class Mask:
    """Which words stand behind which placeholders. A value: `learn` gives a larger one, in which all placeholders of
    this one keep their words. originals: placeholder -> words; they are shown in no representation.
    taken: placeholders that some text held from the start; they are words like any others."""

    originals: Mapping[str, str] = field(default_factory=dict, repr=False)
    taken: frozenset[str] = frozenset()

    def learn(self, texts: Sequence[str], names: Iterable[str] = ()) -> Mask:
        """With all that is personal in these texts, and these names that a context outside the texts gave away."""
        known = {words: placeholder for placeholder, words in self.originals.items()}
        seen = {hit for text in texts for hit in _PLACEHOLDER.findall(text)} - self.originals.keys()
        taken = self.taken | seen
        numbers = {kind: sum(one.startswith(f"〔{label}") for one in known.values()) for kind, label in LABELS.items()}
        found = [(one.kind, one.text) for text in texts for one in find_personal(text)]
        every: list[tuple[PersonalKind, str]] = [*found, *(("name", name) for name in names)]
        for kind, words in every:
            if words not in known:
                known[words] = _next(kind, numbers, taken | set(known.values()))
        return Mask({placeholder: words for words, placeholder in known.items()}, taken)

    def places(self, text: str) -> tuple[tuple[int, int], ...]:
        """Where known words stand, in order, none overlapping: what was found here by its form or context goes before
        words that were found elsewhere, of these the longest first."""
        known = set(self.originals.values())
        taken = [(one.start, one.end) for one in find_personal(text) if one.text in known]
        for words in sorted(known, key=len, reverse=True):
            for start in _all_places(text, words):
                if not any(start < end and left < start + len(words) for left, end in taken):
                    taken.append((start, start + len(words)))
        return tuple(sorted(taken))

    def hide(self, text: str, instead: str | None = None) -> str:
        """The text with placeholders for all known words, or with the same words instead of each."""
        placeholders = {words: placeholder for placeholder, words in self.originals.items()}
        pieces: list[str] = []
        done = 0
        for start, end in self.places(text):
            pieces += text[done:start], placeholders[text[start:end]] if instead is None else instead
            done = end
        return "".join([*pieces, text[done:]])

    def show(self, text: str) -> str:
        """The text with the words put back where their placeholders stand; nothing else is touched."""
        return _PLACEHOLDER.sub(lambda hit: self.originals.get(hit[0], hit[0]), text)

    def strange(self, text: str) -> tuple[tuple[int, int, str], ...]:
        """What looks like a placeholder in a text that `show` gave: start, end, and the words it may have meant.

        Those are "" where no such placeholder was given; without any brackets it must be one that was given.
        """
        found: list[tuple[int, int, str]] = [
            (*hit.span(), self.originals.get(_canonical(hit[0]), ""))
            for hit in _RESEMBLING.finditer(text)
            if hit[0] not in self.taken
        ]
        for hit in _BARE.finditer(text):
            meant = self.originals.get(f"〔{hit['inside']}〕", "")
            if meant and not any(hit.start() < end and start < hit.end() for start, end, _ in found):
                found.append((*hit.span(), meant))
        return tuple(sorted(found))


class Unveiling:
    """Puts words back while text arrives; a placeholder that is not yet whole is held back."""

    def __init__(self, mask: Mask) -> None:
        self._mask = mask
        self._held = ""

    def feed(self, delta: str) -> str:
        """What can be shown now."""
        text = self._held + delta
        whole = without_begun(text)
        self._held = text[len(whole) :]
        return self._mask.show(whole)

    def close(self) -> str:
        """What was held back; no more text comes."""
        text, self._held = self._held, ""
        return text


def without_begun(text: str) -> str:
    """A text that broke off, without the placeholder it broke off in."""
    found = _BEGUN.search(text, max(0, text.rfind("〔")))
    return text[: found.start()] if found else text


def mask(texts: Sequence[str]) -> Masked:
    """The texts of one call with all personal data hidden."""
    made = Mask().learn(texts)
    return Masked(tuple(made.hide(text) for text in texts), made.originals)


def struck(text: str, instead: str = "") -> str:
    """A text without its personal data, where nothing need be put back."""
    return Mask().learn([text]).hide(text, instead)


def unmask(text: str, masked: Masked) -> Unmasked:
    """An answer with the words put back where their placeholders stand, exactly as given; nothing else is touched."""
    found = _PLACEHOLDER.findall(text)
    strange = tuple(hit[0] for hit in _RESEMBLING.finditer(text) if hit[0] not in masked.originals)
    unused = tuple(placeholder for placeholder in masked.originals if placeholder not in found)
    return Unmasked(Mask(masked.originals).show(text), strange, unused)


def _canonical(resembling: str) -> str:
    inside = re.sub(r"[^\w]", "", plain(resembling))
    return f"〔{inside}〕"


def _next(kind: PersonalKind, numbers: dict[PersonalKind, int], taken: Set[str]) -> str:
    while True:
        numbers[kind] += 1
        placeholder = f"〔{LABELS[kind]}{numbers[kind]}〕"
        if placeholder not in taken:
            return placeholder


def _all_places(text: str, words: str) -> list[int]:
    return [found.start() for found in re.finditer(re.escape(words), text)]
