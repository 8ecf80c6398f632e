"""What a notice asks of the report as a whole: how long it may be, which period it is about. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant import figures
from assistant.model import Document

_ABOUT_LENGTH = re.compile(r"正文|材料|篇幅|字数|全文|报告")
_RANGE = re.compile(r"(\d{3,5})\s*字?\s*(?:至|到|[-—–~～]+)\s*(\d{3,5})\s*字")
_MOST = re.compile(r"(?:不超过|不得超过|不多于|控制在|限)\s*(\d{3,5})\s*字|(\d{3,5})\s*字(?:以内|以下)")
_ABOUT = re.compile(r"(?:约)?\s*(\d{3,5})\s*字左右")
_PERIOD = re.compile(r"(?:评选|申报|测评|考评|考核|创建|评价|评审)(?:的)?(?:周期|期限|期间|时限|范围)|申报期|周期为")
_BOUND = 10_000  # of what can be the length of a report


def length_of(document: Document) -> tuple[int, int] | None:
    """(3500, 4500); (1, 4500) where only the most is said; ±10 % for 3000字左右. None if the notice does not say."""
    for line in _lines(document):
        if not _ABOUT_LENGTH.search(line) or "每" in line:  # 每项指标不超过500字 is about parts
            continue
        if found := _RANGE.search(line):
            low, high = int(found[1]), int(found[2])
            if 0 < low <= high <= _BOUND:
                return low, high
        if found := _MOST.search(line):
            return 1, int(found[1] or found[2])
        if found := _ABOUT.search(line):
            return int(int(found[1]) * 0.9), int(int(found[1]) * 1.1)
    said = document.front_matter.get("length", "")
    most = _MOST.search(said) if isinstance(said, str) else None
    return (1, int(most[1] or most[2])) if most else None


def period_of(document: Document) -> str:
    """The assessment period as written: by the line that names it, else the years of the title. "" if neither."""
    lines = list(_lines(document))
    for line in (*(one for one in lines if _PERIOD.search(one)), *lines[:3]):
        spans = [span for span in figures.times(line) if span.first]
        if spans and (len({span.first for span in spans}) > 1 or spans[0].first != spans[0].last or "年度" in line):
            return (
                line[spans[0].start : spans[-1].end] if _joined(line, spans[0].end, spans[-1].start) else spans[0].text
            )
    return ""


def _joined(line: str, start: int, end: int) -> bool:
    """2024年1月1日至2025年12月31日 is one period."""
    return start <= end and re.fullmatch(r"\s*(?:至|到|[-—–~～、和]+)?\s*", line[start:end]) is not None


def _lines(document: Document) -> Iterator[str]:
    for block in document.blocks:
        if block.table is None and block.kind != "comment":
            yield block.text
