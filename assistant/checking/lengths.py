"""CRI-08, CRI-09: how long the text and its sections are, against the notice or the kind of report. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from assistant.checking.layout import plain
from assistant.checking.rules import raise_finding
from assistant.model import Finding, Kind, KindSection, Report, Section

_LEAST_SHARE: Final = 0.5  # of what a section would have by its kind: below it is short
_MOST_SHARE: Final = 1.8
_FEWEST: Final = 150  # characters of a section that are never too few: a short section may say all there is


@dataclass(frozen=True, slots=True)
class Limit:
    """characters: from, to. source: who asks for it, in Chinese ("通知要求")."""

    characters: tuple[int, int]
    source: str


def characters(section: Section) -> int:
    """Heading and text without blanks and line breaks, as the counters of word processors count Chinese."""
    return len(re.sub(r"\s", "", section.heading + section.text))


def length_findings(report: Report, limit: Limit | None, kind: Kind | None) -> tuple[Finding, ...]:
    """limit: of the whole text, None if nobody said one. kind: None if it is not known; then no section is judged."""
    found = list(_whole(report, limit)) if limit is not None else []
    if kind is not None:
        found += _parts(report, kind)
    return tuple(found)


def _whole(report: Report, limit: Limit) -> Iterator[Finding]:
    length = sum(characters(one) for one in report.sections)
    low, high = limit.characters
    asked = f"不超过{high}字" if low <= 1 else f"{low}—{high}字"
    if length > high:
        yield raise_finding("CRI-08", "", "", 0, 0, f"全文{length}字，{limit.source}{asked}，多{length - high}字")
    elif length < low:
        yield raise_finding("CRI-08", "", "", 0, 0, f"全文{length}字，{limit.source}{asked}，少{low - length}字")


def _parts(report: Report, kind: Kind) -> Iterator[Finding]:
    """Sections against each other: each against its share of what all that could be placed have together."""
    placed = [(one, home) for one in report.sections if (home := _home(one, kind)) is not None]
    shares = sum(home.share for _, home in placed)
    together = sum(characters(one) for one, _ in placed)
    if len(placed) < 3:
        return
    for section, home in placed:
        expected = round(together * home.share / shares)
        length = characters(section)
        told = f"“{section.heading}”{length}字，按“{kind.name}”的一般比重约{expected}字"
        if length > expected * _MOST_SHARE:
            yield _at(section, f"{told}，偏长")
        elif length < expected * _LEAST_SHARE and length < _FEWEST:
            yield _at(section, f"{told}，偏短")


def _at(section: Section, why: str) -> Finding:
    return raise_finding("CRI-09", f"{section.id}#heading", section.heading, 0, len(section.heading), why)


def _home(section: Section, kind: Kind) -> KindSection | None:
    """The section of the kind that this heading speaks of; None for the lead, the closing and an unknown heading."""
    heading = plain(section.heading)
    if not heading:
        return None
    scored = [(_fit(heading, one), -number, one) for number, one in enumerate(kind.sections)]
    score, _, best = max(scored, key=lambda one: one[:2])
    return best if score > 0 else None


def _fit(heading: str, section: KindSection) -> int:
    words = {section.topic, *section.keywords, *section.headings}
    return max((len(word) for one in words if (word := plain(one)) in heading), default=0)
