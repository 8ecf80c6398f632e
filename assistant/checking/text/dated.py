"""POL-01, POL-02, POL-03, POL-04, POL-07, CON-06, CON-07, CON-12: wording judged as of the report's own date."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING, Final

from assistant.checking.text.page import Hit, Page
from assistant.checking.text.patterns import run, shaped
from assistant.checking.text.usage import Duty, Formula

if TYPE_CHECKING:
    from assistant.knowledge import DatedTerm

_LOOKING_BACK: Final = 400  # days; a report of a year tells what was done in it
_BODIES: Final = ("局", "办", "委", "厅", "消防", "部")
_PLACES: Final = ("区", "县", "市")
_PERIOD: Final = re.compile(r"^“?[一二三四五六七八九十]+五”?(?:时期|规划|期间)$")
_PAST: Final = re.compile(
    r"以来|回顾|总结|曾|原|历史|先后|当年|那时|期末|全面完成|圆满|胜利|收官|前身|撤销|更名|"
    r"改为|划归|合并|并入|已经|如期"
)
_YEAR: Final = re.compile(r"(?<!\d)((?:19|20)\d\d)(?=年|[—～-])")
_DEPARTMENTS: Final = {
    "质监": "质监局",
    "工商": "工商局",
    "安监": "安监局",
    "食药监": "食药监局",
    "卫计": "卫计局",
    "国土资源": "国土资源局",
    "质量技术监督": "质监局",
    "工商行政管理": "工商局",
    "安全生产监督管理": "安监局",
    "食品药品监督管理": "食药监局",
    "卫生计生": "卫计局",
    "卫生和计划生育": "卫计局",
    "国税": "国税局",
    "地税": "地税局",
    "环境保护": "环保局",
    "环保": "环保局",
}
_FULL_NAMES: Final = re.compile(
    "(" + "|".join(sorted(_DEPARTMENTS, key=len, reverse=True)) + r")(?=(?:行政主管|主管|行政)?部门|总局|厅|局)"
)
_IN_LIST: Final = re.compile(
    r"(?<=[、和与，由])(" + "|".join(sorted(_DEPARTMENTS, key=len, reverse=True)) + r")(?=[、和与等，])"
)
_LIST_OF_BODIES: Final = re.compile(r"部门|机关|单位")
_CONGRESSES: Final = (
    ("十六大", date(2002, 11, 8)),
    ("十七大", date(2007, 10, 15)),
    ("十八大", date(2012, 11, 8)),
    ("十九大", date(2017, 10, 18)),
    ("二十大", date(2022, 10, 16)),
)
_CONGRESS: Final = re.compile(r"党的十[六七八九]大精神|党的二十大精神")  # judged by the dates of the congresses
_SPIRIT: Final = re.compile(
    r"(?:党的)?(?P<at>(?:党的)?(十六大|十七大|十八大|十九大|二十大))(?:[^，。；\n“”]{0,12}精神|"
    r"报告|活动|[^，。；\n]{0,6}(?:为指导|为指针|为指引|为动力))"
)
SHAPES: Final = (
    shaped(
        "POL-02",
        (
            r"(?:坚定|做到|坚决做到)“?四个意识”?|(?:增强|做到|树牢)“?四个自信”?|(?:增强|坚定|坚持)“?两个维护”?|"
            r"(?:做到|增强)“?两个确立”?"
        ),
        "固定提法搭配有误：“{0}”",
        fix="改为增强“四个意识”、坚定“四个自信”、做到“两个维护”",
    ),
    shaped(
        "POL-02",
        r"“?四个自信”?[^。\n]{0,10}“?四个意识”?|“?两个维护”?[^。\n]{0,10}“?四个(?:意识|自信)”?",
        "固定提法次序有误：“{0}”",
        fix="改为增强“四个意识”、坚定“四个自信”、做到“两个维护”",
    ),
    shaped(
        "POL-02",
        r"统筹推进“?四个全面”?|协调推进“?五位一体”?|“五位一体”战略布局|“四个全面”总体布局",
        "固定提法搭配有误：“{0}”",
        fix="改为统筹推进“五位一体”总体布局、协调推进“四个全面”战略布局",
    ),
)
_SUPERLATIVE: Final = re.compile(
    r"(?:全国|全省|全市|全区|国内|省内|世界|国际|[省市])[^，。；\n]{0,6}?(?:首个|首家|首创|"
    r"唯一|率先|领先|第一)|首个|首家|唯一|填补[^，。；\n]{0,6}空白|最佳|首屈一指|名列前茅|"
    r"独一无二"
)


def dated_hits(page: Page) -> Iterator[Hit]:
    """Political wording, names of bodies and places, duties: right or wrong by the day of the report."""
    yield from run(page, SHAPES)
    if not page.grounded and not page.legal:
        for found in _SUPERLATIVE.finditer(page.text):
            yield Hit("POL-07", *found.span(), f"“{found[0]}”要有依据", "注明依据，或删去", "hint")
    if page.wording is None:
        return
    for formula in page.usage.formulas:
        yield from _order(page, formula)
    if page.as_of is None:
        return
    for term in page.wording.dated_terms:
        if not term.valid(page.as_of) and not _CONGRESS.fullmatch(term.term):
            yield from _term(page, term, page.as_of)
    yield from _congresses(page, page.as_of)
    yield from _departments(page, page.as_of)
    for duty in page.usage.duties:
        if page.as_of > duty.until:
            yield from _duty(page, duty)


def _places(page: Page, term: str, unless: tuple[str, ...]) -> Iterator[int]:
    at = page.text.find(term)
    while at >= 0:
        around = page.text[max(0, at - 12) : at + len(term) + 12]
        if not any(longer in around for longer in unless):
            yield at
        at = page.text.find(term, at + len(term))


def _named(page: Page, term: DatedTerm, rule: str) -> Iterator[tuple[int, int]]:
    """Where the term stands; a place also without its 区, as one of several: 南长、惠山两区."""
    for at in _places(page, term.term, term.unless):
        yield at, at + len(term.term)
    if rule == "CON-06" and len(term.term) == 3:
        for found in re.finditer(rf"{term.term[:-1]}(?=[、和与][^，。\n]{{0,12}}[两三四各]{term.term[-1]})", page.text):
            yield found.span()


def _excused(page: Page, at: int, term: DatedTerm, day: date) -> bool:
    """Named with a year in which it held, or told as history."""
    sentence = page.sentence_at(at)
    low = term.valid_from.year if term.valid_from else 0
    high = term.valid_to.year if term.valid_to else day.year
    if any(low <= int(year) <= high for year in _YEAR.findall(sentence.text)):
        return True
    near = sentence.text[max(0, at - sentence.start - 12) : at - sentence.start + len(term.term) + 14]
    lately = term.valid_to is not None and (day - term.valid_to).days < _LOOKING_BACK
    if lately and term.term.endswith(("活动", "教育", "普法", "时期")):
        return True
    return bool(_PAST.search(near)) and not term.term.startswith(("以", "高举", "认真", "深入", "构建"))


def _term(page: Page, term: DatedTerm, day: date) -> Iterator[Hit]:
    early = term.valid_from is not None and day < term.valid_from
    rule = _rule_of(term)
    for at, end in _named(page, term, rule):
        if _excused(page, at, term, day) or (early and term.term.startswith(("“十", "全面"))):
            continue
        why = f"“{term.term}”{'当时还没有这一提法' if early else '已经不是当前的提法'}"
        why += f"（{term.note}）" if term.note else ""
        soft = early or _PERIOD.match(term.term) or (rule == "POL-01" and "时间不一" in term.note)
        fix = f"改为“{term.replacement}”" if term.replacement and not early else ""
        shown = "POL-04" if early and rule == "POL-01" else rule
        yield Hit(shown, at, end, why, fix, "warning" if soft else None)


def _rule_of(term: DatedTerm) -> str:
    """Places and bodies have rules of their own; all else is political wording."""
    if "区划" in term.note and term.term.endswith(_PLACES):
        return "CON-06"
    return "CON-07" if term.term.endswith(_BODIES) else "POL-01"


def _congresses(page: Page, day: date) -> Iterator[Hit]:
    """POL-04: the spirit of a congress as the current one when another has been held since, or before it was held."""
    held = [name for name, opened in _CONGRESSES if opened <= day]
    for found in _SPIRIT.finditer(page.text):
        name = found[2]
        sentence = page.sentence_at(found.start()).text
        if held and name != held[-1] and held[-1] not in sentence and name in held:
            yield Hit(
                "POL-04", *found.span("at"), f"成文时应写党的{held[-1]}，这里写的是{name}", f"改为“党的{held[-1]}”"
            )
        elif name not in held and not re.search("迎接|筹备|召开|喜迎", sentence):
            yield Hit("POL-04", *found.span("at"), f"成文时党的{name}还没有召开", "核对日期和提法")


def _departments(page: Page, day: date) -> Iterator[Hit]:
    """CON-07 for bodies named without 局: 质监、安全生产监督管理 in a list of departments."""
    if page.wording is None:
        return
    dated = {term.term: term for term in page.wording.dated_terms}
    found = [*_FULL_NAMES.finditer(page.text)]
    found += [
        one
        for one in _IN_LIST.finditer(page.text)
        if _LIST_OF_BODIES.search(page.text[one.end() : one.end() + 60].partition("。")[0])
    ]
    for one in found:
        term = dated.get(_DEPARTMENTS[one[1]])
        following = page.text[one.end() : one.end() + 1]
        if (
            term is None
            or term.valid(day)
            or one[0] + following in dated
            or re.match("生态|国家$", page.text[max(0, one.start() - 2) : one.start()])
        ):
            continue
        if not _excused(page, one.start(), term, day) and one[1] not in ("环保", "环境保护"):
            yield Hit(
                "CON-07",
                *one.span(),
                f"“{one[0]}”部门已经改设（{term.note or term.term}）",
                f"改为“{term.replacement}”的对应写法",
                "warning",
            )


def _order(page: Page, formula: Formula) -> Iterator[Hit]:
    """POL-02, POL-03: all words of a fixed series, in another order than the fixed one."""
    words = "|".join(map(re.escape, formula.words))
    series = re.compile(rf"(?:(?:{words})[、，]){{{len(formula.words) - 1}}}(?:{words})")
    for found in series.finditer(page.text):
        said = re.split("[、，]", found[0])
        if said != list(formula.words) and set(said) == set(formula.words):
            yield Hit(
                formula.rule, *found.span(), f"“{formula.words[0]}…”的次序有误", f"改为“{'、'.join(formula.words)}”"
            )


def _duty(page: Page, duty: Duty) -> Iterator[Hit]:
    own = duty.body in page.unit if page.unit else duty.body in page.text[:400]
    if not own:
        return
    for word in duty.words:
        for at in _places(page, word, ()):
            yield Hit(
                "CON-12",
                at,
                at + len(word),
                f"{duty.until.year}年以后这项职能归{duty.now}",
                "核对本单位职能，属配合工作的写明“配合”",
                "warning",
            )
