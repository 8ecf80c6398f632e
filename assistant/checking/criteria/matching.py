"""Which words of an item stand in a line of the notes or a sentence of the draft, and how far to trust that. Pure.

Matching by words is a guess that is told: every match carries its words. One common word of two characters, or a
heading's word alone, is not sure; such a line goes only to the item that it fits best.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from assistant.appraisal import Need
from assistant.checking.criteria.needs import needs_of, title_of
from assistant.checking.layout import plain
from assistant.model import Criterion, Fact

_SURE: Final = 2.0
_STRONG: Final = 0.7  # share of a subject's character pairs
_LIKELY: Final = 1 / 3
_NEAR: Final = 0.25  # for the nearest line of all, where no line fits
_RARE: Final = 3  # lines in which a character pair stands that tells them apart
_SHORT: Final = 3  # characters from which a word says something by itself
_LEVELS: Final = ("国家级", "省级", "市级", "县级", "")
# names of papers that every item asks for; they tell nothing about a line
_ANY_PAPER: Final = re.compile(
    r"^(?:.{0,2}(?:文件|方案|总结|图片|照片|截图|记录|资料|材料|证明|凭证|名单|清单|台账|制度|证书|报告|简报|通知|计划|协议|"
    r"目录|意见|办法|批复|名册|承诺书|签到表|方案和总结))$"
)


@dataclass(frozen=True)
class ItemWords:
    """An item prepared for matching. `needs` are what it asks for, in its order."""

    criterion: Criterion
    needs: tuple[Need, ...]
    keywords: tuple[str, ...]  # plain
    papers: tuple[str, ...]
    honours: frozenset[str] | None = None  # levels of honours that the item counts; None: it is not about honours

    @cached_property
    def subjects(self) -> tuple[tuple[str, frozenset[str]], ...]:
        """(subject, its character pairs) of every need."""
        return tuple((need.subject, pairs(need.subject)) for need in self.needs)


@dataclass(frozen=True, slots=True)
class Hit:
    """words: what was found, longest first; score: 2 or more is sure."""

    words: tuple[str, ...]
    score: float

    @property
    def sure(self) -> bool:
        return self.score >= _SURE


@dataclass(frozen=True)
class Line:
    """A text to be matched, in the spelling of `layout.plain`, with its character pairs. above: headings."""

    text: str
    above: str = ""
    honours: frozenset[str] = frozenset()  # levels of the honours it names

    @cached_property
    def pairs(self) -> frozenset[str]:
        return pairs(self.text)


def prepare_item(criterion: Criterion) -> ItemWords:
    """Where the pack gives no keywords, the item's title is its keyword."""
    given = criterion.keywords or (title_of(criterion.item).rpartition("／")[2],)
    keywords = tuple(dict.fromkeys(word for one in given if len(word := plain(one)) > 1))
    papers = tuple(
        word for one in criterion.evidence if len(word := plain(one)) >= _SHORT and not _ANY_PAPER.match(one)
    )
    honours = _honours(criterion.item)
    needs = needs_of(criterion.item) if honours is None else ()  # the honours themselves are what it asks for
    return ItemWords(criterion, needs, keywords, papers, honours)


def _honours(item: str) -> frozenset[str] | None:
    """获得省部级以上综合表彰的 -> 国家级, 省级. Only for items that are about honours as a whole."""
    if not re.search(r"(?:获得|获|受到|取得).{0,12}(?:表彰|荣誉|奖励|称号|奖项)", item):
        return None
    named = re.search(r"(国家|全国|省部|省|市|县|区)级?(?:及)?以上", item)
    height = {"国家": 1, "全国": 1, "省部": 2, "省": 2, "市": 3, "县": 4, "区": 4}[named[1]] if named else len(_LEVELS)
    return frozenset(_LEVELS[:height])


def line_of(text: str, above: Sequence[str] = (), facts: Sequence[Fact] = ()) -> Line:
    levels = frozenset(one.level for one in facts if one.type == "honour")
    return Line(plain(text), "\n".join(plain(one) for one in above), levels)


def pairs(text: str) -> frozenset[str]:
    words = plain(text)
    return frozenset(pair for at in range(len(words) - 1) if (pair := words[at : at + 2]).isalnum())


def hit(item: ItemWords, line: Line) -> Hit | None:
    """How a line speaks of an item; None if it does not."""
    if item.honours is not None:
        return Hit(("荣誉",), _SURE) if item.honours & line.honours else None
    found: dict[str, float] = {}
    for word in item.keywords:
        if word in line.text:
            found[word] = len(word) - 1.0
        elif word in line.above:
            found[word] = (len(word) - 1.0) / 2
    for word in item.papers:
        if word in line.text:
            found[word] = _SURE
    for subject, wanted in item.subjects:
        if fits(wanted, line) and len(plain(subject)) > _SHORT:
            found.setdefault(plain(subject), _SURE)
    if not found:
        return None
    return _weighed(found)


def _weighed(found: dict[str, float]) -> Hit:
    words = tuple(sorted(found, key=lambda word: (-len(word), word)))
    whole = [word for word in words if not any(word != other and word in other for other in words)]
    return Hit(words, sum(found[word] for word in whole))


def fits(wanted: frozenset[str], line: Line) -> bool:
    """Most character pairs of a subject stand in the line."""
    return bool(wanted) and len(wanted & line.pairs) >= _STRONG * len(wanted)


def nearest(wanted: frozenset[str], lines: Sequence[Line], rarity: Mapping[str, int]) -> int | None:
    """The place of the line that shares most with a subject, rare pairs before common ones; None if none is near."""
    best, place = 0.0, None
    for number, line in enumerate(lines):
        shared = wanted & line.pairs
        if len(shared) >= _NEAR * len(wanted) and any(rarity[pair] <= _RARE for pair in shared):
            score = sum(1 / rarity[pair] for pair in shared)
            if score > best:
                best, place = score, number
    return place


def may_fit(wanted: frozenset[str], subject: str, line: Line) -> bool:
    """Some of them do, or the noun it ends with."""
    tail = plain(subject)[-2:]
    shared = len(wanted & line.pairs)
    return (shared > 0 and shared >= _LIKELY * len(wanted)) or (len(tail) == 2 and tail in line.text)


def share_out(hits: Iterable[tuple[str, Hit]]) -> dict[str, Hit]:
    """item id -> hit, for one line: all that are sure, else the best."""
    found = dict(hits)
    sure = {name: one for name, one in found.items() if one.sure}
    if sure or not found:
        return sure
    best = max(one.score for one in found.values())
    return {name: one for name, one in found.items() if one.score == best}
