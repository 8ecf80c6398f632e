"""FACT-01 for dates, years, spans and series numbers: 2025年3月12日, 2024—2025年, 两年来, 第20个敬老日, 一等奖."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from typing import Final

from assistant import figures
from assistant.checking.evidence import Evidence
from assistant.checking.grounds import Grounds
from assistant.checking.layout import plain, stretch_start
from assistant.checking.rules import raise_finding
from assistant.checking.standing import is_level_mark
from assistant.checking.trace import Trace, Verdict
from assistant.figures import Ordinal, TimeSpan
from assistant.model import Finding

_YEAR: Final = re.compile(r"(?:19|20)\d{2}")
_VAGUE: Final = re.compile(
    r"今年|去年|明年|上年|前年|当年|全年|年内|年初|年底|近年|近日|目前|每|同期|上半年|下半年|[一二三四]季度|届时|当[天日月]|本"
)
_IN_BRACKET: Final = 20  # characters of a bracket that are looked at
_CONNECTIVE: Final = re.compile(r"第[一二三四五六七八九十](?=[，、：:是]|步|方面|类|时间|线|责任|动力|要务|资源|位的)")
_CONGRESS: Final = re.compile(
    r"届?[一二三四五六七八九]中全会|届?中央|届?全国|届?人民代表|届?人大|届?政协|次全国代表|大精神|次人民代表"
)
_NOUN: Final = re.compile(r"^[\u4e00-\u9fff]{1,4}")


def period_findings(section: str, text: str, grounds: Grounds) -> Iterator[Finding]:
    """Dates and periods that the notes do not have."""
    known = _Known(grounds)
    for span in figures.times(text):
        why = known.objection(span)
        if why:
            yield raise_finding("FACT-01", section, text, span.start, span.end, why, "按要点改正日期，或删去")


class _Known:
    """The dates and periods of the notes, the brief and the report."""

    def __init__(self, grounds: Grounds) -> None:
        self.text = grounds.notes
        spans = grounds.spans
        self.months_said = {_month(span) for span in spans}
        self.isos = {iso for span in spans for iso in (span.first, span.last) if iso}
        self.ranges = {(span.first[:4], span.last[:4]) for span in spans if span.first[:4] < span.last[:4]}
        self.years = {int(year) for year in _YEAR.findall(grounds.raw)}
        self.relative = bool(grounds.ledger.brief.period)
        for day in (grounds.as_of, grounds.ledger.brief.date):
            if day is not None:
                self.isos |= {day.isoformat()}
                self.years.add(day.year)
        self.months = {iso[5:7] for iso in self.isos if len(iso) >= 7}
        self.days = {iso[5:10] for iso in self.isos if len(iso) == 10}

    def objection(self, span: TimeSpan) -> str:
        """Why this date or period does not rest on the notes, "" if it does or claims nothing."""
        if _VAGUE.search(span.text) or plain(span.text) in self.text or (not span.first and self._month_is_said(span)):
            return ""
        for iso in dict.fromkeys((span.first, span.last)):
            if iso and not self._has(iso):
                return f"要点中没有“{span.text}”这个时间{self._nearest(iso)}"
        noted = self._other_end(span)
        if noted:
            return f"要点中没有“{span.text}”这个期间（要点有{noted[0]}—{noted[1]}年）"
        if not span.first and not span.last and not self.relative and _YEAR.search(span.text) is None:
            return f"要点中没有“{span.text}”这个期间"
        return ""

    def _month_is_said(self, span: TimeSpan) -> bool:
        """7月 and 7月份, and 2025年7月 in the notes."""
        return bool(_month(span)) and _month(span) in self.months_said

    def _other_end(self, span: TimeSpan) -> tuple[str, str] | None:
        """The range of the notes that this range shares exactly one end with, where the notes have no such range."""
        said = (span.first[:4], span.last[:4])
        if len(span.first) != 4 or said[0] >= said[1] or said in self.ranges:
            return None
        return next((one for one in sorted(self.ranges) if one[0] == said[0] or one[1] == said[1]), None)

    def _has(self, iso: str) -> bool:
        if len(iso) == 4:
            return int(iso) in self.years
        if len(iso) == 7:
            return any(known.startswith(iso) for known in self.isos) or (
                int(iso[:4]) in self.years and iso[5:] in self.months and not self._dated(iso[:4])
            )
        if iso.startswith("-") or not iso[:4].isdigit():
            return True
        return iso in self.isos

    def _dated(self, year: str) -> bool:
        return any(known.startswith(year) and len(known) >= 7 for known in self.isos)

    def _nearest(self, iso: str) -> str:
        alike = sorted(known for known in self.isos if known[4:] == iso[4:] or known[:7] == iso[:7])
        return f"（要点有{alike[0]}）" if alike else ""


def ordinal_findings(section: str, text: str, grounds: Grounds) -> Iterator[Finding]:
    """Ranks, series numbers and grades that the notes do not have for this thing."""
    known = [(ordinal, _noun(grounds.raw, ordinal)) for ordinal in grounds.ordinals]
    for ordinal in figures.ordinals(text):
        if _CONNECTIVE.match(text, ordinal.start) or _is_mark(text, ordinal):
            continue
        if _CONGRESS.search(text[ordinal.start : ordinal.end + 8]):
            continue
        noun = _noun(text, ordinal)
        alike = [(other, name) for other, name in known if _same_sort(other, ordinal)]
        if any(other.value == ordinal.value and _same_thing(noun, name) for other, name in alike):
            continue
        if grounds.says(ordinal.text + noun) or (not alike and ordinal.value == 1):
            continue
        told = f"；要点是“{alike[0][0].text}{alike[0][1]}”" if alike else ""
        yield raise_finding(
            "FACT-01",
            section,
            text,
            ordinal.start,
            ordinal.end,
            f"要点中没有“{ordinal.text}{noun}”{told}",
            "按要点改正",
        )


def _month(span: TimeSpan) -> str:
    """7月 of 7月份, 2025年7月, 7月底; "" where no single month is meant."""
    found = re.findall(r"(\d{1,2})月", plain(span.text))
    return str(int(found[0])) if len(found) == 1 and "日" not in span.text else ""


def _is_mark(text: str, ordinal: Ordinal) -> bool:
    at = figures.Figure(ordinal.text, ordinal.start, ordinal.end, ordinal.value, ordinal.value)
    return is_level_mark(text, at)


def _noun(text: str, ordinal: Ordinal) -> str:
    found = _NOUN.match(text[ordinal.end : ordinal.end + 4])
    return found[0] if found else ""


def _same_sort(one: Ordinal, other: Ordinal) -> bool:
    """Both are 第…届, both are …等奖, both are …A级."""
    strip = re.compile(r"[\d一二三四五六七八九十百零〇特首两]+")
    return strip.sub("#", one.text) == strip.sub("#", other.text)


def _same_thing(one: str, other: str) -> bool:
    return not one or not other or one[:2] == other[:2] or one[:1] == other[:1]


def year_findings(section: str, text: str, traces: Sequence[Trace], grounds: Grounds) -> Iterator[Finding]:
    """A traced figure under another year than its note: 2024年救助1280人 where the note says 2025年.

    The finding covers the year and the figure.
    """
    spans = years_dated(text)
    years = grounds.years
    for trace in traces:
        if trace.verdict is not Verdict.TRACED or trace.note is None:
            continue
        said = _respective(text, spans, traces, trace) or governing(text, spans, trace.figure.start)
        if trace.note.index not in years:
            years[trace.note.index] = years_of_note(trace.note)
        noted = years[trace.note.index]
        behind = _dated_behind(text, spans, trace.figure.end, "（(")
        if behind and not (said and noted and not years_of(said) & noted):
            said, noted = behind, _years_behind(trace.note) or noted
        if said and noted and not years_of(said) & noted:
            told = "、".join(map(str, sorted(noted)))
            why = f"“{trace.figure.text}”在要点中是{told}年的数（{trace.note.told()}），这里写成“{said[-1].text}”"
            start, end = min(said[0].start, trace.figure.start), max(said[-1].end, trace.figure.end)
            yield raise_finding("FACT-01", section, text, start, end, why, "按要点改正年份或数字")


def _dated_behind(text: str, spans: Sequence[TimeSpan], end: int, marks: str) -> tuple[TimeSpan, ...]:
    """The dated span that begins right behind one of these marks at this place: 790元（2025年7月起）."""
    if end >= len(text) or text[end] not in marks:
        return ()
    return tuple(span for span in _between(spans, end + 1, end + _IN_BRACKET) if span.start == end + 1)


def _years_behind(note: Evidence) -> set[int]:
    """Years that a bracket or a clause right behind the figure of the note gives it."""
    return years_of(_dated_behind(note.text, years_dated(note.text), note.figure.end, "（(，"))


def _respective(text: str, spans: Sequence[TimeSpan], traces: Sequence[Trace], trace: Trace) -> tuple[TimeSpan, ...]:
    """2024年、2025年分别办理4586对、4312对: the span that belongs to this figure."""
    at = text.rfind("分别", max(0, trace.figure.start - 40), trace.figure.start)
    if at < 0:
        return ()
    inside = _between(spans, stretch_start(text, at, "。\n；"), at)
    first, here = (bisect_left(traces, start, key=lambda one: one.figure.start) for start in (at, trace.figure.start))
    place = here - first
    return (inside[place],) if len(inside) > 1 and place < len(inside) else ()


def governing(text: str, spans: Sequence[TimeSpan], position: int) -> tuple[TimeSpan, ...]:
    """The last dated span before this place within the sentence, with those joined to it (2024年、2025年均为100%)."""
    inside = _between(spans, stretch_start(text, position, "。\n；"), position)
    chain = list(inside[-1:])
    for span in reversed(inside[:-1]):
        if text[span.end : chain[0].start] not in ("、", "和", "与", "及"):
            break
        chain.insert(0, span)
    return tuple(chain)


def _between(spans: Sequence[TimeSpan], start: int, end: int) -> Sequence[TimeSpan]:
    """The spans that lie wholly between these places; they come in order and do not overlap."""
    first = bisect_left(spans, start, key=lambda span: span.start)
    return spans[first : bisect_right(spans, end, lo=first, key=lambda span: span.end)]


def years_of(spans: Sequence[TimeSpan]) -> set[int]:
    """All years the spans cover."""
    years: set[int] = set()
    for span in spans:
        last = span.last if _YEAR.match(span.last) else span.first
        years |= set(range(int(span.first[:4]), int(last[:4]) + 1))
    return years


def years_of_note(note: Evidence) -> set[int]:
    """Years the note line gives this figure: the last before it in the line, else its period, else its headings."""
    before = governing(note.text, years_dated(note.text), note.figure.start)
    if before:
        return years_of(before)
    period = years_of(years_dated(note.fact.period)) if note.fact is not None else set()
    return period or years_of([span for heading in note.statement.path for span in years_dated(heading)])


def years_dated(text: str) -> list[TimeSpan]:
    return [span for span in figures.times(text) if _YEAR.match(span.first)]
