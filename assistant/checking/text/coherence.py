"""CON-11, CON-13, CON-14, POL-11: documents cited, things told twice, headings that promise, words of others."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from assistant.checking.text.page import COUNT, Hit, Page, Span
from assistant.checking.text.patterns import run, shaped

_NUMBER: Final = r"[\u4e00-\u9fff]{1,12}〔(?:19|20)\d\d〕\d{1,4}号"
SHAPES: Final = (
    shaped(
        "CON-11",
        rf"(?P<at>{_NUMBER}(?:文件?)?)《[^《》\n]{{2,60}}》",
        "文件先写名称，后写文号：“{0}”",
        fix="改为“《名称》（文号）”的写法",
    ),
)
_CITED: Final = re.compile(rf"《(?P<title>[^《》\n]{{2,60}})》[（(](?P<number>{_NUMBER})[）)]")
_DATED: Final = re.compile(r"〔((?:19|20)\d\d)〕\d{1,4}号")
_QUOTING: Final = re.compile(
    r"(?P<who>习近平(?:总书记|主席|同志)?|总书记|毛泽东|邓小平|江泽民|胡锦涛|周恩来|李克强|李强|《[^《》\n]{2,40}》)"
    r"(?:同志)?[^，。；：“”《》\n]{0,24}(?:指出|强调|要求|提出|指示|明确|规定|说)[：:，,]{0,2}“(?P<at>[^“”\n]{6,160})”"
)
_HEADING: Final = re.compile(rf"^[ \t　]*[{COUNT}]{{1,3}}、(?P<words>[^。\n]{{4,45}})。?$")
_PROMISE: Final = re.compile(r"机制|品牌|平台|体系|模式|阵地|载体|网络")
_SHINGLE, _ALIKE, _SHORTEST, _LONGEST, _CROWD = 4, 0.6, 24, 400, 6
_EVERY: Final = 3  # one run of characters in three is looked up, chosen by its first character
_WORDS: Final = re.compile(r"[^\u4e00-\u9fffA-Za-z]+")
_FIGURE: Final = re.compile(r"\d+(?:\.\d+)?")


def coherence_hits(page: Page) -> Iterator[Hit]:
    """What does not hang together over a whole text."""
    if not page.legal:
        yield from run(page, SHAPES)
        yield from _told_twice(page)
    yield from _documents(page)
    yield from _promises(page)
    yield from _quotations(page)


def _documents(page: Page) -> Iterator[Hit]:
    """CON-11: one title with two numbers, one number with two titles, a number of a year to come."""
    numbers: dict[str, str] = {}
    titles: dict[str, str] = {}
    for found in _CITED.finditer(page.text):
        title, number = found["title"], found["number"]
        if numbers.setdefault(title, number) != number:
            why = f"《{title}》前面写的文号是{numbers[title]}，这里是{number}"
            yield Hit("CON-11", *found.span("number"), why, "核对文号", "error")
        elif titles.setdefault(number, title) != title:
            why = f"{number}前面写的是《{titles[number]}》，这里是《{title}》"
            yield Hit("CON-11", *found.span("title"), why, "核对文件名称", "error")
    for found in _DATED.finditer(page.text):
        if page.as_of is not None and int(found[1]) > page.as_of.year:
            yield Hit("CON-11", *found.span(), f"文号的年份{found[1]}年在成文之后", "核对文号", "error")


def _told_twice(page: Page) -> Iterator[Hit]:
    """CON-13: two sentences that share most of their words and all of their figures, and are not the same."""
    holders: dict[str, list[int]] = {}
    for number, sentence in enumerate(page.sentences):
        words = _WORDS.sub("", sentence.text)
        if not _SHORTEST <= len(words) <= _LONGEST:
            continue
        sample = {words[at : at + _SHINGLE] for at in range(len(words) - _SHINGLE + 1) if not ord(words[at]) % _EVERY}
        shared: dict[int, int] = {}
        for gram in sample:
            known = holders.setdefault(gram, [])
            for other in known:
                shared[other] = shared.get(other, 0) + 1
            if len(known) < _CROWD:
                known.append(number)
        likely = [one for one, times in shared.items() if times * 2 >= len(sample)]
        earlier = next((one for one in likely if _alike(page, one, number)), None)
        if earlier is not None:
            before = page.sentences[earlier].text.strip()
            why = f"与前面一句说的是同一件事：“{before[:24]}…”"
            yield Hit("CON-13", sentence.start, sentence.end, why, "合并成一句，或删去一处")


def _alike(page: Page, one: int, other: int) -> bool:
    first, second = page.sentences[one].text, page.sentences[other].text
    mine, theirs = _shingles(first), _shingles(second)
    if len(mine & theirs) < _ALIKE * max(len(mine), len(theirs)):
        return False
    same = re.sub(r"\s", "", first) == re.sub(r"\s", "", second)
    return not same and sorted(_FIGURE.findall(first)) == sorted(_FIGURE.findall(second))


def _shingles(text: str) -> set[str]:
    words = _WORDS.sub("", text)
    return {words[at : at + _SHINGLE] for at in range(len(words) - _SHINGLE + 1)}


def _promises(page: Page) -> Iterator[Hit]:
    """CON-14: a heading of the first level that names a 机制 or 品牌 of which the section says nothing."""
    heads: list[tuple[int, Span]] = [
        (number, line) for number, line in enumerate(page.lines) if _HEADING.match(line.text)
    ]
    for place, (number, line) in enumerate(heads):
        behind = heads[place + 1][0] if place + 1 < len(heads) else len(page.lines)
        body = "".join(one.text for one in page.lines[number + 1 : behind])
        for found in _PROMISE.finditer(line.text):
            if len(body) > 40 and found[0] not in body:
                at = line.start + found.start()
                why = f"标题里说了“{found[0]}”，这一节没有写到"
                yield Hit("CON-14", at, at + len(found[0]), why, "在这一节写明，或改标题")


def _quotations(page: Page) -> Iterator[Hit]:
    """POL-11: words of a leader or of a document in quotation marks that the notes do not have so."""
    for found in _QUOTING.finditer(page.text):
        if found["at"] not in page.notes:
            why = f"引用了{found['who']}的话，" + ("要点里没有这一原文" if page.notes else "须与原文逐字一致")
            yield Hit("POL-11", *found.span("at"), why, "与原文逐字核对，或不用引号")
