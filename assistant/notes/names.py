"""Honours, documents, persons and organisations in a note line: where they stand and what they are called."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from assistant.clauses import split
from assistant.model import FactType

HONOUR_HEADING = re.compile(r"荣誉|表彰|获奖|奖项|授奖")
_AWARDED = re.compile(r"荣获|获得|获评|获|授予|被评|评为|表彰|命名为|称号|入选|获得者")
_HONOUR_WORD = re.compile(
    r"先进|文明(?:单位|村|镇|校园|家庭|城市|城区|行业|窗口)|模范|标兵|示范|称号|奖|十佳|优秀|好人|好少年|能手|工匠|红旗|"
    r"文明号|第[一二三四五六七八九十\d]+名|劳动|杰出|最美|最佳|百强|品牌|典型|试点|文物保护单位|五好|五星|功"
)
HONOUR_RANK = re.compile(
    r"(?:全国|全省|全自治区|全市|全区|全县|全街道|全行业)(?:[（(][^（）()]{1,6}[)）])?[^，；。、（）“”]{0,6}?"
    r"(?:首个|首家|首批|唯一|第[一二三四五六七八九十]+)|[一二三特]等奖|(?:金|银|铜)奖|第[一二三四五六七八九十\d]+名"
)
# an award without quotation marks: 2021年省优秀共产党员; 社区获评全国先进基层群众性自治组织（2023年）
_BARE_AWARD = re.compile(
    r"(?:^|(?<=[，；：]))(?:[^，；。：“”（）\d]{0,16}?(?:荣获|获评|被评为|被授予|获得|获)|\d{4}年度?(?:\d{1,2}月)?|[\u4e00-\u9fff]{2,4}同志，)?"
    r"(?P<name>(?:全国|国家级|全省|省级?|自治区级?|全市|市级?|全区|区级?|全县|县级?)[\u4e00-\u9fff]{2,24}?"
    r"(?:集体|单位|个人|工作者|共产党员|党员|模范|标兵|红旗手|奖章|文明号|文明岗|能手|工匠|组织|好人|医生|教师|公务员|村|社区|家庭|学校|校园))"
    r"(?=$|[，；。（])"
)
# under 荣誉 a name with a level and no figure is one, whatever its noun: 全国青少年校园足球特色学校, 省绿色学校
_TITLED = re.compile(
    r"(?:全国|国家级?|全省|省级?|自治区级?|全市|市级?|全区|区级?|全县|县级?)[\u4e00-\u9fff]{1,24}(?:学校|校园|单位|机关|企业|医院|社区|村|镇|基地|窗口)"
)
_QUOTED = re.compile(r"“([^“”]{2,40})”")
_DOCUMENT = re.compile(r"《[^《》]{2,60}》")
_NUMBER_OF_DOCUMENT = re.compile(r"[\u4e00-\u9fff]{1,8}〔\d{4}〕\d{1,4}号")
_SURNAMES = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾萧田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付"
    "方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤阿"
)
_POSTS = "书记|局长|主任|科长|处长|厅长|部长|院长|校长|所长|站长|队长|社长|区长|县长|市长|镇长|乡长|主席|会长|组长"
_PERSON = re.compile(
    rf"(?<![\u4e00-\u9fff])(?P<bare>[{_SURNAMES}][\u4e00-\u9fff]{{1,2}})同志|(?P<inner>[{_SURNAMES}][\u4e00-\u9fff]{{1,2}})同志"
    rf"|(?:{_POSTS})(?P<post>[{_SURNAMES}][\u4e00-\u9fff]{{1,2}})(?=[，；、。）]|$)"
)
_ORGANISATION = re.compile(
    r"(?:省|自治区|市|区|县|旗|镇|乡)[\u4e00-\u9fff]{0,8}?(?:委文明办|文明办|人民政府|委员会|办公室|厅|局|总工会|妇联|团委|党委|工委|委)"
)
_OF_PERSON = re.compile(r"（个人）|个人：|[^：“”]{0,12}：?[^“”]{0,12}同志")
_LEVEL_LABEL = re.compile(r"(全国|国家级?|全省|省级?|自治区级|全市|市级?|全区|区级?|县级?|全县)：")
# the years an honour was given for stand before its name; one year may be part of the name (2022年度…先进单位)
_BARE_HONOUR = re.compile(
    r"(?:(?:\d{4}年度?、)+\d{4}年度?)?(?:荣获|获得|获评|获|被评为|被授予)?(?P<name>(?:[^（），。；：]|（[^（）]{1,2}）)+)"
)
_LEVELS = (
    ("国家级", re.compile(r"全国|国家|中国|国务院|中央|中华")),
    ("省级", re.compile(r"全省|全自治区|自治区|省")),
    ("市级", re.compile(r"全市|市")),
    ("县级", re.compile(r"全区|全县|全旗|区级|县级|区|县|旗")),
)


@dataclass(frozen=True, slots=True)
class Name:
    """A name in a line. rendering: how it stands in official prose."""

    type: FactType
    text: str
    start: int
    end: int
    rendering: str
    level: str = ""
    personal: bool = False


def level_of(honour: str) -> str:
    """国家级, 省级, 市级, 县级 or "" by the first place word of the honour's name or issuer."""
    found = [(match.start(), level) for level, pattern in _LEVELS if (match := pattern.search(honour))]
    return min(found)[1] if found else ""


def find_names(text: str, under_honours: bool) -> tuple[Name, ...]:
    """All names in order of place, without overlaps; honours win over what they contain."""
    names = [*_honours(text, under_honours)]
    for name in [*_documents(text), *_persons(text), *_organisations(text)]:
        if not any(name.start < other.end and other.start < name.end for other in names):
            names.append(name)
    return tuple(sorted(names, key=lambda name: name.start))


def _honours(text: str, under_honours: bool) -> Iterator[Name]:
    body = text.partition("：")[2] if HONOUR_HEADING.search(text.partition("：")[0]) else ""
    offset = len(text) - len(body) if body else 0
    if under_honours or body:
        personal = bool(_OF_PERSON.match(text))
        for part in split(body or text, "；。"):
            yield from _listed(part.text, part.start + offset, personal)
    else:
        yield from _in_prose(text)


def _listed(part: str, offset: int, personal: bool) -> Iterator[Name]:
    """A line under "荣誉" is an honour, with its gloss (issuer, year, 第六次) in brackets behind it."""
    personal = personal or bool(_OF_PERSON.match(part))
    label = _LEVEL_LABEL.match(part)
    level = _level_label(label[1]) if label else ""
    body, shift = (part[label.end() :], label.end()) if label else (part, 0)
    quoted = list(_QUOTED.finditer(body))
    if quoted:
        for match in quoted:
            start, end = match.start() + shift + offset, match.end() + shift + offset
            yield _honour(match[1], start, end, part, personal or "获得者" in body[match.end() :], level)
        return
    award = _BARE_AWARD.search(body) if personal else None
    if award:
        yield _honour(
            award["name"], award.start("name") + shift + offset, award.end("name") + shift + offset, part, True
        )
        return
    head = _BARE_HONOUR.match(body)
    if head and (_HONOUR_WORD.search(head["name"]) or _TITLED.fullmatch(head["name"])) and not personal:
        start, end = head.start("name") + shift + offset, head.end("name") + shift + offset
        yield _honour(head["name"], start, end, part, personal, level)
        return
    for rank in HONOUR_RANK.finditer(body):
        start, end = rank.start() + shift + offset, rank.end() + shift + offset
        yield Name("honour", rank[0], start, end, rank[0], level or level_of(rank[0]), personal)


def _level_label(word: str) -> str:
    if word.startswith(("全国", "国家")):
        return "国家级"
    if "省" in word or "自治区" in word:
        return "省级"
    return "市级" if "市" in word else "县级"


def _in_prose(text: str) -> Iterator[Name]:
    """Elsewhere a quoted name is an honour only where the line speaks of an award; ranks count everywhere."""
    taken: list[tuple[int, int]] = []
    for match in _QUOTED.finditer(text):
        near = text[max(0, match.start() - 12) : match.start()] + "＃" + text[match.end() : match.end() + 6]
        if _HONOUR_WORD.search(match[1]) and _AWARDED.search(near):
            taken.append(match.span())
            yield _honour(match[1], match.start(), match.end(), text, "获得者" in near)
    for match in _BARE_AWARD.finditer(text):
        start, end = match.span("name")
        if _HONOUR_WORD.search(match["name"]) and not any(start < stop and begin < end for begin, stop in taken):
            taken.append((start, end))
            yield _honour(match["name"], start, end, text, "同志" in match[0])
    equal = re.search(r"[=＝]((?:国家级|省级|市级|区级|县级)[^，；。（）]{2,20})", text)
    if (equal and _HONOUR_WORD.search(equal[1])) or (equal and "中心" in equal[1]):
        assert equal is not None
        yield Name("honour", equal[1], equal.start(1), equal.end(1), equal[1], level_of(equal[1]))
        taken.append(equal.span(1))
    for rank in HONOUR_RANK.finditer(text):
        if not any(rank.start() < end and start < rank.end() for start, end in taken):
            yield Name("honour", rank[0], rank.start(), rank.end(), rank[0], level_of(rank[0]))


def _honour(name: str, start: int, end: int, context: str, personal: bool, level: str = "") -> Name:
    rank = HONOUR_RANK.search(name)
    rendering = name if rank and rank.end() == len(name) else f"“{name}”"
    return Name("honour", name, start, end, rendering, level or level_of(name) or level_of(context), personal)


def _documents(text: str) -> Iterator[Name]:
    for pattern in (_DOCUMENT, _NUMBER_OF_DOCUMENT):
        for match in pattern.finditer(text):
            yield Name("document", match[0], match.start(), match.end(), match[0])


def _persons(text: str) -> Iterator[Name]:
    for match in _PERSON.finditer(text):
        group = match.lastgroup or "bare"
        yield Name("person", match[group], match.start(group), match.end(group), match[group])


def _organisations(text: str) -> Iterator[Name]:
    for match in _ORGANISATION.finditer(text):
        start = match.start()
        # the place name in front ("陕西省委文明办", "滨湖区民政局") belongs to it
        while start > 0 and re.match(r"[\u4e00-\u9fff]", text[start - 1]) and match.end() - start < 14:
            if text[start - 1] in "由受被经获的向与和及在" or match.start() - start >= 3:
                break
            start -= 1
        if match.end() - start >= 4:
            name = text[start : match.end()]
            yield Name("organisation", name, start, match.end(), name)
