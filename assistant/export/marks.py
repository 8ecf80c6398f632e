"""What is marked in a Word file, and why: placeholders, and what stops the report from being sent."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from assistant.export.form import PLACEHOLDER, Line
from assistant.model import Finding, Report

_WHAT_TO_DO = "。请补充或核定后删去方括号和其中的字"


@dataclass(frozen=True, slots=True)
class Mark:
    """A comment on text[start:end] of one line. start == end: it is about the whole line, nothing is highlighted."""

    start: int
    end: int
    comment: str


def marks(report: Report, lines: Sequence[Line]) -> dict[int, tuple[Mark, ...]]:
    """Line number -> its marks. Every finding that blocks is on some line: one without a place is on the title."""
    found: dict[int, list[Mark]] = {number: _placeholders(line) for number, line in enumerate(lines)}
    for finding in report.findings:
        if finding.severity == "block":
            for number, mark in _places(finding, lines):
                found[number] = [old for old in found[number] if (old.start, old.end) != (mark.start, mark.end)
                                 or not _is_placeholder(lines[number], old)]  # fmt: skip
                found[number].append(mark)
    return {number: tuple(sorted(some, key=lambda mark: mark.start)) for number, some in found.items() if some}


def _placeholders(line: Line) -> list[Mark]:
    return [
        Mark(match.start(), match.end(), f"{match.group()[1:-1]}{_WHAT_TO_DO}")
        for match in PLACEHOLDER.finditer(line.text)
    ]


def _is_placeholder(line: Line, mark: Mark) -> bool:
    return PLACEHOLDER.fullmatch(line.text, mark.start, mark.end) is not None and mark.comment.endswith(_WHAT_TO_DO)


def _places(finding: Finding, lines: Sequence[Line]) -> list[tuple[int, Mark]]:
    """Where a finding shows: the stretch of each line it covers, else the first line of its part, else the title."""
    comment = f"[{finding.rule}] {finding.why}" + (f"\n建议：{finding.fix}" if finding.fix else "")
    own = [(number, line) for number, line in enumerate(lines) if line.part == finding.section]
    covered = []
    for number, line in own:
        start = max(finding.start - line.offset, 0)
        end = min(finding.end - line.offset, len(line.text))
        if start < end:
            covered.append((number, Mark(start, end, comment)))
    if covered:
        return covered
    section = finding.section.partition("#")[0]
    near = [number for number, line in enumerate(lines) if section and line.part.partition("#")[0] == section]
    return [(near[0] if near else 0, Mark(0, 0, comment))]
