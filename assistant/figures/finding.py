"""Find the figures of a text."""

from __future__ import annotations

import re

from assistant.figures.values import Figure

_PLAIN = re.compile(
    r"(?P<before>近|约|超过|超|逾)?(?P<number>\d[\d,]*(?:\.\d+)?[万亿]?)(?P<after>余|多)?(?P<scale>[万亿]?)"
    r"(?P<unit>个百分点|平方米|人次|家次|场次|元|%|个|人|件|名|次|户|项|家|篇|公里|亩)?(?P<tail>以上|以下|左右)?"
)
_SCALES = {"万": 1e4, "亿": 1e8}


def find(text: str) -> tuple[Figure, ...]:
    """All figures in order of place. Names that contain digits, dates and periods are no figures."""
    found = []
    for hit in _PLAIN.finditer(text):
        number = hit["number"]
        value = float(number.rstrip("万亿").replace(",", "")) * _SCALES.get(number[-1], 1)
        value *= _SCALES.get(hit["scale"], 1)
        approximation = (hit["before"] or hit["after"] or hit["tail"] or "").replace("超过", "超")
        found.append(
            Figure(hit.group(), hit.start(), hit.end(), value, value, hit["unit"] or "", approximation, number)
        )
    return tuple(found)
