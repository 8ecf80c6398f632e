"""Honours by the verb that gives them, by their level and by their head noun. For masking alone. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

_H: Final = "[\u3400-\u9fff]"
_YEARS: Final = (
    r"(?:\d{4}(?:[—\-～至]\d{4})?年?度?|[一二三四五六七八九十]+年度|年度|首批|首届|第[一二三四五六七八九十\d]+[批届])?"
)
_LEVEL: Final = (
    r"(?:全国|国家级?|全自治区|自治区级?|全省|全市|全区|全县|全州|全盟|全旗|全镇|全系统|省部级|省级|市级|州级|县级|区级|"
    rf"镇级|五星级|四星级|三星级|省|市|州|县|区|{_H}{{2,6}}[省市州县区旗])"
)
_HEAD: Final = (
    r"(?:先进(?:集体|单位|个人|工作者|典型|党组织|基层党组织|党支部|社区|村|县|区)|示范(?:单位|集体|站|所|点|岗|窗口|基地|社区|村|"
    r"乡镇|县|区|校|学校|医院|项目|工程|品牌)|标兵(?:单位|集体)?|模范(?:单位|集体|个人|社区|家庭|机关)?|(?:优秀|最美)(?:单位|集体|组织|案例|等次|"
    r"党员|共产党员|党务工作者|基层党组织|志愿者|项目|成果|品牌|个人|干部)|(?:最佳|典型|十佳|创新|改革)(?:实践)?案例|十佳[^，。；、]{0,6}|"
    r"优胜单位|优胜奖|红旗(?:单位|集体|手|团支部|团委|村)|满意(?:单位|窗口|站所|基层站所|科室)|放心单位|达标(?:单位|站|点|示范点)|合格单位|"
    r"文明(?:单位|标兵|家庭|村镇|村|镇|社区|校园|窗口|号|岗|机关|行业|科室|城市)|先锋[号岗]|奖[状章杯牌]|[特一二三]等[奖功]|[金银铜]奖|"
    r"(?:(?!的)[\u3400-\u9fff]){0,4}奖|好人榜?|能手|状元|之星|勇士|楷模|特色(?:品牌|项目)|试点(?:单位|地区|县|区|市)?|百强[^，。；、]{0,3}|无烟(?:机关|单位|医院)|星级(?:党支部|党组织|窗口|单位)|"
    r"健康(?:促进)?(?:医院|机关|单位|社区|村|学校|企业))"
)
_VERB: Final = (
    r"(?:荣获|荣膺|荣立|荣登|喜获|获评|获授|获得|获颁|蝉联|夺得|斩获|摘得|争得|捧回|捧得|拿下|跻身|入选|入围|被?评选?为|被?授予|被?命名为|"
    r"被?确定为|被?认定为|被?列为|被?表彰为|创成|建成|成为|保持|通过|获|列入)"
)
_TAKEN: Final = re.compile(
    rf"{_VERB}(?:了|过|全部|一项|多项)?(?P<run>[^，。；：！？（）()\n“”《》「」]{{3,60}}?)"
    r"(?=等?(?:荣誉称号|荣誉|称号|殊荣|表彰|奖牌|奖杯|行列|复评|复核|验收|各?一项)|[，。；：！？（）()\n“”《》「」]|等?$)"
)
_LEVELLED: Final = re.compile(
    rf"(?:(?<!{_H})|(?<=[为获予过是的]))(?P<run>{_YEARS}{_LEVEL}(?:(?![的和与及或在对向把被是让由从]){_H}){{0,16}}?{_HEAD})(?!{_H}{{0,2}}(?:活动|创建|工作))"
)
_WHOLE: Final = re.compile(
    rf"(?P<run>(?:{_H}{{2,4}}(?:文明[号岗]|先锋[号岗]|好人榜|红旗(?:集体|手|团支部)|劳动奖[状章])|(?:集体|个人)?[一二三]等功))"
)
# what a sentence may say was got, and is no honour
_NO_HONOUR: Final = re.compile(
    r"(?:好评|肯定|认可|赞誉|赞扬|点赞|支持|奖励|资金|补助|补贴|证书|资格|帮助|线索|批准|信任|满意|成效|成果|成绩|效果|突破|机会|收益|效益|进展|"
    r"经验|力量|优势|态势|势头|稳定|增长|水平|状态|联系|一致|审查|审核|审议|会议|方式|渠道|平台|检查|考试|评估|法律|制度|体系|机制|格局|服务)$"
)
_A_PLACE: Final = re.compile(r"(?:站|所|中心|室)$")  # 建成服务站 gives no honour, 创成满意基层站所 does
_SURE_VERB: Final = re.compile(r"荣|喜获|获评|获授|获颁|蝉联|夺|斩|摘|争得|捧|跻身|入选|入围|评|授予|命名|表彰为|创成")
_ITEM: Final = re.compile(r"[^、]+")
_LEVEL_FIRST: Final = re.compile(_YEARS + _LEVEL)
_HEAD_LAST: Final = re.compile(_HEAD + "$")
_SAID_SO: Final = re.compile(r"等?(?:荣誉|称号|殊荣|表彰|奖牌|奖杯|行列|复评|复核|验收|各?一项)")


def honours(text: str) -> Iterator[tuple[int, int]]:
    """(start, end) of what is named as an honour; spans may overlap."""
    for found in _TAKEN.finditer(text):
        sure = _SURE_VERB.search(text[found.start() : found.start("run")]) is not None
        for item in _ITEM.finditer(found["run"]):
            name = item[0].removesuffix("等")
            if len(name) < 3 or _NO_HONOUR.search(name) or (not sure and _A_PLACE.search(name)):
                continue
            levelled = _LEVEL_FIRST.match(name) is not None and len(name) <= 24
            named = _HEAD_LAST.search(name) is not None and (sure or levelled or _SAID_SO.match(text, found.end("run")))
            if named or (sure and levelled):
                start = found.start("run") + item.start()
                yield start, start + len(name)
    for pattern in (_LEVELLED, _WHOLE):
        yield from (found.span("run") for found in pattern.finditer(text))
