"""Measure words that count the same sort of thing, so that 地下商城2处 and 两个地下商城 can be compared."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from assistant.figures import Figure, Match, match

PEOPLE: Final = frozenset("人名位员")
_PLACES: Final = frozenset("个处所家座间只")
_MATTERS: Final = frozenset("个项条件点款大类种")
_EVENTS: Final = frozenset(("场次", *"次场期轮届个"))
_HOUSES: Final = frozenset("栋幢座")
_GROUPS: Final = (PEOPLE, _PLACES, _MATTERS, _EVENTS, _HOUSES)
_MEASURED: Final = frozenset(
    (
        *("个百分点", "周岁", "小时", "分钟", "平方米", "公里", "公顷", "公斤", "千克", "立方米", "千瓦时", "摄氏度"),
        *("个月", "个工作日"),
        *("人次", "户次", "家次", "件次", "条次", "项次", "车次"),  # never left out: 示范社区16 is not 16家次
        *"%‰元倍番成岁年月天日秒米亩吨分度℃",
    )
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
