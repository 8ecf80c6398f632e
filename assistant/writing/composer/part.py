"""One part of a note line between semicolons -> a phrase; and phrases chained to a passage."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.clauses import split
from assistant.writing.composer.clause import Phrase, clause, joined, slogan
from assistant.writing.composer.masked import FIGURE, Mask
from assistant.writing.composer.words import Words

_LEVEL = re.compile(r"^(国家级|省级|市级|区级|县级)(?P<rest>.{2})")


def part_phrase(text: str, ordinal: int, mask: Mask, words: Words) -> Phrase:
    """One part between semicolons: its clauses, or one parallel list of catchwords."""
    catchwords = slogan(text, ordinal, words)
    if catchwords:
        return catchwords
    listed = enumeration(text, mask, words)
    if listed:
        return listed
    phrases = joined([clause(piece.text, mask, words) for piece in split(text, "，")])
    if len(phrases) == 1:
        return phrases[0]
    body = "，".join(one.text for one in phrases)
    return Phrase(body, phrases[0].shape, others=_first_varied(phrases))


def _first_varied(phrases: list[Phrase]) -> tuple[Phrase, ...]:
    rest = "".join("，" + one.text for one in phrases[1:])
    return tuple(Phrase(other.text + rest, other.shape) for other in phrases[0].others)


def enumeration(text: str, mask: Mask, words: Words) -> Phrase | None:
    """示范社区16、星级社区34 …: every item noun + figure; one verb in front at most."""
    items = [piece.text for piece in split(text, "、")]
    if len(items) < 2 or "，" in text or not all(re.search(FIGURE, item) for item in items):
        return None
    items = with_level(items)
    head = clause(items[0], mask, words)
    return Phrase("、".join([head.text, *items[1:]]), head.shape, head=head.head)


def with_level(items: list[str]) -> list[str]:
    """市级文明单位4、文明镇1: the level of the first item holds for the like-named items after it."""
    found = _LEVEL.match(items[0])
    if not found:
        return items
    stem = found["rest"]
    return [items[0], *(found[1] + item if item.startswith(stem) else item for item in items[1:])]


def chain(phrases: Sequence[Phrase]) -> str:
    """Phrases one after the other: commas while it is short, else ；and a full stop about every ninety characters."""
    if sum(len(one.text) for one in phrases) <= 60 or len(phrases) <= 2:
        return "，".join(one.text for one in phrases)
    text, length = phrases[0].text, len(phrases[0].text)
    for one in phrases[1:]:
        full = length + len(one.text) > 90
        text += ("。" if full else "；") + one.text
        length = len(one.text) if full else length + len(one.text)
    return text
