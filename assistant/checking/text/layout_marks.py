"""FMT on the text: level marks, headings, numbering, dates, document numbers, spaces, quotation marks."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from assistant.checking.text.page import COUNT, HAN, Hit, Page, Span
from assistant.checking.text.patterns import run, shaped
from assistant.figures import numerals

_NO_MARK: Final = "带括号的层次序数后面不再用标点"
_FIRST: Final = "第一层序数“{0}”应写作“一、”"
_THIRD: Final = "第三层序数“{0}”应写作“1.”"
_CALENDAR: Final = "[〇○零一二三四五六七八九0-9]"
_TOGETHER: Final = (
    rf"[{COUNT}]{{1,2}}(?:季度|等奖|年级|线|级|期|月份|中全会|类|组)"  # 三、四季度 is no number of a heading
)
_ITEM: Final = r"(?P<at>(?P<mark>\d{1,2})[、，,])(?=\S)"
SHAPES: Final = (
    shaped(
        "FMT-07",
        rf"^[ \t　]*(?P<at>(?P<mark>（[{COUNT}]{{1,3}}）)[、，,.．：:])",
        "带括号的层次序数后面不再用标点",
        r"\g<mark>",
    ),
    shaped(
        "FMT-07",
        rf"^[ \t　]*(?P<at>(?P<mark>[{COUNT}]{{1,3}})[.．，,])(?=[{HAN}])",
        "第一层序数“{0}”应写作“一、”",
        r"\g<mark>、",
    ),
    shaped("FMT-07", rf"^[ \t　]*(?P<at>(?P<mark>\d{{1,2}})、)(?=[{HAN}“《])", _THIRD, r"\g<mark>."),
    shaped("FMT-07", r"^[ \t　]*(?P<at>(?P<mark>（\d{1,2}）)[、，,.．])", _NO_MARK, r"\g<mark>"),
    shaped("FMT-10", rf"^[ \t　]*附件[:：][ \t　]*{_ITEM}", "附件序号后用下圆点", r"\g<mark>."),
    shaped("FMT-10", rf"^[ \t　]*附件{_ITEM}", "附件序号后用下圆点", r"：\g<mark>."),
    shaped("FMT-10", r"^[ \t　]*附件[：:][^\n。]{2,50}(?P<at>。)$", "附件名称后面不加标点", "", "删去句号"),
    shaped("FMT-11", r"^[ \t　]*附件\d{0,2}(?P<at>[：:])[ \t]*$", "附件首页的“附件”后面不加冒号", "", "删去冒号"),
    shaped("FMT-13", r"(?<!\d)\d{4}年(?:0\d月\d{1,2}日|\d{1,2}月0\d日|0\d月(?!\d))", "日期“{0}”的月、日不编虚位"),
    shaped(
        "FMT-13",
        (
            rf"(?<![\d.．/-])(?:19|20)\d\d(?:\.\d{{1,2}}\.\d{{1,2}}|/\d{{1,2}}/\d{{1,2}})(?=[{HAN}，。；、：）)\s]|"
            rf"$)"
        ),
        "日期“{0}”应写全年月日",
        unless=r"https?:|www\.",
    ),
    shaped(
        "FMT-13",
        rf"(?<![\d.．/-])(?:19|20)\d\d-\d{{1,2}}-\d{{1,2}}(?=[{HAN}，。；、：）)\s]|$)",
        "日期“{0}”应写全年月日",
        severity="warning",
        unless=r"https?:|www\.",
    ),
    shaped(
        "FMT-13",
        rf"(?<![\d.])\d{{2}}\.\d{{1,2}}\.\d{{1,2}}(?=[{HAN}，。；、\n]|$)(?![{HAN}]{{0,2}}版)",
        "日期“{0}”应写全年月日",
        unless=r"版本|[Vv]\d|IP",
    ),
    shaped("FMT-15", r"[\[［【](?:19|20)?\d{2}[\]］】][ ]?(?:第)?\d{1,4}号", "发文字号的年份用六角括号“〔〕”"),
    shaped(
        "FMT-15",
        r"(?<=[发办函字通规政党委厅局])[（(](?:19|20)\d\d[）)][ ]?(?:第)?\d{1,4}号",
        "发文字号的年份用六角括号“〔〕”",
    ),
    shaped("FMT-15", r"〔(?:19|20)\d\d〕(?:第[ ]?\d{1,4}|0\d{0,3})号", "发文字号的序号不加“第”，不编虚位"),
    shaped("FMT-15", r"〔\d{2}〕(?:第)?\d{0,4}号?", "发文字号的年份要写全"),
    shaped("FMT-16", r"[（(](?:此|本)页无正文[）)]", "不用“（此页无正文）”", "", "删去，调整行距使正文与落款同页"),
    shaped(
        "FMT-17",
        rf"^各[{HAN}、（）]{{0,30}}(?:局|办|委|单位|部门|镇|乡|街道|区|县|市|处|室|院|校|公司|中心)(?P<at>[，,；;])$",
        "主送机关后面用冒号",
        "：",
    ),
    shaped("FMT-21", r"[０-９Ａ-Ｚａ-ｚ][０-９Ａ-Ｚａ-ｚ．％]*", "“{0}”用了全角数字或字母"),
)
_WORD_DATE: Final = re.compile(
    rf"[一二]{_CALENDAR}{{3}}年[元一二三四五六七八九十]{{1,2}}月(?:[一二三四五六七八九十]{{1,3}}日)?"
)
_WORDS: Final = str.maketrans("〇○零一二三四五六七八九", "000123456789")
_HEADING: Final = re.compile(
    rf"[ \t　]*(?:(?P<one>[{COUNT}]{{1,3}})、(?!{_TOGETHER})|（(?P<two>[{COUNT}]{{1,3}})）)[^。！？\n]{{2,44}}。$"
)
_PROVISION: Final = re.compile(r"施行|执行|解释|应当|本(?:通知|办法|规定|意见|条例)|^[ 　]*[一二三四五六七八九十]、请")
_INSIDE: Final = re.compile(rf"(?<=[{HAN}，、；”“])[ 　]{{1,8}}(?=[{HAN}“])")
_BEFORE_SPACE: Final = re.compile(
    rf"(?:第[{COUNT}百零\d]{{1,6}}[条章节款编]|附[件录表]|[年月日]|^[ 　]*[{COUNT}]、?|[：:》）])$"
)
_INDENT: Final = re.compile(r"[ 　\t]{1,200}(?=\S)")
_PUNCTUATED: Final = re.compile(r"[，。；：！？]")
_NEW_DATES: Final = 20120701  # GB/T 9704—2012 wants Arabic numerals in dates from then on
_LEVEL: Final = re.compile(
    rf"^[ \t　]*(?:(?P<a>[{COUNT}]{{1,3}})[、.．](?!{_TOGETHER})|（(?P<b>[{COUNT}]{{1,3}})）|"
    rf"(?P<c>\d{{1,2}})[.．、](?!\d)|（(?P<d>\d{{1,2}})）)"
)
_INLINE: Final = re.compile(
    rf"(?:(?<=[。；：，;:,\n])|^)(?:(?P<is>[{COUNT}]{{1,2}})是(?![一不否])|第(?P<th>[{COUNT}]{{1,2}})，)", re.MULTILINE
)
_PAIRS: Final = {"”": "“", "’": "‘", "》": "《", "）": "（", "〕": "〔", "】": "【", "〉": "〈", ")": "（"}
_OPENING: Final = {mark: mark for mark in _PAIRS.values()} | {"(": "（"}
_CUT: Final = 60  # characters between the halves of a pair that a line break may have cut
_RULE_OF: Final = {"（": "PUN-12", "）": "PUN-12", ")": "PUN-12"}


def layout_hits(page: Page) -> Iterator[Hit]:
    """All of FMT that can be seen on a text, but the half-width marks (see punctuation)."""
    for hit in run(page, SHAPES):
        right = _tidied(page.text[hit.start : hit.end]) if hit.rule in {"FMT-13", "FMT-15", "FMT-21"} else None
        yield replace(hit, right=right) if right is not None else hit
    yield from _word_dates(page)
    yield from _headings(page)
    yield from _numbering(page)
    yield from _spaces(page)
    yield from _across_lines([hit for line in page.lines for hit in _quotes(line)], page.text)


def _tidied(words: str) -> str | None:
    """The right form where it follows from the wrong one."""
    plain = unicodedata.normalize("NFKC", words)
    if plain != words and plain.isascii():
        return plain
    dated = re.fullmatch(r"(\d{4})[年./-](\d{1,2})[月./-]?(?:(\d{1,2})日?)?", words)
    if dated:
        return f"{dated[1]}年{int(dated[2])}月" + (f"{int(dated[3])}日" if dated[3] else "")
    numbered = re.fullmatch(r"\D((?:19|20)\d\d)\D ?第? ?(\d+)号", words)
    return f"〔{numbered[1]}〕{int(numbered[2])}号" if numbered else None


def _word_dates(page: Page) -> Iterator[Hit]:
    day = page.as_of
    if day is not None and day.year * 10000 + day.month * 100 + day.day < _NEW_DATES:
        return
    for found in _WORD_DATE.finditer(page.text):
        yield Hit("FMT-13", *found.span(), f"日期“{found[0]}”应当用阿拉伯数字", right=_in_digits(found[0]))


def _in_digits(words: str) -> str | None:
    """二〇二六年四月六日 -> 2026年4月6日."""
    year, _, rest = words.partition("年")
    month, _, day = rest.partition("月")
    month = "一" if month == "元" else month
    number = year.translate(_WORDS)
    if not number.isdigit() or not 1 <= _number(month) <= 12:
        return None
    return f"{number}年{_number(month)}月" + (f"{_number(day[:-1])}日" if day else "")


def _headings(page: Page) -> Iterator[Hit]:
    lines = [line for line in page.lines if line.text.strip()]
    for number, line in enumerate(lines):
        found = _HEADING.match(line.text)
        if found is None or not (found["one"] or _is_heading(lines, number)):
            continue
        if _PROVISION.search(line.text):
            continue
        yield Hit(
            "FMT-08", line.start, line.end, "标题独立成行，末尾不用句号", "删去标题末尾的句号", right=line.text[:-1]
        )


def _is_heading(lines: Sequence[Span], number: int) -> bool:
    """（一）…。 is a heading if text stands under it; an item of a list has its like before or behind."""
    behind = lines[number + 1].text if number + 1 < len(lines) else ""
    before = lines[number - 1].text.rstrip() if number else ""
    first = lines[number].text.lstrip().startswith("（一）")
    return bool(behind) and not _LEVEL.match(behind) and len(behind) > 4 and first and not before.endswith("；")


def _number(words: str) -> int:
    """The value; 0 for what is no numeral (一一)."""
    return int(numerals.number(words) or 0)


def _numbering(page: Page) -> Iterator[Hit]:
    """FMT-09: a number that repeats or skips the one before it on the same level."""
    last: dict[str, int] = {}
    above = ""
    for line in page.lines:
        found = _LEVEL.match(line.text)
        if found is not None:
            kind, mark_at = str(found.lastgroup), line.start + found.start(str(found.lastgroup))
            number = _number(str(found[kind]))
            if kind == above and number == last.get(kind) == 1:
                last[kind] = 0  # two first items one under the other: the second is judged as a repetition
                yield Hit("FMT-09", mark_at, line.start + found.end(), "序号重复：前一个也是第1", "改正序号")
            yield from _step(last, kind, number, mark_at, line.start + found.end())
            for lower in "abcd"["abcd".index(kind) + 1 :]:
                last.pop(lower, None)
        above = (str(found.lastgroup) if found else "") if line.text.strip() else above
        last.pop("th", None)
        marks = list(_INLINE.finditer(line.text))
        if not marks or marks[0].start() > 0:
            last.pop("is", None)
        for mark in marks:
            kind = str(mark.lastgroup)
            yield from _step(last, kind, _number(str(mark[kind])), line.start + mark.start(), line.start + mark.end())


def _step(last: dict[str, int], kind: str, number: int, start: int, end: int) -> Iterator[Hit]:
    if not number:
        return
    before = last.get(kind)
    last[kind] = number
    if before is None or number in (1, before + 1):
        return
    said = "重复" if number == before else "不连续"
    yield Hit("FMT-09", start, end, f"序号{said}：前一个是第{before}，这里是第{number}", "改正序号，或补上缺的一项")


def _spaces(page: Page) -> Iterator[Hit]:
    body = [line for line in page.lines if len(line.text) > 20]
    indented = [line for line in body if line.text.startswith("　　")]
    habit = len(body) >= 3 and len(indented) * 2 > len(body)
    for line in page.lines:
        lead = _INDENT.match(line.text)
        if lead is not None and _PUNCTUATED.search(line.text) and not (habit and line.start != indented[0].start):
            yield Hit("FMT-22", line.start, line.start + lead.end(), "用空格缩进", "删去空格，用段落格式缩进", right="")
        if not _PUNCTUATED.search(line.text):
            continue
        for found in _INSIDE.finditer(line.text, lead.end() if lead else 0):
            if not _BEFORE_SPACE.search(line.text[max(0, found.start() - 10) : found.start()]):
                place = line.start + found.start(), line.start + found.end()
                yield Hit("FMT-22", *place, "字间有多余的空格", "删去空格", right="")


def _quotes(line: Span) -> Iterator[Hit]:
    """FMT-23, PUN-12: straight quotation marks, and marks that open or close without their other half."""
    stack: list[tuple[str, int]] = []
    straight, even = 0, line.text.count('"') % 2 == 0
    for place, char in enumerate(line.text):
        if char == '"':
            straight += 1
            if re.search(rf"[{HAN}]", line.text[max(0, place - 2) : place + 3]):
                right = "“" if straight % 2 else "”"
                at = line.start + place
                yield Hit("FMT-23", at, at + 1, "用了直引号", f"改为“{right}”", right=right if even else None)
        elif char in _OPENING:
            stack.append((_OPENING[char], place))
        elif char in _PAIRS:
            opened = next(
                (n for n in range(len(stack) - 1, max(-1, len(stack) - 4), -1) if stack[n][0] == _PAIRS[char]), -1
            )
            if opened >= 0:
                yield from (_unpaired(line, mark, at) for mark, at in stack[opened + 1 :])
                del stack[opened:]
            elif place > 6 or not re.search(rf"^[\d{COUNT}]{{1,3}}$", line.text[:place].strip()):
                yield _unpaired(line, char, place)
    yield from (_unpaired(line, mark, at) for mark, at in stack)


def _across_lines(hits: Sequence[Hit], text: str) -> Iterator[Hit]:
    """Without pairs that a hard line break cut in two: an opening mark and, soon after, its closing one."""
    settled: set[int] = set()
    for number, hit in enumerate(hits[:-1]):
        behind = hits[number + 1]
        opened, closed = text[hit.start], text[behind.start]
        if _PAIRS.get(closed) == opened and "\n" in text[hit.start : behind.start] and behind.start - hit.start < _CUT:
            settled |= {number, number + 1}
    return (hit for number, hit in enumerate(hits) if number not in settled)


def _unpaired(line: Span, mark: str, at: int) -> Hit:
    return Hit(
        _RULE_OF.get(mark, "FMT-23"),
        line.start + at,
        line.start + at + 1,
        f"“{mark}”没有配对",
        "补上另一半，或改正方向",
    )
