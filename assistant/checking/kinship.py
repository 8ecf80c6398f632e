"""Measure words that count the same sort of thing, so that 地下商城2处 and 两个地下商城 can be compared."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from assistant.figures import Figure, Match, match

_PEOPLE: Final = frozenset("人 名 位 员".split())
_PLACES: Final = frozenset("个 处 所 家 座 间 只".split())
_MATTERS: Final = frozenset("个 项 条 件 点 款 大 类 种".split())
_EVENTS: Final = frozenset("次 场 场次 期 轮 届 个".split())
_HOUSES: Final = frozenset("栋 幢 座".split())
_GROUPS: Final = (_PEOPLE, _PLACES, _MATTERS, _EVENTS, _HOUSES)
_MEASURED: Final = frozenset(
    "% ‰ 个百分点 元 倍 番 成 岁 周岁 年 月 天 日 小时 分钟 秒 平方米 公里 米 亩 公顷 吨 公斤 千克 立方米 千瓦时 分 度 摄氏度 ℃ 个月 个工作日".split()
)


def kin(one: str, other: str) -> bool:
    """The two measure words may count the same thing; a missing one (示范社区16) stands for any counted thing."""
    if one == other:
        return True
    if not one or not other:
        return (one or other) not in _MEASURED
    return any(one in group and other in group for group in _GROUPS)


def agreement(note: Figure, draft: Figure) -> Match:
    """`figures.match`, and also where only the measure word differs and both count the same sort of thing."""
    result = match(note, draft)
    if result is Match.DIFFERENT and note.unit != draft.unit and kin(note.unit, draft.unit):
        return match(replace(note, unit=draft.unit), draft)
    return result
