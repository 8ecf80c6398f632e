"""FACT-01 for the year of what was done and of the whole report: 2023年开展党纪学习教育 where the notes say 2024年."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import Final

from assistant.checking.grounds import Grounds
from assistant.checking.layout import plain
from assistant.checking.periods import governing, years_dated, years_of
from assistant.checking.rules import raise_finding
from assistant.figures import TimeSpan
from assistant.model import Finding

_LEAD: Final = re.compile(r"^[度的底初末起，]*")
_STOP: Final = re.compile(r"[，；。、：！？\n（(）)“”《》\d]")
_LEAST: Final = 5  # characters of what was done that are looked for in the notes
_HEAD: Final = 8  # characters: the first ones, or failing them the last ones
_TAIL: Final = 6
_OPENING: Final = re.compile(r"^(?:以来)?，?(?P<who>[^，。；、]{2,24})")


def dated_findings(section: str, text: str, grounds: Grounds) -> Iterator[Finding]:
    """What stands behind a year, where the notes give the same words another year."""
    spans = years_dated(text)
    for one, other in pairwise(spans):
        if text[one.end : other.start] in ("、", "和", "与", "及") and plain(one.text) == plain(other.text):
            why = f"“{one.text}”写了两次"
            yield raise_finding("FACT-01", section, text, one.start, other.end, why, "按要点改正年份")
    for span in spans:
        why = _other_year(text, span, grounds) or _other_period(text, span, grounds)
        if why:
            yield raise_finding("FACT-01", section, text, span.start, span.end, why, "按要点改正年份，或补充出处")


def _other_year(text: str, span: TimeSpan, grounds: Grounds) -> str:
    done = _STOP.split(_LEAD.sub("", text[span.end : span.end + 24]))[0]
    found: set[int] = set()
    for words in (done[:_HEAD], done[-_TAIL:] if len(done) > _HEAD else ""):  # 扎实开展|党纪学习教育
        found = found or _years_noted(words, grounds)
    if found and not found & years_of([span]):
        return f"要点中“{done}”是{'、'.join(map(str, sorted(found)))}年的事，这里写成“{span.text}”"
    return ""


def _years_noted(words: str, grounds: Grounds) -> set[int]:
    """The years of the note lines that have these words, nearest in front of them."""
    needle = plain(words)
    found: set[int] = set()
    if len(needle) < _LEAST:
        return found
    for line, said in zip(grounds.told, grounds.told_plain, strict=True):
        if needle in said:
            if line not in grounds.dated:
                grounds.dated[line] = years_dated(line)
            spans = grounds.dated[line]
            for at in [hit.start() for hit in re.finditer(re.escape(words), line)] or [len(line)]:
                found |= years_of(governing(line, spans, at) or spans)
    return found


def _other_period(text: str, span: TimeSpan, grounds: Grounds) -> str:
    """2021年，旬阳市委文明办… at the head of a paragraph: the report is of another year."""
    unit = grounds.ledger.brief.unit
    opening = _OPENING.match(text[span.end : span.end + 30])
    heads = span.start == 0 or text[span.start - 1] == "\n"
    if not (heads and opening and unit and grounds.period and opening["who"].startswith((unit[-4:], unit[:4], "我"))):
        return ""
    if years_of([span]) <= grounds.period:
        return ""
    return f"材料的时间范围是{grounds.ledger.brief.period}，这里写成“{span.text}”"
