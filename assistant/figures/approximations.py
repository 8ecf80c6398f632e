"""The words around a numeral that say it is rough, and which way."""

from __future__ import annotations

import re
from typing import Literal

# Stands before the numeral and belongs to the figure; written form -> short name.
_BEFORE = {
    "将近": "近",
    "接近": "近",
    "近": "近",
    "大约": "约",
    "大概": "约",
    "约": "约",
    "超过": "超",
    "超": "超",
    "逾": "逾",
    "不足": "不足",
    "不到": "不到",
    "上": "上",
    "过": "过",
}
BEFORE = re.compile(
    r"(?:将近|接近|(?<![最附临远靠就亲邻贴相逼])近|大约|大概|(?<![节预签合契条公违履相邀失集制简俭大])约"
    r"|(?<!不)超过|(?<![赶高])超|逾|不足|(?<!达)不到"
    r"|(?<![以路网线马早晚乘])上|(?<![通超经度不])过) ?$"
)
AFTER = re.compile(r" ?(?P<word>(?:（含）|\(含\))?及?(?:以上|以下)|左右|上下|出头)")
# 两年多, 1.5倍多: only where the clause goes on with another word, never 多元, 多样.
AFTER_UNIT = re.compile(r"(?P<word>[多余])(?=的|来|时间|[^\u4e00-\u9fff]|$)")
ROUGH_UNITS = frozenset(
    [
        "年",
        "天",
        "小时",
        "公里",
        "里",
        "米",
        "吨",
        "亩",
        "倍",
        "番",
        "成",
        "岁",
        "周",
        "元",
        "斤",
        "公斤",
        "分钟",
        "周年",
    ]
)
# A limit is a condition on the figure, no part of it: 控制在3.5%以内, 不低于90%.
LIMIT_BEFORE = re.compile(r"(?P<word>不超过|不高于|不大于|不多于|不低于|不少于|不小于|至少|最少|最多|至多|突破) ?$")
LIMIT_AFTER = re.compile(r" ?(?P<word>以内|之内|以里)")

Direction = Literal["exact", "about", "below", "above", "at least", "at most"]
_DIRECTIONS: dict[str, Direction] = {
    "": "exact",
    "约": "about",
    "左右": "about",
    "上下": "about",
    "近": "below",
    "不足": "below",
    "不到": "below",
    "余": "above",
    "多": "above",
    "几": "above",
    "来": "about",
    "超": "above",
    "逾": "above",
    "过": "above",
    "上": "above",
    "数": "above",
    "出头": "above",
    "突破": "above",
    "以上": "at least",
    "不低于": "at least",
    "不少于": "at least",
    "不小于": "at least",
    "至少": "at least",
    "最少": "at least",
    "以下": "at most",
    "以内": "at most",
    "之内": "at most",
    "以里": "at most",
    "不超过": "at most",
    "不高于": "at most",
    "不大于": "at most",
    "不多于": "at most",
    "最多": "at most",
    "至多": "at most",
}


def short(word: str) -> str:
    """将近 -> 近, 超过 -> 超, 及以上 -> 以上."""
    word = word.strip()
    return _BEFORE.get(word, word[-2:] if len(word) > 2 else word)


def direction(word: str) -> Direction:
    """Which way a short name points; words that say nothing of it are exact."""
    return _DIRECTIONS.get(word, "exact")


def contrary(one: Direction, other: Direction) -> bool:
    """近 against 余, 不足 against 以上: no reader could take one for the other."""
    low = {"below", "at most"}
    high = {"above", "at least"}
    return (one in low and other in high) or (one in high and other in low)
