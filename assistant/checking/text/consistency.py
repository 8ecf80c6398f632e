"""CON: dates, self-names, abbreviations, titles of persons, headings, honours."""

from __future__ import annotations

import calendar
import re
from collections import Counter
from collections.abc import Iterator
from itertools import islice, pairwise
from typing import Final

from assistant.checking.text.page import COUNT, HAN, Hit, Page, Span
from assistant.checking.text.patterns import run, shaped

SHAPES: Final = (
    shaped(
        "CON-02",
        (
            r"两年来|三年来|近年来|近几年来?|近[两三]年来?|今年以来|去年|前不久|前一阶段|最近几年|"
            r"这几年"
        ),
        "“{0}”没有写明起止时间",
        fix="改为“2024—2025年”的写法",
        severity="warning",
    ),
    shaped(
        "CON-08",
        (
            r"(?<![全本我各])([省市县区州旗镇乡])\1委(?:书记|常委|副书记|办|组织部|宣传部|统战部|政法委|[，。、])|"
            r"(?<![全本我各])([省市县区州旗镇乡])\2党委"
        ),
        "“{0}”多写了一个字",
        fix="删去重复的字",
    ),
    shaped(
        "CON-10",
        (
            r"(?:荣获|获得?|获评|被评为|授予|被命名为|被表彰为)[^，。；\n“”]{0,12}(?P<at>“[^“”\n]{0,24}(?:先进集体|"
            r"先进单位|文明单位|标兵|示范单位|先进个人|称号|红旗单位|示范区|示范点)[^“”\n]{0,4}”)"
        ),
        "荣誉“{0}”没有写明年份和授予机关",
        fix="补上年份、授予机关和全称",
        severity="warning",
    ),
)
_DAY: Final = re.compile(r"(?:(?<!\d)(\d{4})年)?(?<!\d)(\d{1,2})月(\d{1,2})日")
_YEARS: Final = re.compile(r"(?<!\d)((?:19|20)\d\d)年?[—～至](?:到)?((?:19|20)\d\d)年")
_OWN: Final = re.compile(
    r"(?P<who>我|本|该)(?P<level>局|区|市|县|省|国|委|院|校|街道|镇|乡|社区|中心|公司|旗|村|"
    r"部|办)(?![报级人地部金身着科土色位质质案次届期科学性]|[委办]法)"
)
_ELSEWHERE: Final = re.compile(r"(?:本(?:市|区|县|省)(?:户籍|籍))")
_BRIEF: Final = re.compile(rf"[（(]以下(?:统称|简称)(?:为)?[：:]?“?([{HAN}]{{2,12}})”?[）)]")
_DEFINITIONS: Final = 100
_HEADING: Final = re.compile(rf"^[{COUNT}]{{1,3}}、(?P<words>[^。\n]{{6,45}})。?$")
_TITLE: Final = re.compile(r"^[^。；：\n]{6,60}(?:申报|事迹|自荐|推荐)材料$")
_BODY: Final = re.compile(
    r"(?:局|委|办|院|所|中心|学校|小学|中学|大学|社区|公司|街道|镇|乡|村|同志|支队|大队|医院|"
    r"银行|集团|站|馆|队|处|科|部|会|店|厂|库)(?!明|化)"
)


def consistency_hits(page: Page) -> Iterator[Hit]:
    """What does not agree with itself within a text."""
    for hit in run(page, SHAPES):
        if hit.rule != "CON-10" or (not page.grounded and not re.search(r"20\d\d年", page.sentence_at(hit.start).text)):
            yield hit
    yield from _days(page)
    yield from _own_names(page)
    yield from _abbreviations(page)
    yield from _parallel(page)
    yield from _title(page)


def _days(page: Page) -> Iterator[Hit]:
    """CON-03: days that no calendar has, periods that end before they begin."""
    before: tuple[int, tuple[int, int], str] | None = None
    for found in _DAY.finditer(page.text):
        month, day = int(found[2]), int(found[3])
        year = int(found[1]) if found[1] else 2024
        if not 1 <= month <= 12 or not 1 <= day <= calendar.monthrange(max(1, year), month)[1]:
            yield Hit("CON-03", *found.span(), f"没有“{found[0]}”这一天", "核对日期")
            before = None
            continue
        if (
            before
            and page.text[before[0] : found.start()] in ("至", "到", "—", "～")
            and not found[1]
            and (month, day) < before[1]
        ):
            yield Hit("CON-03", *found.span(), f"起止日期前后颠倒：{before[2]}至{found[0]}", "核对日期")
        before = (found.end(), (month, day), found[0])
    for found in _YEARS.finditer(page.text):
        if int(found[2]) < int(found[1]):
            yield Hit("CON-03", *found.span(), f"起止年份前后颠倒：{found[0]}", "核对年份")


def _own_names(page: Page) -> Iterator[Hit]:
    """CON-04: 我局 and 本局 or 该局 for the same bureau. The form used less often is marked."""
    by_level: dict[str, dict[str, list[re.Match[str]]]] = {}
    for found in _OWN.finditer(page.text):
        if not _ELSEWHERE.match(page.text, found.start()):
            by_level.setdefault(found["level"], {}).setdefault(found["who"], []).append(found)
    for level, forms in by_level.items():
        if "我" not in forms:
            continue
        counts = Counter({who: len(found) for who, found in forms.items()})
        for who in ("本", "该"):
            if who == "本" and counts["本"] > counts["我"]:
                continue
            for found in forms.get(who, ()):
                why = f"自称不一致：有“我{level}”{counts['我']}处，这里是“{who}{level}”"
                yield Hit("CON-04", *found.span(), why, right=f"我{level}")


def _abbreviations(page: Page) -> Iterator[Hit]:
    """CON-05: a short name used before （以下简称“…”） introduces it."""
    for found in islice(_BRIEF.finditer(page.text), _DEFINITIONS):
        at = page.text.find(found[1])
        full = page.text[max(0, found.start() - 60) : found.start()]
        if 0 <= at < found.start() - len(full):
            yield Hit(
                "CON-05",
                at,
                at + len(found[1]),
                f"简称“{found[1]}”在说明之前就用了",
                "第一次出现时用全称，并注明简称",
                "warning",
            )


def _parallel(page: Page) -> Iterator[Hit]:
    """CON-09: one heading out of step with all others, in length or in the character that the others share."""
    found = [(line, match["words"]) for line in page.lines if (match := _HEADING.match(line.text.strip()))]
    if len(found) < 4:
        return
    shapes = [_frame(words) for _, words in found]
    common, times = Counter(shapes).most_common(1)[0]
    odd = [line for (line, _), shape in zip(found, shapes, strict=True) if shape != common]
    if times == len(found) - 1 and odd:
        yield _out_of_step(odd[0], "各标题的分句数和字数一致")
        return
    for key in "之以为在重强促聚":
        without = [line for line, words in found if key not in words]
        if len(without) == 1:
            yield _out_of_step(without[0], f"其余标题都有“{key}”字")
            return


def _frame(words: str) -> tuple[int, ...]:
    return tuple(len(clause) for clause in re.split("[，,、 　]", words))


def _out_of_step(line: Span, why: str) -> Hit:
    return Hit("CON-09", line.start, line.end, f"这个标题与其他标题不对仗（{why}）", "按其他标题的句式改写", "hint")


def _title(page: Page) -> Iterator[Hit]:
    """CON-04 on the title: an application names its unit. Judged over the first lines, for titles run over two."""
    filled = [line for line in page.lines[:8] if line.text.strip()]
    for first, second in pairwise(filled[:4]):
        if _TITLE.match(second.text.strip()) and _BODY.search(first.text) and not re.search("[>:：/]", first.text):
            return
    for line in filled[:4]:
        if _TITLE.match(line.text.strip()) and not _BODY.search(line.text):
            yield Hit("CON-04", line.start, line.end, "标题没有写明单位名称", "在标题中写明单位", "hint")
