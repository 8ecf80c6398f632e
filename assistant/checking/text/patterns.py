"""Rules that one pattern decides: the table's entry and how it is run. No pattern may backtrack without bound."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from assistant.checking.text.page import Hit, Page
from assistant.model import Severity


@dataclass(frozen=True, slots=True)
class Shape:
    """A rule and the pattern that shows its breach.

    why: Chinese, {0} is what was found. right: a template for what to write instead (re.Match.expand), "" to delete
    the place, None if a person must find the words.
    unless: a pattern over the words around (12 characters each side) that excuses the place.
    """

    rule: str
    pattern: re.Pattern[str]
    why: str
    right: str | None = None
    fix: str = ""
    severity: Severity | None = None
    unless: re.Pattern[str] | None = None


def shaped(
    rule: str,
    pattern: str,
    why: str,
    right: str | None = None,
    fix: str = "",
    severity: Severity | None = None,
    unless: str = "",
) -> Shape:
    """A Shape from pattern texts; ^ and $ are the ends of a line."""
    excuse = re.compile(unless) if unless else None
    return Shape(rule, re.compile(pattern, re.MULTILINE), why, right, fix, severity, excuse)


def run(page: Page, shapes: Iterable[Shape]) -> Iterator[Hit]:
    """One hit for each place a pattern fits; a group named "at" narrows the place."""
    for shape in shapes:
        for found in shape.pattern.finditer(page.text):
            start, end = found.span("at") if "at" in shape.pattern.groupindex else found.span()
            if start == end or (shape.unless and shape.unless.search(page.text[max(0, start - 12) : end + 12])):
                continue
            right = found.expand(shape.right) if shape.right is not None else None
            why = shape.why.format(page.text[start:end].strip())
            yield Hit(shape.rule, start, end, why, shape.fix, shape.severity, right)
