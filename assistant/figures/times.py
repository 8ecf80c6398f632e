"""Find dates and periods."""

from __future__ import annotations

import re

from assistant.figures.values import TimeSpan

_DATE = re.compile(r"(\d{4})年(?:(\d{1,2})月(?:(\d{1,2})日)?)?")


def times(text: str) -> tuple[TimeSpan, ...]:
    """All dates and periods in order of place."""
    spans = []
    for hit in _DATE.finditer(text):
        iso = "-".join(part.zfill(2) for part in hit.groups() if part)
        spans.append(TimeSpan(hit.group(), hit.start(), hit.end(), "date" if hit[3] else "period", iso, iso))
    return tuple(spans)
