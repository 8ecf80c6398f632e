"""QTY-05, QTY-09, QTY-10, QTY-11, QTY-14, NUM-09: figures that do not follow from those beside them, and comparisons
and rates that lack a part."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Final

from assistant.checking.text.page import Hit, Page
from assistant.checking.text.patterns import run, shaped
from assistant.figures import Disagreement, disagreements

_RULE_OF: Final[Mapping[str, str]] = {"growth": "QTY-05", "share": "QTY-09", "average": "QTY-10"}
_MONTH: Final = "(?:上个?月|上个?季度|上周|前一个?月)"
_YEAR: Final = r"(?:去年|上年|前年|(?:19|20)\d\d年)"
SHAPES: Final = (
    shaped(
        "QTY-11",
        rf"同比[^，。；\d\n]{{0,3}}{_MONTH}",
        "“同比”是与上年同期比，与上月、上季度比用“环比”",
        fix="改为“环比”",
    ),
    shaped(
        "QTY-11",
        rf"[比与较同]{_MONTH}(?:相比)?，?(?P<at>同比)",
        "“同比”是与上年同期比，与上月、上季度比用“环比”",
        fix="改为“环比”，或改比较的时期",
    ),
    shaped(
        "QTY-11", rf"环比[^，。；\d\n]{{0,3}}{_YEAR}", "“环比”是与上一个时期比，与上年同期比用“同比”", fix="改为“同比”"
    ),
    shaped(
        "QTY-11",
        rf"[比与较同]{_YEAR}(?:同期|同月)?(?:相比)?，?(?P<at>环比)",
        "“环比”是与上一个时期比，与上年同期比用“同比”",
        fix="改为“同比”，或改比较的时期",
    ),
    shaped(
        "NUM-09",
        r"[由从][^，。；\d\n]{0,12}(?:(?:19|20)\d\d年的?)?(?P<low>\d{1,3}(?:\.\d{1,3})?)%[^，。；\d\n]{0,8}[到至为][^，。；\d\n]{0,6}"
        r"(?:(?:19|20)\d\d年的?)?(?P<at>\d{1,3}(?:\.\d{1,3})?%)",
        "同一指标前后保留的小数位数不同：“{0}”",
        fix="统一小数位数",
    ),
)
_FULL: Final = re.compile(r"[\u4e00-\u9fff]{2,12}率(?:均|都|全部)?(?:达到?|为|是|保持)?了?(?P<at>100%)")
_TIMED: Final = re.compile(
    r"(?:19|20)\d\d|今年|去年|本年|上年|全年|[上下]半年|季度|[一二三四五六七八九十\d]月|“?十[一二三四五]?五”?"
)
_GROUPED: Final = re.compile(r"(?<![\d.,])\d{1,3}(?:,\d{3})+(?!\d)")
_PLAIN: Final = re.compile(r"(?<![\d.,〔\[（(])\d{4,9}(?![\d年,〕\]]|—|－|-)(?=[\u4e00-\u9fff.])")


def computed_hits(page: Page) -> Iterator[Hit]:
    """What does not compute, and what is compared or rated with a part missing."""
    for hit in run(page, SHAPES):
        words = page.text[hit.start : hit.end]
        if hit.rule != "NUM-09" or _decimals(words) != _decimals(page.text[: hit.start][-40:].rpartition("%")[0]):
            yield hit
    for sentence in page.sentences:
        for one in disagreements(sentence.text):
            yield _disagreeing(one, sentence.start)
    yield from _without_whole(page)
    yield from _without_time(page)
    yield from _mixed_grouping(page)


def _decimals(words: str) -> int:
    """Of the last number in the words."""
    numbers = re.findall(r"\d+(?:\.(\d+))?", words)
    return len(numbers[-1]) if numbers else 0


def _disagreeing(one: Disagreement, offset: int) -> Hit:
    why = f"“{one.said}”与前面的数不符，{one.formula}，应为{one.computed}"
    return Hit(_RULE_OF[one.kind], one.start + offset, one.end + offset, why, "核对三个数，改正算错的一个")


def _without_whole(page: Page) -> Iterator[Hit]:
    """QTY-14: 100% in a sentence that counts nothing. Bundles of rates (四个100%) are told once."""
    for found in _FULL.finditer(page.text):
        sentence = page.sentence_at(found.start()).text
        if not re.search(r"\d", sentence.replace("100%", "")):
            yield Hit("QTY-14", *found.span("at"), "写了100%，没有写总数", "补上总数，如“办结380件，办结率100%”")


def _without_time(page: Page) -> Iterator[Hit]:
    """QTY-11: 同比 in a text that names no time at all; told once."""
    found = re.search("同比|环比", page.text)
    if found is not None and not _TIMED.search(page.text) and page.as_of is None:
        yield Hit("QTY-11", *found.span(), f"用了“{found[0]}”，全文没有写明是哪个时期", "写明时期", "hint")


def _mixed_grouping(page: Page) -> Iterator[Hit]:
    """NUM-09: 1,280 and 12800 in one text; the form used less often is marked, once."""
    grouped, plain = list(_GROUPED.finditer(page.text)), list(_PLAIN.finditer(page.text))
    if grouped and plain:
        odd = grouped[0] if len(grouped) <= len(plain) else plain[0]
        yield Hit("NUM-09", *odd.span(), f"千分位的写法不一致：“{odd[0]}”", "统一用或不用千分位逗号")
