"""A report as Markdown: title, headings, paragraphs, signature. Nothing that is not in the document."""

from __future__ import annotations

import re

from assistant.export.form import Line, lines
from assistant.model import Report

_INLINE = re.compile(r"([\\`*_\[<&])")
_LINE_START = re.compile(r"^([#>+=~-]|\d+(?=[.)](?:\s|$)))")
_HEADINGS = {"title": "# ", "level1": "## ", "level2": "### ", "level3": "#### ", "level4": "##### "}


def to_markdown(report: Report) -> str:
    """CommonMark. Characters with a meaning in Markdown are escaped: the text of a report is never markup."""
    return "\n\n".join(_line(line) for line in lines(report)) + "\n"


def _line(line: Line) -> str:
    return _HEADINGS.get(line.role, "") + escape(line.text)


def escape(text: str) -> str:
    """One paragraph or heading as it must stand in Markdown to be read back as this text."""
    inline = _INLINE.sub(r"\\\1", " ".join(text.split()))
    start = _LINE_START.match(inline)
    if start is None:
        return inline
    mark = start.group()
    return (f"{mark}\\" if mark.isdigit() else f"\\{mark}") + inline[len(mark) :]
