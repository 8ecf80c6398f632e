"""Masking: what an exemplar says of its own unit becomes a slot, what it says as a report stays."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from assistant.figures import find, times
from assistant.library.entities import Entity, Span, declared, find_spans, known_entities
from assistant.library.segments import Word, words_of

__all__ = ["Entity", "Masked", "Slot", "hide", "known_entities", "mask"]

_SLOTS = {
    "unit": "{单位}", "place": "{地}", "person": "{人}", "honour": "{荣誉}", "name": "{名称}", "document": "{名称}",
    "figure": "{数}",
}  # fmt: skip
_DIGITS = re.compile(r"[\d０-９][\d０-９.,，．:：/－-]*[\d０-９]|[\d０-９]")
# 二十六场次, 近三百万元: Chinese numerals that the grammar of quantities may leave for want of a measure word
_NUMERALS = re.compile(
    r"(?:近|约|超|逾)?[一二三四五六七八九两几数][百千万]?[十百千万亿][〇零一二三四五六七八九十百千万亿]*[余多来几]?"
    r"(?=[\u3400-\u9fff])(?!大[以精报召会和，。、]|届|[分心一])"
)


@dataclass(frozen=True, slots=True)
class Slot:
    """kind: unit, place, person, honour, name, document, figure. text: what stood there."""

    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class Masked:
    """text: with slots {单位} {人} {地} {数} {荣誉} {名称}. slots: what they hide, in order of place."""

    text: str
    slots: tuple[Slot, ...]


def mask(text: str, names: Sequence[str] = ()) -> Masked:
    """Hides names, honours, titles, coinages, figures and dates. `names` are always hidden.

    Numbering at the start of a line stays. Every other digit is hidden, whether it is known as a figure or not.
    """
    spans = list(find_spans(text, tuple(names)))
    kept = [span for span in spans if span.kind == "common"]
    kept += [Span(found.start(), found.end(), "common") for found in re.finditer(r"(?m)^\d{1,2}[.、．](?!\d)", text)]
    quantities = [(one.start, one.end) for one in times(text)] + [(one.start, one.end) for one in find(text)]
    quantities += [found.span() for pattern in (_DIGITS, _NUMERALS) for found in pattern.finditer(text)]
    chosen = [(span.start, span.end, str(span.kind)) for span in spans if span.kind != "common"]
    # 红十字会 has a number in it and is none
    kept += [Span(word.start, word.end, "common") for word in words_of(text) if _has_numeral(word)]
    chosen += _free(quantities, [*spans, *kept])
    return _replaced(text, chosen)


def hide(text: str, names: Sequence[str]) -> str:
    """The text with these names replaced by slots and nothing else changed: for text that is masked already."""
    chosen: list[tuple[int, int, str]] = []
    for one in declared(text, tuple(names), words_of(text)):
        if not any(one.start < end and start < one.end for start, end, _ in chosen):
            chosen.append((one.start, one.end, str(one.kind)))
    return _replaced(text, chosen).text


def _has_numeral(word: Word) -> bool:
    return (
        len(word.text) > 2
        and word.is_ordinary
        and word.tag.startswith(("n", "l", "i", "j"))
        and not word.text[0].isdigit()
    )


def _free(quantities: Iterable[tuple[int, int]], spans: Sequence[Span]) -> list[tuple[int, int, str]]:
    """The quantities outside all names, those that touch one another as one."""
    outside = [
        (start, end) for start, end in quantities if not any(span.start < end and start < span.end for span in spans)
    ]
    joined: list[tuple[int, int, str]] = []
    for start, end in sorted(outside):
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]), "figure")
        else:
            joined.append((start, end, "figure"))
    return joined


def _replaced(text: str, chosen: list[tuple[int, int, str]]) -> Masked:
    parts: list[str] = []
    slots: list[Slot] = []
    last = 0
    for start, end, kind in sorted(chosen):
        parts += [text[last:start], _SLOTS[kind]]
        slots.append(Slot(kind, text[start:end]))
        last = end
    parts.append(text[last:])
    return Masked("".join(parts), tuple(slots))
