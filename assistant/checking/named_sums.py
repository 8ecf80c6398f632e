"""Sums of things named together, where no 共 or 合计 says so.

国家、行业标准7项 of 国家标准2项、行业标准5项; 大小水库41座 of 中型水库2座、小型水库39座.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from assistant.checking.evidence import Evidence
from assistant.checking.kinship import kin
from assistant.checking.naming import core
from assistant.figures import Figure

_PIECE: Final = re.compile(r"[，；。：\n,;:（(]")
_ITEMS: Final = re.compile(r"、|以及|和|(?<!参)与|(?<![以普])及")
_SUMMED: Final = re.compile(r"(?:一?共有?|合计|共计|累计)$")
_ANYTHING: Final = frozenset("件项个")  # 锦旗43面、感谢信28封: together 71件
_REACH: Final = 30
_HEAD: Final = 2  # characters of the noun that all parts end in


def named_sums(text: str, figure: Figure, line: Sequence[Evidence]) -> Iterator[tuple[Evidence, ...]]:
    """The figures of one note line whose names the draft puts together in front of the figure, in its words' order.

    Only those whose sum the figure may be; the caller adds. line: the evidence of one note line, in order.
    """
    words = _PIECE.split(text[max(0, figure.start - _REACH) : figure.start])[-1]
    words = _SUMMED.sub("", words)
    items = [item for item in _ITEMS.split(words) if item]
    counted = [entry for entry in line if _counts_alike(entry.figure.unit, figure.unit)]
    if len(items) > 1:
        for at in range(len(counted) - len(items) + 1):
            chosen = counted[at : at + len(items)]
            if all(_share_a_word(item, core(entry)) for item, entry in zip(items, chosen, strict=True)):
                yield tuple(chosen)
        return
    head, led = words[-_HEAD:], words[-2 * _HEAD : -_HEAD]
    parts = [entry for entry in counted if len(head) == _HEAD and core(entry).endswith(head)]
    # 城市低保5086户 is no sum of 城市低保 and 农村低保: a word that only a part has names that part
    if len(parts) > 1 and not (led and any(led in core(entry) for entry in parts)):
        yield tuple(parts)


def _counts_alike(part: str, whole: str) -> bool:
    return kin(part, whole) or (whole in _ANYTHING and kin(part, ""))


def _share_a_word(one: str, other: str) -> bool:
    return any(other[at : at + 2] in one for at in range(len(other) - 1))
