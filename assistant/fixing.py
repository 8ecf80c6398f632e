"""A draft from outside with chosen changes made, as a new text. The draft itself is never touched."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from assistant.checking.fixes import Change, Refused, apply
from assistant.model import Report

_FRONT_MATTER = re.compile(r"\A---\n.*?\n---[ \t]*(?:\n|\Z)", re.DOTALL)
_MARKED = "这一行带有排版标记、在表格里，或分成了几行，请手工改"


@dataclass(frozen=True, slots=True)
class Fixed:
    """made: the changes, start and end being places in `text`."""

    text: str
    made: tuple[Change, ...]
    refused: tuple[Refused, ...]


@dataclass(frozen=True, slots=True)
class _Line:
    """start, end: in the text of its section. place: where it begins in the raw text, None if it is not there."""

    start: int
    end: int
    place: int | None


def fixed(raw: str, report: Report, changes: Sequence[Change]) -> Fixed:
    """The draft's own text with the changes made in the lines they were found in; all else stays as it is.

    report: the draft as it was checked. A line that does not stand in `raw` as it was checked is left alone, and its
    changes are refused.
    """
    lines: dict[str, list[_Line]] = {}
    for section, found in _lines(raw, report):
        lines.setdefault(section, []).append(found)
    placed: list[Change] = []
    refused: list[Refused] = []
    for change in changes:
        moved = _moved(change, lines.get(change.section, []))
        if moved is None:
            refused.append(Refused(change, _MARKED))
        else:
            placed.append(replace(change, start=change.start + moved, end=change.end + moved))
    done = apply(raw, placed)
    return Fixed(done.text, done.made, (*refused, *done.refused))


def _moved(change: Change, lines: Sequence[_Line]) -> int | None:
    """How far the change's line stands in `raw` behind its place in the section; None where it was not found."""
    number = bisect_right(lines, change.start, key=lambda line: line.start) - 1
    if number < 0 or change.end > lines[number].end:
        return None
    place = lines[number].place
    return None if place is None else place - lines[number].start


def _lines(raw: str, report: Report) -> Iterator[tuple[str, _Line]]:
    """Every printed line with the key of its section."""
    front = _FRONT_MATTER.match(raw)
    at = front.end() if front else 0
    for section, text in _printed(report):
        start = 0
        for line in text.split("\n"):
            place = _find(raw, line, at) if line else None
            if place is not None:
                at = place + len(line)
            yield section, _Line(start, start + len(line), place)
            start += len(line) + 1


def _find(raw: str, line: str, at: int) -> int | None:
    """The next line of `raw` that is this line, with nothing but marks of a heading or a list before it."""
    place = raw.find(line, at)
    while place >= 0:
        begin = raw.rfind("\n", 0, place) + 1
        end = raw.find("\n", place)
        rest = raw[place + len(line) : end if end >= 0 else len(raw)]
        if re.fullmatch(r"[ \t\u3000#>*+-]*", raw[begin:place]) and not rest.strip():
            return place
        place = raw.find(line, place + 1)
    return None


def _printed(report: Report) -> Iterator[tuple[str, str]]:
    if report.title:
        yield "title", report.title
    for section in report.sections:
        if section.heading:
            yield f"{section.id}#heading", section.heading
        yield section.id, section.text
