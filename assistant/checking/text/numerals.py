"""NUM: numerals in words or digits, years, units, measure words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from assistant.checking.text.page import COUNT, HAN, Hit, Page
from assistant.checking.text.patterns import run, shaped
from assistant.figures import find

_MEASURE: Final = (
    "(?:个|天|次|名|人|家|项|户|条|件|位|种|倍|岁|亩|辆|所|处|场|篇|小时|分钟|公里|多?元|座|套|台|万|百|年(?!级|[代]))"
)
_DIGIT_TERMS: Final = (
    "4个意识|4个自信|2个维护|2个确立|3个代表|4个全面|5位一体|1带1路|1带一路|2学1做|3严3实|"
    "8项规定|3重1大|3会1课|3农|2会|2新|3公|5水共治|6稳|6保|8荣8耻"
)
SHAPES: Final = (
    shaped(
        "NUM-02", rf"\d几(?={_MEASURE})|(?<![\d.])\d{{1,2}}几(?={_MEASURE})", "概数“{0}”用汉字", fix="改为“十几”的写法"
    ),
    shaped(
        "NUM-03",
        (
            r"(?<![十百千万第〇零一、初星期周礼拜－—])二(?=个|名|家|项(?!目)|位|户|件|台(?!站|账)|"
            r"座|小时|年来)(?!个人)"
        ),
        "量词前面用“两”",
        "两",
        unless=r"第[（(]?[一二三四五六七八九十、至和或]{1,8}项|一二",
    ),
    shaped(
        "NUM-05",
        (
            rf"[{COUNT}]{{1,3}}世纪\d{{1,2}}年代|\d{{1,2}}世纪[{COUNT}]{{1,3}}年代|\d{{4}}年(?:\d{{1,2}}月[{COUNT}]{{1,3}}"
            rf"日|[{COUNT}]{{1,2}}月(?:[{COUNT}]{{1,3}}日|\d{{1,2}}日)?)"
        ),
        "“{0}”混用了汉字和阿拉伯数字",
        fix="统一用阿拉伯数字",
    ),
    shaped(
        "NUM-06",
        r"“?1[0-6]五”?(?=规划|时期|期间|以来|末|计划|开局|收官)|“[1-9]?\d五”",
        "固定词语“{0}”用汉字",
        fix="改为“十四五”的写法",
    ),
    shaped(
        "NUM-06",
        rf"(?<![\d.])“?(?:{_DIGIT_TERMS})”?",
        "固定词语“{0}”用汉字",
        fix="数字改为汉字",
        unless=r"\d (?:农|公)",
    ),
    shaped(
        "NUM-06",
        r"“(?:54|[1-9]一|38)”(?=运动|青年节|妇女节|国际|劳动节|建党|建军|国庆|前夕|期间|节)",
        "固定词语“{0}”用汉字",
        fix="数字改为汉字",
    ),
    shaped(
        "NUM-07",
        (
            rf"(?<![\d.])\d{{1,3}}[百千](?:\d[百十]?)?(?:\d十?)?(?![分米克瓦伏赫帕卡焦兆万亿公年强度字科合家姓])(?=多?余?"
            rf"几?[{HAN}])"
        ),
        "“{0}”混用了阿拉伯数字和“百”“千”",
        fix="改为阿拉伯数字",
    ),
    shaped(
        "NUM-08",
        r"[一二](?=[〇○零0OＯ一二三四五六七八九]{0,2}[○零0OＯ])[〇○零0OＯ一二三四五六七八九]{3}年",
        "年份“{0}”的“〇”写法不对",
        fix="汉字年份用“〇”，一般改用阿拉伯数字",
    ),
    shaped(
        "NUM-10",
        (
            r"(?<=[\d万亿])(?:平方|立方)(?!米|公里|千米|厘米|分米|毫米|英|尺|千|百|根|公|市|寸|丈|"
            r"海里)"
        ),
        "“{0}”不是完整的计量单位",
        fix="改为“平方米”“立方米”",
    ),
    shaped(
        "NUM-10",
        r"(?<=[\d万亿])(?:公分|公尺|公升|立升|公吨|英尺|英寸|英里|市斤|市尺|平米|立米|华里)",
        "“{0}”不是法定计量单位",
        fix="改用法定计量单位（厘米、米、升、吨、千克等）",
    ),
)
_ROUND_ZERO: Final = str.maketrans("○零0OＯ", "〇〇〇〇〇")
_LEGAL_UNITS: Final = {
    "平方": "平方米", "立方": "立方米", "平米": "平方米", "立米": "立方米", "公分": "厘米", "公尺": "米", "公升": "升",
    "立升": "升", "公吨": "吨",
}  # fmt: skip
_PERCENT: Final = re.compile(r"(?!(?<![率为到])百分之百)百分之[零〇一二三四五六七八九十百两点]{1,8}")
_PAIR: Final = re.compile(rf"(?<![\d.第、])(\d{{1,2}})、(\d{{1,2}})(?={_MEASURE})(?!\d|[^\n]{{0,3}}[级号楼栋])")
_SHORT: Final = re.compile(
    r"(?:(?P<open>^|(?<=[。；：，、\n（“;:,(]))|(?P<to>(?<=[到至从自在于比较]))|(?P<free>(?<=[^\d.])))(?P<year>\d{2})年"
    r"(?P<next>\d{1,2}月|底|初|末|度|全|[上下]半年|[一二三四]季度|[，、。；,]|起|至|以来|[建获被荣])?",
    re.MULTILINE,
)
_LASTING: Final = re.compile(
    r"(?:延长|提高|增加|长达|达|期限|为期|年限|至少|不少于|不低于|近|约|满|共|每|第|放宽|缩短)[^，。；\n]{0,4}$"
)
_CALENDAR_NEXT: Final = re.compile(r"\d{1,2}月|底|度|[上下]半年|[一二三四]季度")
_COUNTED: Final = re.compile(
    r"(?:\d[\d.,]{0,14}[万余多]{0,2}|[两几三四五六七八九十百千]{1,3}[余多]?)(?P<at>[只头匹把根颗粒朵尾艘架顶顿滴])(?P"
    r"<after>[\u4e00-\u9fff]{0,12})"
)
_FITTING: Final = {
    "只": "鸡鸭鹅羊兔狗猫鸟手眼船艇箱桶股基标钟牧禽蚕灯表杯碗猪虫",
    "头": "牛猪羊驴骡象蒜",
    "匹": "马布",
    "架": "飞机次无直桥",
    "艘": "船舰艇轮渔",
    "尾": "鱼",
}


def numeral_hits(page: Page) -> Iterator[Hit]:
    """All numeral rules."""
    for hit in run(page, SHAPES):
        right = _mended(hit.rule, page.text[hit.start : hit.end]) if hit.right is None else None
        yield replace(hit, right=right) if right is not None else hit
    if not page.legal:
        for found in _PERCENT.finditer(page.text):
            yield Hit(
                "NUM-01",
                *found.span(),
                f"统计数字“{found[0]}”用阿拉伯数字",
                "改为“20%”的写法",
                right=_percent(found[0]),
            )
    for found in _PAIR.finditer(page.text):
        if int(found[2]) == int(found[1]) + 1 and len(found[2]) == 1:
            why = f"相邻两个数连用的概数“{found[0]}”用汉字"
            plain = len(found[1]) == 1
            right = _spoken(found[1]) + _spoken(found[2]) if plain else None
            yield Hit("NUM-02", *found.span(), why, "改为“三四个”的写法，中间不用顿号", right=right)
    yield from _short_years(page)
    yield from _measures(page)


def _mended(rule: str, words: str) -> str | None:
    """What to write where it follows from the wrong form."""
    if rule == "NUM-08":
        return words.translate(_ROUND_ZERO)
    if rule == "NUM-07" and (found := re.fullmatch(r"(\d{1,3})([百千])", words)):
        return str(int(found[1]) * (100 if found[2] == "百" else 1000))
    if rule == "NUM-06":
        return re.sub(r"\d{1,2}", lambda number: _spoken(number[0]), words.replace("2个", "两个"))
    return _LEGAL_UNITS.get(words) if rule == "NUM-10" else None


def _spoken(digits: str) -> str:
    """14 -> 十四, as in 十四五; a pair that is no number (54 of 五四运动) digit by digit."""
    spoken = "".join("〇一二三四五六七八九"[int(digit)] for digit in digits)
    return f"十{spoken[1:]}" if len(digits) == 2 and digits[0] == "1" else spoken


def _percent(words: str) -> str | None:
    """百分之九十二 -> 92%."""
    found = find(words)
    return f"{found[0].low:g}%" if len(found) == 1 and found[0].text == words else None


def _short_years(page: Page) -> Iterator[Hit]:
    """NUM-04. Two digits before 年 are a year and not a stretch of years by what stands around them."""
    now = page.as_of.year if page.as_of else 2026
    for found in _SHORT.finditer(page.text):
        year, after = found["year"], found["next"] or ""
        if not now - 30 <= 2000 + int(year) <= now + 15 and not year.startswith("0") and int(year) < 78:
            continue
        certain = year.startswith("0") or bool(_CALENDAR_NEXT.fullmatch(after))
        likely = (found["open"] is not None and after in tuple("，全起至")) or (
            found["to"] is not None and after in tuple("，,、。起")
        )
        listed = found["open"] is not None and page.text[found.start() - 1 : found.start()] in tuple("，、,")
        if _LASTING.search(page.text[max(0, found.start("year") - 8) : found.start("year")]):
            continue
        if certain or (likely and not listed):
            yield Hit(
                "NUM-04",
                found.start("year"),
                found.end("year") + 1,
                f"年份“{year}年”要写全四位",
                right=f"{20 if int(year) <= (now + 15) % 100 else 19}{year}年",
            )


def _measures(page: Page) -> Iterator[Hit]:
    """NUM-11: 坟墓38341只, 8只企业: a measure word for animals or things beside a noun that has another."""
    if page.wording is None:
        return
    measures = page.wording.measure_words
    for found in _COUNTED.finditer(page.text):
        after, used = found["after"], found["at"]
        if after[:1] and after[0] in _FITTING.get(used, ""):
            continue
        noun = next((after[:size] for size in range(min(8, len(after)), 0, -1) if after[:size] in measures), "")
        if not noun:
            before = re.search(rf"[{HAN}]{{1,8}}$", page.text[max(0, found.start() - 8) : found.start()])
            words = before[0] if before and not after else ""
            noun = next((words[start:] for start in range(len(words)) if words[start:] in measures), "")
        if noun and measures[noun] != used and not set(noun) & set(_FITTING.get(used, "")):
            at = found.start("at")
            yield Hit("NUM-11", at, at + 1, f"“{noun}”的量词不用“{used}”", right=measures[noun])
