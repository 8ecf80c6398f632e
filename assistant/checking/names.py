"""FACT-02 for documents, persons, organisations, places and named projects: in the notes, or invented."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from assistant.checking.grounds import Grounds
from assistant.checking.layout import plain
from assistant.checking.persons import is_wording
from assistant.checking.rules import raise_finding
from assistant.checking.surnames import SURNAMES
from assistant.model import Finding

_TITLE: Final = re.compile(r"《([^《》\n]{2,60})》")
_NUMBER: Final = re.compile(r"[\u4e00-\u9fff]{1,8}[〔\[（(]\d{4}[〕\]）)]\d{1,4}号")
_COINED: Final = re.compile(
    r"“([^“”\n、，；]{2,20})”(?:(?!的)[\u4e00-\u9fff]){0,4}?(?:工程|行动|计划|项目|品牌|模式|活动|平台|基地|大赛|论坛|工作室|服务队)"
)

_SURNAME: Final = f"[{SURNAMES}]"
_NOT_A_NAME: Final = re.compile(
    r"全体|机关|部分|有关|党员|干部|老|各位|领导|广大|两|多名|位|名|等|的|关|和全|任$|主管|分管|时任|成员|单位|明确|负责|担任|组长|书记|主任|局长|任组|安排|安全|文明|方面|项目|金融|"
    r"华侨|应急|管理|成立|连续|和谐|路径|时间|全部|全面|全局|全区|全市|关爱|关心|关于|高度|高效|严格|严肃|向全|成为|明显|文化|武装|农村|农业|农民|平均|万名|万余"
)
_PERSON_PATTERNS: Final = (
    re.compile(rf"({_SURNAME}[\u4e00-\u9fff]{{1,2}}?)(?:同志|先生|女士)"),
    re.compile(
        rf"(?:厅长|部长|主席|省长|局长|书记|主任|组长|科长|处长|镇长|区长|县长|市长|院长|所长|站长|校长|队长|会长|理事长|社工|志愿者|网格员|护理员|典型|模范|好人|获得者|干部|党员|职工|居民|老人)"
        rf"({_SURNAME}[\u4e00-\u9fff]{{1,2}})(?=[，。、；：（(“”]|到|赴|来|作|主持|参加|出席|为|任|带|在|被|获|等|的|说|连|率|主|牵|负|亲|荣|坚|同|和|与|$)"
    ),
    re.compile(rf"由({_SURNAME}[\u4e00-\u9fff]{{1,2}})(?=担任|任|牵头|负责|主持)"),
    re.compile(rf"(?:^|[，。；\n、])({_SURNAME}[\u4e00-\u9fff]{{1,2}})(?=荣获|被评为|获评|担任|任组长|当选)"),
)

_PROVINCE: Final = re.compile(  # provinces and large cities; longer names first
    r"乌鲁木齐|呼和浩特|黑龙江|内蒙古|哈尔滨|石家庄|河北|山西|辽宁|吉林|江苏|浙江|安徽|福建|江西|山东|河南|湖北|湖南|广东|海南|四川|贵州|云南|陕西|甘肃|青海|台湾|广西|西藏|宁夏|新疆|北京|天津|上海|重庆|香港|澳门|深圳|杭州|"
    r"南京|苏州|无锡|宁波|广州|成都|武汉|西安|长沙|郑州|青岛|济南|合肥|福州|厦门|昆明|贵阳|南宁|沈阳|大连|长春|太原|兰州|西宁|银川|拉萨|海口|南昌|常州|徐州|南通|扬州|温州|嘉兴|绍兴|佛山|东莞|珠海|烟台|潍坊|洛阳"
)
_EDGE: Final = r"(?:(?<=[，。；：、\n“（《在到赴于由与和及向从对为是自至给以等了将把])|^)"
_LOCATED: Final = r"(?<=[在到赴于由与和及向从是])"
_VERB: Final = re.compile(
    r"规范|调动|激发|鼓励|增强|防范|加强|提升|完成|拉动|加大|盘活|加快|实施|确保|强化|壮大|启动|做好|实现|形成|享受|统筹|提高|优化|发展|完善|支持|推动|促进|开展|打造|"
    r"培育|建设|改善|保障|引导|组织|动员|依托|围绕|覆盖|做实|做强|做优|夯实|巩固|深化|拓展|整合|链接|指导|督促|协调|关心|走访|慰问|帮助|满足|解决|落实|推进|健全"
)
_PLACE: Final = re.compile(
    rf"{_LOCATED}([\u4e00-\u9fff]{{2,3}}?)(街道|社区|镇|县|乡|村)(?![\u4e00-\u9fff]?[级务化])", re.MULTILINE
)
_NESTED_PLACE: Final = re.compile(
    rf"{_EDGE}([\u4e00-\u9fff]{{2,3}}?)(省|市|区|县)([\u4e00-\u9fff]{{2,3}}?)(市|区|县|镇|乡|街道)", re.MULTILINE
)
_GENERIC_PLACE: Final = re.compile(
    r"示范|星级|文明|试点|全区|全市|全县|全省|全国|各|行政|自然|中心|城市|城镇|农村|乡|本|该|所|辖|美丽|幸福|和谐|平安|智慧|重点|老旧|先进|绿色|健康|多|两|几|个|名|建制|"
    r"特色|古|边|偏|贫困|薄弱|后进|民族|移民|新|旧|联系|结对|帮扶|挂钩|共建|包|驻|下沉|深入|走进|进|到|向|全|街道|社区|镇|县|村|基层|所有|其他|部分|有关|相关|区级|市级|省级|国家|[一二三四五六七八九十百千\d]|"
    r"建|立|设|创|评|帮|推|抓|管|服|务|深|访|每|以|联|有|是|为|与|和|使|将|对|无|涉|整|撤|回|入|易|安置|集镇|撤并|涉农|党|老年|友好|宜居|品质|完整|未来|红色|零|低碳|儿童|学习|法治|民主|数字|标杆|样板"
)
_ORGANISATION: Final = re.compile(
    r"([\u4e00-\u9fff]{2,12}?)(公司|集团|协会|基金会|大学|学院|医院|银行|研究院|研究所|商会|学会|联合会|工作室|日报社|电视台|出版社|民政局|财政局|教育局|公安局|卫健委|文旅局|办事处)"
)
_PLACE_FIRST: Final = re.compile(r"([\u4e00-\u9fff]{2,3}?)(?:省|市|区|县|旗|镇|乡|街道)")
_GENERIC_ORGANISATION: Final = re.compile(
    r"公立|民营|各类|各级|行业|国有|商业银行|人民医院|区医院|老年大学|独资|合资|级医院|家庭|有限|本地|上级|企业|党员|专业"
)
_LEADING: Final = re.compile(r"^.*[在到赴于由与和及向从对为是自至给以等了将把的联合邀请委托经被]|^其中")
_ORGANISATION_KNOWN: Final = 0.5


def name_findings(section: str, text: str, grounds: Grounds) -> Iterator[Finding]:
    """Names the notes do not have."""
    yield from _documents(section, text, grounds)
    yield from _projects(section, text, grounds)
    yield from _persons(section, text, grounds)
    yield from _places(section, text, grounds)
    yield from _organisations(section, text, grounds)


def _documents(section: str, text: str, grounds: Grounds) -> Iterator[Finding]:
    for hit in _TITLE.finditer(text):
        if not grounds.says(hit[1]):
            why = f"要点中没有《{hit[1]}》"
            yield raise_finding("FACT-02", section, text, hit.start(), hit.end(), why, "核对文件名称；要点没有的删去")
    for hit in _NUMBER.finditer(text):
        code = re.search(r"[〔\[（(]\d{4}[〕\]）)]\d{1,4}号", hit[0])
        if code is not None and not grounds.says(code[0]):
            yield raise_finding("FACT-02", section, text, hit.start(), hit.end(), f"要点中没有文号“{hit[0]}”")


def _projects(section: str, text: str, grounds: Grounds) -> Iterator[Finding]:
    for hit in _COINED.finditer(text):
        if not grounds.says(hit[1]):
            why = f"要点中没有“{hit[1]}”"
            yield raise_finding("FACT-02", section, text, hit.start(), hit.end(), why, severity="error")


def _persons(section: str, text: str, grounds: Grounds) -> Iterator[Finding]:
    seen: set[int] = set()
    for pattern in _PERSON_PATTERNS:
        for hit in pattern.finditer(text):
            name = hit[1]
            if _NOT_A_NAME.search(name) or grounds.says(name) or hit.start(1) in seen:
                continue
            if len(name) > 2 and is_wording(name, text[hit.end(1) : hit.end(1) + 1]):
                continue
            seen.add(hit.start(1))
            yield raise_finding("FACT-02", section, text, hit.start(1), hit.end(1), f"要点中没有“{name}”这个人")


def _of_foreign_place(name: str, grounds: Grounds) -> bool:
    """云溪市民政局 shares most of its characters with 云澜市青岚区民政局; its place is another one all the same."""
    place = _PLACE_FIRST.match(name)
    return place is not None and not _generic(place[1]) and not grounds.says(place[0])


def _places(section: str, text: str, grounds: Grounds) -> Iterator[Finding]:
    taken: list[tuple[int, int]] = []
    for hit in _PROVINCE.finditer(text):
        if not grounds.says(hit[0]):
            taken.append(hit.span())
            yield raise_finding("FACT-02", section, text, hit.start(), hit.end(), f"要点中没有“{hit[0]}”这个地方")
    for pattern, groups in ((_NESTED_PLACE, (1, 3)), (_PLACE, (1,))):
        for hit in pattern.finditer(text):
            for group in groups:
                stem = hit[group]
                start, end = hit.start(group), hit.end(group + 1)
                free = not any(start < other_end and other < end for other, other_end in taken)
                if free and not _generic(stem) and not _known(stem, grounds):
                    taken.append((start, end))
                    why = f"要点中没有“{text[start:end]}”这个地方"
                    yield raise_finding("FACT-02", section, text, start, end, why)


def _generic(stem: str) -> bool:
    """Words that are no name: 示范社区, 加强社区, 在农村."""
    return bool(_GENERIC_PLACE.search(stem) or _VERB.search(stem) or stem[-1] in "农城小大中集")


def _known(stem: str, grounds: Grounds) -> bool:
    return any(grounds.says(stem[at : at + 2]) for at in range(len(stem) - 1))


def _organisations(section: str, text: str, grounds: Grounds) -> Iterator[Finding]:
    for hit in _ORGANISATION.finditer(text):
        lead = _LEADING.match(hit[1])
        start = hit.start() + (lead.end() if lead else 0)
        verb = re.match(
            r"(?:[\u4e00-\u9fff]{0,2}(?:" + _VERB.pattern + r"|充分利用|力争|切实抓好|认真))+", text[start : hit.end()]
        )
        start += verb.end() if verb else 0
        name = text[start : hit.end()]
        stem = name[: -len(hit[2])]
        if len(stem) < 2 or grounds.says(name) or _GENERIC_ORGANISATION.search(name):
            continue
        pairs = [plain(name)[at : at + 2] for at in range(len(name) - 1)]
        known = sum(1 for pair in pairs if pair in grounds.notes) / len(pairs)
        if known < _ORGANISATION_KNOWN or _of_foreign_place(name, grounds):
            yield raise_finding("FACT-02", section, text, start, hit.end(), f"要点中没有“{name}”这个单位")
