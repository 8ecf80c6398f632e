"""FACT-03: a figure that no note states but that computes from notes: a sum, a difference, a share, a growth rate,
what remains of a whole, a span of years.

Only where the draft's own words say that it was computed (合计, 共, 占, 增加, 平均, 倍, 尚, 正在 …) or name the parts
together (named_sums.py), the notes do not give this computed figure themselves, and the operands belong together: they
stand in one note line, the draft states them in the same sentence, or their words fit the figure best. Anything looser
would let a wrong number pass because two unrelated ones happen to add up to it.
"""

from __future__ import annotations

import itertools
import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import Final

from assistant.checking.evidence import Evidence
from assistant.checking.grounds import Grounds
from assistant.checking.kinship import kin
from assistant.checking.layout import stretch_start
from assistant.checking.named_sums import named_sums
from assistant.checking.naming import touches_stretch
from assistant.checking.spans import span_of_years
from assistant.checking.trace import Trace, Verdict
from assistant.figures import Figure, bounds, direction

_SUM: Final = re.compile(r"合计|总计|共计|累计|总共|一共|总数|总额|合共|共|总|两年|三年")
_GAP: Final = re.compile(r"增加|减少|净增|相差|多出|提高|下降|上升|降低|压缩|缩短|提升|增长|多|少|增|降|减")
_SHARE: Final = re.compile(r"占|比例|比重")
_RATE: Final = re.compile(r"率|为.{0,6}的|[^\d]的?$")
_GROWTH: Final = re.compile(r"增长|下降|减少|增加|增幅|降幅|提高|上升|降低|翻|提升|缩短|压缩|增|降|减")
_CHANGE: Final = re.compile(r"增加|减少|净增|相差|提高|下降|上升|降低|压缩|缩短|提升|增长|增幅|降幅")
_CHANGED_TO: Final = re.compile(r"(?:增加|减少|提高|下降|上升|降低|压缩|缩短|提升|增长|扩大|增|升|降|减)[到至为]")
_REST: Final = re.compile(r"尚|仍|其余|剩|余下|未|正在|待|还有|还在")
_MEAN: Final = re.compile(r"平均|人均|户均|每人|每户|年均|月均|场均|村均|家均|每[年月个家场]")
_TIMES: Final = re.compile(r"是|为|相当于|达到?")
_KINDS: Final = (_SUM, _GAP, _SHARE, _GROWTH, _MEAN)
_YEARLY: Final = re.compile(r"年均|每年|平均每年")
_PIECE: Final = re.compile(r"[，；。：\n,;:（(]")
_REACH: Final = 30
_BEHIND: Final = 4  # characters behind a figure that say what it is …
_REST_BEHIND: Final = 10  # … and that say it is what remains: 4件正在推进
_LONGEST: Final = 400  # characters behind the figure that are still its sentence
_MOST_OPERANDS: Final = 12
_FITTING: Final = 3  # as many note lines as may give operands by their words alone
_ROUGHLY: Final = 0.1  # relative: how far 近, 余, 约 may be from what was computed


def formula(text: str, trace: Trace, traces: Sequence[Trace], grounds: Grounds) -> str:
    """How the figure computes from notes ("75个 + 38个 = 113个"), "" if it does not."""
    figure = trace.figure
    if not _may_be_computed(text, trace) or figure.low != figure.high or figure.low <= 0:
        return ""
    words = _words(text, figure)
    fits = trace.note is not None and trace.note.index in trace.fitting
    if fits and _is_given(text, trace, traces, words):
        return ""
    rest = bool(_REST.search(_words(text, figure, _REST_BEHIND)))
    for operands in _groups(text, trace, traces, grounds):
        found = next(_computations(figure, words, operands, fits), "") or next(_rest(figure, operands, rest), "")
        if found:
            return found
    for line in _lines(text, trace, traces, grounds):
        sums = (_sums(figure, chosen, all_of_them=True) for chosen in named_sums(text, figure, line))
        found = next(itertools.chain.from_iterable(sums), "") or span_of_years(figure, line)
        if found:
            return found
    return ""


def _may_be_computed(text: str, trace: Trace) -> bool:
    """No note states it, or only one of a thing that is not spoken of between the ；or 。here."""
    if trace.verdict is Verdict.EXCHANGED and trace.match is not None:
        return not touches_stretch(text, trace.figure, trace.match)
    return trace.verdict in (Verdict.ABSENT, Verdict.STRANGE)


def _words(text: str, figure: Figure, behind: int = _BEHIND) -> str:
    """The figure with the words of its piece in front of it and a few behind it."""
    before = _PIECE.split(text[max(0, figure.start - _REACH) : figure.start])[-1]
    return before + text[figure.start : figure.end] + _PIECE.split(text[figure.end : figure.end + behind])[0]


def _is_given(text: str, trace: Trace, traces: Sequence[Trace], words: str) -> bool:
    """The notes have a figure of this sort for this thing: the draft's other number contradicts it."""
    note = trace.note
    if note is None or not kin(note.figure.unit, trace.figure.unit):
        return False
    # 由48分钟缩短到26分钟 gives the end, not by how much
    noted, said = (_CHANGED_TO.sub("", one) for one in (_words(note.text, note.figure, 0), words))
    if _CHANGE.search(said):
        return bool(_CHANGE.search(noted))
    if _SHARE.search(said) and _SHARE.search(noted) and _of_other_parts(text, trace, traces, note):
        return False
    return any(kind.search(noted) and kind.search(said) for kind in _KINDS)


def _of_other_parts(text: str, trace: Trace, traces: Sequence[Trace], note: Evidence) -> bool:
    """研发投入1520万元，占营业收入的…; 出口额4100万元，占营业收入的14.3%: shares of one whole, not of one part."""
    at = bisect_left(traces, trace.figure.start, key=lambda one: one.figure.start) - 1
    if at < 0 or traces[at].figure.start < stretch_start(text, trace.figure.start, "；。\n"):
        return False
    part = traces[at]
    if part.verdict is not Verdict.TRACED or part.note is None or bounds(part.figure)[0] == "%":
        return False
    between = note.text[: note.figure.start]
    return part.note.text is not note.text or _PIECE.split(between)[-2:-1] != _piece_of(part.note)


def _piece_of(note: Evidence) -> list[str]:
    """The piece of its line that this note's figure stands in."""
    start = stretch_start(note.text, note.figure.start, "，；。：\n,;:（(")
    return [_PIECE.split(note.text[start:])[0]]


def _groups(text: str, trace: Trace, traces: Sequence[Trace], grounds: Grounds) -> Iterator[Sequence[Evidence]]:
    """Notes that belong together and to this figure: traced in the same sentence, of one line, or fitting it best."""
    nearby = _nearby(text, trace, traces)
    if nearby:
        yield nearby[:_MOST_OPERANDS]
    yield from _lines(text, trace, traces, grounds)
    if trace.fitting:
        yield [grounds.evidence.entries[index] for index in trace.fitting[:6]]


def _nearby(text: str, trace: Trace, traces: Sequence[Trace]) -> list[Evidence]:
    """The notes that other figures of the sentence state, those of this figure's own note line first."""
    start = stretch_start(text, trace.figure.start, "。\n")
    end = trace.figure.end + len(re.split(r"[。\n]", text[trace.figure.end : trace.figure.end + _LONGEST])[0])
    first, last = (bisect_left(traces, at, key=lambda one: one.figure.start) for at in (start, end))
    nearby = [one.note for one in traces[first:last] if one.verdict is Verdict.TRACED and one.note is not None]
    nearby.sort(key=lambda note: 0 if trace.note is not None and note.statement.id == trace.note.statement.id else 1)
    return nearby


def _lines(text: str, trace: Trace, traces: Sequence[Trace], grounds: Grounds) -> Iterator[Sequence[Evidence]]:
    """Whole note lines: of what the sentence states, and of what the figure's words fit."""
    nearby = _nearby(text, trace, traces)
    fitting = [grounds.evidence.entries[index] for index in trace.fitting]
    exchanged = [trace.note] if trace.verdict is Verdict.EXCHANGED and trace.note is not None else []
    lines = dict.fromkeys(note.statement.id for note in (*nearby, *fitting, *exchanged))
    for line in list(lines)[: _FITTING + len(nearby)]:
        yield [entry for entry in grounds.evidence.entries if entry.statement.id == line][:_MOST_OPERANDS]


def _computations(figure: Figure, words: str, operands: Sequence[Evidence], fitting: bool) -> Iterator[str]:
    exact = [entry for entry in operands if entry.figure.low == entry.figure.high and not entry.figure.approximation]
    same = [entry for entry in exact if kin(entry.figure.unit, figure.unit)]
    measure = bounds(figure)[0]
    if _SUM.search(words) and measure != "%":
        yield from _sums(figure, same)
    if _GAP.search(words) and measure != "%":
        yield from _gaps(figure, same if figure.unit != "个百分点" else [e for e in exact if e.figure.unit == "%"])
    if measure == "%":
        yield from _rates(figure, words, exact, fitting)
    if _MEAN.search(words):
        yield from _means(figure, words, exact)


def _rest(figure: Figure, operands: Sequence[Evidence], said: bool) -> Iterator[str]:
    """议定事项73件，69件已落实、4件正在推进: what remains of a whole, where the words say that it remains."""
    if said:
        yield from _gaps(figure, [entry for entry in operands if entry.figure.unit == figure.unit])


def _sums(figure: Figure, operands: Sequence[Evidence], *, all_of_them: bool = False) -> Iterator[str]:
    for size in range(len(operands) if all_of_them else 2, min(len(operands), 4) + 1):
        for chosen in itertools.combinations(operands, size):
            if _equal(sum(entry.figure.low for entry in chosen), figure):
                yield " + ".join(entry.figure.text for entry in chosen) + f" = {figure.text}"
    if len(operands) > 4 and _equal(sum(entry.figure.low for entry in operands), figure):
        yield " + ".join(entry.figure.text for entry in operands) + f" = {figure.text}"


def _gaps(figure: Figure, operands: Sequence[Evidence]) -> Iterator[str]:
    for one, other in itertools.permutations(operands, 2):
        if one.figure.low > other.figure.low and _equal(one.figure.low - other.figure.low, figure):
            yield f"{one.figure.text} − {other.figure.text} = {figure.text}"


def _rates(figure: Figure, words: str, operands: Sequence[Evidence], fitting: bool) -> Iterator[str]:
    """Shares (also 四成, 三分之一), growth in per cent, 倍 and 番."""
    multiple = figure.unit == "倍"
    shared = bool(_SHARE.search(words)) or (not fitting and bool(_RATE.search(words)))
    for part, whole in itertools.permutations(operands, 2):
        a, b = part.figure, whole.figure
        if "%" in (a.unit, b.unit) or not b.low or not kin(a.unit, b.unit):
            continue
        if multiple:
            if _TIMES.search(words) and _equal(a.low / b.low, figure):
                yield f"{a.text} ÷ {b.text} = {figure.text}"
        elif a.low < b.low and shared and _equal(a.low / b.low * 100, figure):
            yield f"{a.text} ÷ {b.text} = {figure.text}"
        if _GROWTH.search(words) and _equal(abs(a.low - b.low) / b.low * (1 if multiple else 100), figure):
            yield f"（{a.text} − {b.text}）÷ {b.text} = {figure.text}"


def _means(figure: Figure, words: str, operands: Sequence[Evidence]) -> Iterator[str]:
    for total, count in itertools.permutations(operands, 2):
        measured = count.figure.low > 1 and kin(total.figure.unit, figure.unit) and count.figure.unit != figure.unit
        if measured and count.figure.unit != "%" and _equal(total.figure.low / count.figure.low, figure, rounded=True):
            yield f"{total.figure.text} ÷ {count.figure.text} = {figure.text}"
    if not _YEARLY.search(words):
        return
    same = [entry for entry in operands if kin(entry.figure.unit, figure.unit)]
    for size in range(2, min(len(same), 4) + 1):
        for chosen in itertools.combinations(same, size):
            if _equal(sum(entry.figure.low for entry in chosen) / size, figure, rounded=True):
                yield f"（{' + '.join(entry.figure.text for entry in chosen)}）÷ {size} = {figure.text}"
    for total, years in itertools.product(same, range(2, 6)):
        if _equal(total.figure.low / years, figure, rounded=True):
            yield f"{total.figure.text} ÷ {years}年 = {figure.text}"


def _equal(value: float, figure: Figure, *, rounded: bool = False) -> bool:
    """Equal to as many decimals as the figure shows (of 万 and 亿 too); 近, 余, 约: near it, on that side."""
    stated = figure.low if figure.unit in ("倍", "个百分点") else _stated(figure)
    way = direction(figure.approximation)
    if way != "exact":
        gap = (value - stated) / stated
        below, above = way in ("below", "about", "at most"), way in ("above", "about", "at least")
        return (-_ROUGHLY <= gap < 0 and below) or (0 <= gap <= _ROUGHLY and above)
    return bool(abs(value - stated) <= (_step(figure) or float(rounded)) / 2 + 1e-9)


def _stated(figure: Figure) -> float:
    name, low, _ = bounds(figure)
    return low if name == "%" else figure.low


def _step(figure: Figure) -> float:
    """What one unit of the last digit shown is worth; 0 for whole counts, which are exact."""
    if figure.unit == "成" or (figure.unit == "" and bounds(figure)[0] == "%"):
        return 3.0  # 四成, 三分之一: said for what is near it
    shown = re.search(r"\.(\d+)", figure.number)
    scale = 1e8 if "亿" in figure.text else 1e4 if "万" in figure.text else 1.0
    if scale == 1.0 and shown is None and figure.unit not in ("%", "倍"):
        return 0.0
    step: float = scale / 10 ** (len(shown[1]) if shown else 0)
    return step
