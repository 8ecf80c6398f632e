"""A Chinese text as the pieces a reader would call one: figures with their units, dates, names, words, marks.

Words are told by the dictionary of rjieba, which is in its package; everything else by form.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from assistant.dictionary import dictionary
from assistant.figures import find, ordinals, times

_HANZI: Final = re.compile(r"[\u4e00-\u9fff]+")
_WHOLE: Final = re.compile(
    r"“[^“”\n]{1,20}”|《[^《》\n]{1,40}》|〔[^〔〕\n]{1,60}〕"  # a quoted name, a title, a placeholder
    r"|[A-Za-z][A-Za-z0-9_.-]*[A-Za-z0-9]|[A-Za-z]|\d+(?:[.,:]\d+)*"
    r"|[ \t\u3000]+"
)
_SENTENCE: Final = re.compile(r"[^。！？；\n]*(?:[。！？；]+[”’）》]*\n?|\n|$)")
MARKS: Final = frozenset("，。；：、！？;!?\n")  # no ASCII stops and commas: they stand in numbers


@dataclass(frozen=True, slots=True)
class Quantity:
    """A figure, a date or period, or a rank: what no change may touch unnamed. end is exclusive."""

    start: int
    end: int
    says: tuple[str, ...]  # equal exactly if the two say the same in the same words


def quantities(text: str) -> tuple[Quantity, ...]:
    """Everything of the text that is a figure, a time or a rank, in order of place."""
    found = [
        Quantity(one.start, one.end, (one.text, one.unit, one.sign, one.limit, one.approximation)) for one in find(text)
    ]
    found += [Quantity(one.start, one.end, (one.text, one.kind)) for one in times(text)]
    found += [Quantity(one.start, one.end, (one.text, "rank")) for one in ordinals(text)]
    return tuple(sorted(found, key=lambda one: (one.start, one.end, one.says)))


def sentences(text: str) -> tuple[str, ...]:
    """The text cut behind every end of a sentence, of a clause with ；, and of a line; joined they are the text."""
    return tuple(found[0] for found in _SENTENCE.finditer(text) if found[0])


def words(text: str) -> tuple[str, ...]:
    """The pieces in order; joined they are the text."""
    return tuple(_words(text))


def _words(text: str) -> Iterator[str]:
    done = 0
    for start, end in _joined([*((one.start, one.end) for one in quantities(text)), *_named(text)]):
        yield from _plain(text[done:start])
        yield text[start:end]
        done = end
    yield from _plain(text[done:])


def _plain(text: str) -> Iterator[str]:
    """Chinese characters by the dictionary's words, every other character by itself."""
    done = 0
    for found in _HANZI.finditer(text):
        yield from text[done : found.start()]
        yield from dictionary().cut(found[0])
        done = found.end()
    yield from text[done:]


def _named(text: str) -> Iterator[tuple[int, int]]:
    return (found.span() for found in _WHOLE.finditer(text))


def _joined(spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Pieces that overlap are one piece: “第20个” in a quoted name goes with the name."""
    joined: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if joined and start < joined[-1][1]:
            joined[-1] = joined[-1][0], max(end, joined[-1][1])
        elif end > start:
            joined.append((start, end))
    return joined
