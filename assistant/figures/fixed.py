"""Forms with a grammar of their own: 百分之九十八, 三分之二, 1:3, 翻一番, 一半, 九成五, 半小时."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal

from assistant.figures.numerals import CHINESE, DIGITS, number

_NUMERAL = rf"(?:\d{{1,9}}(?:\.\d{{1,9}})?|[{CHINESE}]{{1,9}}(?:点[{DIGITS}]{{1,8}})?)"
_PARTS = {"百": "%", "千": "‰", "万": "‱"}


@dataclass(frozen=True, slots=True)
class Fixed:
    start: int
    end: int
    low: Decimal
    high: Decimal
    unit: str
    rough: str = ""


_Value = tuple[Decimal, Decimal, str]


def _per(hit: re.Match[str]) -> _Value | None:
    low = Decimal(100) if hit["low"] == "百" else number(hit["low"])
    high = number(hit["high"]) if hit["high"] else low
    return None if low is None or high is None else (low, high, _PARTS[hit["part"]])


def _fraction(hit: re.Match[str]) -> _Value | None:
    below, above = number(hit["below"]), number(hit["above"])
    return None if not below or above is None or above > below else (above / below, above / below, "")


def _ratio(hit: re.Match[str]) -> _Value | None:
    above, below = Decimal(hit["above"]), Decimal(hit["below"])
    return (above / below, above / below, "") if below else None


def _doubled(hit: re.Match[str]) -> _Value | None:
    times = number(hit["times"]) if hit["times"] else Decimal(1)
    # Nothing in the field doubles more than a few times; a huge exponent is no quantity.
    return None if times is None or times > 20 else (times, times, "番")


def _tenths(hit: re.Match[str]) -> _Value | None:
    whole, tenth = number(hit["whole"]), number(hit["tenth"])
    return None if whole is None or tenth is None else (whole + tenth / 10, whole + tenth / 10, "成")


def _and_a_half(hit: re.Match[str]) -> _Value | None:
    whole = number(hit["whole"])
    return None if whole is None else (whole + Decimal("0.5"), whole + Decimal("0.5"), hit["unit"])


def _half(hit: re.Match[str]) -> _Value | None:
    return Decimal("0.5"), Decimal("0.5"), hit["unit"] or ""


_RULES: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], _Value | None]], ...] = tuple(
    (re.compile(pattern), value)
    for pattern, value in (
        (
            rf"(?P<part>[百千万])分之 ?(?P<low>百|{_NUMERAL})"
            rf"(?:[至到～~—-](?:(?P=part)分之)?(?P<high>{_NUMERAL}))?(?P<rough>[多余])?(?!个百分点)",
            _per,
        ),
        (r"(?P<low>百)分百(?P<high>)(?P<part>(?<=百))", lambda hit: (Decimal(100), Decimal(100), "%")),
        (rf"(?P<below>{_NUMERAL})分之(?P<above>{_NUMERAL})(?P<rough>[多强])?", _fraction),
        (r"(?<![\d/.])(?P<above>[1-9])/(?P<below>[2-9]|10)(?![\d/.年月])(?=的|以上|左右|[，。；、]|$)", _fraction),
        (r"(?<![\d:.])(?P<above>\d{1,6}(?:\.\d{1,4})?) ?[:比] ?(?P<below>\d{1,6}(?:\.\d{1,4})?)(?![\d]|:\d)", _ratio),
        (rf"翻(?:了)?(?P<times>{_NUMERAL})?番(?P<rough>[多余])?", _doubled),
        (rf"(?<![{CHINESE}])(?P<whole>[{DIGITS[2:]}])成(?P<tenth>[{DIGITS[2:]}])(?![{CHINESE}个名项])", _tenths),
        (
            rf"(?<![{CHINESE}\d.])(?P<whole>\d{{1,4}}|[{CHINESE}]{{1,4}})(?P<unit>年|天|周|亩|公里|里|倍)半(?!径|数|年|天)",
            _and_a_half,
        ),
        (r"(?P<unit>)(?:(?<![另这])一半|半数)(?![\u4e00-\u9fff]?天)", _half),
        (r"(?<![\u4e00-\u9fff两一]个)(?<!\d个)半(?P<unit>个?小时|个工作日)", _half),
    )
)


def fixed_forms(text: str) -> list[Fixed]:
    """All of them in the (plain) text, in order of place, none inside another; at one place the first rule wins."""
    found: list[Fixed] = []
    for pattern, value in _RULES:
        for hit in pattern.finditer(text):
            read = value(hit)
            if read is not None:
                rough = hit["rough"] or "" if "rough" in pattern.groupindex else ""
                found.append(Fixed(hit.start(), hit.end(), *read, rough=rough))
    result: list[Fixed] = []
    for form in sorted(found, key=lambda form: form.start):  # stable: the order of the rules remains
        if not result or form.start >= result[-1].end:
            result.append(form)
    return result
