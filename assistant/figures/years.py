"""Years of a stated period, and years of a text that lie outside it as the time of what is told. Pure."""

from __future__ import annotations

import re
from typing import Final

_YEAR: Final = re.compile(r"(?<![\d〔\[（(.—－-])((?:19|20)\d\d)(?=年|[—－-](?:19|20)\d\d年)")
_TITLE: Final = re.compile(r"《[^《》\n]{0,80}》|“[^“”\n]{0,60}”")
# What is named beside the year: a base of comparison, a beginning, a plan, a founding, a document.
_BASE: Final = re.compile(r"(?:[比较自从由以对]|相比|始于|成立于|建于|到|至|截至|起|开始于|修订于|基期为?|[与同和])$")
_AIM: Final = re.compile(
    r"^年?(?:以来|起|底前|末前|成立|建成以来|时|前|以前|之前|"
    r"的?\d[\d.]*[万亿]?[^，。；]{0,4}(?:增加|提高|增长|下降|减少|上升|扩大|压|降)|相比|同期|基数)"
)
_PLAN: Final = re.compile(
    r"规划|计划|目标|力争|到20\d\d年|将|拟|远景|纲要|成立|始建|创建于|前身|改制|组建|挂牌|出生|入党|参加工作|毕业|任职"
)


_SPAN: Final = re.compile(r"(?P<years>[一二两三四五六七八九十]|\d)年(?:来|内|度内|以来|间)")
_SPOKEN: Final = {word: number for number, word in enumerate("〇一二三四五六七八九十")} | {"两": 2}


def years_of(period: str, until: int | None = None) -> tuple[int, int] | None:
    """2024—2025年 -> (2024, 2025); 两年来（截至2008年4月） -> (2006, 2008); None where no year is named.

    until: the year of the report, for 两年来 without any.
    """
    years = [int(year) for year in re.findall(r"(?<!\d)((?:19|20)\d\d)(?!\d)", period)]
    years = years or ([until] if until else [])
    span = _SPAN.search(period)
    if span is not None and years:
        length = _SPOKEN.get(span["years"]) or int(span["years"])
        return max(years) - length, max(years)
    return (min(years), max(years)) if re.search(r"\d{4}", period) else None


def years_outside(text: str, first: int, last: int) -> tuple[tuple[int, int, int], ...]:
    """(start, end, year) of every year outside first…last that tells when something in `text` was.

    Years that are compared with, counted from, planned for, or stand in titles are no such thing; nor is anything in a
    sentence that plans or tells a founding.
    """
    if _PLAN.search(text):
        return ()
    taken = [found.span() for found in _TITLE.finditer(text)]
    told = []
    for found in _YEAR.finditer(text):
        inside = any(start <= found.start() < end for start, end in taken)
        before, behind = text[max(0, found.start() - 4) : found.start()], text[found.end() : found.end() + 24]
        if not first <= int(found[1]) <= last and not inside and not _BASE.search(before) and not _AIM.match(behind):
            told.append((found.start(), found.end(), int(found[1])))
    return tuple(told)
