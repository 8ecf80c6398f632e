"""The assessment period, and whether a line of the notes falls into it. Pure."""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Literal

from assistant import figures
from assistant.appraisal import Window
from assistant.figures import TimeSpan

When = Literal["inside", "outside", "undated"]

_RELATIVE = re.compile(
    r"(?<![\d第])(?:近|过去|最近|前)?\s*(?<![\d〇一二三四五六七八九十])(?P<count>\d{1,2}|[一二两三四五六七八九十])\s*(?:个)?年(?:多)?(?:以?来|间|内)?"
)
_COMPARED = re.compile(r"(?:比|较|同比|上年|基期)[^，。；]{0,4}$")
_OPEN_END = re.compile(r"^\s*(?:以来|起|至今|开始|以后)")
_COUNTS = {word: value for value, word in enumerate("零一二三四五六七八九十")} | {"两": 2}


def read_window(text: str, as_of: date | None = None) -> Window | None:
    """2024—2025年, 2024年1月至2025年12月, 两年来（截至2025年12月） -> first and last day; None if it cannot be told.

    as_of: the report's own date; a relative period ends there unless the text names its end.
    """
    bounds = [one for span in figures.times(text) if (one := bounds_of(span)) is not None]
    relative = _RELATIVE.search(text)
    if relative is not None:
        last = max((end for _, end in bounds), default=as_of)
        if last is None:
            return None
        count = relative["count"]
        years = int(count) if count.isdigit() else _COUNTS[count]
        first = date(last.year - years, last.month, min(last.day, 28)) + timedelta(days=1)
        return Window(text, first, last)
    if not bounds:
        return None
    return Window(text, min(first for first, _ in bounds), max(last for _, last in bounds))


def bounds_of(span: TimeSpan) -> tuple[date, date] | None:
    """First and last day of a time span; None where it is open or no day of the calendar."""
    if not span.first:
        return None
    try:
        return _day(span.first, last=False), _day(span.last or span.first, last=True)
    except ValueError:
        return None


def _day(iso: str, last: bool) -> date:
    """2024 -> its first or last day; 2024-06 and 2024-06-01 likewise."""
    parts = [int(part) for part in iso.split("-")]
    year = parts[0]
    month = parts[1] if len(parts) > 1 else (12 if last else 1)
    if len(parts) > 2:
        return date(year, month, parts[2])
    return date(year, month, calendar.monthrange(year, month)[1] if last else 1)


def dated_spans(text: str) -> Iterator[tuple[TimeSpan, date, date]]:
    """The dates and periods a line speaks of itself. What it is compared with (比2023年提高) is none of them;
    what lasts from then on (2019年以来) has no end."""
    for span in figures.times(text):
        bounds = bounds_of(span)
        if bounds is None or _COMPARED.search(text[: span.start]):
            continue
        lasting = span.text.endswith(("以来", "起")) or _OPEN_END.match(text[span.end :])
        yield span, bounds[0], date.max if lasting else bounds[1]


def event_years(text: str, window: Window | None) -> list[int]:
    """The year of every day or month that a line names, for what happened then: 2024年3月5日、9月2日 -> 2024, 2024.

    A day without a year is of the year named before it. Days outside the period are left out.
    """
    years: list[int] = []
    year = ""
    for span in figures.times(text):
        bounds = bounds_of(span)
        if bounds is not None and len(span.first) > 4:
            year = span.first[:4]
            if window is None or window.touches(*bounds):
                years.append(bounds[0].year)
        elif not span.first and span.kind == "date" and year and (window is None or int(year) in window.years):
            years.append(int(year))
    return years


def when(text: str, window: Window | None) -> When:
    """inside: at least one of its dates is in the period; outside: it has dates and none is."""
    spans = list(dated_spans(text))
    if not spans:
        return "undated"
    if window is None:
        return "inside"
    return "inside" if any(window.touches(first, last) for _, first, last in spans) else "outside"
