"""The form of a report: which line is a title, a heading, a paragraph, the signature. Pure; knows no file format."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal

from assistant.model import Report, Section

Role = Literal["title", "level1", "level2", "level3", "level4", "body", "unit", "date"]

MISSING_TITLE = "〔待补：标题〕"
MISSING_UNIT = "〔待补：单位名称〕"
MISSING_DATE = "〔待补：成文日期〕"
PLACEHOLDER = re.compile(r"〔待[补核定填][^〕\n]*〕")

# GB/T 9704 7.3.3: 一、 （一） 1. （1）
_LEVELS: tuple[tuple[Role, re.Pattern[str]], ...] = (
    ("level1", re.compile(r"[一二三四五六七八九十]+、")),
    ("level2", re.compile(r"（[一二三四五六七八九十]+）")),
    ("level3", re.compile(r"\d{1,2}[.．](?!\d)")),
    ("level4", re.compile(r"（\d{1,2}）")),
)
_STOPS = re.compile(r"[。！？；]")
_LONGEST_HEADING = 60


@dataclass(frozen=True, slots=True)
class Line:
    """One paragraph. text[i] stands at offset + i in the part of the report called `part`.

    part: a section's id, "<id>#heading", "title", or "" for the signature (as in Finding.section).
    lead_in: how many characters at the start are a heading run into the paragraph ("（一）健全机制。成立…"), else 0.
    """

    role: Role
    text: str
    part: str = ""
    offset: int = 0
    lead_in: int = 0
    lead_in_role: Role = "body"


def numbered(text: str) -> Role:
    """The level that the number at the start of this line stands for; "body" if there is none."""
    for role, mark in _LEVELS:
        if mark.match(text):
            return role
    return "body"


def is_heading(text: str) -> bool:
    """A numbered line that stands alone: no full stop in it and not longer than a heading is."""
    return numbered(text) != "body" and len(text) <= _LONGEST_HEADING and _STOPS.search(text) is None


def chinese_date(day: date) -> str:
    """2026年4月6日: Arabic, full year, no leading zeros (GB/T 9704 7.3.5.4)."""
    return f"{day.year}年{day.month}月{day.day}日"


def lines(report: Report) -> tuple[Line, ...]:
    """The whole report in reading order, signature last. Empty lines are left out."""
    found = [Line("title", report.title.strip() or MISSING_TITLE, "title", _indent(report.title))]
    for section in report.sections:
        found += _section(section)
    found.append(Line("unit", report.unit.strip() or MISSING_UNIT))
    found.append(Line("date", chinese_date(report.date) if report.date else MISSING_DATE))
    return tuple(found)


def _section(section: Section) -> Iterator[Line]:
    heading = section.heading.strip()
    if heading:
        yield Line("level1", heading, f"{section.id}#heading", _indent(section.heading))
    offset = 0
    for raw in section.text.split("\n"):
        text = raw.strip()
        if text:
            yield _paragraph(text, section.id, offset + _indent(raw))
        offset += len(raw) + 1


def _paragraph(text: str, part: str, offset: int) -> Line:
    role = numbered(text)
    if is_heading(text):
        return Line(role, text, part, offset)
    if role in ("level1", "level2"):
        stop = text.find("。")
        if 0 < stop < _LONGEST_HEADING and not re.search(r"[，；！？]", text[:stop]):
            return Line("body", text, part, offset, stop + 1, role)
    return Line("body", text, part, offset)


def _indent(text: str) -> int:
    return len(text) - len(text.lstrip())
