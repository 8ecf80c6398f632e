"""The text rules: what can be said of a printed text without its notes. Pure; one file a family.

page        the text with its lines and sentences, and the way from places on it back to the parts
layout_marks, punctuation, numerals, quantities, counts, consistency, dated, words, privacy, style, templates
usage       knowledge/wording/usage.yaml, the words that the rules look for
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING, Final

from assistant.checking.text.consistency import consistency_hits
from assistant.checking.text.counts import count_hits
from assistant.checking.text.dated import dated_hits
from assistant.checking.text.layout_marks import layout_hits
from assistant.checking.text.numerals import numeral_hits
from assistant.checking.text.page import Hit, Page, Part, join, placed
from assistant.checking.text.privacy import privacy_hits
from assistant.checking.text.punctuation import punctuation_hits
from assistant.checking.text.quantities import quantity_hits
from assistant.checking.text.style import style_hits
from assistant.checking.text.templates import template_hits
from assistant.checking.text.words import word_hits
from assistant.model import Finding

if TYPE_CHECKING:
    from assistant.knowledge import Wording

__all__ = ["Part", "text_findings"]

_FAMILIES: Final = (
    layout_hits, punctuation_hits, numeral_hits, quantity_hits, count_hits, consistency_hits, dated_hits, word_hits,
    privacy_hits, style_hits, template_hits,
)  # fmt: skip


def text_findings(
    parts: Sequence[Part],
    wording: Wording | None = None,
    as_of: date | None = None,
    unit: str = "",
    grounded: bool = False,
) -> tuple[Finding, ...]:
    """All findings of the text rules, by part and place; rules that compare look over all parts together.

    as_of: the report's own date, None if unknown. unit: whose report it is. grounded: the figures, honours and
    claims are checked against notes elsewhere, so that the rules which can only ask for evidence keep silent.
    Raises InputError if the table of words is out of shape.
    """
    text, starts = join(parts)
    page = Page(text, as_of, wording, unit, grounded)
    order = {part.key: number for number, part in enumerate(parts)}
    found = placed(_hits(page), parts, starts)
    return tuple(_once(sorted(found, key=lambda one: (order[one.section], one.start, -one.end, one.rule))))


def _hits(page: Page) -> Iterator[Hit]:
    for family in _FAMILIES:
        yield from family(page)


def _once(findings: Sequence[Finding]) -> Iterator[Finding]:
    """One finding a rule and place; a place inside another of the same rule is left out."""
    last: dict[tuple[str, str], Finding] = {}
    for one in findings:
        before = last.get((one.section, one.rule))
        if before is not None and before.start <= one.start and one.end <= before.end:
            continue
        last[one.section, one.rule] = one
        yield one
