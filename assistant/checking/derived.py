"""FACT-03: a figure that no note states but that computes from notes: a sum, a difference, a share, a growth rate.

Only where the draft's own words say that it was computed (合计, 共, 占, 增加, 平均 …) and the operands belong
together: they stand in one note line, or the draft states them in the same sentence. Anything looser would
let a wrong number pass because two unrelated ones happen to add up to it.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence
from typing import Final

from assistant.checking.evidence import Evidence
from assistant.checking.grounds import Grounds
from assistant.checking.trace import Trace, Verdict
from assistant.figures import Figure

_SUM: Final = re.compile(r"合计|总计|共计|累计|总共|一共|总数|总额|合共|共|总")
_GAP: Final = re.compile(r"增加|减少|净增|相差|多出|提高|下降|上升|降低|压缩|缩短")
_SHARE: Final = re.compile(r"占|比例|比重|率|为.{0,6}的")
_GROWTH: Final = re.compile(r"增长|下降|减少|增加|增幅|降幅|提高")
_MEAN: Final = re.compile(r"平均|人均|户均|每人|每户|年均|月均")
_REACH: Final = 30
_MOST_OPERANDS: Final = 12


def formula(text: str, figure: Figure, traces: Sequence[Trace], grounds: Grounds) -> str:
    """How the figure computes from notes ("75个 + 38个 = 113个"), "" if it does not."""
    if figure.low != figure.high or figure.low <= 0:
        return ""
    words = text[max(0, figure.start - _REACH) : figure.start] + text[figure.end : figure.end + 6]
    for operands in _groups(text, figure, traces, grounds):
        found = next(_computations(figure, words, operands), "")
        if found:
            return found
    return ""


def _groups(text: str, figure: Figure, traces: Sequence[Trace], grounds: Grounds) -> Iterator[list[Evidence]]:
    """Notes that belong together and to this figure: of one line, or traced in the same sentence of the draft."""
    start = max(text.rfind(mark, 0, figure.start) for mark in "。\n") + 1
    end = min((at for mark in "。\n" if (at := text.find(mark, figure.end)) >= 0), default=len(text))
    nearby = [
        trace.note
        for trace in traces
        if start <= trace.figure.start < end and trace.verdict is Verdict.TRACED and trace.note is not None
    ]
    if nearby:
        yield nearby[:_MOST_OPERANDS]
    for line in dict.fromkeys(note.statement.id for note in nearby):
        group = [entry for entry in grounds.evidence.entries if entry.statement.id == line]
        yield group[:_MOST_OPERANDS]


def _computations(figure: Figure, words: str, operands: Sequence[Evidence]) -> Iterator[str]:
    exact = [entry for entry in operands if entry.figure.low == entry.figure.high and not entry.figure.approximation]
    same = [entry for entry in exact if entry.figure.unit == figure.unit]
    if _SUM.search(words):
        yield from _sums(figure, same)
    if _GAP.search(words):
        yield from _gaps(figure, same if figure.unit != "个百分点" else [e for e in exact if e.figure.unit == "%"])
    if figure.unit == "%":
        yield from _rates(figure, words, exact)
    if _MEAN.search(words):
        yield from _means(figure, exact)


def _sums(figure: Figure, operands: Sequence[Evidence]) -> Iterator[str]:
    for size in range(2, min(len(operands), 4) + 1):
        for chosen in itertools.combinations(operands, size):
            if _equal(sum(entry.figure.low for entry in chosen), figure):
                yield " + ".join(entry.figure.text for entry in chosen) + f" = {figure.text}"
    if len(operands) > 4 and _equal(sum(entry.figure.low for entry in operands), figure):
        yield " + ".join(entry.figure.text for entry in operands) + f" = {figure.text}"


def _gaps(figure: Figure, operands: Sequence[Evidence]) -> Iterator[str]:
    for one, other in itertools.permutations(operands, 2):
        if one.figure.low > other.figure.low and _equal(one.figure.low - other.figure.low, figure):
            yield f"{one.figure.text} − {other.figure.text} = {figure.text}"


def _rates(figure: Figure, words: str, operands: Sequence[Evidence]) -> Iterator[str]:
    for part, whole in itertools.permutations(operands, 2):
        a, b = part.figure, whole.figure
        if "%" in (a.unit, b.unit) or not b.low or a.unit != b.unit:
            continue
        if _SHARE.search(words) and a.low < b.low and _equal(a.low / b.low * 100, figure):
            yield f"{a.text} ÷ {b.text} = {figure.text}"
        if _GROWTH.search(words) and _equal(abs(a.low - b.low) / b.low * 100, figure):
            yield f"（{a.text} − {b.text}）÷ {b.text} = {figure.text}"


def _means(figure: Figure, operands: Sequence[Evidence]) -> Iterator[str]:
    for total, count in itertools.permutations(operands, 2):
        measured = count.figure.low > 1 and total.figure.unit == figure.unit != count.figure.unit
        if measured and _equal(total.figure.low / count.figure.low, figure):
            yield f"{total.figure.text} ÷ {count.figure.text} = {figure.text}"


def _equal(value: float, figure: Figure) -> bool:
    """Equal to as many decimals as the figure shows (of 万 and 亿 too)."""
    shown = re.search(r"\.(\d+)", figure.number)
    scale = 1e8 if "亿" in figure.text else 1e4 if "万" in figure.text else 1.0
    step: float = scale / 10 ** (len(shown[1]) if shown else 0)
    if scale == 1.0 and shown is None and figure.unit != "%":
        return abs(value - figure.low) < 1e-6
    return bool(abs(value - figure.low) <= step / 2 + 1e-9)
