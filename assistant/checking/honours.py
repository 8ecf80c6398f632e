"""FACT-02 for honours: the name stands in the notes, at that level, in that year."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from assistant import figures
from assistant.checking.awards import Award, holder_wrong, issuer_wrong, read
from assistant.checking.grounds import Grounds, spelled
from assistant.checking.honour_names import names_of
from assistant.checking.layout import stretch_start
from assistant.checking.rules import raise_finding
from assistant.model import Finding

if TYPE_CHECKING:
    from assistant.knowledge import Wording

_NAME_END: Final = (
    r"先进(?:集体|单位|个人|工作者|社区|村|县|区|市|县（区）|基层党组织|党组织|典型|组织|支部|党支部)"
    r"|文明(?:单位|标兵|岗(?!位)|示范岗|家庭|村镇|村|镇|社区|校园|窗口|城市|城区|行业|岗位)|标兵(?:单位|岗|集体)?|模范(?:单位|集体|个人|家庭)?"
    r"|示范(?:单位|社区|点|岗|窗口|基地|中心|区|县|市|村|镇|街道|站)|劳动奖[章状]|奖章|奖状|红旗(?:单位|集体|手)|十佳[\u4e00-\u9fff]{0,6}"
    r"|优秀(?:单位|集体|个人|组织|奖|案例|品牌|等次|党员|党务工作者|志愿者)|青年文明号|工人先锋号|能手|[特一二三]等[奖功]|[金银铜]奖|好人|称号"
)
_HONOUR: Final = re.compile(_NAME_END)
_ENDS_SO: Final = re.compile(rf"(?:{_NAME_END}|奖)$")
_QUOTED: Final = re.compile(r"[“\"]([^“”\"\n]{3,40})[”\"]")
_VERBS: Final = (
    r"(?:荣获|获得|获评|喜获|夺得|斩获|摘得|荣膺|荣登|荣立|蝉联|当选为?|被评为|获评为|评为|评选为|被授予|授予"
    r"|命名为|表彰为|认定为|确定为|入选|跻身|获)了?"
)
_SURE: Final = re.compile(  # behind these, whatever stands in quotation marks is an honour
    r"(?:荣获|获评|获颁|喜获|荣膺|荣登|荣立|蝉联|当选为?|评为|评选为|被?授予|命名为|表彰为|入选|跻身)[^，。；：\n]{0,60}$"
)
_PLAIN: Final = re.compile(r"(?:获得?|认定为|确定为|列为)了?[“\"]?$")  # behind these, if the level stands first
_NO_HONOUR: Final = re.compile(r"(?:好评|点赞|肯定|认可|赞誉|赞扬|满意|感谢|放心|信任)")
_GIVEN: Final = re.compile(_VERBS + r"[^，。；\n]*$")
_IN_BRACKETS: Final = re.compile(r"[（(][^（）()\n]*[）)]")
_NEAR_VERB: Final = 240  # characters within which a verb of awarding belongs to a quoted name
_AWARDED: Final = re.compile(_VERBS + r"(?P<name>[^，。；：！？\n]{2,60})")
_LEVEL_WORD: Final = re.compile(
    r"全国|国家级|国家|中国|中华|全自治区|自治区级|自治区|全省|省级|[\u4e00-\u9fff]{1,3}省|省|全市|市级|市|全区|全县|全旗|区级|县级|旗级"
)
_LEVEL_TAIL: Final = re.compile(r"国家级|省级|自治区级|市级|区级|县级|旗级")
_RANKS: Final = (("国", 4), ("中", 4), ("自治区", 3), ("省", 3), ("市", 2), ("区", 1), ("县", 1), ("旗", 1))
_LEVELLED: Final = re.compile(
    rf"(?:全国|国家级|全省|省级|自治区级?|全市|市级|全区|区级|县级)[^，。；：！？、\n“”（）()获被评为在]{{0,20}}?(?:{_NAME_END})"
)
_AIM: Final = re.compile(r"争创|创建|争当|申报|争取|创成|力争|评选|评比|培育|打造|迎接|目标|争做|申创|参评|选树|推荐")
_YEAR: Final = re.compile(r"((?:19|20)\d{2})年?")
_BRACKET: Final = re.compile(r"[”\"]?[（(][^（）()\n]{0,60}[）)]")
_WHOLE_NAME: Final = 4  # characters of an honour's name without its level that name one honour
_GLOSS: Final = re.compile(r"(?:荣誉)?称号$|的?荣誉$|等$|的?好成绩$|荣誉称号等?$")


@dataclass(frozen=True, slots=True)
class Mention:
    """An honour in a draft. literal: it stands in quotation marks, so not a word may differ."""

    name: str
    start: int
    end: int
    literal: bool
    awarded: bool = True  # somebody received it; else it only names a sort of honour at a level


def honour_findings(section: str, text: str, grounds: Grounds) -> Iterator[Finding]:
    """Honours the notes do not have, or have at another level or in another year."""
    for mention in mentions(text, grounds.wording):
        why, fix, end = _objection(mention, text, grounds)
        if why:
            yield raise_finding("FACT-02", section, text, mention.start, end, why, fix)
    yield from _raised(section, text, grounds)


def _raised(section: str, text: str, grounds: Grounds) -> Iterator[Finding]:
    """An honour of the notes, in whatever frame, behind the word of another level: 全国巾帼文明岗."""
    for fact in grounds.ledger.facts:
        core = _core(fact.rendering.strip('“”"'))
        if fact.type != "honour" or len(core) < _WHOLE_NAME:
            continue
        lines = _lines_with(core, grounds.told, grounds)
        for hit in re.finditer(rf"(?:{_LEVEL_WORD.pattern})[“\"]?{re.escape(core)}", text):
            wrong = _level_wrong(hit[0], (fact.level, fact.rendering, *lines))
            aim = _AIM.search(text[max(0, hit.start() - 6) : hit.start()]) or grounds.says(hit[0])
            if wrong and not aim:
                fix = f"改为要点的写法：{_cut(lines[0] if lines else fact.rendering)}"
                yield raise_finding("FACT-02", section, text, hit.start(), hit.end(), wrong, fix)


def mentions(text: str, wording: Wording | None = None) -> tuple[Mention, ...]:
    """All honours that are quoted, awarded or named with their level; aims (争创…) are none.

    wording: its table `honours` has the words that an unquoted name is made of.
    """
    names = names_of(wording)
    found: list[Mention] = []
    for hit in _QUOTED.finditer(text):
        opening = max(0, hit.start() - _NEAR_VERB)
        before = _IN_BRACKETS.sub("", text[opening : hit.start()])
        sure = _is_given(hit[1], text[hit.end() : hit.end() + 2], _QUOTED.sub("", before))
        if (_ENDS_SO.search(hit[1]) or sure) and not _AIM.search(text[max(0, hit.start() - 6) : hit.start()]):
            found.append(Mention(hit[1], hit.start(1), hit.end(1), True, awarded=bool(_GIVEN.search(before))))
    for hit in _AWARDED.finditer(text):
        found += _items(hit["name"], hit.start("name"), (_HONOUR, *names.awarded))
    for pattern in (_LEVELLED, *names.levelled):
        for hit in pattern.finditer(text):
            if not _AIM.search(text[max(0, hit.start() - 8) : hit.end()]):
                found.append(Mention(hit[0], hit.start(), hit.end(), False, awarded=False))
    kept: list[Mention] = []
    for mention in sorted(found, key=lambda one: (not one.literal, not one.awarded, one.start, -one.end)):
        if not any(mention.start < other.end and other.start < mention.end for other in kept):
            kept.append(mention)
    return tuple(sorted(kept, key=lambda one: one.start))


def _is_given(name: str, after: str, before: str) -> bool:
    """A verb that gives nothing but honours leads to the quotation marks: 荣登“中国好人榜”."""
    if _NO_HONOUR.search(name) or after[:1] == "的":
        return False
    return _SURE.search(before) is not None or (_PLAIN.search(before) is not None and bool(_LEVEL_WORD.match(name)))


def _items(run: str, offset: int, patterns: Sequence[re.Pattern[str]]) -> Iterator[Mention]:
    for part in re.finditer(r"[^、]+", run):
        if "“" in part[0] or '"' in part[0] or "《" in part[0]:
            continue
        end = max((hit.end() for pattern in patterns for hit in pattern.finditer(part[0])), default=0)
        if not end or _AIM.search(part[0]):
            continue
        name = part[0][:end]
        bare = _GLOSS.sub("", name) or name
        lead = re.match(r"(?:过|了|为|由|以|全部|首批|第[一二三四五六七八九十]+次|连续[\u4e00-\u9fff\d]{1,3}年)*", bare)
        skip = lead.end() if lead else 0
        if len(bare) - skip >= 3:
            yield Mention(bare[skip:], offset + part.start() + skip, offset + part.start() + len(bare), False)


def _objection(mention: Mention, text: str, grounds: Grounds) -> tuple[str, str, int]:
    """What is wrong, how to mend it, and where the wrong words end; ("", "", …) if nothing is."""
    said = grounds.told if mention.awarded else grounds.lines
    lines = _lines_with(mention.name, said, grounds, received=mention.awarded)
    core = _core(mention.name)
    if not lines and core != mention.name:
        alike = _lines_with(core, said, grounds)
        wrong = _level_wrong(mention.name, alike)
        if wrong:
            return wrong, f"改为要点的写法：{_cut(alike[0])}", mention.end
        lines = () if mention.literal else alike
    if not lines and not mention.literal:
        lines = tuple(line for line in said if _loosely(core, line) and not _level_wrong(mention.name, (line,)))
    if not lines and not mention.literal:
        lines = _lines_with(_tail(mention), said, grounds)
    if not lines:
        if not mention.literal and len(core) <= 4 and not _LEVEL_WORD.match(mention.name):
            return "", "", mention.end  # 先进个人, 一等奖 without a name: nothing that could be false by itself
        why = f"要点中没有“{mention.name}”这项荣誉"
        return why, "删去，或在要点中补上名称、级别、授予单位和年份", mention.end
    why, end = _year_wrong(mention, text, lines)
    if why:
        return why, "按要点改正年份", end
    return _given_otherwise(mention, text, lines, grounds) if mention.awarded else "", "按要点改正", mention.end


def _given_otherwise(mention: Mention, text: str, lines: Sequence[str], grounds: Grounds) -> str:
    """Why the one who got it, or the one who gave it, is not the notes'; "" if nothing speaks against them."""
    said = read(text, mention.start, mention.end)
    noted = [award for line in lines for award in _readings(mention.name, line)]
    if not noted or not (said.holder or said.issuers):
        return ""
    unit = grounds.ledger.brief.unit or "".join(grounds.own_names[:1])
    above = [word for one in grounds.ledger.statements if one.text in lines for word in one.path]
    if said.holder and any(said.holder in heading for heading in above):
        return issuer_wrong(said, noted, lines)
    return holder_wrong(said, noted, unit) or issuer_wrong(said, noted, [*lines, *above])


def _readings(name: str, line: str) -> Iterator[Award]:
    """What a note line says of the honour, wherever it names it."""
    for words in dict.fromkeys((name, _core(name))):
        at = line.find(words)
        while at >= 0:
            yield read(line, at, at + len(words))
            at = line.find(words, at + 1)


def _lines_with(name: str, lines: Sequence[str], grounds: Grounds, received: bool = False) -> tuple[str, ...]:
    """The lines that have this name. received: those that only aim at it (创建…) do not count."""
    needle = spelled(name)
    found = [(line, said) for line in lines if needle and needle in (said := grounds.spelling[line])]
    return tuple(line for line, said in found if not (received and _only_aimed_at(needle, said)))


def _only_aimed_at(needle: str, said: str) -> bool:
    places = [hit.start() for hit in re.finditer(re.escape(needle), said)]
    return all(_AIM.search(said[max(0, at - 4) : at]) for at in places)


def _tail(mention: Mention) -> str:
    """From the last level word on: 社会主义精神文明建设市级文明单位 -> 市级文明单位."""
    hits = list(_LEVEL_TAIL.finditer(mention.name))
    if not hits:
        return ""
    if mention.awarded:
        return mention.name[hits[-1].start() :] if hits[-1].start() else ""
    ends = list(_HONOUR.finditer(mention.name))
    return hits[-1][0] + mention.name[ends[-1].start() :] if ends else ""


def _core(name: str) -> str:
    """The name without year and level: 2025年全省老龄工作先进单位 -> 老龄工作先进单位."""
    bare = re.sub(r"^(?:(?:19|20)\d{2}(?:[—\-～](?:19|20)\d{2})?年度?)", "", name)
    return re.sub(r"^(?:" + _LEVEL_WORD.pattern + r")(?:（[^（）]{1,6}）)?", "", bare)


def _rank(words: str) -> int:
    """The height of the first level word: 国家 4, 省 3, 市 2, 区县 1, none 0."""
    found = _LEVEL_WORD.search(words)
    if found is None:
        return 0
    return next((height for mark, height in _RANKS if mark in found[0]), 0)


def _level_wrong(name: str, lines: tuple[str, ...]) -> str:
    said = _rank(name)
    noted = {_rank(line) for line in lines} - {0}
    if said and noted and said not in noted:
        return f"级别与要点不符：要点是“{_cut(lines[0])}”"
    if said and lines and not noted:
        return f"要点没有说明这一级别：“{_cut(lines[0])}”"
    return ""


def _loosely(core: str, line: str) -> bool:
    """All characters of the name stand in the line in this order, close together (工作, 建设 may be left out)."""
    if len(core) < 5:
        return False
    haystack, needle = spelled(line), spelled(core)
    at = haystack.find(needle[0])
    while at >= 0:
        place, ok = at, True
        for char in needle:
            place = haystack.find(char, place)
            if place < 0 or place - at > len(needle) + 6:
                ok = False
                break
            place += 1
        if ok:
            return True
        at = haystack.find(needle[0], at + 1)
    return False


def _year_wrong(mention: Mention, text: str, lines: tuple[str, ...]) -> tuple[str, int]:
    """Why the date before the honour, or in the bracket behind it, is not the notes'; where the wrong words end."""
    bracket = _BRACKET.match(text, mention.end)
    if bracket is not None and _YEAR.search(bracket[0]):
        dated = [line for line in lines if _YEAR.search(line)]
        noted = [span.first for line in dated for span in figures.times(line) if span.first]
        for span in figures.times(bracket[0]):
            if noted and span.first and not any(_agree(span.first, other) for other in noted):
                return f"时间与要点不符：要点是“{_cut(dated[0])}”", bracket.end()
        return "", mention.end
    start = stretch_start(text, mention.start, "。；，\n")
    said = set(_YEAR.findall(text[start : mention.end]))
    dated = [line for line in lines if _YEAR.search(line)]
    years = {year for line in dated for award in _readings(mention.name, line) for year in award.years}
    if said and dated and not said & (years or {year for line in dated for year in _YEAR.findall(line)}):
        return f"年份与要点不符：要点是“{_cut(dated[0])}”", mention.end
    return "", mention.end


def _agree(one: str, other: str) -> bool:
    """2025 and 2025-03 agree, 2025-03 and 2025-08 do not."""
    shorter = min(len(one), len(other))
    return one[:shorter] == other[:shorter]


def _cut(line: str) -> str:
    return line if len(line) <= 40 else line[:39] + "…"
