"""Breaking a long title into lines by meaning (GB/T 9704 7.3.1: 词意完整，排列对称，长短适宜)."""

from __future__ import annotations

import re
from itertools import combinations, pairwise

from assistant.export.signature import half_width

_AFTER = ("关于", "的", "和", "与", "暨", "》", "”", "、", "，", "年度", "年")
_BEFORE = ("创建", "申报", "争创", "推荐", "参评", "推进", "开展", "关于", "全国", "全省", "全市", "先进", "申请")
_GENRES = (
    "先进事迹材料", "主要事迹材料", "申报材料", "推荐材料", "汇报材料", "事迹材料", "典型材料", "情况报告", "工作报告",
    "自查报告", "自评报告", "述职报告", "工作总结", "情况汇报", "工作汇报", "总结", "汇报", "报告", "材料", "申报书",
)  # fmt: skip
_PAIRS = {"《": "》", "“": "”", "（": "）", "〔": "〕"}
_MOST_LINES = 3
_NUMBER_JOINT = re.compile(r"[\dA-Za-z—～.-].|.[\d—～.-]")  # a figure stays with its range and its measure word


def break_title(title: str, width: int, unit: str = "") -> tuple[str, ...]:
    """The lines of a title, each at most `width` Chinese characters wide where that is possible in three lines.

    The best break stands after the unit, then before the kind of document, then at another joint of the title.
    Nothing is added or dropped: joined, the lines are the title.
    """
    if half_width(title) <= 2 * width:
        return (title,)
    fewest = min(-(-half_width(title) // (2 * width)), _MOST_LINES)
    for count in range(fewest, _MOST_LINES + 1):
        ways = [cuts for cuts in combinations(range(1, len(title)), count - 1) if _fits(title, cuts, width)]
        if ways:
            prices = [_price(title, position, unit) for position in range(len(title))]
            best = min(ways, key=lambda cuts: _cost(title, cuts, prices))
            return tuple(_split(title, best))
    return tuple(title[start : start + width] for start in range(0, len(title), width))


def _split(title: str, cuts: tuple[int, ...]) -> list[str]:
    edges = (0, *cuts, len(title))
    return [title[start:end] for start, end in pairwise(edges)]


def _fits(title: str, cuts: tuple[int, ...], width: int) -> bool:
    return all(half_width(line) <= 2 * width for line in _split(title, cuts))


def _cost(title: str, cuts: tuple[int, ...], prices: list[int]) -> int:
    widths = [half_width(line) for line in _split(title, cuts)]
    return sum(prices[cut] for cut in cuts) + (max(widths) - min(widths)) // 2


def _price(title: str, position: int, unit: str) -> int:
    """What a break before title[position] costs, in characters of imbalance."""
    before, after = title[:position], title[position:]
    if not before or _inside_pair(before):
        return 100
    if (unit and before == unit) or before.endswith("暨"):
        return 0
    if before.endswith("年") and after.startswith("度"):
        return 60
    if after in _GENRES:
        return 2
    if before.endswith(_AFTER):
        return 2
    if after.startswith(_BEFORE):
        return 4
    return 60 if _NUMBER_JOINT.fullmatch(title[position - 1 : position + 1]) else 20


def _inside_pair(before: str) -> bool:
    return any(before.count(opening) > before.count(closing) for opening, closing in _PAIRS.items())
