"""One note line -> one phrase of official prose: labels, coinages, roles, lists."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from assistant.clauses import first, split
from assistant.model import Fact, Statement
from assistant.writing.composer.clause import Phrase, joined
from assistant.writing.composer.labels import coined, framed, reordered, roles, verb_label
from assistant.writing.composer.masked import FIGURE, HONOUR, Mask
from assistant.writing.composer.part import chain, part_phrase
from assistant.writing.composer.shorthand import official
from assistant.writing.composer.topic import topic_phrase
from assistant.writing.composer.words import Words

_PERSONAL = re.compile(r"^（个人）")
# 社区助餐点46个，2025年底 -> 截至2025年底，社区助餐点46个
_ARROW = re.compile(rf"(?:由|从)?(?P<before>{FIGURE})\s*(?:→|⟶|-+>|=>|＞)\s*(?P<after>{FIGURE})")
_ADDED = re.compile(rf"增加(?P<by>{FIGURE})")
_RATES = ("%", "‰", "个百分点", "百分点", "分")
_GIVEN = re.compile(rf"^(?P<who>[\u4e00-\u9fff]{{2,4}}同志)，(?={HONOUR})")
_TIME_LAST = re.compile(r"^(?P<body>[^，；：（）]+)，(?P<time>\d{4}年(?:\d{1,2}月)?[底末]?)$")


def phrase(statement: Statement, facts: Sequence[Fact], words: Words) -> Phrase:
    """The line as one phrase, its values shown. Every value of the line is in it, none is changed."""
    mask = Mask(statement, facts)
    return _shown(_made(mask, words), mask)


def masked_phrase(statement: Statement, facts: Sequence[Fact], words: Words) -> tuple[str, Mask]:
    """The line as prose with its values still hidden, and the mask that can show them."""
    mask = Mask(statement, facts)
    return _made(mask, words).text, mask


def _made(mask: Mask, words: Words) -> Phrase:
    text = official(_TIME_LAST.sub(_time_first, _PERSONAL.sub("", mask.text)), words)
    text = _directed(_GIVEN.sub(r"\g<who>获评", text), mask)
    return _labelled(text, mask, words) or _plain(text, mask, words)


def _directed(text: str, mask: Mask) -> str:
    """95%→98.6% -> 由95%提高到98.6%; 比上年增加3.1个百分点 -> 提高: the direction is computed, the words follow it."""

    def arrow(found: re.Match[str]) -> str:
        before, after = mask.fact(found["before"]), mask.fact(found["after"])
        if before.unit != after.unit or before.value is None or after.value is None or before.value == after.value:
            return found[0]
        rate = before.unit in _RATES
        verb = ("提高" if rate else "增加") if after.value > before.value else ("下降" if rate else "减少")
        return f"由{found['before']}{verb}到{found['after']}"

    def points(found: re.Match[str]) -> str:
        return f"提高{found['by']}" if mask.fact(found["by"]).unit in _RATES else found[0]

    return _ADDED.sub(points, _ARROW.sub(arrow, text))


def _time_first(found: re.Match[str]) -> str:
    time = found["time"]
    return f"{'截至' if time.endswith(('底', '末')) else ''}{time}，{found['body']}"


def _shown(made: Phrase, mask: Mask) -> Phrase:
    others = tuple(replace(other, text=mask.show(other.text)) for other in made.others)
    return replace(made, text=mask.show(made.text), others=others)


def _plain(text: str, mask: Mask, words: Words) -> Phrase:
    """A line without a label: its parts one after the other."""
    parts = [piece.text for piece in split(text, "；。")]
    phrases = [part_phrase(part, index, mask, words) for index, part in enumerate(parts)]
    if len(phrases) == 1:
        return phrases[0]
    made = joined(phrases)
    return made[0] if len(made) == 1 else Phrase(chain(made), made[0].shape)


def _labelled(text: str, mask: Mask, words: Words) -> Phrase | None:
    place = first(text, "：")
    if place <= 0 or place > 40:
        return None
    label, body = text[:place], text[place + 1 :]
    parts = [piece.text for piece in split(body, "；。")]
    if not parts:
        return None
    return (
        roles(label, body, words)
        or coined(label, parts, mask, words)
        or framed(label, parts, mask, words)
        or reordered(label, parts)
        or verb_label(label, parts, mask, words)
        or topic_phrase(label, parts, mask, words)
    )
