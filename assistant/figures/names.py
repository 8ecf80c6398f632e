"""Names with digits or numerals that are no figures: “十四五”, 12345热线, PM2.5, GB/T 9704—2012, 一把手, 8:30."""

from __future__ import annotations

import re

from assistant.figures.numerals import CHINESE

_WORDS = rf"(?<![{CHINESE}])[{CHINESE}]{{1,6}}"
_NUMERAL = rf"(?:(?<!\d)\d{{1,6}}|{_WORDS})"
_HOTLINES = "110|119|120|122|114|12123|12306|123\\d\\d|12388|12380|12389|12371|11185|95\\d{3}|96\\d{3,4}"
# What follows a code, but not a count: 热线受理诉求9999件 counts, 热线12345 names.
_UNCOUNTED = r"(?![.,，]?\d| ?[万亿余多来件条户人名位次个家项起篇场期部台张份单例通笔批%％元小])"

# Written as digits: codes, numbers of documents, telephones, standards, versions, addresses, clock times.
_CODES = (
    r"https?://[!-~]++|(?<![A-Za-z0-9_.])[A-Za-z0-9_.]++@[A-Za-z0-9_.]++",
    r"[〔\[［(（]\s?(?:19|20)\d\d\s?[〕\]］)）]\s?(?:第\s?)?\d{1,5}\s?号",
    r"(?:GB|DB|JGJ|CJJ|ISO|IEC|MZ|YY|HJ|WS|GA|GY|SL|NY|LY)(?:\d\d)?(?:/T|/Z)? ?\d{2,5}(?:\.\d+)?(?: ?[—–-] ?\d{2,4})?",
    r"(?:电话|热线|邮编|邮政编码|号码|编号|代码|传真|账号|帐号|证号|尾号|车牌|QQ|微信|学号|工号|案号|批号|房号)"
    rf"[^\d\n，。；、]{{0,6}}[\d—-]{{2,20}}+{_UNCOUNTED}(?:(?:、|/)\d{{3,12}})*",
    r"(?<!\d)\d{3,4}-\d{7,8}(?!\d)|(?<!\d)1[3-9]\d{9}(?!\d)|(?<!\d)[48]00-?\d{3}-?\d{4}(?!\d)|(?<!\d)\d{17}[\dXx]",
    r"(?<![\d.])\d{3,6}(?=(?:政务服务|政务|便民|市民|公共|服务|举报|投诉|报警|急救|火警|监督){0,3}(?:热线|专线|平台|电话|报警|急救|网站))",
    rf"(?<!\d)(?<!\d[.,])(?:{_HOTLINES})(?![\d.,]|\s?[万亿余多个件名户人元%％次项家起条场期所处座台张篇份亩公平对例批支套间块吨米克升天小月周岁])",
    r"(?<!\d)\d{1,3} ?(?:[+＋] ?(?:\d{1,3}|[A-Za-zＮＸ]+))+",
    r"(?<![A-Za-z])[A-Za-z]++(?:[-—]?\d++(?:\.\d++)?[A-Za-z]*+)++",
    r"(?<![\d.])\d++(?:\.\d++)?(?!(?:km|kg|mg|ml|mm|cm|kWh|kW|MW|GW|kV|ha|dB|GB|TB|MB|KB|Mbps|[mtghL])(?![A-Za-z]))[A-Za-z]+",
    r"(?<![\d.])\d\.\d(?:版|版本)|(?<=[\u4e00-\u9fff])[1-9]\.0(?![\d%％]|\s?[万亿个元倍分公平微度米])",
    r"\d{1,5}号(?:楼|院|门|厅|馆|线|桥|文|令|公告|地块|厂房|仓|机组|机|井|窗口|公路|路)?",
    r"(?<=[\u4e00-\u9fff])\d{1,3}[栋幢](?:\d{1,2}单元)?\d{3,4}室?|\d{1,2}单元|(?<!\d)\d{3,4}室",
    r"\d{2,4}(?:国道|省道|县道|中学|医院|厂|部队|团|高校|工程|计划|路|路公交)(?!\d)",
    r"(?:上午|下午|中午|凌晨|晚上?|早上?)\s?\d{1,2}(?:[点时](?:\d{1,2}分?|半)?)?(?!:)",
    r"(?<!\d)\d{1,2}(?:时|点)(?:\d{1,2}分|半|整|许|前)|(?<!\d)\d{1,2}(?<!比)点钟",
    r"(?<!\d)\d++(?= ?[×xX✕*] ?\d)",
    r"24/7|7/24",
)
_CLOCK = re.compile(r"(?<![\d:])(?:[01]?\d|2[0-4]):[0-5]\d(?::[0-5]\d)?(?![\d:])")
_RATIO_BEFORE = re.compile(r"比[^，。；、\n]{0,8}$")
# An item's own number: "1. ", "（1）", "2、" where a sentence or a line begins.
_ENUMERATION = re.compile(
    r"(?m)(?:^[ \t]*|(?<=[。；;：]))\d{1,2}(?:\.(?!\d)|、|．|[)）])|[（(]\d[)）](?=[\u4e00-\u9fff])|^#+ "
)
_TITLE = re.compile(r"《[^《》\n]{0,120}》")
_QUOTED = re.compile(r"“[^“”\n]{0,24}”|‘[^‘’\n]{0,24}’|「[^「」\n]{0,24}」|『[^『』\n]{0,24}』")
_STRAIGHT = re.compile(r'"([^"\n]{0,60})"')
_STRAIGHT_LONGEST = 24

# Coined sayings: N个 + what a slogan calls for. “两个维护”, 四个意识, 三个一, 四个100%.
_SLOGANS = (
    rf"{_WORDS}(?:个|项|种|类)(?=维护|确立|结合|自信|意识|全面|代表|务必|到位|转变|提升|聚焦|突出|强化|注重|确保|坚持|统筹|"
    r"着力|不变|必须|区分|毫不动摇|走在前|一体|一律|率先|覆盖|责任|文明|打通|延伸|更加|不让|严禁|不准|善于|下功夫|"
    r"方面|层面|特点|环节|维度|角度|阶段|关键词|一(?![\u4e00-\u9fff]?(?:百|千|万|十))|100|“|\"|定力|牢固|基本|倍增|优先|纳入|决不|如何|有没有)",
    rf"{_WORDS}(?:项规定|项纪律|项基本原则|项原则|年禁渔|年奋斗目标|公经费|重一大|会一课|学一做|严三实|位一体|套班子|支一扶|甲医院|条底线|条红线|条生命线|件套|条主线)",
    r"(?<![零〇一二两三四五六七八九十百千万亿])(?:(?:中央)?八项规定|(?:\d{1,3}|[一二三四五六七八九十]{1,4})条(?=规定|意见|措施办法)|十面|十分(?!之|钟)|万分(?!之)|百分(?!之|点|百)|"
    r"千方百计|千家万户|千军万马|成千上万|成百上千|数以[百千万亿]计|千千万万|三三两两|三五成群|五湖四海|四面八方|一成不变|"
    r"一五一十|一心一意|万无一失|三令五申|五花八门|七上八下|九牛一毛|十全十美|百花齐放|万众一心|独一无二|一举两得|接二连三|"
    r"一年一度|一日千里|一朝一夕|一分为二|一村一品|一户一策|一人一档|一事一议|一企一策|一把手|一条龙|一张网|一张蓝图|一盘棋|"
    r"一本账|一揽子|一件事|一张表|一把尺子|一条心|一个样|一家人|一点|一些|一样|一起(?![\u4e00-\u9fff]{0,6}(?:事故|案件|事件|火灾|纠纷))|"
    r"二人转|三门峡|七台河|四人帮|三人行|半数(?!以上)|两面人|两条腿|三产|四季度?|三期叠加|两个文明|三次产业)",
    r"(?:星期|礼拜|周)[一二三四五六日天](?![十百千年])|(?:统|唯|(?<!分)之|合|归|专|划|单|其|为|逐|任|同|另|某|每|第|进)一(?=[^\u4e00-\u9fff]|[\u4e00-\u9fff])",
    rf"红十字|十字(?=路|绣|街|架|交叉|形)|两项(?=补贴)|(?<=[\u4e00-\u9fff])(?:双十|老百|秋千)|(?:这|那|哪|此|该)[{CHINESE}](?=[个项次场类种件家名位])",
    r"[一二三四五六七八九十](?=期(?:工程|项目|建设|改造|扩建|地块|开工|完工|主体|厂房|竣工|投产|叠加))|二(?=[次期类级线手层]|[组队部台套年])",
    rf"{_NUMERAL}年(?=行动|规划|计划|攻坚|大变样|任期|制|级|期)|{_NUMERAL}(?=年代)",
    r"(?<![\d.])\d{1,6}(?=星级|A级|级(?!以上)|等奖|等功|点档|线城市)",
)
_PATTERNS = tuple(re.compile(pattern) for pattern in (*_CODES, *_SLOGANS))


def spans(text: str) -> list[tuple[int, int]]:
    """Half-open positions of everything in the (plain) text that must not be read as a figure."""
    found = [hit.span() for pattern in _PATTERNS for hit in pattern.finditer(text)]
    found += [hit.span() for hit in _TITLE.finditer(text)]
    found += [hit.span() for hit in _ENUMERATION.finditer(text)]
    found += [hit.span() for hit in _CLOCK.finditer(text) if not _is_ratio(text, hit.start())]
    for hit in _QUOTED.finditer(text):
        found += _quoted(text, hit.start(), hit.end())
    for hit in _STRAIGHT.finditer(text):
        if hit.end() - hit.start() <= _STRAIGHT_LONGEST:
            found += _quoted(text, hit.start(), hit.end())
    return found


def _is_ratio(text: str, start: int) -> bool:
    """师生比1:15 is a ratio, 8:30 a time of day."""
    return _RATIO_BEFORE.search(text, max(0, start - 10), start) is not None


_PERCENT = re.compile(r"\d+(?:\.\d+)?%|百分之")


def _quoted(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """A short quotation is a name, whatever it counts; only a percentage in it is still one."""
    kept = [hit.start() for hit in _PERCENT.finditer(text, start, end)]
    return [(start, kept[0])] if kept else [(start, end)]
