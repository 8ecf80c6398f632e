"""The text rules: what can be said of a printed text without its notes. Pure; one file a family.

page        the text with its lines and sentences, and the way from places on it back to the parts
layout_marks, punctuation, numerals, quantities, counts, computed, consistency, coherence, dated,
words, privacy, style, templates
usage       knowledge/wording/usage.yaml, the words that the rules look for
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Final

from assistant.checking.text.coherence import coherence_hits
from assistant.checking.text.computed import computed_hits
from assistant.checking.text.consistency import consistency_hits
from assistant.checking.text.counts import count_hits
from assistant.checking.text.dated import dated_hits
from assistant.checking.text.layout_marks import layout_hits
from assistant.checking.text.numerals import numeral_hits
from assistant.checking.text.page import Hit, Page, Part, join, placed, widened
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

_ON_MARKS: Final = (layout_hits, punctuation_hits)
_ON_WORDS: Final = (
    numeral_hits,
    quantity_hits,
    count_hits,
    computed_hits,
    consistency_hits,
    coherence_hits,
    dated_hits,
    word_hits,
    privacy_hits,
    style_hits,
    template_hits,
)
_MECHANICAL: Final = frozenset({"FMT-07", "FMT-13", "FMT-20", "FMT-23", "PUN-06", "PUN-08"})
_FULL_WEIGHT: Final = 5  # places of one mechanical rule


def text_findings(
    parts: Sequence[Part],
    wording: Wording | None = None,
    as_of: date | None = None,
    unit: str = "",
    grounded: bool = False,
    notes: str = "",
) -> tuple[Finding, ...]:
    """All findings of the text rules, by part and place; rules that compare look over all parts together.

    as_of: the report's own date, None if unknown. unit: whose report it is. grounded: the figures, honours and
    claims are checked against notes elsewhere, so that the rules which can only ask for evidence keep silent.
    notes: what they say, for quotations.
    Raises InputError if the table of words is out of shape.
    """
    text, starts = join(parts)
    page = Page(text, as_of, wording, unit, grounded, notes)
    wide = replace(page, text=widened(text))
    order = {part.key: number for number, part in enumerate(parts)}
    found = placed(_hits(page, wide), parts, starts)
    once = _once(sorted(found, key=lambda one: (order[one.section], one.start, -one.end, one.rule)))
    return tuple(_weighed(once))


def _hits(page: Page, wide: Page) -> Iterator[Hit]:
    for family in _ON_MARKS:
        yield from family(page)
    for family in _ON_WORDS:
        yield from family(wide)


def _weighed(findings: Iterable[Finding]) -> Iterator[Finding]:
    """A mechanical slip made throughout is one fault, not hundreds: its first places keep their weight, so that the
    other faults are not drowned, and all further places are warnings."""
    times: Counter[str] = Counter()
    for one in findings:
        times[one.rule] += one.rule in _MECHANICAL
        yield replace(one, severity="warning") if times[one.rule] > _FULL_WEIGHT and one.severity == "error" else one


def _once(findings: Sequence[Finding]) -> Iterator[Finding]:
    """One finding a rule and place; a place inside another of the same rule is left out."""
    last: dict[tuple[str, str], Finding] = {}
    for one in findings:
        before = last.get((one.section, one.rule))
        if before is not None and before.start <= one.start and one.end <= before.end:
            continue
        last[one.section, one.rule] = one
        yield one
