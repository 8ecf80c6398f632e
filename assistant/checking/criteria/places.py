"""Sentences of a draft and lines of an outline that speak of an item, and the facts they state. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from assistant.appraisal import Place
from assistant.checking.criteria.matching import Hit, ItemWords, Line, hit, line_of, share_out
from assistant.model import FigureTrace, Ledger, Outline, Report, Statement

_SENTENCE: Final = re.compile(r"[^。！？；\n]+[。！？；]?")
_TOLD: Final = 0.6  # share of a note line's character pairs that a sentence has when it tells the line
_FEWEST_PAIRS: Final = 3


@dataclass(frozen=True)
class Sentence:
    """One sentence of a draft. facts: of the notes, by the trace of its figures."""

    section: str
    start: int
    end: int
    text: str
    line: Line
    facts: frozenset[str]


def sentences(report: Report, figures: Sequence[FigureTrace]) -> tuple[Sentence, ...]:
    """All sentences of all sections; segments between ； count as sentences."""
    found: list[Sentence] = []
    for section in report.sections:
        traced = [one for one in figures if one.section == section.id and one.fact is not None]
        for match in _SENTENCE.finditer(section.text):
            if not match.group().strip():
                continue
            facts = frozenset(one.fact for one in traced if one.fact and match.start() <= one.start < match.end())
            found.append(Sentence(section.id, match.start(), match.end(), match.group(), line_of(match.group()), facts))
    return tuple(found)


def told_in(statement: Statement, line: Line, sentence: Sentence, ledger: Ledger) -> tuple[str, ...]:
    """The facts of a note line that a sentence states: its traced figures, or all of them where it has its words."""
    own = set(statement.facts)
    traced = tuple(one for one in statement.facts if one in sentence.facts)
    if traced:
        return traced
    wanted = line.pairs
    if len(wanted) < _FEWEST_PAIRS or len(wanted & sentence.line.pairs) < _TOLD * len(wanted):
        return ()
    return tuple(one.id for one in ledger.of(statement) if one.id in own and one.type != "metric") or ()


def matched(items: Sequence[ItemWords], line: Line) -> dict[str, Hit]:
    """item id -> how this line speaks of it."""
    hits = ((item.criterion.id, found) for item in items if (found := hit(item, line)) is not None)
    return share_out(hits)


def planned(outline: Outline, statements: Sequence[str]) -> tuple[Place, ...]:
    """The sections of an outline that these note lines are assigned to."""
    wanted = set(statements)
    return tuple(
        Place(section.id, 0, 0, section.heading or section.topic, (), ())
        for section in outline.sections
        if wanted & set(section.statements)
    )
