"""QTY-16, QTY-17, QTY-12: numbers that count what stands beside them, and one measure with two values."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from assistant.checking.text.page import Hit, Page
from assistant.model import Severity

_COUNTS: Final = {word: number for number, word in enumerate("零一二三四五六七八九十")} | {"两": 2}
_COINED: Final = re.compile(r"“([^“”\n]{6,120})”(?:的|等)?“([两三四五六七八九十])(个)?([一有不率化型到])[^“”\n]{0,3}”")
_COINED_PLAIN: Final = re.compile(r"“([^“”\n]{4,120})”(?:的|这|等)?([两三四五六七八九十])个?(?:到位|100%|百分之百)")
_LISTED: Final = re.compile(
    r"(?P<items>[^，。；：！？\n、“”（）《》的]{1,14}(?:、[^，。；：！？\n、“”（）《》]{1,14}){1,8})(?P<at>(?P<c"
    r"ount>[两三四五六七八九]|[2-9])(?:个|项|大|家|条|类|所|座))"
    r"(?=[\u4e00-\u9fff])"
)
_OWN_NUMBER: Final = re.compile(r"\d[个项大家条类所座件人名次处户万亿%]")  # 69件已落实、4件…: each with its own number
_NAME: Final = 7  # characters; what is longer is a clause, and its number may count something of its own
_YEARS: Final = re.compile(
    r"连续([两三四五六七八九十]|\d{1,2})年[^。；\n]{0,30}?[（(]((?:(?:19|20)\d\d年?[、,，]?){2,12})[）)]"
)
_VALUE: Final = re.compile(
    r"^(?P<what>[^\d“”]{4,26}?)(?:累计|总计)?(?P<verb>完成|实现|达到|达|为|是|突破)?了?(?P<number>\d+(?:\.\d+)?)"
    r"(?P<unit>%|个百分点|万?亿?[^\d\s，。]{1,4})$"
)
_CLAUSES: Final = re.compile(r"[^，。；！？\n]{6,48}")
_LEAD: Final = re.compile(
    r"^(?:经统计|据统计|截至(?:目前|年底|[^，]{0,8}底)|全年|年内|其中|目前|今年|去年|当年|"
    r"累计|本年度|全区|全市|全县|全省|我[局区市县])+"
)
_UNSURE: Final = re.compile(
    r"左右|(?<!规模)以上|比(?!重|例|率)|较|增长|同比|由|从|每|新增|再|又|达标|不低于|平均|其他|其余|约|近|余|多|共"
)
_PLAN: Final = re.compile(r"力争|确保|预期|目标|计划|争取|拟|将|要|到20\d\d年|今年|明年|任务|实施|启动|加快|推进")
_SURE: Final = re.compile(r"^(?:经统计|据统计|截至|经核算|据测算|累计)")
_MEASURED: Final = re.compile(r"(?:率|额|值|收入|面积|人口|数|量|覆盖面|比重|里程)$")
_HEADING: Final = re.compile(
    r"^(?:[一二三四五六七八九十]{1,3}、|（[一二三四五六七八九十]{1,3}）|第[一二三四五六七八九十]+部分)"
)
_OWN_YEAR: Final = re.compile(r"^(?:截至)?((?:19|20)\d\d)年(?:度|底|末|全年)?")
_YEAR: Final = re.compile(
    r"(?:19|20)\d\d年|上半年|下半年|[一二三四1-4]季度|\d{1,2}月|昨年|去年|上年|[“”]?十[一二三四五]?五[”]?(?:时期"
    r"|期间|末)"
)


_NAMED: Final = re.compile(
    r"“(?P<said>[两三四五六七八九十])个?一”[^，。：；“”\n]{0,10}(?:，即|，包括|，分别是|，就是|：|——|（)(?P<items>[^。；）\n]{6,160})"
)
_YEARS_BEFORE: Final = re.compile(
    r"(?P<years>(?:(?:19|20)\d\d年?度?[、和，]?){2,12})，?(?:我局|本局)?连续(?P<said>[两三四五六七八九十]|\d{1,2})年"
)


def count_hits(page: Page) -> Iterator[Hit]:
    """Counts against the items they count, and values against each other."""
    yield from _coined(page)
    yield from _listed(page)
    years = [(found, found[1], found[2]) for found in _YEARS.finditer(page.text)]
    years += [(found, found["said"], found["years"]) for found in _YEARS_BEFORE.finditer(page.text)]
    for found, word, listed in years:
        number, said = len(re.findall(r"(?:19|20)\d\d", listed)), _COUNTS.get(word) or int(word)
        if number != said:
            yield Hit("QTY-17", *found.span(), f"写的是连续{said}年，列出的是{number}个年份", "核对年数和年份")
    yield from _two_values(page)


def _coined(page: Page) -> Iterator[Hit]:
    """“甲有…、乙有…”的“四有”: the number against the items between the marks, and against the word itself."""
    for found in _COINED.finditer(page.text):
        said, word = _COUNTS[found[2]], found[4]
        items = len(re.split("[、，,；]", found[1]))
        fits = {items, found[1].count(word)} if word in found[1] else {items}
        if word == "一":
            fits = {items, sum("一" in item for item in re.split("[、，,；]", found[1]))}
        if said not in fits:
            yield _miscounted(found, said, items)
    for found in _NAMED.finditer(page.text):
        said, parts = _COUNTS[found["said"]], re.split("[、，]", found["items"])
        ones = sum("一" in part for part in parts)
        if ones > 1 and said not in (ones, len(parts)):
            yield _miscounted(found, said, ones)
    for found in _COINED_PLAIN.finditer(page.text):
        said, items = _COUNTS[found[2]], len(re.split("[、，,；]", found[1]))
        if said != items and items > 1:
            yield _miscounted(found, said, items)


def _miscounted(found: re.Match[str], said: int, items: int) -> Hit:
    return Hit("QTY-16", *found.span(), f"写的是{said}项，列出的是{items}项", "补齐所列各项，或改正项数")


def _listed(page: Page) -> Iterator[Hit]:
    """华汇、地壹街三个商城. A list that goes on (等), or whose items hold 和 or 与, may count either way."""
    for found in _LISTED.finditer(page.text):
        items = found["items"]
        word = found["count"]
        said = _COUNTS.get(word) or int(word)
        if re.search(r"[等余多近约第各每共这有\d]$|分别|前后|[一二三四五六七八九十]$|等.{0,6}$", items) or page.text[
            found.end("count") :
        ][:2] in {"个月", "个百"}:
            continue
        if _OWN_NUMBER.search(items):
            continue
        least = items.count("、") + 1
        joined = len(re.findall("以及|[和与及]", items))
        if max(map(len, items.split("、")[1:])) > _NAME or (joined and 2 <= said <= least + joined):
            continue
        if said != least and said <= least + 2:
            why = f"写的是{said}项，前面列出的是{least}项"
            severity: Severity | None = None if least > 2 or said > 2 else "warning"
            yield Hit("QTY-16", *found.span("at"), why, "补齐所列各项，或改正项数", severity)


def _two_values(page: Page) -> Iterator[Hit]:
    """QTY-12: the same words with the same unit and another number, in text about one and the same time.

    Clauses that plan, compare, approximate or name a period of their own are left alone; so is what stands under
    headings of different years.
    """
    seen: dict[tuple[str, str, str], tuple[str, int, str]] = {}
    period = ""
    for line in page.lines:
        if _HEADING.match(line.text) and len(line.text) < 40 and (named := _YEAR.search(line.text)):
            period = named[0]
        for clause in _CLAUSES.finditer(line.text):
            if clause.end() - clause.start() > 44 or _UNSURE.search(clause[0]):
                continue
            dated = _OWN_YEAR.match(clause[0])
            words = clause[0][dated.end() :] if dated else clause[0]
            found = _VALUE.match(_LEAD.sub("", words))
            if found is None or _YEAR.search(words):
                continue
            if found["verb"] in (None, "为", "是") and not _MEASURED.search(found["what"]):
                continue
            year = dated[1] if dated else ""
            key = (found["what"].removeprefix("全区").removeprefix("全市"), found["unit"], year)
            start = line.start + clause.start()
            sentence = page.sentence_at(start).text
            planned = _PLAN.search(sentence) and not _SURE.match(sentence)
            if len(key[0]) < 4 or planned or key[0].endswith(("、", "投资", "其中")):
                continue
            first = seen.setdefault(key, (found["number"], start, period))
            if float(first[0]) != float(found["number"]) and (year or first[2] == period):
                why = f"“{key[0]}”前面写的是{first[0]}{key[1]}，这里是{found['number']}{key[1]}"
                yield Hit("QTY-12", start, line.start + clause.end(), why, "核对后统一，或写明各自的时间和口径")
