"""Find dates and periods: 2025年3月12日, 2024—2025年, 两年来, 上半年, 每月, “十四五”期间, 2008-04-26."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Literal

from assistant.figures.numerals import CHINESE, number
from assistant.figures.plain import plain
from assistant.figures.values import TimeSpan

_YEAR = r"(?:19|20)\d\d|[一二][九〇零][〇零一二三四五六七八九]{2}"
_MONTH = r"1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九]"
_DAY = r"3[01]|[12]\d|0?[1-9]|三十一?|二?十[一二三四五六七八九]?|[一二三四五六七八九]"
_DASH = r" ?(?:—+|–|-|~|～|至|到|－) ?"
_COUNT = rf"(?:\d{{1,3}}|[{CHINESE}]{{1,4}}|几)"
_QUARTERS = {"1": 1, "2": 2, "3": 3, "4": 4, "一": 1, "二": 2, "三": 3, "四": 4}

_Bounds = tuple[str, str]


def _whole(words: str) -> int:
    """二〇二五 -> 2025, 十二 -> 12, 03 -> 3."""
    if words.isdigit() and words.isascii():
        return int(words)
    if len(words) == 4 and not set(words) & set("十百千"):
        return int("".join(str("〇一二三四五六七八九".index(digit.replace("零", "〇"))) for digit in words))
    value = number(words)
    return int(value) if value is not None else 0


def _iso(year: str | None, month: str | None = None, day: str | None = None) -> str:
    """As much of a date as is known from the year on; "" without a year."""
    if year is None:
        return ""
    parts = [f"{_whole(year):04d}"] + [f"{_whole(part):02d}" for part in (month, day) if part]
    return "-".join(parts)


def _full(hit: re.Match[str]) -> _Bounds:
    first = _iso(hit["year"], hit["month"], hit["day"])
    last = _iso(hit["year"], hit["month2"] or hit["month"], hit["day2"]) if hit["day2"] else first
    return first, last


def _months(hit: re.Match[str]) -> _Bounds:
    return _iso(hit["year"], hit["month"]), _iso(hit["year"], hit["month2"] or hit["month"])


def _years(hit: re.Match[str]) -> _Bounds:
    first, last = hit["year"], hit["year2"] or hit["year"]
    if len(last) == 2:
        last = first[:2] + last
    return _iso(first), _iso(last)


def _part_of_year(hit: re.Match[str]) -> _Bounds:
    year, part = hit["year"], hit["part"]
    if year is None:
        return "", ""
    if part in ("上半年", "前半年"):
        return _iso(year, "1"), _iso(year, "6")
    if part in ("下半年", "后半年"):
        return _iso(year, "7"), _iso(year, "12")
    if part == "前三季度":
        return _iso(year, "1"), _iso(year, "9")
    quarter = _QUARTERS.get(part.removeprefix("第")[0], 1)
    return _iso(year, str(3 * quarter - 2)), _iso(year, str(3 * quarter))


def _plan(hit: re.Match[str]) -> _Bounds:
    """The n-th five-year plan: 一五 1953–57, 二五 1958–62, from 三五 (1966) every five years."""
    n = _whole(hit["plan"] or hit["plan2"])
    first = 1953 + 5 * (n - 1) if n < 3 else 1966 + 5 * (n - 3)
    return str(first), str(first + 4)


def _open(hit: re.Match[str]) -> _Bounds:
    return "", ""


_Kind = Literal["date", "period"]
_PATTERNS: tuple[tuple[_Kind, str, Callable[[re.Match[str]], _Bounds]], ...] = (
    (
        "date",
        rf"(?:(?P<year>{_YEAR}) ?年 ?)?(?P<month>{_MONTH}) ?月 ?(?P<day>{_DAY}) ?[日号]"
        rf"(?:{_DASH}(?:(?P<month2>{_MONTH}) ?月 ?)?(?P<day2>{_DAY}) ?[日号])?",
        _full,
    ),
    (
        "date",
        r"(?<![\d.-])(?P<year>(?:19|20)\d\d)(?P<mark>[-/.])(?P<month>1[0-2]|0?[1-9])(?P=mark)(?P<day>3[01]|[12]\d|0?[1-9])"
        r"(?P<month2>)(?P<day2>)(?![\d.-])",
        _full,
    ),
    (
        "period",
        rf"(?:(?P<year>{_YEAR}) ?年 ?)?(?<![\d.])(?P<month>{_MONTH})"
        rf"(?: ?月份?)?{_DASH}(?P<month2>{_MONTH}) ?月份?(?!龄|薪|票)",
        _months,
    ),
    (
        "period",
        rf"(?:(?P<year>{_YEAR}) ?年 ?(?:的)?)?(?P<part>[上下前后]半年|前三季度|第?[一二三四1-4]季度)",
        _part_of_year,
    ),
    (
        "period",
        rf"(?:(?P<year>{_YEAR}) ?年 ?)?(?<![\d.一二三四五六七八九十])(?P<month>{_MONTH}) ?月(?P<month2>)"
        r"(?:份|底|初|末|[上中下]旬)?(?!龄|薪|票|饼)",
        _months,
    ),
    (
        "period",
        rf"(?<![\d.])(?P<year>{_YEAR}) ?(?:年度?)?{_DASH}(?P<year2>{_YEAR}|\d\d) ?(?:年度?|学年)(?:期间|间|以来)?",
        _years,
    ),
    (
        "period",
        rf"(?<![\d.])(?P<year>{_YEAR}) ?(?:年度?)?{_DASH}(?P<year2>(?:19|20)\d\d)(?![\d.万亿余多个件名户人元%])",
        _years,
    ),
    (
        "period",
        rf"(?<![\d.])(?P<year>{_YEAR})(?=(?:、{_YEAR}){{0,4}}(?:、|和|与|及){_YEAR} ?年)(?P<year2>)",
        _years,
    ),
    (
        "period",
        rf"(?<![\d.])(?P<year>{_YEAR}) ?(?:年(?:度|底|初|末|以来|间|起)?|学年)(?P<year2>)(?!轻|龄)",
        _years,
    ),
    ("period", r"(?<![\d.])0\d年", _open),
    (
        "period",
        r"[“\"]?(?P<plan>十[一二三四五六]?)五[”\"]?(?:期间|时期|以来|末|初|开局之年)|[“\"](?P<plan2>十[一二三四五六])五[”\"]",
        _plan,
    ),
    (
        "period",
        rf"(?:近|过去|未来|今后|最近|这|此后|往后)(?:的)? ?{_COUNT} ?(?:多|余)?"
        r"(?:年|个月|个季度)(?:多|余)?(?:以?来|间|内|里)?",
        _open,
    ),
    ("period", rf"(?<![\d.第]){_COUNT} ?(?:多|余)?(?:年|个月)(?:多|余)?(?:以来|来|间)(?!说)", _open),
    ("period", rf"前 ?{_COUNT} ?个(?:月|季度)", _open),
    ("period", rf"(?<=[（(]){_COUNT} ?年(?=[)）]|合计|累计)", _open),
    (
        "period",
        r"近年来?|近几年来?|多年来?|今年以?来?|去年|前年|明年|当年|本年度?|上年度?|同期|年初|年末|年底|"
        r"每半年|每个?季度|每[两一]?(?:个月|月|周|天|日|年)|按[月季年]|逐年|本季度|上季度|[一二三四]季度末?|全年|半年(?!小时)",
        _open,
    ),
    ("period", rf"(?:{_COUNT}世纪)(?:\d0年代|[{CHINESE}]十年代)?|(?<!\d)\d0年代", _open),
    # A day by itself is a date, unless a term is meant: 15日内, 缩短为15日.
    (
        "date",
        r"(?<![\d.-])(?<![短缩延][到至为])(?<![为满限])(?:3[01]|[12]\d|[1-9])日(?!以内|之内|内|龄|元|均|游|制)",
        _open,
    ),
)
_RULES = tuple((kind, re.compile(pattern), bounds) for kind, pattern, bounds in _PATTERNS)


def times(text: str) -> tuple[TimeSpan, ...]:
    """All dates and periods in order of place, none inside another; of two at one place the longer."""
    folded = plain(text)
    found: list[TimeSpan] = []
    for kind, pattern, bounds in _RULES:
        for hit in pattern.finditer(folded):
            if hit.end() > hit.start():
                found.append(TimeSpan(text[hit.start() : hit.end()], hit.start(), hit.end(), kind, *bounds(hit)))
    found.sort(key=lambda span: (span.start, -span.end))
    result: list[TimeSpan] = []
    for span in found:
        if not result or span.start >= result[-1].end:
            result.append(span)
    return tuple(result)
