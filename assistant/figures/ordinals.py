"""Find ranks, numbers in a series and grades: names a draft must not alter, but no quantities."""

from __future__ import annotations

import re

from assistant.figures.numerals import CHINESE, number
from assistant.figures.plain import plain
from assistant.figures.values import Ordinal

_NUMERAL = rf"(?P<number>\d{{1,6}}|[{CHINESE}]{{1,9}})"
_COUNTED = (
    "个|届|名|次|位|批|期|轮|条|章|款|项|类|号|组|季度|台|家|例|站|党支部|支部|分园|小学|中学|幼儿园"
    "|阶段|产业|课|期|集|场|部|卷|版|师|团"
)
_PATTERNS = tuple(
    re.compile(pattern)
    for pattern in (
        rf"第 ?{_NUMERAL} ?(?:{_COUNTED})?",
        rf"{_NUMERAL}(?:等奖|等功|等次)",
        rf"{_NUMERAL}(?:星级|A级|A(?![A-Za-z\d])|级(?=[^\u4e00-\u9fff]|旅游|景区|响应|医院|标准|示范|保密|文物))",
        rf"(?<![提目以之此当日月年])前 ?{_NUMERAL}(?:名|位|强|列)",
        # 十四届七次全会, 二十届三中全会: which congress, and which of its sessions
        rf"(?P<number>[{CHINESE}]{{1,4}})届(?:[{CHINESE}]{{1,3}}次|[一二三四五六七八九]中)?",
        rf"(?P<number>[{CHINESE}]{{1,3}})次(?=全会|全委|全体会议|党代会|代表大会)",
    )
)
_FIRST = re.compile(r"首(?:个|家|批|次|届|例|座|条|位|创|支|部|款|台|所|套|项)")


def ordinals(text: str) -> tuple[Ordinal, ...]:
    """All ordinals in order of place, none inside another. 首个 and its like have the value 1."""
    folded = plain(text)
    found: dict[int, Ordinal] = {}
    for pattern in _PATTERNS:
        for hit in pattern.finditer(folded):
            value = number(hit["number"])
            if value is not None:
                found.setdefault(hit.start(), _ordinal(text, hit, float(value)))
    for hit in _FIRST.finditer(folded):
        found.setdefault(hit.start(), _ordinal(text, hit, 1.0))
    result: list[Ordinal] = []
    for start in sorted(found):
        if not result or start >= result[-1].end:
            result.append(found[start])
    return tuple(result)


def _ordinal(text: str, hit: re.Match[str], value: float) -> Ordinal:
    return Ordinal(text[hit.start() : hit.end()], hit.start(), hit.end(), value)
