"""A draft that comes from outside (Markdown, Word, text) -> a report the checker can read."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date

from assistant.model import Document, Report, Section, WriterName

_HEADING = re.compile(r"^[一二三四五六七八九十]{1,3}、[^。\n]{2,60}。?$")
_DATE = re.compile(r"^(\d{4})年(\d{1,2})月(\d{1,2})日$")
_CLOSES = re.compile(r"[。！？；：]$")


@dataclass
class _Growing:
    heading: str
    lines: list[str] = field(default_factory=list)


def read_draft(document: Document) -> Report:
    """Title, lead, numbered sections, signature. Lines keep their order; nothing is dropped but the signature lines,
    which become unit and date."""
    lines = [line.strip() for line in document.text().splitlines() if line.strip()]
    title, lines = _title(lines, document)
    unit, day, lines = _signature(lines)
    growing = [_Growing("")]
    for line in lines:
        if _HEADING.match(line) and (not _CLOSES.search(line) or len(line) < 40):
            growing.append(_Growing(line))
        else:
            growing[-1].lines.append(line)
    sections = tuple(
        Section("lead" if index == 0 else f"s{index}", one.heading, "\n".join(one.lines))
        for index, one in enumerate(growing)
        if one.heading or one.lines
    )
    return Report(title, "", unit, day, sections, WriterName("person", ""))


def _title(lines: list[str], document: Document) -> tuple[str, list[str]]:
    """The first heading with all its lines (Word breaks a long title), else a line without a closing mark."""
    if not lines:
        return "", lines
    heads: list[str] = []
    for block in document.blocks:
        first = document.blocks[0].source.line
        if block.kind != "heading" or block.level != 1 or block.source.line != first or _HEADING.match(block.text):
            break
        heads.append(block.text.strip())
    if heads and lines[: len(heads)] == heads:
        return "".join(heads), lines[len(heads) :]
    if len(lines) > 1 and len(lines[0]) <= 60 and not _CLOSES.search(lines[0]) and not _HEADING.match(lines[0]):
        return lines[0], lines[1:]
    return "", lines


def _signature(lines: list[str]) -> tuple[str, date | None, list[str]]:
    if not lines:
        return "", None, lines
    found = _DATE.match(lines[-1])
    if not found:
        return "", None, lines
    try:
        day = date(int(found[1]), int(found[2]), int(found[3]))
    except ValueError:
        return "", None, lines
    if len(lines) > 1 and len(lines[-2]) <= 30 and not _CLOSES.search(lines[-2]):
        return lines[-2], day, lines[:-2]
    return "", day, lines[:-1]
