"""Does a numeral count anything here? One rule for each way of writing."""

from __future__ import annotations

import re

from assistant.figures.numerals import Numeral
from assistant.figures.plain import HIDDEN

_YEAR = re.compile(r"(?:19|20)\d\d")
_BLOCKED_AFTER = re.compile(r" ?[A-Za-z_/\\#@×*=]|[-—–.:]\d|-[A-Za-z]")
_BLOCKED_BEFORE = re.compile(r"[A-Za-z_#@№/\\.:]$|[\dA-Za-z\ufffc][-—–~～×*]$|No\.$")
_WORD_BEFORE = re.compile(r"[\u4e00-\u9fff\ufffc）)”》\"％%] ?(?:[:：=\t|（(+-]\s*)?$|[:：\t|（(]\s*$")
_NOUN_AFTER = re.compile(
    r" ?(?:[村社县镇乡街企校园馆站店户所队部]|项目|部门|门店|家庭|场所|支部"
    r"|党员|干部|居民|群众|学生|老人|志愿者)(?!员会)"
)
_COUNTING_BEFORE = re.compile(r"(?:共|计|有|达|为|到|至|近|约|超|逾|余|新增|新建|建成|完成|发放)了? ?$")
_WORD_AFTER = re.compile(r" ?[\u4e00-\u9fff]")

# When 一 counts: how often something happens, what was newly made, or a count closing its noun (示范点一处，).
_EVERY = re.compile(r"每(?:[半两]|个|一)?(?:人|年|季度|季|月|周|天|日|旬|星期)[^，。；、\n]{0,8}$")
_MADE = re.compile(
    r"(?:召开|举办|新建|建成|新增|发生|发现|查处|发表|接收|救助|配备|获|荣获|获得|增设|新设|查获)(?:了|过)? ?$"
)
_NEWLY = re.compile(r"(?:开展|组织)(?:了|过)? ?$")
_REFERRING = re.compile(r"[这那哪某下上同另任每第统唯任头有是成算的]$")
_CLOSES = re.compile(r"(?:[，。；、,;）)]|\s*$)")
_HAPPENINGS = frozenset({"次", "场", "轮", "场次", "批次"})
# These close a clause as often in sayings (新的一年, 一期) as in counts.
_LOOSE = frozenset({"批", "种", "类", "次", "起", "年", "天", "期", "套", "面"})
_ROUGH_FOR_SCALE = frozenset({"近", "约", "超", "逾", "上", "过", "余", "多", "不足", "不到", "几", "以上"})
_SCORING = re.compile(r"(?:得|扣|加|减|计|为|达|满分|平均) ?$")


def counts(folded: str, visible: str, numeral: Numeral, unit: str, rough: str, start: int, end: int) -> bool:
    """folded: the plain text; visible: the same with names and dates hidden; start, end: of the whole figure."""
    if numeral.arabic:
        return bool(unit) or _bare_digits_count(visible, numeral, rough, start, end)
    if not unit:
        return False
    if numeral.bare:
        return rough in _ROUGH_FOR_SCALE
    words = folded[numeral.start : numeral.end]
    if words == "一":
        return _one_counts(folded, numeral.start, unit, end)
    if unit == "元" and len(words) == 1 and not rough:  # 三元 is a name more often than money
        return False
    if unit == "分" and words[-1] in "十百千万":
        return _SCORING.search(folded, max(0, start - 4), start) is not None
    if unit in ("成", "倍"):  # 总数的六成
        return True
    return not _REFERRING.search(folded, max(0, start - 1), start) or folded[start - 1] == "有"


def _one_counts(folded: str, start: int, unit: str, end: int) -> bool:
    window = max(0, start - 16)
    if _REFERRING.search(folded, window, start) and folded[start - 1] != "有":
        return False
    if _EVERY.search(folded, window, start) or _MADE.search(folded, window, start):
        return True
    if unit in _HAPPENINGS and _NEWLY.search(folded, window, start):
        return True
    before = folded[start - 1] if start else ""
    return unit not in _LOOSE and "\u4e00" <= before <= "\u9fff" and bool(_CLOSES.match(folded, end))


def _bare_digits_count(visible: str, numeral: Numeral, rough: str, start: int, end: int) -> bool:
    """示范社区 16、星级社区 34: a number without a measure word, closing its noun or alone in its line."""
    words = visible[numeral.start : numeral.end]
    window = max(0, start - 8)
    if _BLOCKED_AFTER.match(visible, end) or _BLOCKED_BEFORE.search(visible, window, start):
        return False
    if visible[end : end + 1] == HIDDEN or (len(words) > 1 and words[0] == "0" and words[1] != "."):
        return False
    if _YEAR.fullmatch(words) or (words.isdigit() and len(words) > 9):
        return False
    if rough or not words.isdigit():
        return True
    if _WORD_AFTER.match(visible, end):
        return bool(_NOUN_AFTER.match(visible, end)) or bool(_COUNTING_BEFORE.search(visible, window, start))
    line = visible[max(0, start - 1) : start]
    return bool(_WORD_BEFORE.search(visible, window, start)) or line in ("", "\n", "\t", "、", " ")
