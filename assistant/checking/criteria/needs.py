"""What an item asks for, clause by clause: 每年专题研究不少于2次, 注册率不低于80%, 有领导小组. Pure."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from typing import Final

from assistant import figures
from assistant.appraisal import Frequency, Need
from assistant.clauses import split
from assistant.figures import Figure

PER_YEAR: Final[dict[Frequency, int]] = {"": 1, "year": 1, "half": 2, "quarter": 4, "month": 12, "week": 52}
_EVERY: Final[tuple[tuple[Frequency, str], ...]] = (
    ("half", r"每(?:个)?半年"),
    ("quarter", r"每(?:一|个|一个)?季度?|按季度?"),
    ("month", r"每(?:一|个|一个)?月|按月|月均"),
    ("week", r"每(?:一|个)?(?:周|星期)"),
    ("year", r"每(?:一|个)?年度?|全年|年度内|一年内|年均|各年度?"),
)
_LEAST: Final = re.compile(r"(?:不少于|不低于|不得少于|不得低于|不少|至少|最少|达到?|应达|≥|>=|大于等于|在)\s*$")
_AT_LEAST: Final = ("不少于", "不低于", "至少", "不小于", "达到")
_SCORING: Final = re.compile(
    r"扣\s*[\d一二三四五]|[加得]\s*[\d一二三四五]+\s*分|不得分|每[少缺差低][一\d]|未达|缺一|加分上限|(?:每项|累计|最[高多]).{0,4}加|超过\d+分"
)
_BEFORE_NUMBER: Final = re.compile(
    r"(?:(?:不少于|不低于|不得少于|不得低于|至少|最少|达到?|应当?|须|均|都|各|为|≥|>=|在|[:：，\s])+)$"
)
_IDLE: Final = re.compile(
    r"(?:能够?|应当?|须|要|并|且|均|都|已|有|无|对|按|将|把|由|以|与|和|及|等|的|地|得)(?=.)|"
    r"(?:积极|广泛|深入|定期|认真|扎实|不断|持续|切实|全面|大力|每位|全体|本单位|各类|相关|有关)|"
    r"(?:开展|组织|落实|做好|加强|建立|健全|完善|制定|推进|注重|举办|开办|召开|参加|进行|实施|评选|发放|执行|纳入)"
)
_TAIL: Final = re.compile(r"(?:等)?(?:工作|活动|情况|建设|机制|方面|水平|制度化|会议)$")
_BRACKETS: Final = re.compile(r"[（(][^（）()]*[）)]")
_JOINT: Final = re.compile(r"(?<=[\u3400-\u9fff”》]{2})(?:和|与|以及|及)(?=[\u3400-\u9fff“《]{2})")
_FEWEST: Final = 3  # characters of a subject that can be looked for


def spelled(text: str) -> str:
    """Half-width digits and signs, as many characters as before, so that offsets hold."""
    return "".join(
        folded if len(folded := unicodedata.normalize("NFKC", one)) == 1 and folded.isascii() else one for one in text
    ).replace("—", "-")


def title_of(item: str) -> str:
    """组织领导：每年研究2次 -> 组织领导."""
    return re.split("[：:]", item, maxsplit=1)[0].strip()


def needs_of(item: str) -> tuple[Need, ...]:
    """What the item asks for, in its order. The clauses of scoring (缺一次扣2分) ask for nothing.

    Where nothing else is asked for, the parts of the title are; a number in the title is asked for in any case.
    """
    title, _, rest = item.partition("：")
    topic = title.rpartition("／")[2]
    found = _of_text(rest, topic)
    if not found or _demand(topic) is not None:
        found = [*_of_text(topic, title.rpartition("／")[0] or topic), *found]
    return tuple(dict.fromkeys(found))


def _of_text(text: str, topic: str) -> list[Need]:
    clauses = (clause.text.strip(" 　、") for clause in split(text, "，；。;,\n"))
    asking = [clause for clause in clauses if clause and not _SCORING.search(spelled(clause))]
    return [need for clause in asking for need in _of_clause(clause, topic)]


def _of_clause(text: str, topic: str) -> Iterator[Need]:
    whole = re.match(r"[与对向由为同]", text)  # 与社区、村结对共建 is one thing
    parts = [text] if whole else [part.text.strip() for part in split(_JOINT.sub("、", text), "、")]
    figures_of = [_demand(part) for part in parts]
    rate = next((one for one in figures_of if one is not None and one.unit == "%"), None)
    for part, figure in zip(parts, figures_of, strict=True):
        if figure is None and rate is not None and re.search(r"[率度]$", part):
            yield Need(text, subject_of(part), rate.low, "%", _per(text))  # 知晓率、参与率均在90%以上
        elif figure is None:
            subject = subject_of(part)
            if len(subject) >= _FEWEST:
                yield Need(part, subject)
        else:
            bare = _BEFORE_NUMBER.sub("", part[: figure.start]) + part[figure.end :]
            subject = subject_of(bare)
            shared = figure.unit == "%" and len(parts) > 1
            named = subject if len(subject) >= _FEWEST else subject_of(topic)
            yield Need(text if shared else part, named, figure.low, figure.unit, _per(part))


def _demand(text: str) -> Figure | None:
    """The figure that is a least number: 不少于2次, 90%以上, 每季度一次."""
    plain = spelled(text)
    for figure in figures.find(plain):
        least = _LEAST.search(plain[: figure.start]) is not None or figure.limit in _AT_LEAST
        least = least or figure.approximation in {"以上", "至少", "超"}
        upper = figure.limit and figure.limit not in _AT_LEAST
        if figure.unit in {"", "分", "年", "字"} or upper:
            continue
        if least or (_per(plain[: figure.start]) and figure.unit != "%"):
            return figure
    return None


def _per(text: str) -> Frequency:
    return next((name for name, pattern in _EVERY if re.search(pattern, text)), "")


def frequency(text: str) -> Frequency:
    """How often a line of the notes says that something happens: 每周五早高峰 -> week."""
    return _per(text)


def subject_of(text: str) -> str:
    """What is asked for, without brackets, frequency, words of number and the verbs that every item has."""
    bare = _BRACKETS.sub("", text)
    for _, pattern in _EVERY:
        bare = re.sub(pattern, "", bare)
    previous = ""
    while previous != bare:
        previous = bare
        bare = re.sub(rf"^(?:{_IDLE.pattern})", "", bare.strip(" 　，、"))
    return _TAIL.sub("", bare) if len(_TAIL.sub("", bare)) >= _FEWEST else bare
