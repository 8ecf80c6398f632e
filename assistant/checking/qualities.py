"""What changes the meaning of a figure, not the figure: direction, 增长了/增长到, 人均/户均, 每月, scope."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from assistant.checking.evidence import Evidence
from assistant.checking.naming import own_words
from assistant.figures import Figure

_REACH: Final = 14  # characters in front of a figure that can qualify it
_STOP: Final = re.compile(r"[，；。、：,;:！？!?\n]")
_CLOSE: Final = re.compile(r"[，；。、：,;:！？!?\n（(“《]")
_UP: Final = re.compile(r"增长|增加|提高|提升|上升|增幅|涨幅|新增|净增|增收|多")
_DOWN: Final = re.compile(r"下降|减少|降低|下滑|降幅|跌幅|缩短|压缩|压减|精简|负增长|回落")
_GROWN_TO: Final = re.compile(r"(?:增长|增加|提高|提升|上升|下降|减少|降低|缩短|压缩|增|升|降)(?:到|至|为)")
_SPREAD: Final = re.compile(
    r"人均|户均|亩均|(?<![\d两三四五六])年均|(?<!\d)月均|日均|平均|每人|每户|每亩|每村|每个社区"
)
_PACE: Final = re.compile(r"每(?:天|日|周|星期|旬|月|两月|季度?|半年|年)|(?<![\d两三四五六])(?:年|月|日|周)均")
_SPREAD_OF: Final = {"每人": "人均", "每户": "户均", "每亩": "亩均", "平均": ""}
_PACE_OF: Final = {
    "每日": "每天",
    "日均": "每天",
    "每星期": "每周",
    "周均": "每周",
    "每季": "每季度",
    "月均": "每月",
    "年均": "每年",
}
_TOTAL: Final = re.compile(r"合计|总计|共计")
_TOTAL_OF: Final = re.compile(r"(?:合计|总计|共计)[为达约近]{0,2}$")
_ONE_YEAR: Final = re.compile(r"(?:19|20)\d\d年度?的?为?$")
_ANY_SUM: Final = re.compile(r"合计|总计|共|累计|总")
_FROM: Final = re.compile(r"(?:由|从)[\u4e00-\u9fff]{0,8}$")
_TO: Final = re.compile(
    r"(?:提高|增加|增长|提升|上升|下降|减少|降低|压缩|缩短|扩大|调整|降|升|增)[到至为][\u4e00-\u9fff]{0,3}$"
)
_MADE: Final = ("新增", "新建", "新设", "增设", "新命名", "新办", "新成立", "设立")
_UNMADE: Final = ("撤销", "撤并", "取消", "注销", "关停", "裁撤")
_CONTRASTS: Final[tuple[tuple[str, ...], ...]] = (
    ("城市", "农村"), ("城镇", "农村"), ("城镇", "乡村"), ("男性", "女性"), ("上半年", "下半年"), ("收入", "支出"),
    ("在职", "退休"), ("结婚", "离婚"), ("公办", "民办"), ("国家级", "省级", "市级", "区级", "县级"),
    ("本科", "专科", "大专"), ("新建", "改建"),
    ("小学", "中学"), ("第一产业", "第二产业", "第三产业"), ("户籍", "常住"), ("室内", "室外"), ("党员", "群众"),
    ("最高", "最低"), ("进口", "出口"), ("线上", "线下"), ("往年", "今年", "去年"), ("计划", "实际"),
    ("城区", "乡村", "农村"), ("全国", "全省", "全市", "全区", "全县", "全镇", "全街道"), ("乡级", "县级", "村级"),
    ("学生", "教师", "家长", "患者", "老人", "居民"), ("专职", "兼职"), ("主持", "参与"), ("新增", "现有", "累计"),
    ("研发人员", "党员", "退役军人", "残疾人"), ("研究生", "本科生", "专科生"), ("新建", "改造", "拆除"),
    ("日均", "累计", "每年"), ("参与率", "知晓率", "满意率"), ("受理", "办结"), ("在编", "聘用"),
    ("能耗", "成本"), ("引进", "下派"), ("注册", "活跃"), ("中小学", "幼儿园"),
)  # fmt: skip


def difference(note: Evidence, text: str, figure: Figure, own: Mapping[str, float]) -> str:
    """Why the draft's figure says something else than the note although the number is the same; "" if it does not.

    text: the draft the figure stands in. own: the character pairs of its own piece.
    """
    there, here = _before(note.text, note.figure), _before(text, figure)
    return (
        _direction(there, note.figure, here, figure)
        or _grown(there, here)
        or _ends(there, here)
        or _total(there, here, note.text)
        or _spread(there, here, note)
        or _pace(there, here)
        or _contrast(note, own, here + _behind(text, figure))
    )


def _before(text: str, figure: Figure) -> str:
    reach = text[max(0, figure.start - _REACH) : figure.start]
    return _STOP.split(reach)[-1] + figure.sign


def _last_direction(words: str, sign: str) -> str:
    if sign:
        return "增" if sign == "+" else "减"
    up = max((hit.start() for hit in _UP.finditer(words)), default=-1)
    down = max((hit.start() for hit in _DOWN.finditer(words)), default=-1)
    return "" if up == down else ("增" if up > down else "减")


def _direction(there: str, note: Figure, here: str, draft: Figure) -> str:
    noted, said = _last_direction(there, note.sign), _last_direction(here, draft.sign)
    if noted and said and noted != said:
        return f"方向相反：要点是“{noted}”，这里写成“{said}”"
    return ""


def _grown(there: str, here: str) -> str:
    if not (_last_direction(there, "") and _last_direction(here, "")):
        return ""
    noted, said = bool(_GROWN_TO.search(there)), bool(_GROWN_TO.search(here))
    if noted != said:
        return "“增长了”与“增长到”不是一回事" if said else "要点写的是“增长到”，这里成了“增长了”"
    return ""


def _ends(there: str, here: str) -> str:
    """由88%提高到95%: neither end may take the place of the other."""
    for one, other in ((_FROM, _TO), (_TO, _FROM)):
        if one.search(there) and other.search(here) and not one.search(here):
            return "“由”“到”两头的数对调了"
    return ""


def _total(there: str, here: str, line: str) -> str:
    """两年合计 before a figure that the note does not call a total although another of its line is one; or a year
    before the total."""
    if _TOTAL_OF.search(there) and _ONE_YEAR.search(here) and not _ANY_SUM.search(here):
        return "要点中这个数是合计，这里写成了一年的数"
    if _TOTAL_OF.search(here) and not _TOTAL.search(there) and _TOTAL.search(line):
        return "这里说的是合计，要点中这个数不是合计"
    return ""


def _spread(there: str, here: str, note: Evidence) -> str:
    noted = {_SPREAD_OF.get(word, word) for word in _SPREAD.findall(there)}
    said = {_SPREAD_OF.get(word, word) for word in _SPREAD.findall(here)}
    if noted and said and "" not in noted | said and not noted & said:
        return f"要点是“{'、'.join(sorted(noted))}”，这里写成“{'、'.join(sorted(said))}”"
    if said - {""} and not _SPREAD.search(note.text) and not any(_SPREAD.search(part) for part in note.statement.path):
        return f"要点没有“{'、'.join(sorted(said))}”"
    return ""


def _pace(there: str, here: str) -> str:
    noted = {_PACE_OF.get(word, word) for word in _PACE.findall(there)}
    said = {_PACE_OF.get(word, word) for word in _PACE.findall(here)}
    if noted and said and not noted & said:
        return f"频次不同：要点是“{'、'.join(sorted(noted))}”，这里写成“{'、'.join(sorted(said))}”"
    return ""


def _behind(text: str, figure: Figure) -> str:
    """The words behind the figure, up to the next mark, bracket or quotation mark."""
    return _CLOSE.split(text[figure.end : figure.end + _REACH])[0]


def _contrast(note: Evidence, own: Mapping[str, float], near: str) -> str:
    beside = own_words(note.text, note.figure)
    around = "".join((note.text, *note.statement.path, note.fact.subject if note.fact else ""))
    for words in _CONTRASTS:
        near_note = [word for word in words if word in beside]  # a line that has several says at the figure which
        noted = near_note or [word for word in words if word in around]
        said = [
            word
            for word in words
            if word in near and all(own.get(word[at : at + 2], 0.0) >= 1.0 for at in range(len(word) - 1))
        ]
        if noted and said and not set(noted) & set(said):
            return f"要点说的是“{noted[0]}”，这里写成“{said[0]}”"
    for ours, theirs in ((_MADE, _UNMADE), (_UNMADE, _MADE)):
        noted = [word for word in ours if word in note.text]
        said = [word for word in theirs if word in near]
        if noted and said and not any(word in note.text for word in theirs):
            return f"要点说的是“{noted[0]}”，这里写成“{said[0]}”"
    return ""
