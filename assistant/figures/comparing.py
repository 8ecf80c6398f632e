"""Compare two clauses: do they state the same figures for the same things?"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import permutations

from assistant.figures.finding import find
from assistant.figures.matching import match
from assistant.figures.ordinals import ordinals
from assistant.figures.plain import plain
from assistant.figures.times import times
from assistant.figures.values import Comparison, Figure, Match

_UP = "增长|提高|上升|增加|增收|上涨|上调|提升|扩大|增幅|涨幅|增至|升至|升到|增到|翻|增|升|涨"
_DOWN = "下降|降低|减少|缩短|压缩|下调|回落|下滑|降幅|减幅|精简|降至|降到|减至|减到|缩减|削减|减|降"
_CHANGE = re.compile(rf"(?P<up>{_UP})|(?P<down>{_DOWN})")
_REACHES = re.compile(r"(?:到|至|为|达|成为|是|相当于)[^，。；]{0,8}$|(?:的)$")
_PIECE_END = re.compile(r"[，。；、,;\n]")
_EVERY = re.compile(
    r"每(?:[半两一]|个)*(?:年|季度|季|月|周|天|日|旬|星期)|[年季月周日]度?(?=召开|举办|开展)|按[年季月周日]"
)
# Words of one row exclude one another: what is 户均 is not 人均.
_CONTRASTS = tuple(
    tuple(row.split())
    for row in (
        "户均 人均 村均 日均 月均 年均 周均 亩均 每户 每人 每村",
        "同比 环比",
        "国家级 省级 市级 县级 区级",
        "城市 城镇 农村",
        "新增 累计",
        "最高 最低",
        "收入 支出",
        "本科 大专 研究生",
        "男 女",
        "上年 当年",
        "起数 人数 户数 件数",
    )
)
_MOST_PERMUTED = 5


@dataclass(frozen=True, slots=True)
class _Stated:
    """A figure and the words it stands among, between the neighbouring figures and marks."""

    figure: Figure
    before: str
    after: str

    def words(self) -> set[str]:
        return {word for word in self.before + self.after if "\u4e00" <= word <= "\u9fff"}


def compare(note: str, draft: str) -> Comparison:
    """Does the draft clause state what the note clause states? See Comparison."""
    why = _contrast(note, draft) or _period(note, draft) or _ordinal(note, draft)
    if why:
        return Comparison(False, False, why)
    ours, theirs = _stated(note), _stated(draft)
    if len(ours) != len(theirs):
        return Comparison(False, False, f"要点有{len(ours)}个数，稿中有{len(theirs)}个")
    weaker = ""
    for one, other in _paired(ours, theirs):
        kind = match(one.figure, other.figure)
        if kind is Match.DIFFERENT:
            return Comparison(False, False, f"“{one.figure.text}”与“{other.figure.text}”不是同一个数")
        if why := _change(one, other):
            return Comparison(False, False, why)
        if kind is Match.WEAKER:
            weaker = weaker or f"“{one.figure.text}”写成“{other.figure.text}”，限定或精度有变"
    return Comparison(not weaker, bool(weaker), weaker)


def _stated(text: str) -> list[_Stated]:
    figures = find(text)
    folded = plain(text)
    result = []
    for index, figure in enumerate(figures):
        left = figures[index - 1].end if index else 0
        right = figures[index + 1].start if index + 1 < len(figures) else len(text)
        before = _PIECE_END.split(folded[left : figure.start])[-1]
        after = _PIECE_END.split(folded[figure.end : right])[0]
        result.append(_Stated(figure, before, after))
    return result


def _paired(ours: list[_Stated], theirs: list[_Stated]) -> list[tuple[_Stated, _Stated]]:
    """Who belongs to whom: by the words around the figures; in order where the words do not tell."""
    if not 1 < len(ours) <= _MOST_PERMUTED:
        return list(zip(ours, theirs, strict=True))
    best = max(permutations(theirs), key=lambda order: _likeness(ours, order))
    return list(zip(ours, best, strict=True))


def _likeness(ours: list[_Stated], theirs: tuple[_Stated, ...]) -> float:
    total = 0.0
    for one, other in zip(ours, theirs, strict=True):
        words, others = one.words(), other.words()
        total += len(words & others) / len(words | others) if words | others else 0.0
    return total


def _change(one: _Stated, other: _Stated) -> str:
    """增长 against 下降; 增长 against 增长到."""
    ours, theirs = _direction(one), _direction(other)
    if "down" in (ours, theirs) and ours != theirs:
        return "增减方向不同"
    if ours and theirs and _reaches(one) != _reaches(other):
        return "“增长了”与“增长到”不同"
    return ""


def _direction(stated: _Stated) -> str:
    """up, down or "" — by the last such word before the figure, else by its sign."""
    if stated.figure.text.startswith("翻"):
        return "up"
    hits = list(_CHANGE.finditer(stated.before))
    if hits:
        return "up" if hits[-1]["up"] else "down"
    return {"+": "up", "-": "down"}.get(stated.figure.sign, "")


def _reaches(stated: _Stated) -> bool:
    hits = list(_CHANGE.finditer(stated.before))
    rest = stated.before[hits[-1].start() :] if hits else ""
    return bool(_REACHES.search(rest)) and not rest.startswith(("增幅", "涨幅", "降幅", "减幅"))


def _contrast(note: str, draft: str) -> str:
    for row in _CONTRASTS:
        ours, theirs = ({word for word in row if word in text} for text in (note, draft))
        if ours and theirs and not ours & theirs:
            return f"“{min(ours)}”与“{min(theirs)}”不同"
    return ""


def _period(note: str, draft: str) -> str:
    """Only like is set against like: 2025年 says nothing against 全年."""
    for ours, theirs in zip(_periods(note), _periods(draft), strict=True):
        if ours and theirs and not (ours <= theirs or theirs <= ours):
            return "所属期间或频次不同"
    return ""


def _periods(text: str) -> tuple[set[str], set[str]]:
    """Those with a date, and those without: 上半年, 每月."""
    spans = times(text)
    dated = {f"{span.first}/{span.last}" for span in spans if span.first}
    relative = {plain(span.text).replace(" ", "") for span in spans if not span.first}
    return dated, relative | {hit.group() for hit in _EVERY.finditer(text)}


def _ordinal(note: str, draft: str) -> str:
    ours, theirs = (sorted(ordinal.value for ordinal in ordinals(text)) for text in (note, draft))
    return "序数、届次或等次不同" if ours and theirs and ours != theirs else ""
