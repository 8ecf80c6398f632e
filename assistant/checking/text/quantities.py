"""QTY by pattern and by simple arithmetic: doubled approximation, 倍, percentage points, rates, parts of a total."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from assistant.checking.text.page import Hit, Page
from assistant.checking.text.patterns import run, shaped
from assistant.figures.totals import UNIT, divisions

_NUMBER: Final = r"(?:\d[\d.,]{0,12}[万亿]{0,2}|[一二三四五六七八九十百千万两]{1,6})"
_PLAIN: Final = r"\d{1,9}(?:\.\d{1,4})?"
_CLAUSE: Final = r"[^，。；：、！？\n]"
# between the two rates and by how much: nothing that names another measure (…提升到99.4%，单位产品能耗下降18.5%)
_COMPARED: Final = (
    r"，?(?:[同环]比|(?:比|较)[^，。；：、！？\n]{0,8}?|两年|[三四五]年|一年|年均|累计|共|净|总共|实际|分别|已|又)?"
)
SHAPES: Final = (
    shaped(
        "QTY-01",
        (
            rf"(?:将近|接近|大约|大概|估计|约为|(?<![最靠附远亲邻])近|(?<![节制大条签预公合契])约){_NUMBER}(?:[余多几](?!"
            rf"[年种样]?来|个方面)|[^，。；：、\d\n]{{0,4}}?(?:左右|上下|以上))"
        ),
        "“{0}”用了两个概数词",
    ),
    shaped("QTY-01", rf"(?:超过?|逾){_NUMBER}(?:余|多(?=[万亿个名人家项次户件元亩]))", "“{0}”用了两个概数词"),
    shaped(
        "QTY-02",
        (
            rf"(?:达到?|超过?|至少|不低于|不少于|不小于|突破|高于|多于){_NUMBER}(?![级星等])(?:%|％|"
            rf"[^，。；：、\d\n]{{0,4}}?)以上|(?:不超过|不高于|不多于|至多|低于|少于){_NUMBER}(?:%|"
            rf"％|[^，。；：、\d\n]{{0,4}}?)以[下内]"
        ),
        "“{0}”语义重复",
    ),
    shaped(
        "QTY-02",
        r"达超|近达(?=\d)|约近|近约|超过近|超过约|达到?近?超过|高达近",
        "“{0}”语义重复或矛盾",
        fix="只留一个词",
    ),
    shaped(
        "QTY-03",
        (
            r"(?:减少|下降|降低|缩短|缩小|节约|节省|压缩|减轻|下跌|减)(?:了|到|至|为)?[近约]?[一二两三四五六七八九十\d.]"
            r"{1,6}[多余]?倍"
        ),
        "减少不用倍数：“{0}”",
        fix="改为“减少一半”“减少百分之几”的写法",
    ),
    shaped(
        "QTY-04",
        r"翻了?(?:将近|近|约)?(?:[\d.]{1,6}|[一二两三四五六七八九十几]{1,3})[多余]?倍",
        "“翻”与“番”搭配，不说“翻…倍”：“{0}”",
        fix="改为“是原来的几倍”“增长几倍”或“翻几番”",
    ),
    shaped(
        "QTY-06",
        rf"[由从]{_CLAUSE}{{0,12}}?{_PLAIN}%{_CLAUSE}{{0,10}}?[到至为]{_CLAUSE}{{0,8}}?{_PLAIN}%{_COMPARED}"
        rf"(?P<at>(?:上升|提高|提升|增加|增长|下降|降低|减少|回落)了?{_PLAIN}%)",
        "两个百分数相差的是百分点：“{0}”",
        fix="改为“个百分点”",
    ),
    shaped(
        "QTY-06",
        (
            rf"(?:率|比重|占比|比例|覆盖面){_CLAUSE}{{0,14}}?{_PLAIN}%{_CLAUSE}{{0,4}}?[，、]?(?:比|"
            rf"较){_CLAUSE}{{0,8}}?(?P<at>(?:上升|提高|提升|增加|增长|下降|降低|减少|回落)了?{_PLAIN}%)"
        ),
        "两个百分数相差的是百分点：“{0}”",
        fix="改为“个百分点”",
    ),
    shaped(
        "QTY-15",
        r"比(?P<at>(?:19|20)\d\d年[^，。；\n]{0,12}?(?:翻|增长|提高|增加|扩大)[^，。；\n]{0,8}?[倍番])",
        "与往年比较没有写出当年的数：“{0}”",
        fix="补上当年的数，或删去这一比较",
        severity="warning",
    ),
)
_RATE: Final = (
    "满意|覆盖|办结|合格|完好|到位|知晓|参与|参训|公开|兑现|达标|就业|参保|参合|绿化|普及|"
    "保障|年检|入住|持证|处置|回访|及时|准确|成功|结案|破案|"
    "调处|签约|回复|受理|接种|巩固|入园|升学|毕业|出勤|通过|整改|办卡|查处|优良|好评|支持|"
    "调解|入户|建档|规范|硬化|通车|处理|回收|登记|"
    "抽检|落实|上门|发放|治愈|覆盖|检测|反馈|响应|认可|录取|结对|送达|安置|评议|化解|履约|"
    "复检|合规|投保|考核合格|群众评价|评价|按期|按时"
)
_BOUNDED: Final = re.compile(
    rf"(?:(?:{_RATE})率|覆盖面|占比)[^，。；\d%]{{0,10}}(?P<at>(\d{{3,5}}(?:\.\d{{1,3}})?)[%％])"
)


def quantity_hits(page: Page) -> Iterator[Hit]:
    """What the figures of one sentence say about each other."""
    for hit in run(page, SHAPES):
        words = page.text[hit.start : hit.end]
        yield replace(hit, right=f"{words[:-1]}个百分点") if hit.rule == "QTY-06" and words[-1] == "%" else hit
    for found in _BOUNDED.finditer(page.text):
        if float(found[2]) > 100:
            yield Hit("QTY-07", *found.span("at"), f"比率“{found['at']}”超过了100%")
    yield from _parts(page)
    yield from _mixed(page)


def _parts(page: Page) -> Iterator[Hit]:
    """QTY-08: 共10项，其中4项、5项、2项."""
    for one in divisions(page.text):
        why = f"各部分之和{one.summed:g}{one.unit}与总数{one.whole:g}{one.unit}不一致"
        yield Hit("QTY-08", one.start, one.end, why, severity="block" if one.sure else "warning")


_ITEM: Final = re.compile(rf"([近约]?)(\d[\d.,]{{0,10}})([余多]?)({UNIT}|万{UNIT})")


def _mixed(page: Page) -> Iterator[Hit]:
    """QTY-19: about and exact figures of one unit in one list."""
    for sentence in page.sentences:
        if sentence.text.count("、") < 2 or len(sentence.text) > 400:
            continue
        by_unit: dict[str, list[re.Match[str]]] = {}
        for found in _ITEM.finditer(sentence.text):
            by_unit.setdefault(found[4].lstrip("万"), []).append(found)
        for items in by_unit.values():
            about = [item for item in items if item[1] or item[3]]
            between = sentence.text[items[0].end() : items[-1].start()]
            if len(items) >= 3 and about and len(about) < len(items) and "、" in between:
                yield Hit(
                    "QTY-19",
                    sentence.start + items[0].start(),
                    sentence.start + items[-1].end(),
                    "一组列举里有的用概数、有的用确数",
                    "统一写确数，或统一写概数",
                    "hint",
                )
                break
