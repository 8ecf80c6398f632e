"""QTY-01, QTY-02, QTY-07: how a quantity is put."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from assistant import figures
from assistant.checking.residue import Pattern, by_patterns
from assistant.checking.rules import raise_finding
from assistant.model import Finding

_NUMBER: Final = r"(?:\d[\d.,]*[万亿]?|[一二三四五六七八九十百千万两]{1,6})"
PATTERNS: Final = (
    Pattern(
        "QTY-01",
        re.compile(rf"(?:将近|大约|近|约|估计){_NUMBER}(?:[余多几]|[\u4e00-\u9fff%％]{{0,3}}?(?:左右|上下))"),
        "“{0}”用了两个概数词",
    ),
    Pattern(
        "QTY-02",
        re.compile(
            rf"(?:达到?|超过?|至少|不低于|不少于|突破){_NUMBER}(?:%|％|[\u4e00-\u9fff]{{0,3}})以上|达超|近达|约近|超过近"
        ),
        "“{0}”语义重复或矛盾",
    ),
)
_BOUNDED_RATE: Final = re.compile(
    r"(?:满意|覆盖|办结|合格|完成|到位|知晓|参与|参训|公开|兑现|达标|入学|就业|参保|参合|绿化|普及|保障|年检|入住|持证|处置|回访|及时|准确|建成|注册|成功)率[^，。；、\d%]{0,6}$"
)


def quantity_findings(section: str, text: str) -> Iterator[Finding]:
    """Doubled approximations and rates above 100 %."""
    yield from by_patterns(section, text, PATTERNS)
    yield from _rates(section, text, figures.find(text))


def _rates(section: str, text: str, found: Sequence[figures.Figure]) -> Iterator[Finding]:
    for figure in found:
        before = text[max(0, figure.start - 14) : figure.start]
        if figure.unit == "%" and figure.high > 100 and _BOUNDED_RATE.search(before):
            yield raise_finding("QTY-07", section, text, figure.start, figure.end, f"比率“{figure.text}”超过了100%")
