"""Find the figures of a text: numerals, with the words around them that belong to the quantity."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from assistant.figures import approximations, counting, names
from assistant.figures.fixed import Fixed, fixed_forms
from assistant.figures.numerals import INNER, Numeral, read, read_here, scale
from assistant.figures.ordinals import ordinals
from assistant.figures.plain import hide, plain
from assistant.figures.times import times
from assistant.figures.units import measure, read_unit
from assistant.figures.values import Figure

_CONNECTOR = re.compile(r" ?(?:～|~|—+|–|-+|至|到) ?")
_SIGN = re.compile(r"(?<![\dA-Za-z\ufffc])[+-]$")
_BELOW_ZERO = re.compile(r"零下 ?$")
_TEMPERATURES = frozenset({"摄氏度", "℃", "°C", "度"})


@dataclass(frozen=True, slots=True)
class _Amount:
    """A numeral with what follows it: 300 | 余 | 万 | 元 | 左右. number_end: where the bare numeral ends."""

    start: int
    number_end: int
    end: int
    low: Decimal
    high: Decimal
    factor: Decimal  # of a scale that ends the numeral (30万: 10 000), to be shared in 20至30万元
    unit: str
    rough: str
    numeral: Numeral


def find(text: str) -> tuple[Figure, ...]:
    """All figures in order of place. Names that contain digits, dates and periods are no figures."""
    folded = plain(text)
    visible = hide(folded, names.spans(folded) + _hidden(text))
    fixed = fixed_forms(visible)
    found = [_from_fixed(text, form) for form in fixed]
    visible = hide(visible, [(form.start, form.end) for form in fixed])
    position = 0
    while (numeral := read(visible, position)) is not None:
        figure = _figure(text, folded, visible, numeral)
        if figure is None:
            position = numeral.end
        else:
            found.append(figure)
            position = max(figure.end, numeral.end)
    return tuple(sorted(found, key=lambda figure: figure.start))


def _hidden(text: str) -> list[tuple[int, int]]:
    spans = [(span.start, span.end) for span in times(text)]
    return spans + [(ordinal.start, ordinal.end) for ordinal in ordinals(text)]


def _from_fixed(text: str, form: Fixed) -> Figure:
    before, after = _surroundings(text, form.start, form.end)
    start, end = before.start, after.end
    value_low, value_high = float(form.low), float(form.high)
    rough = before.word or form.rough or after.word
    number = text[form.start : form.end]
    return Figure(
        text[start:end], start, end, value_low, value_high, form.unit, rough, number, limit=before.limit or after.limit
    )


def _figure(text: str, folded: str, visible: str, numeral: Numeral) -> Figure | None:
    """The figure whose first numeral this is, None if the numeral counts nothing."""
    first = _amount(visible, numeral)
    if first is None:
        return None
    last = _range_end(visible, first)
    low, high, unit, end = first.low, first.high, first.unit, first.end
    if last is not None:
        low, high, unit, end = _joined(first, last)
    before, after = _surroundings(visible, first.start, end)
    start, sign = before.start, before.sign
    if before.below_zero or (sign == "-" and unit in _TEMPERATURES):
        low, high, sign = -high, -low, ""
        start = before.start if before.below_zero else before.start - 1
    closing = last or first
    rough = before.word or first.rough or closing.rough or after.word
    limit = before.limit or after.limit
    if not counting.counts(folded, visible, numeral, unit, rough, start, after.end):
        return None
    number = text[first.start : closing.number_end]
    return Figure(text[start : after.end], start, after.end, float(low), float(high), unit, rough, number, sign, limit)


def _amount(text: str, numeral: Numeral) -> _Amount | None:
    inner = INNER.match(text, numeral.end)
    assert inner is not None  # every part of the pattern is optional
    rough, factor, number_end, after = numeral.rough, Decimal(1), numeral.end, numeral.end
    if inner["rough"] and not (inner["rough"] == "来" and numeral.low % 10 != 0):
        rough, factor, after = inner["rough"], scale(inner["scale"]), inner.end()
        number_end = after if inner["scale"] or rough == "几" else numeral.end
    low, high = numeral.low * factor, numeral.high * factor
    if inner["rough"] == "几":  # 十几 is 11 to 19, 二十几 21 to 29
        low, high = (numeral.low + 1) * factor, (numeral.low + 9) * factor
    unit = read_unit(text, after, arabic=numeral.arabic, long=numeral.end - numeral.start > 1 or bool(rough))
    if unit is None:
        return _Amount(numeral.start, number_end, after, low, high, _own_scale(text, numeral), "", rough, numeral)
    end = unit.end
    if unit.rough == "半":
        low, high = low + Decimal("0.5"), high + Decimal("0.5")
    elif unit.rough:
        rough = rough or unit.rough
    elif unit.word in approximations.ROUGH_UNITS and (tail := approximations.AFTER_UNIT.match(text, end)):
        rough, end = rough or tail["word"], tail.end()
    return _Amount(numeral.start, number_end, end, low, high, _own_scale(text, numeral), unit.word, rough, numeral)


def _own_scale(text: str, numeral: Numeral) -> Decimal:
    words = text[numeral.start : numeral.end]
    return scale(words[len(words.rstrip("万亿")) :])


def _range_end(text: str, first: _Amount) -> _Amount | None:
    """The second half of 3至5名, 4%～6%; None where what follows is a figure of its own (由88分到95分)."""
    connector = _CONNECTOR.match(text, first.end)
    if connector is None:
        return None
    second = read_here(text, connector.end())
    last = _amount(text, second) if second else None
    if last is None or (first.unit and measure(first.unit) != measure(last.unit)):
        return None
    if connector.group().strip() in ("至", "到") and text[max(0, first.start - 1) : first.start] in ("由", "从"):
        return None
    return last if _joined(first, last)[0] < _joined(first, last)[1] else None


def _joined(first: _Amount, last: _Amount) -> tuple[Decimal, Decimal, str, int]:
    """low, high, unit, end; 30至50万元 lends its 万 to the first number."""
    low = first.low
    if not first.unit and first.factor == 1 and low < last.low / last.factor:
        low *= last.factor
    return low, last.high, last.unit, last.end


@dataclass(frozen=True, slots=True)
class _Before:
    start: int
    word: str = ""
    sign: str = ""
    limit: str = ""
    below_zero: bool = False


@dataclass(frozen=True, slots=True)
class _After:
    end: int
    word: str = ""
    limit: str = ""


def _surroundings(text: str, start: int, end: int) -> tuple[_Before, _After]:
    return _before(text, start), _after(text, end)


def _before(text: str, start: int) -> _Before:
    window = text[max(0, start - 8) : start]
    if cold := _BELOW_ZERO.search(window):
        return _Before(start - len(window) + cold.start(), below_zero=True)
    if sign := _SIGN.search(window):
        bullet = sign.group() == "-" and start > 1 and text[start - 2] == "\n"
        return _Before(start, sign="" if bullet else sign.group())
    position, word = start, ""
    rough = approximations.BEFORE.search(window)
    if rough and (rough.group().strip() not in ("上", "过") or text[start] in "百千万亿"):
        position = start - len(window) + rough.start()
        word = approximations.short(rough.group())
    limit = approximations.LIMIT_BEFORE.search(text[max(0, position - 8) : position])
    return _Before(position, word, limit=limit["word"] if limit else "")


def _after(text: str, end: int) -> _After:
    if tail := approximations.AFTER.match(text, end):
        return _After(tail.end(), approximations.short(tail["word"]))
    limit = approximations.LIMIT_AFTER.match(text, end)
    return _After(end, limit=limit["word"] if limit else "")
