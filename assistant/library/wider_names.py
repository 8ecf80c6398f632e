"""Names that only a cue beside them gives away. For masking alone: it takes a word too many rather than one too few,
which a search for leaks could not afford. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal

from assistant.library import name_words as words
from assistant.library.segments import is_ordinary

WideKind = Literal["unit", "place", "person", "honour"]
_H = "[\u3400-\u9fff]"
_PARTICLES = frozenset("向于和与同从由对")
_COMPOUND = "欧阳|上官|司马|诸葛|司徒|夏侯|皇甫|尉迟|令狐|慕容|东方|公孙"
_GIVEN = rf"(?:(?:{_COMPOUND}){_H}{{1,2}}|[{''.join(sorted(words.SURNAMES))}]{_H}{{1,2}})"
_SHORT_GIVEN = _GIVEN.replace("{1,2}", "{1,2}?")  # where what follows says where the name ends
_OFFICES = "|".join(sorted(words.OFFICES, key=len, reverse=True))
_EDGE = r"(?<![\u3400-\u9fff\d])|(?<=[由向和与及对请、的])"
_COUNTED = r"[两二三四五六七八九十\d]+个?(?:自然村|行政村|乡镇|社区|村|街道|镇|小区|片区|县区)"
_LEVEL = "全国|全省|全市|全县|全区|国家级?|省级?|市级?|县级?|区级?"

# one group "name" each; what it takes is checked below
_PEOPLE = tuple(
    re.compile(pattern)
    for pattern in (
        rf"(?:成员|委员|联系人|撰稿人?|作者|审核|经办人)[：:、 　]?(?P<name>{_GIVEN})",
        # 由韩立群担任组长
        rf"(?:由|请)(?P<name>{_SHORT_GIVEN})(?=同志|担任|任|兼任|负责|牵头|主持|分管|主讲|讲授|作)",
        # 欧阳静主任
        rf"(?:{_EDGE})(?P<name>{_SHORT_GIVEN})(?=(?:副)?(?:{_OFFICES}))",
        # 赵国福被推荐为代表, 他叫程国立
        rf"(?:(?<![\u3400-\u9fff])|叫)(?P<name>{_SHORT_GIVEN})(?=被(?:评|推|授|选|表)|自掏|自费|主动请缨|带头|每天|每周|说[，：]|是一[名位]|，是一[名位]|家住)",
        # 全国劳动模范贺长青作报告
        rf"(?:模范|标兵|获得者|劳模|能手|代表|好人|状元|奖章|红旗手)(?P<name>{_GIVEN})"
        r"(?=作|受|等|的|家庭|同志|说|为|在|被|带|和|[，。、；（(]|$)",
    )
)
_PEOPLE_LISTED = re.compile(rf"(?P<name>{_GIVEN}(?:、{_GIVEN})+)(?=等)")
_PLACE_ENDS = "大街|公园|广场|山庄|花园|新村|路|巷|苑|河畔|河|湖|洲|湾|屯|寨"
_PLACES = tuple(
    re.compile(pattern)
    for pattern in (
        rf"(?:位于|地处|依托|坐落于?|沿着?|(?<!存)在|向|、|(?:^|(?<=[。，；\n])))(?P<name>{_H}{{2,4}}?(?:{_PLACE_ENDS}))"
        rf"(?!{_H}?[径线子网长线段])(?:小区)?",
        rf"(?P<name>{_H}{{2,8}}(?:、{_H}{{2,4}})+)(?={_COUNTED})",
        rf"(?P<name>{_H}{{2,4}})(?=校区)",
    )
)
_UNITS = re.compile(
    rf"(?:联合|依托|引进|委托|会同|走进|与|和|、|由|(?<!{_H}))(?P<name>{_H}{{2,8}}?"
    r"(?:社会工作服务中心|社工服务中心|社会工作服务社|幼儿园|小学|中学|学校|商会|协会|基金会|合作社|律师事务所))"
)
_HONOURS = tuple(
    re.compile(pattern)
    for pattern in (
        r"(?P<name>(?:集体|个人)?[一二三]等功)",
        rf"(?P<name>(?:{_LEVEL})?(?:五一|五四|三八)(?:劳动)?(?:奖状|奖章|红旗集体|红旗手))",
        rf"(?:入选|入围|列入|列为|获评|评为)(?P<name>(?:{_LEVEL}){_H}{{2,16}}?(?:案例|试点|品牌|项目|成果|典型|名单))",
    )
)
# what reads like a place or a unit and is anybody's
_GENERAL = re.compile(
    r"(?:城市|中心|文化|人民|主题|法治|体育|湿地|森林|郊野|儿童|健身|口袋|生态|社区|农村|辖区|廉政|全市|全县|休闲|智慧)"
    r"(?:公园|广场|花园)$|(?:道|公|铁|思|出|线|马|小|套|门|新|一条|之|正|富|兴|高速)路$|^(?:全|各|每|一|两|这|该|本|我)"
    r"|(?:江|运|巡|护|治|清|湖|过)河$|(?:江|河|护|巡)湖$|(?:中|大|农村|乡镇|辖区|城区|民办|公办|各类|行业|志愿者|慈善|"
    r"党员|干部|家长|市民|老年|业余|合格|规范化|示范|流动|夜|所有|多所|重点|普通|高等|职业|技工|义务教育|寄宿制|特殊教育|"
    r"教育部门|特殊|学前融合|标准化|就读|所在|专业|新建|毕业|社会保险|见义勇为|村|校)(?:小学|中学|学校|幼儿园|协会|商会|基金会|合作社)$"
    r"|^(?:小学|中学|学校|中小学|协会)|^(?:幼儿园|基金会|合作社)$"
)
_VERBS = re.compile(
    r"^(?:完成|实施|推进|坚持|加强|确保|推动|健全|改善|支持|鼓励|规范|发展|建设|改造|启动|可以?|申报|进入|提升|积极|服务|延伸|覆盖|惠及|涉及|包括|辐射|联合|依托|开展|组织|深入|走进|选择|分别|其中|先后|已|在|到|至|对|向|于|的)+"
)


def wider(text: str) -> Iterator[tuple[int, int, WideKind]]:
    """(start, end, kind) of what the cues give; spans may overlap."""
    for pattern in _HONOURS:
        yield from ((found.start("name"), found.end("name"), "honour") for found in pattern.finditer(text))
    for pattern in _PEOPLE:
        for found in pattern.finditer(text):
            if _is_person(found["name"]):
                yield found.start("name"), _end_of_name(text, found.start("name"), found.end("name")), "person"
    for found in _PEOPLE_LISTED.finditer(text):
        if all(_is_person(one) for one in found["name"].split("、")):
            yield found.start("name"), found.end("name"), "person"
    for found in _UNITS.finditer(text):
        yield from _named(found, "unit")
    for pattern in _PLACES:
        for found in pattern.finditer(text):
            yield from _named(found, "place")


def _named(found: re.Match[str], kind: WideKind) -> Iterator[tuple[int, int, WideKind]]:
    verbs = _VERBS.match(found["name"])
    start = found.start("name") + (verbs.end() if verbs else 0)
    name = found.string[start : found.end("name")]
    if len(name) > 2 and not _GENERAL.search(name):
        yield start, found.end("name"), kind


def _is_person(name: str) -> bool:
    short = len(name) == 2 and name[1] in words.AFTER_NAME
    led = name[0] in _PARTICLES and is_ordinary(name[1:])  # 向|党员
    return not led and name[:2] not in words.NO_PERSON and not short and name not in words.OFFICES


def _end_of_name(text: str, start: int, end: int) -> int:
    """A third character that cannot be part of a name is none (顾明义务 keeps three: it may be one)."""
    return end - 1 if end - start == 3 and text[end - 1] in words.AFTER_NAME else end
