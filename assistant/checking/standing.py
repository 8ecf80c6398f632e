"""Numbers that state nothing the notes would have to say: level marks, 一项工作, counts that the text itself lists."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from assistant.figures import Figure

_ONE: Final = re.compile(r"一[\u4e00-\u9fff]{0,2}")
_PACED: Final = re.compile(r"每[\u4e00-\u9fff]{1,6}$|^次不|仅$|只$|共$")
_LEVEL: Final = re.compile(r"^[\s（(]*(?:\d{1,2}|[一二三四五六七八九十]{1,3})[）)、．.](?!\d)")
_LEVEL_REACH: Final = 60  # a mark of a level stands at the beginning of its line
_COUNTABLE: Final = frozenset(("方面", *"个项条类种大点处名位家批支件座所次场镇区县村"))
_SPLIT_BARE: Final = re.compile(r"、")
_SPLIT_ALL: Final = re.compile(r"、|和|与|及|以及")
_BREAK: Final = re.compile(r"[，；。：！？\n,;:]")
_AHEAD: Final = re.compile(r"[\u4e00-\u9fff]{0,8}?(?:，?(?:即|分别是|分别为|包括|主要是|是)|[：:（(—]+|“)")
_SOON: Final = 60  # characters within which the first of them begins
_LIST_REACH: Final = 6000  # characters within which the items announced must begin
_MARKERS: Final = ("一是", "二是", "三是", "四是", "五是", "六是", "七是", "八是", "九是", "十是")
_SEQUELS: Final = ("一", "二", "三", "四", "五", "六", "七", "八", "九", "十")


@dataclass(frozen=True, slots=True)
class Listing:
    """A count beside a list. items: how many the text lists, read strictly and read with 和 as a mark."""

    items: tuple[int, ...]

    def agrees(self, count: int) -> bool:
        return count in self.items


def is_level_mark(text: str, figure: Figure) -> bool:
    """The figure is the number of a heading or of a list item: 一、 （二） 1. 2."""
    line_start = text.rfind("\n", max(0, figure.start - _LEVEL_REACH), figure.start) + 1
    if not line_start and figure.start > _LEVEL_REACH:
        return False
    mark = _LEVEL.match(text[line_start : figure.end + 2])
    return mark is not None and figure.start < line_start + mark.end()


def is_indefinite(text: str, figure: Figure) -> bool:
    """一项、一个、一批 as an article, not as a count: not after 每月, 共, 仅."""
    if figure.low != 1 or figure.high != 1 or not _ONE.fullmatch(figure.text):
        return False
    return _PACED.search(text[max(0, figure.start - 8) : figure.start]) is None


def is_length_of(figure: Figure, years: int) -> bool:
    """两年, where the period reported on has two years."""
    return figure.unit == "年" and years > 1 and figure.low == figure.high == years and not figure.approximation


def listing(text: str, figure: Figure) -> Listing | None:
    """The list that this count belongs to, before or after it; None if there is none."""
    if figure.low != figure.high or not 2 <= figure.low <= 30 or figure.low % 1 or figure.approximation:
        return None
    if figure.unit and figure.unit not in _COUNTABLE:
        return None
    return _behind(text, figure) or _ahead(text, figure) or _marked(text, figure)


def _behind(text: str, figure: Figure) -> Listing | None:
    reach = text[max(0, figure.start - 200) : figure.start]
    run = _BREAK.split(reach)[-1]
    run = run.rstrip("等”’》 ")
    if "、" not in run and not re.search(r"[^，]{2,}[和与及][^，]{2,}$", run):
        return None
    return Listing(_counts(run))


def _ahead(text: str, figure: Figure) -> Listing | None:
    after = text[figure.end : figure.end + 300]
    lead = _AHEAD.match(after)
    if lead is None:
        return None
    run = re.split(r"[。！？\n）)”]", after[lead.end() :])[0]
    if "；" in run:
        return Listing((run.count("；") + 1,))
    if "、" not in run:
        return None
    return Listing(_counts(_BREAK.split(run)[0].rstrip("等")))


def _marked(text: str, figure: Figure) -> Listing | None:
    """一是…二是…三是… or （一）…（二）… after the count."""
    rest = text[figure.end : figure.end + _LIST_REACH]
    for marks in (_MARKERS, tuple(f"（{char}）" for char in _SEQUELS)):
        if not 0 <= rest.find(marks[0]) <= _SOON:
            continue
        count, at = 0, 0
        for mark in marks:
            at = rest.find(mark, at)
            if at < 0:
                break
            count += 1
        if count >= 2:
            return Listing((count,))
    return None


def _counts(run: str) -> tuple[int, ...]:
    return (len(_SPLIT_BARE.split(run)), len([item for item in _SPLIT_ALL.split(run) if item]))
