"""PUN and FMT-20: marks between and around words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from assistant.checking.text.page import COUNT, HAN, Hit, Page
from assistant.checking.text.patterns import run, shaped

_FULL: Final = str.maketrans(",;:?!().", "，；：？！（）。")
_DIGITS: Final = "一二三四五六七八九"
_MEASURE: Final = (
    "(?:个|天|年|次|名|人|家|项|户|条|件|位|种|倍|岁|里|亩|万|千|百|十|只|辆|所|处|场|篇|月|小时|分钟|公里|米|元)"
)
_UNIT: Final = (
    "(?:个|天|年|次|名|人|家|项|户|条|件|位|种|倍|岁|亩|万|亿|千|百|元|米|吨|公里|平方|公顷|"
    "月|日|小时|分钟|周|辆|套|场|期|处|所|座|层|℃|度|克|升)"
)
_RANGE: Final = r"\d{1,9}(?:\.\d{1,4})?"
SHAPES: Final = (
    shaped(
        "FMT-20",
        rf"(?<=[{HAN}])[,;?!]|(?<=[{HAN}]):(?!//)|(?<![\d:])[,;:?!](?=[{HAN}])|[,;?!](?=[{HAN}“《])|"
        rf"(?<=[”》）%])[,;:?!]"
        rf"|(?<=[{HAN}”）)])(?<![\n 　][{COUNT}])(?<!^[{COUNT}])(?<![\n 　]十[{COUNT}])\.(?=\s|$|[{HAN}])",
        "汉字旁边用了半角标点“{0}”",
    ),
    shaped("FMT-20", rf"\((?=[{HAN}])|(?<=[{HAN}“”])\(|(?<=[{HAN}])\)|\)(?=[{HAN}，。；、：])", "用了半角括号“{0}”"),
    shaped("PUN-12", rf"^[ \t　]*(?P<at>\([{COUNT}\d]{{1,3}}\))", "层次序数用了半角括号“{0}”"),
    shaped(
        "PUN-12",
        r"（[^（）\n]{0,60}(?P<at>（)[^（）\n]{0,60}）[^（）\n]{0,60}）",
        "圆括号里又套圆括号",
        fix="里层改用方括号",
    ),
    shaped(
        "PUN-01",
        r"(?<=[”》])、(?=[“《])",
        "并列的引号之间、书名号之间不用顿号",
        "",
        "删去顿号",
        unless=r"（[^）]{0,10}$",
    ),
    shaped(
        "PUN-03",
        rf"(?:^|(?<=[。；：，“　 ]))(?:第[{COUNT}]{{1,2}}|首先|其次|再次|最后|其[{COUNT}])(?P<at>、)(?![第{COUNT}])",
        "次序词后面用逗号",
        "，",
    ),
    shaped(
        "PUN-03",
        rf"(?:^|(?<=[。；：，;:,]))[{COUNT}]{{1,2}}是(?P<at>[、，,])",
        "“一是”后面不用标点",
        "",
        "删去这个标点",
    ),
    shaped(
        "PUN-04",
        (
            r"《(?![^》\n]{0,40}(?:关于|办法|条例|通知|方案|规划|意见))(?P<name>[^《》\n]{1,20}(?:单位|集体|"
            r"称号|奖[状章项牌]?|行动|工程|活动|先进个人|标兵|社区|品牌))》"
        ),
        "奖项、活动、单位的名称不用书名号",
        r"“\g<name>”",
        unless=r"剧目?《|歌曲?《|书《|片《|节目《|作品《|编排|上演|创作|演出|小品|歌舞|舞蹈|文章《|专栏《",
    ),
    shaped(
        "PUN-05",
        r"《[^《》\n]{1,60}(?P<at>《(?P<name>[^《》\n]{1,60})》)[^《》\n]{0,60}》",
        "书名号里面再用书名号时，里层用单书名号",
        r"〈\g<name>〉",
    ),
    shaped("PUN-06", r"(?<!\d)(?:19|20)\d\d年?\s?(?P<at>[-~－])\s?(?:19|20)?\d\d年", "起止年份之间用一字线", "—"),
    shaped(
        "PUN-06",
        rf"(?<![\d.%/〔\[（(-])(?!(?:19|20)\d\d[-~－]){_RANGE}[-－~]{_RANGE}(?=[%％]|{_UNIT})",
        "数值范围“{0}”的连接号不对",
        fix="用“～”或“—”连接，两端都写出单位",
        unless=r"\d{3,4}-\d{7,8}|第\d{1,3}[-~]|[A-Za-z]\d",
    ),
    shaped(
        "PUN-06",
        r"(?<![\d.%/-])\d{1,3}(?:\.\d{1,3})?[—～]\d{1,3}(?:\.\d{1,3})?[%％]",
        "“{0}”前一个数也要写百分号",
    ),
    shaped(
        "PUN-06", r"(?<![\d.%/-])\d{1,3}(?:\.\d{1,3})?[—～]\d{1,3}(?:\.\d{1,3})?[万亿]", "“{0}”前一个数也要写“万”“亿”"
    ),
    shaped("PUN-07", r"等(?:……|…|\.{3,6})|(?:……|…)等(?=[。，；])", "“等”与省略号不重复使用", "等"),
    shaped(
        "PUN-08",
        r"[，。；、：,;][，。；、：,;]+|(?<=[。！？][”’])[。，](?!$)|(?<=[。！？]”)。",
        "标点“{0}”重叠",
        fix="只留一个",
    ),
)
_ADJACENT: Final = re.compile(
    rf"(?<![第{COUNT}百])([{_DIGITS}])、([{_DIGITS}])(?={_MEASURE})(?!年级|年制|次产业|次会议|条[款第]|项[规目])"
)
_QUOTED: Final = re.compile(r"“([^“”。\n]{5,120})”")
_COLON: Final = re.compile(r"[：:]")
_ORDER: Final = re.compile(rf"(?:^|(?<=[。；：\n]))[{COUNT}]是[^\n。；]{{2,160}}([。；])(?=[{COUNT}]是)")


def punctuation_hits(page: Page) -> Iterator[Hit]:
    """All punctuation rules."""
    for hit in run(page, SHAPES):
        right = _mended(hit, page.text)
        yield replace(hit, right=right) if right is not None else hit
    yield from _adjacent_numbers(page)
    yield from _mixed_lists(page)
    yield from _two_colons(page)
    for line in page.lines:
        marks = _ORDER.findall(line.text)
        if len(set(marks)) > 1:
            yield Hit("PUN-09", line.start, line.end, "同一组“一是、二是”有的用分号、有的用句号", severity="hint")


def _mended(hit: Hit, text: str) -> str | None:
    """What to write where the rule's pattern alone does not say it."""
    words = text[hit.start : hit.end]
    if hit.rule == "FMT-20" or (hit.rule == "PUN-12" and re.fullmatch(r"\([^()]{1,3}\)", words)):
        return words.translate(_FULL)
    if hit.rule == "PUN-08" and (len(set(words)) == 1):
        return words[0] if len(words) > 1 else ""
    if hit.rule == "PUN-06" and len(words) > 1:
        low, high = re.split("[-－~—～]", words.rstrip("%％万亿"))
        unit = words[len(low) + 1 + len(high) :] or next(
            iter(re.findall("^[%％万亿]", text[hit.end : hit.end + 1])), ""
        )
        return f"{low}{unit}～{high}{words[len(low) + 1 + len(high) :]}"
    return None


def _adjacent_numbers(page: Page) -> Iterator[Hit]:
    """PUN-02: 三、四个 means either; neighbours only, for 三、五个 may be a list."""
    for found in _ADJACENT.finditer(page.text):
        low, high = _DIGITS.index(found[1]), _DIGITS.index(found[2])
        if high == low + 1 and page.text[found.end() : found.end() + 2] not in ("年级", "条规"):
            yield Hit(
                "PUN-02",
                *found.span(),
                f"相邻两个数连用表示概数，“{found[0]}”中间不用顿号",
                right=found[1] + found[2],
            )


def _mixed_lists(page: Page) -> Iterator[Hit]:
    """PUN-11: like items in one pair of quotation marks, most of them between 、 and one between ，."""
    for found in _QUOTED.finditer(page.text):
        inside = found[1]
        marks = [char for char in inside if char in "、，,"]
        if len(marks) < 2 or len(set(marks)) < 2:
            continue
        lengths = [len(piece) for piece in re.split("[、，,]", inside)]
        odd = min(set(marks), key=marks.count)
        if max(lengths) - min(lengths) <= 1 and max(lengths) <= 16 and marks.count(odd) == 1:
            yield Hit("PUN-11", *found.span(), "同一组并列的词语混用了顿号和逗号", "统一用顿号或逗号")


def _two_colons(page: Page) -> Iterator[Hit]:
    for sentence in page.sentences:
        colons = [
            hit.start()
            for hit in _COLON.finditer(sentence.text)
            if not sentence.text[hit.start() - 1 : hit.start()].isdigit()
        ]
        if len(colons) > 1:
            place = sentence.start + colons[1]
            yield Hit("PUN-10", place, place + 1, "一句话里用了两个冒号", "改写成两句，或去掉一个冒号", "hint")
