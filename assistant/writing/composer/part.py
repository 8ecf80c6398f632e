"""One part of a note line between semicolons -> a phrase; and phrases chained to a passage."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from assistant.clauses import split
from assistant.writing.composer.clause import Phrase, clause, joined, slogan
from assistant.writing.composer.masked import ANY, FIGURE, SPAN, Mask
from assistant.writing.composer.words import Words

_SPAN_ALONE = re.compile(rf"^(?P<span>{SPAN})(?P<figure>{FIGURE})$")
_LIST = re.compile(r"[^、，；：]{1,12}(?:、[^、，；：]{1,12}){2,}")  # three names or more
_LEVEL = re.compile(r"^(国家级|省级|市级|区级|县级)(?P<rest>.{2})")


def part_phrase(text: str, ordinal: int, mask: Mask, words: Words) -> Phrase:
    """One part between semicolons: its clauses, or one parallel list of catchwords."""
    catchwords = slogan(text, ordinal, words)
    if catchwords:
        return catchwords
    listed = enumeration(text, mask, words)
    if listed:
        return listed
    pieces = _with_spans([piece.text for piece in split(text, "，")], words)
    phrases = _about(joined([clause(piece, mask, words) for piece in pieces]), pieces)
    if len(phrases) == 1:
        return phrases[0]
    body = "，".join(one.text for one in phrases)
    return Phrase(body, phrases[0].shape, others=_first_varied(phrases))


def _with_spans(pieces: list[str], words: Words) -> list[str]:
    """调研报告，两年38篇 -> 两年调研报告38篇; where a clause stands before it: …列入预算，两年共28.6万元."""
    made: list[str] = []
    for piece in pieces:
        found = _SPAN_ALONE.match(piece)
        verb = words.verb_for(made[-1], words.count) if found and made else ""
        if found and verb and not re.search(ANY, made[-1]):
            made[-1] = f"{found['span']}{'' if verb in made[-1] else verb}{made[-1]}{found['figure']}"
        elif found and made:
            made.append(f"{found['span']}共{found['figure']}")
        else:
            made.append(piece)
    return made


def _about(phrases: list[Phrase], pieces: Sequence[str]) -> list[Phrase]:
    """宪法、民法典、慈善法，开展集中宣传14场 -> 围绕宪法、民法典、慈善法开展集中宣传14场."""
    if len(phrases) < 2 or phrases[0].shape != "prose" or not _LIST.fullmatch(pieces[0]):
        return phrases
    if phrases[1].shape != "verb" or phrases[1].text.startswith(pieces[1][:2]):  # its own words, not an added verb
        return phrases
    return [replace(phrases[1], text=f"围绕{phrases[0].text}{phrases[1].text}", head="", others=()), *phrases[2:]]


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
