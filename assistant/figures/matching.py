"""How a figure of a draft relates to a figure of the notes: the same, the same but weaker, or another."""

from __future__ import annotations

from decimal import Decimal

from assistant.figures.approximations import contrary, direction
from assistant.figures.plain import plain
from assistant.figures.units import measure
from assistant.figures.values import Figure, Match

_TOLERANCE = 1e-9  # relative; only absorbs binary fractions
_MOST_DOUBLINGS = 20  # 翻两番 is growth by 300%; beyond this the word is no measure of growth
_ROUNDING = 0.05  # relative; a coarser number further away than this is another number, not a rounded one
# Counting words that may stand for one another, at the price of a remark: 30次 and 30场, 12件 and 12起.
_COUNTING = (
    frozenset(["个", "家", "所", "处", "座", "站", "间", "点位", "站点", "户"]),
    frozenset(["个", "项", "件", "条", "款", "种", "类", "门"]),
    frozenset(["件", "起", "宗", "例", "桩", "件次", "次"]),
    frozenset(["次", "场", "场次", "期", "轮", "批", "批次", "回", "趟", "遍"]),
    frozenset(["份", "本", "册", "篇", "张", "卷"]),
    frozenset(["栋", "座", "处", "间"]),
    frozenset(["台", "辆", "部", "套", "台套", "架"]),
    frozenset(["人", "个"]),
    frozenset(["支", "个", "组", "队"]),
)
_COUNTS = frozenset().union(*_COUNTING)


def match(note: Figure, draft: Figure) -> Match:
    """SAME, WEAKER (the number stays; its qualifier, precision or counting word was changed) or DIFFERENT."""
    unit = _units(note, draft)
    if unit is Match.DIFFERENT:
        return unit
    size = _sizes(note, draft)
    if size is Match.DIFFERENT:
        return size
    ours, theirs = (direction(figure.approximation or figure.limit) for figure in (note, draft))
    if contrary(ours, theirs):
        return Match.DIFFERENT
    return Match.SAME if unit is size is Match.SAME and ours == theirs else Match.WEAKER


def bounds(figure: Figure) -> tuple[str, float, float]:
    """What is measured, and from where to where, in one unit of that measure.

    倍 and 番 become per cent of growth (翻一番 = 一倍 = 100%), so do fractions; a ratio stays a ratio.
    """
    if figure.unit == "番" and figure.high <= _MOST_DOUBLINGS:
        return "%", (2**figure.low - 1) * 100, (2**figure.high - 1) * 100
    if figure.unit == "倍":
        return "%", figure.low * 100, figure.high * 100
    if figure.unit == "" and _is_fraction(figure):
        return "%", figure.low * 100, figure.high * 100
    if figure.unit == "" and _is_ratio(figure):
        return "ratio", figure.low, figure.high
    name, factor = measure(figure.unit)
    return name, figure.low * float(factor), figure.high * float(factor)


def _is_fraction(figure: Figure) -> bool:
    return "分之" in figure.number or "/" in plain(figure.number) or figure.number in ("一半", "半数")


def _is_ratio(figure: Figure) -> bool:
    return ":" in plain(figure.number) or "比" in figure.number


def _units(note: Figure, draft: Figure) -> Match:
    ours, theirs = bounds(note)[0], bounds(draft)[0]
    if ours == theirs:
        return Match.SAME
    if "" in (ours, theirs) and (ours or theirs) in _COUNTS:  # 示范社区 16 and 示范社区16个
        return Match.SAME
    return Match.WEAKER if any(ours in words and theirs in words for words in _COUNTING) else Match.DIFFERENT


def _sizes(note: Figure, draft: Figure) -> Match:
    (_, low, high), (_, other_low, other_high) = _rounded_down(note), _rounded_down(draft)
    if _close(low, other_low) and _close(high, other_high):
        return Match.SAME
    if low != high or other_low != other_high:
        return Match.DIFFERENT
    fine, coarse = sorted((note, draft), key=_quantum)
    return Match.WEAKER if _is_rounding(bounds(fine)[1], bounds(coarse)[1], _quantum(coarse)) else Match.DIFFERENT


def _rounded_down(figure: Figure) -> tuple[str, float, float]:
    """十几 (11 to 19) is what 10余 says."""
    name, low, high = bounds(figure)
    if figure.approximation == "几" and figure.low != figure.high and (figure.high - figure.low) * 10 < figure.high * 8:
        step = (figure.high - figure.low) / 8
        return name, low * (figure.low - step) / figure.low, low * (figure.low - step) / figure.low
    return name, low, high


def _close(one: float, other: float) -> bool:
    return one == other or abs(one - other) <= _TOLERANCE * max(abs(one), abs(other))


def _quantum(figure: Figure) -> float:
    """What one step of the last digit written is worth: 12.6万 -> 1000."""
    number = plain(figure.number).replace(",", "")
    stem = number.rstrip("十百千万亿余多几")
    _, _, decimals = stem.replace("点", ".").partition(".")
    step = Decimal(10) ** -len(decimals)
    for word in number[len(stem) :]:
        step *= {"十": 10, "百": 100, "千": 1000, "万": 10**4, "亿": 10**8}.get(word, 1)
    if "分之" in number and figure.unit == "":
        return 0.0  # a fraction is exact
    low = figure.low or 1.0
    return float(step) * (abs(bounds(figure)[1] / low) or 1.0)


def _is_rounding(fine: float, coarse: float, quantum: float) -> bool:
    """Is the coarse number the fine one rounded or cut off at the coarse one's last digit?"""
    return abs(fine - coarse) < quantum and abs(fine - coarse) <= _ROUNDING * abs(fine)
