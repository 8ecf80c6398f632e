"""Measure words: which word after a numeral is one, and which of them measure the same thing.

Each word stands with what must not follow it, because the two together are another word: 5部 but not 5部门.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

# Exact measures and money: never another word, after digits or after Chinese numerals.
_EXACT = (
    "个百分点 百分点 个工作日 工作日 个小时 小时 个月 个星期 星期 个季度 个年度 课时 学时 分钟 秒钟 周岁 周年 "
    "平方公里 平方千米 平方米 平米 平方 立方米 立方 公顷 公亩 英亩 公里 千米 海里 华里 厘米 毫米 微米 纳米 公分 "
    "公斤 千克 毫克 微克 吨标准煤 吨标煤 毫升 千瓦时 千瓦 兆瓦 吉瓦 千伏 度电 摄氏度 ℃ °C 分贝 "
    "美元 欧元 日元 港元 港币 人民币 块钱 元钱 角钱 分钱 "
    "人次 人份 人天 户次 家次 场次 车次 "
    "班次 架次 航次 艘次 "
    "批次 件次 例次 项次 篇次 轮次 组次 队次 台次 辆次 处次 点次 台套 "
    "标准箱 标箱 站点 点位 张床 ㎡ m² km² ㎞ m2 km2 m³ m3 "
    "个 字 页 % ‰ 亩 吨 户 岁 例 宗 篇 册 幢 栋 辆 艘 棵 株 枚 匹 盏 顶 瓶 袋 箱 桶 盒 卷 款 桩 趟 遍 倍 瓦 伏 升"
)
_GUARDED = {
    "条次": "干道",
    "元": "旦|素|月|宵|首|老|件|帅",
    "人": "大代表|民调解|民法院|民政府|民检察",
    "名": "额|录|单制|次",
    "位": "于|置|列|居|次|一体",
    "家": "庭|长|属|园|渠",
    "场": "所|地|馆|景",
    "次": "年|日|级|生|要|序|产业|分配|元",
    "批": "准|复|评|示",
    "起": "草|步|来|诉|点|重|到|义|源|初|伏|飞|始|跑",
    "件": "套",
    "项": "目",
    "条": "件|例|文|约|龙|心",
    "部": "门|署|分|队|委|长|级|位",
    "台": "阶|风|账|湾|胞|商|帐|资|柜|山|河|县|州",
    "套": "路|餐|用|利|班子",
    "本": "市|区|县|院|局|级|着|地|单位|科|质|省|乡|镇|村|文|办法|条例",
    "份": "额|内|量",
    "期": "间|限|望|待|末|货|刊|满|盼",
    "轮": "流|椅|值|训|岗|胎|换|船",
    "组": "织|长|成|建|合|团|员|装",
    "支": "部|持|出|付|行|援|撑|一扶",
    "队": "伍|员|长|列",
    "块": "状",
    "处": "理|级|长|置|罚|分|于|室|境|女",
    "座": "谈|落|位|右",
    "间": "接|隔|断|作",
    "所": "有|在|属|谓|以|需|得|示|辖",
    "站": "点|位|长|台",
    "张": "贴|家",
    "分": "类|别|之|级|批|局|公司|店|院|行|布|析|区|段|站|工|会|园|校|管|包|期|享|红|钟|钱|贝|米|散|解",
    "成": "立|功|为|果|员|绩|熟|效|就|长|本|交|都|千|百|年|群|不变|份",
    "番": "薯|茄|禺",
    "天": "津|然|空|文|窗",
    "日": "报|本|常|程|元",
    "周": "边|围|全|期|末|密|到|转|一|二|三|四|五|六|日|报|刊",
    "年": "轻|龄|货|级|画|检|会|报|鉴",
    "秒": "杀|批|办",
    "种": "植|子|业|族|粮",
    "类": "别|型|似|推",
    "层": "次|级|面",
    "门": "户|槛|票|店|前|口|卫|诊|牌|球|峡",
    "米": "饭|粉|兰|面|袋",
    "里": "面|程",
    "克": "服|难|拉",
    "斤": "两",
    "头": "部|脑|条|号|痛",
    "只": "有|要|能|是|需|为|跑|进|减|增",
    "口": "号|头|岸|罩|碑|径|袋|腔|粮|才|味|服|语",
    "面": "积|向|临|对|上|前|貌|试|谈|板|粉",
    "块钱": "",
    "把": "手|关|握|控",
    "幅": "度",
    "首": "要|先|都|批|次|个|家",
    "尊": "重|严|敬",
    "对": "口|象|于|外|接|标|照|比|话|策|应|面|此|其",
    "双": "方|向|重|语|职|创",
    "节": "气|目|约|能|日|点|水|假",
    "讲": "话|解|座|述|师|好|堂",
    "课": "堂|题|程|件",
    "根": "据|本|治|源",
    "片": "区|面|警",
    "架": "构|设|空",
    "列": "入|为|席|车|第|全",
    "眼": "睛|光|镜|前",
    "副": "主|书|省|市|县|区|局|处|科|组|职|业|中|高|食|作用",
    "集": "中|体|团|聚|合|成|约|结|市|镇",
    "幕": "",
    "角": "度|落|色",
    "折": "扣|算|叠|射",
    "度": "假|过|量",
    "羽": "毛",
    "尾": "",
    "车": "间|辆|站|位|道|主|祸",
    "亿": "",
}
# Measure words in Latin letters; only after digits, never before another letter or digit.
_LATIN = "km kg mg ml mm cm km/h kWh kW MW GW kV ha dB GB TB MB KB Mbps mg/L m t g h L"
# After a single Chinese digit these are mostly another word (十分, 四面, 一点):
# they count only after Arabic digits.
_ARABIC_ONLY = frozenset(
    [
        "分",
        "里",
        "米",
        "口",
        "面",
        "头",
        "首",
        "对",
        "双",
        "讲",
        "片",
        "列",
        "眼",
        "集",
        "角",
        "度",
        "羽",
        "尾",
        "车",
        "课",
        "克",
        "把",
        "幕",
        "门",
        "节",
        "日",
        "副",
        "根",
        "斤",
        "尊",
        "站",
        "瓦",
        "伏",
        "升",
        "站点",
        "点位",
        "平方",
        "立方",
    ]
)


def _pattern(words: dict[str, str]) -> str:
    ordered = sorted(words, key=lambda word: (-len(word), word))
    return "|".join(re.escape(word) + (f"(?!{words[word]})" if words[word] else "") for word in ordered)


_WORDS: dict[str, str] = dict.fromkeys(_EXACT.split(), "") | _GUARDED
_ONE = rf"(?:{_pattern(_WORDS)}|(?:{'|'.join(sorted(_LATIN.split(), key=len, reverse=True))})(?![A-Za-z\d]))"
_SPOKEN_ONE = _pattern({word: guard for word, guard in _WORDS.items() if word not in _ARABIC_ONLY})
_SPOKEN_LONG = _pattern(
    {word: guard for word, guard in _WORDS.items() if word not in {"站", "站点", "点位", "门", "首"}}
)
_PER = rf"(?:/(?:百|千|万|亿)?{_ONE})?"
_SPLIT = re.compile(r" ?个(?P<rough>[多半余])(?P<word>月|小时|星期|工作日|季度|百分点)")
_AFTER_DIGITS = re.compile(rf" ?(?P<unit>{_ONE}{_PER})")
_AFTER_DIGIT_WORD = re.compile(rf"(?P<unit>{_SPOKEN_ONE})")
_AFTER_LONG_WORD = re.compile(rf"(?P<unit>(?:{_SPOKEN_LONG}){_PER})")


@dataclass(frozen=True, slots=True)
class Unit:
    """end: where the measure word ends; rough: 多, 余 or 半 inside it (3个多月, 两个半小时)."""

    end: int
    word: str
    rough: str = ""


def read_unit(text: str, position: int, *, arabic: bool, long: bool) -> Unit | None:
    """The measure word at the position. long: the numeral before it has more than one character."""
    if split := _SPLIT.match(text, position):
        return Unit(split.end(), "个" + split["word"], split["rough"])
    pattern = _AFTER_DIGITS if arabic else _AFTER_LONG_WORD if long else _AFTER_DIGIT_WORD
    hit = pattern.match(text, position)
    return Unit(hit.end(), hit["unit"]) if hit else None


_KIND = {
    "百分点": ("个百分点", "1"),
    "工作日": ("个工作日", "1"),
    "个小时": ("小时", "1"),
    "h": ("小时", "1"),
    "个星期": ("周", "1"),
    "星期": ("周", "1"),
    "岁": ("岁", "1"),
    "周岁": ("岁", "1"),
    "成": ("%", "10"),
    "‰": ("%", "0.1"),
    "‱": ("%", "0.01"),
    "平米": ("平方米", "1"),
    "平方": ("平方米", "1"),
    "㎡": ("平方米", "1"),
    "m²": ("平方米", "1"),
    "m2": ("平方米", "1"),
    "平方公里": ("平方米", "1000000"),
    "平方千米": ("平方米", "1000000"),
    "km²": ("平方米", "1000000"),
    "km2": ("平方米", "1000000"),
    "公顷": ("平方米", "10000"),
    "ha": ("平方米", "10000"),
    "m³": ("立方米", "1"),
    "m3": ("立方米", "1"),
    "立方": ("立方米", "1"),
    "公里": ("米", "1000"),
    "千米": ("米", "1000"),
    "km": ("米", "1000"),
    "㎞": ("米", "1000"),
    "m": ("米", "1"),
    "里": ("米", "500"),
    "华里": ("米", "500"),
    "厘米": ("米", "0.01"),
    "公分": ("米", "0.01"),
    "cm": ("米", "0.01"),
    "毫米": ("米", "0.001"),
    "mm": ("米", "0.001"),
    "吨": ("克", "1000000"),
    "t": ("克", "1000000"),
    "公斤": ("克", "1000"),
    "千克": ("克", "1000"),
    "kg": ("克", "1000"),
    "斤": ("克", "500"),
    "g": ("克", "1"),
    "毫克": ("克", "0.001"),
    "mg": ("克", "0.001"),
    "微克": ("克", "0.000001"),
    "升": ("升", "1"),
    "L": ("升", "1"),
    "毫升": ("升", "0.001"),
    "ml": ("升", "0.001"),
    "兆瓦": ("千瓦", "1000"),
    "MW": ("千瓦", "1000"),
    "kW": ("千瓦", "1"),
    "度电": ("千瓦时", "1"),
    "kWh": ("千瓦时", "1"),
    "℃": ("摄氏度", "1"),
    "°C": ("摄氏度", "1"),
    "度": ("摄氏度", "1"),
    "块钱": ("元", "1"),
    "元钱": ("元", "1"),
    "角": ("元", "0.1"),
    "角钱": ("元", "0.1"),
    "分钱": ("元", "0.01"),
    "分钟": ("分钟", "1"),
    "日": ("天", "1"),
    "名": ("人", "1"),
    "位": ("人", "1"),
    "幢": ("栋", "1"),
    "桩": ("件", "1"),
}


@lru_cache(maxsize=1024)
def measure(unit: str) -> tuple[str, Decimal]:
    """What the unit measures and by which factor: 公里 -> (米, 1000). 人 and 人次 measure different things."""
    parts = [_KIND.get(part, (part, "1")) for part in unit.split("/")]
    factor = Decimal(parts[0][1])
    for _, divisor in parts[1:]:
        factor /= Decimal(divisor)
    return "/".join(word for word, _ in parts), factor
