"""What the figures of one sentence say about each other: growth, shares, averages, parts of a total. Pure.

A disagreement is only told where the words tie the figures together and no rounding of what is written explains it.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from assistant.figures.finding import find
from assistant.figures.values import Figure

Kind = Literal["growth", "share", "average", "parts"]
_LONGEST: Final = 400  # characters of a sentence that is computed
_GATE: Final = re.compile(r"[由从][^。]{1,60}[到至]|率|占|平均|人均|户均|其中|包括|分别")
_FROM: Final = re.compile(r"[由从][^，；。]{0,12}$")
_TO: Final = re.compile(
    r"^[^，；。由从]{0,6}?，?(?P<verb>增加|增长|提高|扩大|上升|提升|发展|增|升|减少|下降|降低|压缩|压减|缩短|减|降)"
    r"(?:为|到|至|了)?[^，；。]{0,8}$"
)
_BY: Final = re.compile(
    r"^[^，；。]{0,4}[，、]?(?:同比|共|净|比上年|一年)?(?P<verb>增长|增加|提高|扩大|上升|提升|增幅|减少|下降|降低|压缩|压减|缩短|降幅)?"
    r"(?:了|达到?|为|约)?$"
)
_DOWN: Final = frozenset("减降压缩")
_SHARE_OF: Final = re.compile(r"^，?占(?:比|总数的?|总量的?|全部的?)?(?:为|达到?)?$")
_RATE: Final = re.compile(r"(?P<stem>[\u4e00-\u9fff]{2})率(?:为|达到?|是)?$")
_PER: Final = re.compile(
    r"(?:平均每|每)(?P<per>[\u4e00-\u9fff]{1,3})(?:平均)?(?P<rest>[^\d，；。]{0,6})$|(?P<one>[人户])均[^\d，；。]{0,4}$"
)
_CHANGE: Final = re.compile(r"提高|增|减|降|超|差")  # 户均增收, 人均提高: no average of what stands before
_NEAR: Final = 40  # characters from the two figures of an average to the average
_TENTH: Final = 0.006  # shares and growth that are only a little off are a matter of how they were rounded


@dataclass(frozen=True, slots=True)
class Disagreement:
    """text[start:end] is the figure that does not compute. said: as written; computed: as it comes out, with unit;
    formula: how. right: what to write instead where only the last figure can be wrong by its form, else ""."""

    kind: Kind
    start: int
    end: int
    said: str
    computed: str
    formula: str
    right: str = ""


def disagreements(text: str) -> tuple[Disagreement, ...]:
    """Of one sentence or one note line; places count in `text`. Longer texts than 400 characters are left alone."""
    if len(text) > _LONGEST or not _GATE.search(text):
        return ()
    found = find(text)
    told = [*_growth(text, found), *_shares(text, found), *_rates(text, found), *_averages(text, found)]
    return tuple(sorted(told, key=lambda one: one.start))


def _exact(*figures: Figure) -> bool:
    return not any(one.approximation or one.limit or one.low != one.high for one in figures)


def _slack(figure: Figure) -> float:
    """Half of the last place that is written: 1.2万 -> 500; a plain count has none."""
    digits = re.search(r"\d+(?:\.(\d+))?", figure.number)
    if digits is None:
        return 0.0
    scale = 1.0
    for mark, size in (("万", 1e4), ("亿", 1e8)):
        scale *= size ** figure.number.count(mark)
    places = len(digits[1] or "")
    if not places and scale == 1.0 and figure.unit not in ("%", "倍", "元"):
        return 0.0
    half = 0.5 * scale * 10.0**-places * 1.001
    return min(half, 0.05 * abs(figure.low)) if scale > 1 else half  # 1万人 without 余 or 多 is not 5000 off


def _fits(said: Figure, low: float, high: float) -> bool:
    slack = _slack(said) + abs(said.low) * _TENTH
    return said.low + slack >= low and said.low - slack <= high


def _growth(text: str, found: Sequence[Figure]) -> Iterator[Disagreement]:
    """由50人增加到150人，增长3倍 (it is 2), 翻两番, 增长250%."""
    for base, now, grown in zip(found, found[1:], found[2:], strict=False):
        between, behind = text[base.end : now.start], text[now.end : grown.start]
        to, by = _TO.match(between), _BY.match(behind)
        tied = base.unit == now.unit != "%" and base.low > 0 and now.low > 0 and _FROM.search(text[: base.start])
        if not (tied and to and by) or not _exact(base, now, grown) or "均" in behind or grown.unit not in "%倍番":
            continue
        down = to["verb"][0] in _DOWN or now.low < base.low
        if (by["verb"] or "")[:1] in _DOWN and not down:
            continue
        yield from _grown(base, now, grown, down)


def _grown(base: Figure, now: Figure, grown: Figure, down: bool) -> Iterator[Disagreement]:
    least = (now.low - _slack(now)) / (base.low + _slack(base))
    most = (now.low + _slack(now)) / max(1e-9, base.low - _slack(base))
    ratio = now.low / base.low
    if grown.unit == "番":
        low, high, computed = math.log2(max(least, 1e-9)) - 0.1, math.log2(max(most, 1e-9)) + 0.1, math.log2(ratio)
        formula = f"{now.text} ÷ {base.text} = {ratio:.3g}倍，翻{computed:.2g}番"
    elif grown.unit == "倍":
        if down:
            return
        low, high, computed = least - 1, most - 1, ratio - 1
        formula = f"{now.text} ÷ {base.text} − 1"
    else:
        low, high, computed = (1 - most, 1 - least, 1 - ratio) if down else (least - 1, most - 1, ratio - 1)
        low, high, computed = low * 100, high * 100, computed * 100
        formula = f"{'1 − ' if down else ''}{now.text} ÷ {base.text}{'' if down else ' − 1'}"
    if not _fits(grown, low, high):
        places = 1 if grown.unit == "%" else 2
        came = f"{round(computed, places):g}{grown.unit}"
        yield Disagreement("growth", grown.start, grown.end, grown.text, came, formula)


def _shares(text: str, found: Sequence[Figure]) -> Iterator[Disagreement]:
    """床位2460张，其中护理型床位1480张，占61.2%."""
    for whole, part, share in zip(found, found[1:], found[2:], strict=False):
        tied = re.match(r"^[^，；。]{0,10}[，（,]?其中[^，；。、]{0,16}$", text[whole.end : part.start])
        if tied and share.unit == "%" and _SHARE_OF.match(text[part.end : share.start]):
            yield from _divided("share", part, whole, share)


def _rates(text: str, found: Sequence[Figure]) -> Iterator[Disagreement]:
    """应办240件，办结228件，办结率98%: the rate is named by the words of the second count."""
    for whole, part, rate in zip(found, found[1:], found[2:], strict=False):
        named = _RATE.search(text[part.end : rate.start])
        if named is None or rate.unit != "%" or rate.start - part.end > 12 or part.start - whole.end > 24:
            continue
        own = text[whole.end : part.end + named.start()]
        before = text[max(0, whole.start - 12) : whole.start]
        joined = text[whole.end : rate.start]
        if named["stem"] in own and named["stem"] not in before and not re.search(r"[。；]|新增|其余|另", joined):
            yield from _divided("share", part, whole, rate)


def _divided(kind: Kind, part: Figure, whole: Figure, rate: Figure) -> Iterator[Disagreement]:
    if part.unit != whole.unit or not whole.low or part.low > whole.low or not _exact(part, whole, rate):
        return
    least = 100 * (part.low - _slack(part)) / (whole.low + _slack(whole))
    most = 100 * (part.low + _slack(part)) / (whole.low - _slack(whole))
    if not rate.low - _slack(rate) <= most or not rate.low + _slack(rate) >= least:
        places = len((re.search(r"\.(\d+)", rate.number) or ["", ""])[1])
        came = f"{round(100 * part.low / whole.low, max(1, places)):g}%"
        yield Disagreement(kind, rate.start, rate.end, rate.text, came, f"{part.text} ÷ {whole.text}")


def _averages(text: str, found: Sequence[Figure]) -> Iterator[Disagreement]:
    """培训班5期，培训150人次，平均每期40人."""
    for place, mean in enumerate(found):
        said = _PER.search(text[: mean.start][-16:])
        if said is None or "均" not in said[0] or place < 2 or _CHANGE.search(said[0]):
            continue
        if mean.start - found[place - 2].end > _NEAR or "；" in text[found[place - 2].end : mean.start]:
            continue
        per = said["per"] or said["one"]
        before = found[place - 2 : place]
        counts = [one for one in before if one.unit == per or (one.unit and per.startswith(one.unit) and len(per) < 3)]
        totals = [one for one in before if one.unit and one.unit.startswith(mean.unit) and one.unit != per]
        if len(counts) != 1 or len(totals) != 1 or not mean.unit or not counts[0].low:
            continue
        count, total = counts[0], totals[0]
        if not _exact(count, total, mean):
            continue
        low = (total.low - _slack(total)) / count.low
        high = (total.low + _slack(total)) / count.low
        rough = 0.5 if "." not in mean.number else 0.0  # a count per head is written in whole numbers
        if not low - rough - _slack(mean) <= mean.low <= high + rough + _slack(mean):
            came = f"{round(total.low / count.low, 2):g}{mean.unit}"
            yield Disagreement("average", mean.start, mean.end, mean.text, came, f"{total.text} ÷ {count.text}")
