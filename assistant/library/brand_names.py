"""Brands without quotation marks: 晨曦养老服务有限公司, 擦亮橄榄枝品牌. For masking alone.

Before the head noun stand words of the trade (养老服务) and, if it is a brand, a word that reports hardly use.
Pure.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final, Literal

from assistant.dictionary import NEW_WORDS
from assistant.library import name_words as words
from assistant.library import ordinary_words as ordinary
from assistant.library.segments import Word, frequency

_UNIT_HEAD: Final = re.compile(
    r"有限责任公司|股份有限公司|有限公司|集团公司|律师事务所|会计师事务所|事务所|基金会|合作社|商会|协会|学会|幼儿园|小学|中学|学院|医院|大药房|"
    r"志愿服务队|志愿服务站|志愿者服务队|志愿服务总队|服务队|志愿队|突击队|宣讲团|宣讲队|艺术团|社会工作服务中心|社工服务中心|养老服务中心|公益服务中心|服务社|"
    r"集团|公司|超市|百货|酒店|宾馆|酒业|煤矿|电厂|银行|物流|药业|乳业|食品|机械|养老院|敬老院|农场|书院|工作室|驿站|山庄|花园|公寓|大厦|广场|商城|批发市场|农贸市场"
)
_STREET_HEAD: Final = re.compile(r"大街|大道|路|街|巷|桥|胡同|码头|机场|水库|灌区|河|湖|江")
_BRAND_HEAD: Final = re.compile(
    r"(?:服务|志愿服务|党建|公益|工作|文化|特色|调解|普法)?品牌|工作法|大讲堂|讲堂|课堂|热线|小程序|公众号|项目|工程|计划|行动|小屋|阵地|平台|模式"
)
_STOP_TAGS: Final = ("u", "p", "c", "r", "d", "y", "m", "q", "t", "f", "x", "w")
_RARE: Final = 650  # the dictionary counted 养老 651 times, 晨曦 65 times
_RARE_VERB: Final = 150
_SELDOM: Final = 400
_BODY_ENDS: Final = tuple("局所站馆院队处厅")
_FARTHEST: Final = 4  # words between a brand and its head noun
_HANZI: Final = re.compile(r"[\u3400-\u9fff]+")


def brands(text: str, cut: Sequence[Word]) -> Iterator[tuple[int, int, Literal["unit", "place", "name"]]]:
    """(start, end, kind) of each brand, the head noun and what describes it left out."""
    starts = {word.start: number for number, word in enumerate(cut)}
    for found in _UNIT_HEAD.finditer(text):
        yield from ((*span, "unit") for span in _before(cut, starts.get(found.start())))
    yield from _before_bodies(cut)
    ends = {word.end for word in cut}
    for found in _STREET_HEAD.finditer(text):
        before = cut[starts.get(found.start(), 0) - 1]
        if before.end == found.start() and found.end() in ends and _is_rare(before):
            yield before.start, found.end(), "place"
    for found in _BRAND_HEAD.finditer(text):
        number = starts.get(found.start())
        for start, end in _before(cut, number):
            cue = next((word for word in cut[max(0, (number or 0) - 5) : number] if word.end == start), None)
            close = end == found.start() and (cue is None or cue.text in words.BRAND_CUES or cue.tag in {"x", "w"})
            if "品牌" in found[0] or close:
                yield start, end, "name"


def _before_bodies(cut: Sequence[Word]) -> Iterator[tuple[int, int, Literal["place"]]]:
    """银滩|水利站, 东荡|税务|分局: a noun right before an office's name that reports do not put there otherwise."""
    for number, word in enumerate(cut[1:], 1):
        if len(word.text) < 2 or not word.text.endswith(_BODY_ENDS) or word.text in words.NO_BODY:
            continue
        at = number - 1
        while at > 0 and cut[at].text in words.TRADE and cut[at].end == cut[at + 1].start:
            at -= 1
        before = cut[at]
        noun = not before.known or (before.tag[:1] in {"n", "s", "j"} and frequency(before.text) < _SELDOM)
        if noun and len(before.text) == 2 and _is_rare(before) and before.text not in words.GENERAL_STEMS:
            yield before.start, before.end, "place"


def _before(cut: Sequence[Word], number: int | None) -> Iterator[tuple[int, int]]:
    """The rare words nearest before the head, with the single characters that cling to them."""
    if number is None:
        return
    at, steps = number - 1, 0
    while at >= 0 and steps < _FARTHEST and not _ends_search(cut[at]) and not _is_rare(cut[at]):
        at, steps = at - 1, steps + 1
    if at < 0 or not _is_rare(cut[at]) or _ends_search(cut[at]) or (steps and cut[at].tag.startswith("v")):
        return
    end, first = cut[at].end, at
    while first > 0 and not _ends_search(cut[first - 1]) and (_is_rare(cut[first - 1]) or _clings(cut[first - 1])):
        first -= 1
    yield cut[first].start, end


def _ends_search(word: Word) -> bool:
    return not _HANZI.fullmatch(word.text) or word.tag.startswith(_STOP_TAGS) or word.text in words.BRAND_CUES


def _is_rare(word: Word) -> bool:
    common = word.text in words.TRADE or word.text in NEW_WORDS or word.text in ordinary.NO_NAMES
    if len(word.text) < 2 or common or (not word.known and (set(word.text) & words.NO_STEM)):
        return False
    return not word.is_ordinary or frequency(word.text) < (_RARE_VERB if word.tag.startswith("v") else _RARE)


def _clings(word: Word) -> bool:
    return len(word.text) == 1 and word.tag.startswith(("a", "n", "b", "j")) and word.text not in words.NO_STEM
