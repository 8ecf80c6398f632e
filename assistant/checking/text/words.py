"""LEX, and every rule that a list of words decides (POL-05, POL-06, POL-08, POL-09, SEC-03, STY-03, TMP-02 …)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from assistant.checking.text.page import COUNT, HAN, Hit, Page
from assistant.checking.text.patterns import run, shaped

_ADVERBS: Final = (
    "强烈|深刻|积极|认真|扎实|有力|全面|有效|深入|大力|切实|充分|明显|显著|不断|持续|广泛|"
    "稳步|努力|严格|主动|自觉|科学|精心|迅速|及时|稳妥|有序|坚决|牢固|进一步|逐步|创造性|"
    "耐心|细致|仔细|细心|热心|热情|妥善|圆满|顺利|快速|高效|准确|清醒|清楚|清晰|紧密|密切|严肃|真诚|真正|"
    "周密|合理|随时|如期|按时|不懈|踏实|忠实"
)
_VERBS: Final = (
    "认识|开展|推进|推动|落实|促进|提高|提升|做好|抓好|学习|贯彻|加强|改善|增强|结合|实施|"
    "优化|完善|深化|扩大|推行|组织|领会|把握|解决|执行|履行|化解|维护|宣传|发挥|调动|参与|"
    "拓展|发展|引导|健全|建设|整治|构建|解答|答复|回答|回应|办理|处理|处置|接待|讲解|解释|沟通|协调|配合|"
    "帮助|了解|分析|排查|走访|完成|安置|救助|反映|部署|安排|纠正|查处|整改|破解|守护|倾听"
)
_NOUNS: Final = (
    "作用|意义|影响|效果|措施|政策|体系|机制|计划|方案|能力|力度|工作|活动|成果|成效|条件|"
    "基础|环境|制度|过程|经验|方式|方法|办法|手段|途径|渠道|水平|性|度|力|率|者|员|会|和|"
    "与|及|或|的|目标|要求|精神|氛围|态势|势头|需要|需求|建议|意见|问题|思路|理念|格局|平台|"
    "模式|服务|空间|前景|速度|规模|规律|质量|步伐|保障|支撑|动力|项目|任务|行动|教育|社会|"
    "国家|市场|经济"
)
_DAY: Final = (
    r"(?:\d{1,4}年|\d{1,2}月|目前|现在|当前|今年|去年|年底|年末|月底|上年|[上本]年?[月周季]|"
    r"[一二三四]季度|[上下]半年|昨|今|“?十[一二三四五]?五”?期?末)"
)
SHAPES: Final = (
    shaped(
        "LEX-02",
        rf"(?P<at>截止)(?=(?:到|至)?{_DAY})",
        "“截止”后面不带时间，“截至”才带",
        "截至",
        unless=(
            r"(?:报名|申报|申请|征集|投标|受理|缴费|登记|投稿|招标|报送|提交|募集)(?:时间|日期)?(?:为|"
            r"到|于)?截止|起[，至]?截止"
        ),
    ),
    shaped(
        "LEX-03",
        rf"(?<![了有到种个项是以更最为种])(?:{_ADVERBS})(?P<at>的)(?=(?:{_VERBS})(?!{_NOUNS})[了{HAN}])",
        "动词前面用“地”",
        "地",
        unless=r"(?:更加|实现|得到|取得|进行|提供|给予|具有|较为|保持|形成|一[个种次项])[^，。]{0,4}的",
    ),
    shaped("LEX-03", rf"(?:{_ADVERBS})(?P<at>的)(?=(?:{_VERBS})(?:了|起来|到))", "动词前面用“地”", "地"),
    shaped(
        "LEX-03",
        rf"(?<=[{HAN}])(?P<at>的)(?=得到(?:了|显著|明显|有效|进一步|全面|不断|大幅|较大|切实|充分))",
        "“得到”前面多了“的”",
        "",
        "删去“的”",
        unless=r"(?:所|将|已|能够?|可以?|应当?|未)的得到",
    ),
    shaped(
        "LEX-03",
        (
            r"(?:做|干|抓|搞|走|学|讲|办)(?P<at>的)(?=(?:很|更|非常|十分|越来越|比较)?(?:好|扎实|深入|"
            r"细致|到位|出色|漂亮|认真|实在)(?:[，。；、！]|$))"
        ),
        "补语前面用“得”",
        "得",
    ),
    shaped(
        "LEX-06",
        (
            r"(?:^|(?<=[。；，：]))(?:通过|经过)[^。；，\n]{3,80}(?:，[^。；，\n]{2,45}){0,4}，(?:使得?|"
            r"让)(?!用)"
        ),
        "“通过……使……”没有主语",
        fix="删去“通过”或“使”",
    ),
    shaped("LEX-05", r"(?:大约|约|近)[^，。；\n]{1,8}(?:左右|上下)之?间", "语义重复：“{0}”", fix="只留一个"),
)
_DOUBLED: Final = re.compile(rf"([{HAN}])\1")
_NUMERAL: Final = frozenset("零〇一二三四五六七八九十百千万两")
_OUTSIDE: Final = frozenset("，。、；：（）《》“” \n")
_BODIES: Final = frozenset("站所校馆厂局院队部县市省区镇村会科处股厅组班团")  # 水土保持站站长: a body and its head
_NO_BODY: Final = frozenset("任为是由和与及请向对了的时原副兼该")  # 任局局长: no body's name ends so
_LOOKED_UP: Final = 300  # doubled characters for which the text itself is searched; keeps the time linear
_LONG_SENTENCE, _LONG_PARAGRAPH = 100, 600


def word_hits(page: Page) -> Iterator[Hit]:
    """Words and runs of words that are not right, by list and by pattern."""
    yield from run(page, SHAPES)
    yield from _doubled(page)
    yield from _lengths(page)
    if page.wording is None:
        return
    for pair in page.wording.confusion_pairs:
        if not pair.wrong.startswith("截止"):  # LEX-02 above knows when 截止 is right
            yield from _listed(page, "LEX-01", pair.wrong, pair.right, "易混易错的字词", pair.unless)
    for word in page.usage.words:
        yield from _listed(page, word.rule, word.wrong, word.right, word.why, word.unless)


def _listed(page: Page, rule: str, wrong: str, right: str, why: str, unless: Sequence[str]) -> Iterator[Hit]:
    at = page.text.find(wrong)
    while at >= 0:
        end = at + len(wrong)
        if not any(_inside(page.text, longer, wrong, at) for longer in unless):
            plain = right if right and not re.search("[、，；或（/…]", right) else None
            yield Hit(rule, at, end, f"“{wrong}”：{why}", f"改为“{right}”" if right else "", right=plain)
        at = page.text.find(wrong, end)


def _inside(text: str, longer: str, wrong: str, at: int) -> bool:
    start = at - longer.index(wrong)
    return start >= 0 and text.startswith(longer, start)


def _doubled(page: Page) -> Iterator[Hit]:
    """LEX-04: one character twice, but for words that are built so and for two words that meet in it."""
    text, usage = page.text, page.usage
    for number, found in enumerate(_DOUBLED.finditer(text)):
        char, start, end = found[1], found.start(), found.end()
        before, after = text[start - 1 : start], text[end : end + 1]
        if (
            char in _NUMERAL
            or char in usage.repeated
            or (before == "" and after == "")
            or after == char
            or before == char
            or any(_inside(text, word, found[0], start) for word in usage.doubled if found[0] in word)
        ):
            continue
        meant = before + char + after
        inside = before and after and not {before, after} & _OUTSIDE
        if number < _LOOKED_UP and inside and (meant in text or meant in page.vocabulary):
            yield _twice(found, f"，应当是“{meant}”")
            continue
        left, right = usage.cross.get(char, ("-", "-"))
        if (
            left != "-"
            and (not left or before in left)
            and (not right or after in right or (after in _OUTSIDE and char == "的"))
        ):
            continue
        if (
            _reduplicated(text, start)
            or {before + char, char + after} <= page.pairs
            or (before in _OUTSIDE and right not in ("", "-") and after in right)
            or (char in _BODIES and after == "长" and re.match(rf"[{HAN}]", before) and before not in _NO_BODY)
        ):
            continue
        yield _twice(found, "")


def _twice(found: re.Match[str], evidence: str) -> Hit:
    return Hit("LEX-04", found.start(), found.end(), f"“{found[0]}”可能多了一个字{evidence}", right=found[1])


def _reduplicated(text: str, start: int) -> bool:
    """AABB: 扎扎实实, 点点滴滴, seen from either pair."""
    pairs = text[start : start + 4], text[max(0, start - 2) : start + 2]
    return any(len(pair) == 4 and pair[0] == pair[1] and pair[2] == pair[3] and pair[0] != pair[2] for pair in pairs)


def _lengths(page: Page) -> Iterator[Hit]:
    for sentence in page.sentences:
        if len(sentence.text) > _LONG_SENTENCE and not re.match(rf"[\s{COUNT}]*$", sentence.text):
            yield Hit("LEX-07", sentence.start, sentence.end, f"这一句有{len(sentence.text)}个字", severity="hint")
    for line in page.lines:
        if len(line.text) > _LONG_PARAGRAPH:
            yield Hit("LEX-07", line.start, line.end, f"这一段有{len(line.text)}个字", "分成两段", "hint")
