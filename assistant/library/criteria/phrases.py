"""The words of scoring rules: points, evidence, gates, and which part of a notice a heading opens. Pure."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from assistant.library.criteria.found import Use

_N = r"(?P<{0}>\d+(?:\.\d+)?|[一二三四五六七八九十百]{{1,4}})"
# （15分） （满分15分） 【15分】 （8—10分）; a range counts with its upper end
_BRACKETED = re.compile(
    r"[（(【\[]\s*(?:本项|共计|共|计|满分|分值|权重|标准分|基本分)?\s*(?:为)?[:：]?\s*"
    rf"(?:\d+(?:\.\d+)?\s*[-—–~～至]+\s*)?{_N.format('a')}\s*分\s*[）)】\]]"
)
# 组织领导 15分 / 组织领导：15分 at the end of a short line; never 扣2分, 加2分, 得5分
_TRAILING = re.compile(
    r"(?<![扣加得减每超达不至于过低缺少打满])(?:(?:[\s：:—－…·，,-]|分值|满分|共计|计|共)+|(?<=[\u3400-\u9fff”）)]))"
    + _N.format("a")
    + r"\s*分\s*[。；]?\s*$"
)
_CELL = re.compile(rf"^\s*(?:满分)?(?:\d+(?:\.\d+)?\s*[-—–~～至]+\s*)?{_N.format('a')}\s*(?:分|%|％)?\s*$")
_TOTAL = re.compile(rf"(?:满分|总分|总计|合计)(?:值)?(?:为|计|是)?[:：]?\s*{_N.format('a')}\s*分")
_DIGIT = {word: value for value, word in enumerate("零一二三四五六七八九")}

_LABELS = (
    "佐证材料|佐证资料|佐证|证明材料|证明资料|印证材料|印证资料|备查资料|备查材料|查验材料|查验资料|查阅材料|查阅资料|查看材料|查看资料|"
    "支撑材料|所需材料|需提供|提供材料|报送材料|材料清单|检查方式|查验方式|测评方法|考核方式|评分依据|考核依据"
)
_LABELLED = re.compile(rf"(?:^|(?<=[。；;\n，,]))\s*[（(]?(?:{_LABELS})\s*[:：]\s*(?P<list>[^。；;\n]+)[。；;]?")
_OFFERED = re.compile(r"[（(]\s*(?:需|须|应)?(?:提供|附|查阅|查看)\s*(?P<list>[^（）()]{2,60})[）)]")
_ATTESTED = re.compile(r"由(?P<who>[^。，；]{2,60}?)(?:分别)?(?:出具|提供|开具)(?P<what>[^。，；]{1,20})")
_SPLIT = re.compile(r"[、；;，,\n]|以及|(?<=[\u3400-\u9fff）)》”])和(?=[\u3400-\u9fff《“])")

_NEVER = re.compile(
    r"一票否决|不得(?:申报|参评|推荐|评为|评选|参加|认定)|不予(?:申报|受理|推荐|认定)|取消.{0,8}(?:资格|申报|称号)|"
    r"否决(?:项|条件|指标)?|负面清单|禁止申报"
)
_MUST = re.compile(
    r"(?:申报|基本|前置|必备|先决|准入|参评|推荐|资格)(?:的)?(?:条件|要求|资格)|门槛|"
    r"(?:具备|符合|满足)(?:以下|下列|如下)?(?:各项|基本)?条件"
)
# 标准 by itself may be an amount (救助标准, 收费标准)
_SCORED = re.compile(
    r"(?:评选|评定|评审|评价|考评|考核|测评|评分|评比|验收|认定|创建|申报|推荐|达标|计分|打分|具体)的?标准|^标准|"
    r"测评|评分|评价内容|考核(?:内容|指标|项目)|评选内容|指标|细则|分值|考评内容|计分"
)
_BONUS = re.compile(r"加分|附加分|奖励分")
_DEDUCTION = re.compile(r"扣分|减分")
_OUTSIDE = re.compile(
    r"材料要求|申报材料|时间|程序|步骤|范围|名额|工作要求|有关要求|组织实施|联系|附件|报送|奖惩|监督管理|附则|总则|"
    r"评选办法|注意事项|适用对象|指导思想|工作目标"
)
_PROCEDURE = re.compile(
    r"(?:测评|考评|考核|评选|评定|评审|评价)(?:的)?(?:方法|方式|程序|步骤|对象|范围|时间|组织|原则|纪律)$"
)
_WITHOUT = re.compile(r"无|没有|未(?:发生|出现|受|被|因|有)|不存在|保持|达到|达标")


def plain(text: str) -> str:
    """Full-width digits and percent signs as ASCII, everything else as it stands."""
    return "".join(
        unicodedata.normalize("NFKC", one) if one in "０１２３４５６７８９％．" else one for one in text
    ).strip()


def number(text: str) -> float:
    """15, 2.5 or 十五."""
    if text[0].isdigit():
        return float(text)
    value = 0
    for part, unit in ((text.partition("百"), 100),) if "百" in text else ():
        value += _DIGIT.get(part[0], 1) * unit
        text = part[2]
    if "十" in text:
        tens, _, ones = text.partition("十")
        return float(value + _DIGIT.get(tens, 1) * 10 + _DIGIT.get(ones, 0))
    return float(value + _DIGIT.get(text, 0))


def bracketed(text: str) -> list[tuple[int, int, float]]:
    """(start, end, points) of every （15分）."""
    return [(found.start(), found.end(), number(found["a"])) for found in _BRACKETED.finditer(text)]


def take_points(text: str) -> tuple[str, float | None]:
    """The text without the points it is worth, and the points: the first （15分）, else a trailing 15分."""
    marks = bracketed(text)
    if marks:
        start, end, points = marks[0]
        return (text[:start].rstrip() + text[end:].lstrip()).strip(), points
    head = re.split(r"[。；;]", text, maxsplit=1)[0]
    found = _TRAILING.search(head) if len(head) <= 40 else None
    if found:
        return (head[: found.start()] + text[len(head) :]).strip(), number(found["a"])
    return text.strip(), None


def cell_points(text: str) -> float | None:
    """The points of a cell that holds nothing else: 15, 15分, 15%, 8—10."""
    found = _CELL.match(plain(text))
    return number(found["a"]) if found else None


def total_points(text: str) -> float | None:
    """满分100分 -> 100."""
    found = _TOTAL.search(plain(text))
    return number(found["a"]) if found else None


def take_evidence(text: str) -> tuple[str, list[str]]:
    """The text without its list of evidence, and the list."""
    found: list[str] = []

    def out(match: re.Match[str]) -> str:
        found.extend(evidence_list(match["list"]))
        return ""

    rest = _OFFERED.sub(out, _LABELLED.sub(out, text))
    return rest.strip(), found


def evidence_list(text: str) -> list[str]:
    """成立文件、会议纪要和问卷结果等。 -> three names. Brackets are not taken apart."""
    text = re.sub(r"(?m)^\s*(?:\d{1,2}[.、．)）]|[（(]\d{1,2}[）)]|[①-⑳])\s*", "", text)
    hidden = str.maketrans("、，和", "\0\1\2")
    shown = str.maketrans("\0\1\2", "、，和")
    protected = re.sub(r"[（(《“][^（）()《》“”]*[）)》”]", lambda one: one[0].translate(hidden), text)
    parts = [one.translate(shown) for one in _SPLIT.split(protected)]
    cleaned = [re.sub(r"等(?:材料|资料)?$", "", _closed(one.strip(" 。.　"))).strip() for one in parts]
    return distinct(one for one in cleaned if len(one) > 1)


def _closed(text: str) -> str:
    """Without a closing bracket that was opened before the text began."""
    return text if re.search(r"[（(]", text) else text.rstrip("）)")


def attested(text: str) -> list[str]:
    """上述情形由纪检监察、公安部门分别出具书面意见 -> [纪检监察、公安部门书面意见]."""
    if not re.match(r"(?:上述|以上|前述|前款)", text):
        return []
    return [f"{found['who']}{found['what']}" for found in _ATTESTED.finditer(text)]


def use_of(heading: str) -> Use:
    """What the lines under a heading, or after an introducing sentence, are; "" where it does not say."""
    if _BONUS.search(heading):
        return "bonus"
    if _DEDUCTION.search(heading):
        return "deduction"
    if _NEVER.search(heading) or _MUST.search(heading):
        return "gate"
    if _PROCEDURE.search(heading):
        return "outside"
    if _SCORED.search(heading):
        return "score"
    return "outside" if _OUTSIDE.search(heading) else ""


def forbids(text: str) -> bool:
    """The words tell what must not have happened, not what must be fulfilled."""
    if _NEVER.search(text):
        return True
    return bool(re.search(r"下列情形|以下情形|之一的", text)) and not re.search(r"可|符合|具备|享受|优先|给予", text)


def is_gate(sentence: str) -> bool:
    """A sentence among scored items that by itself excludes an applicant."""
    return bool(_NEVER.search(sentence)) and not re.search(r"(?:情形|条件)之一", sentence)


def gate_text(text: str, forbidden: bool) -> str:
    """As a condition: what must not be begins with 不得有, unless it says so itself."""
    text = text.strip(" 。；;，,、")
    says_so = _WITHOUT.search(text) is not None and not text.endswith("的")
    return f"不得有：{text}" if forbidden and not says_so and not text.startswith("不得") else text


def looks_like_criterion(text: str) -> bool:
    """A line that should not be passed over: it speaks of points, evidence or exclusion."""
    return bool(bracketed(text) or _LABELLED.search(text) or _NEVER.search(text))


def distinct(texts: Iterable[str]) -> list[str]:
    """Each once, in order."""
    return list(dict.fromkeys(texts))
