"""Read one numeral: 1,280 · 12.6万 · 1亿2千万 · 一百二十八 · 三点五 · 壹佰万 · 五六百 · 十几 · 数百 · 百余.

The words around it (近, 余, the measure word) are not read here.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

DIGITS = "零〇一二两三四五六七八九"
SMALL = "十百千廿卅"
LARGE = "万亿"
CHINESE = DIGITS + SMALL + LARGE
_FORMAL = "零壹贰叁肆伍陆柒捌玖拾佰仟万亿萬億圆"
_LONGEST = 24  # characters; a longer run of digits is no quantity

# 千 and 百 also begin measure words and other words: 千克, 百分点.
_SCALE = r"(?:[十百千]*[万亿]+|百(?!分|姓|货|强)|千(?![克瓦米伏卡赫帕焦方安]))"
# thousands are parted by a comma or, as GB/T 15835 has it, by a thin space
_AMOUNT = r"(?:\d{1,3}(?:,\d{3})++(?!\d)|\d{1,3}(?: \d{3})++(?!\d)|\d++)(?:\.\d++)?"
_ARABIC = rf"(?<!\d)(?<!\d[.,])(?<![A-Za-z_])(?:{_AMOUNT} ?{_SCALE}(?:\d++(?:\.\d++)?{_SCALE}){{0,3}}|{_AMOUNT})"
_VAGUE_HEAD = r"(?:(?<![人次户件份指系总度函岁分个位倍参基少天级字层票起点例号])数|几)(?=[十百千万亿])"
_SPOKEN = rf"(?<![{CHINESE}])(?:{_VAGUE_HEAD})?[{CHINESE}]{{1,20}}+(?:点[{DIGITS}]{{1,8}}+[万亿]{{0,2}})?"
_FORMAL_AMOUNT = rf"(?<![{_FORMAL}])[{_FORMAL[:-1]}]{{2,20}}+(?=[元圆])"
NUMERAL = re.compile(rf"(?P<arabic>{_ARABIC})|(?P<formal>{_FORMAL_AMOUNT})|(?P<spoken>{_SPOKEN})")
# What a word of roughness inside a numeral leaves to be multiplied: 300余|万元, 十几|万人.
INNER = re.compile(rf" ?(?P<rough>[余多几来])?(?P<scale>(?:{_SCALE})?)")

_NEIGHBOURS = ("一二", "一两", "两三", "二三", "三四", "四五", "五六", "六七", "七八", "八九", "三五")
_PAIR = re.compile(
    rf"(?P<head>[{CHINESE}]*十|[{CHINESE}]*[百千万]零?)?(?P<pair>{'|'.join(_NEIGHBOURS)})(?P<scale>[十百千万亿]*)"
)
_VAGUE = re.compile(r"(?P<word>[几数])(?P<scale>[十百千万亿]+)")
_BARE_SCALE = re.compile(r"[百千万亿]+")
_UNITS = {"十": Decimal(10), "百": Decimal(100), "千": Decimal(1000), "万": Decimal(10**4), "亿": Decimal(10**8)}
_PIECE = re.compile(r"([\d.]+)([十百千万亿]*)")


@dataclass(frozen=True, slots=True)
class Numeral:
    """low, high as in Figure; rough: 几 or 数 where the numeral itself is vague; bare: only 百, 千, 万, 亿."""

    start: int
    end: int
    low: Decimal
    high: Decimal
    arabic: bool
    rough: str = ""
    bare: bool = False


def scale(words: str) -> Decimal:
    """千万 -> 10 000 000; "" -> 1."""
    factor = Decimal(1)
    for word in words:
        factor *= _UNITS[word]
    return factor


def read(text: str, position: int = 0) -> Numeral | None:
    """The next numeral at or after the position that has a value; None if there is none."""
    for hit in NUMERAL.finditer(text, position):
        numeral = _evaluate(hit)
        if numeral is not None:
            return numeral
    return None


def read_here(text: str, position: int) -> Numeral | None:
    """The numeral that begins exactly at the position."""
    hit = NUMERAL.match(text, position)
    return _evaluate(hit) if hit else None


def number(words: str) -> Decimal | None:
    """The value of a whole numeral without roughness (二十, 20, 1.5万); None if it has none."""
    hit = NUMERAL.fullmatch(words)
    numeral = _evaluate(hit) if hit else None
    if numeral is None or numeral.low != numeral.high:
        return None
    return numeral.low


def _evaluate(hit: re.Match[str]) -> Numeral | None:
    words, start, end = hit.group(), hit.start(), hit.end()
    if len(words) > _LONGEST:
        return None
    if hit["arabic"]:
        value = _arabic(words)
        return Numeral(start, end, value, value, arabic=True)
    if vague := _VAGUE.fullmatch(words):
        factor = scale(vague["scale"])
        return Numeral(start, end, 2 * factor, 10 * factor - 1, arabic=False, rough=vague["word"])
    if _BARE_SCALE.fullmatch(words):
        value = scale(words)
        return Numeral(start, end, value, value, arabic=False, bare=True)
    if pair := _PAIR.fullmatch(words):
        return _pair(pair, start, end)
    exact = _chinese(words)
    return None if exact is None else Numeral(start, end, exact, exact, arabic=False)


def _arabic(words: str) -> Decimal:
    """Digits with scales: each piece multiplied; 1亿2千万 is a sum, 2千万 a product."""
    pieces = _PIECE.findall(words.replace(",", "").replace(" ", ""))
    return sum((Decimal(amount) * scale(words) for amount, words in pieces), Decimal(0))


def _pair(hit: re.Match[str], start: int, end: int) -> Numeral | None:
    """五六百 -> 500, 600; 十七八 -> 17, 18; 三五 -> 3, 5."""
    head = _chinese(hit["head"]) if hit["head"] else Decimal(0)
    first, second = (_chinese(digit) for digit in hit["pair"])
    if head is None or first is None or second is None or (hit["head"] and hit["head"][-1] == "零"):
        return None
    factor = scale(hit["scale"])
    if hit["head"] and factor > 1 and factor < scale(hit["head"][-1]):  # 一千二三百: the pair counts hundreds only
        return Numeral(start, end, head + first * factor, head + second * factor, arabic=False)
    return Numeral(start, end, (head + first) * factor, (head + second) * factor, arabic=False)


_FORMAL_DIGITS = str.maketrans("〇两壹贰叁肆伍陆柒捌玖拾佰仟萬億", "零二一二三四五六七八九十百千万亿")
_VALUES = {digit: value for value, digit in enumerate("零一二三四五六七八九")}


def _chinese(words: str) -> Decimal | None:
    """The value of a well-formed Chinese numeral, None for anything else (二百三百, 十十).

    Our own reader: cn2an ends with a KeyError on 一万一千零一十一, which it should read.
    """
    spelled = words.translate(_FORMAL_DIGITS).replace("卅", "三十").replace("廿", "二十")
    whole, point, decimals = spelled.partition("点")
    if point:
        stem = decimals.rstrip("万亿")
        value = _whole(whole)
        if value is None or not stem:
            return None
        fraction = Decimal("0." + "".join(str(_VALUES[digit]) for digit in stem))
        return (value + fraction) * scale(decimals[len(stem) :])
    return _whole(spelled)


def _whole(words: str) -> Decimal | None:
    """Digits alone are read by place (二零二五); else units must fall: 亿 and 万 over 千 over 百 over 十."""
    if all(word in _VALUES for word in words):
        return Decimal("".join(str(_VALUES[word]) for word in words)) if words else None
    for large in "亿万":
        above, found, below = words.rpartition(large)
        if found:
            high = _whole(above) if above else None
            low = _rest(below, _UNITS[large])
            return None if high is None or low is None else high * _UNITS[large] + low
    return _section(words)


def _rest(words: str, unit: Decimal) -> Decimal | None:
    """What follows 万 or 亿: nothing, a smaller number, or one spoken digit (两万五 is 25 000)."""
    if not words:
        return Decimal(0)
    if len(words) == 1 and words in _VALUES:
        return _VALUES[words] * unit / 10
    value = _whole(words.lstrip("零"))
    return value if value is not None and value < unit else None


def _section(words: str) -> Decimal | None:
    """A number below ten thousand: 一千零五十, 十二, 三百二 (320)."""
    total, last, digit, zero = 0, 10_000, 0, False
    for word in words:
        if word in _VALUES:
            if digit:
                return None
            digit, zero = _VALUES[word], zero or word == "零"
            continue
        unit = int(_UNITS[word])
        if unit >= last or (not digit and unit != 10):
            return None
        total, last, digit, zero = total + (digit or 1) * unit, unit, 0, False
    if digit and not zero and 10 < last < 10_000:
        digit *= last // 10
    return Decimal(total + digit)
