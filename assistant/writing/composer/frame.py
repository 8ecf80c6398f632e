"""Lead and closing from the kind's frames: only slots that are known are filled, nothing is invented."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.clauses import split
from assistant.model import Fact, Ledger, Outline, Statement
from assistant.writing.composer.repeats import Said
from assistant.writing.outline import is_honour_line, numeral
from assistant.writing.port import Job
from assistant.writing.titles import MISSING_PERSON, MISSING_UNIT, self_name

_LEVELS = {"国家级": 0, "省级": 1, "市级": 2, "县级": 3, "": 4}
# 2025年8月，局救助站被民政部评为 / 2024年获 / 自治区政府授予 / 所带科室2024年获市级
_WHEN = r"(?:\d{4}年(?:度|\d{1,2}月(?:\d{1,2}日)?)?、?)+，?"
_VERB = r"(?:评为|授予|命名为|认定为|表彰为|获评|荣获|获得|获|入选)"
_AWARD = re.compile(
    rf"^(?P<time>{_WHEN})?"
    r"(?:(?P<granter>[\u4e00-\u9fff]{2,14}(?:政府|委|局|厅|部|办|会))(?:授予|颁发|表彰))?"
    r"(?P<who>(?!被|评为|授予|获|荣获|入选)[\u4e00-\u9fff]{1,16}?)?"
    rf"(?P<late>{_WHEN})?(?:被(?P<issuer>(?!{_VERB})[\u4e00-\u9fff、]{{2,20}}?)?)?"
    rf"(?:{_VERB}(?P<level>(?:国家|省|自治区|市|区|县)级)?)?$"
)
_ITSELF = re.compile(r"[我本]?(?:局|委|厅|处|科|办|部|院|校|馆|站|所|村|镇|乡|街道|社区|公司|单位|机关|中心|人)")
_SLOT = re.compile(r"\{(\w+)\}")


def lead(job: Job, outline: Outline, honours: Honours) -> str:
    """The first paragraph. A segment of the frame whose slot is empty is left out."""
    topics = [
        section.topic
        for section in outline.sections
        if section.heading and section.statements and section.role not in {"overview", "shortcomings", "plan"}
    ]
    values = {
        "period": re.sub(r"（[^（）]*）|\([^()]*\)", "", job.period).strip(),
        # a person whose notes name no unit: where they work stands in the first section, or is missing there
        "unit": job.unit or ("" if job.person else MISSING_UNIT),
        "person": job.person or MISSING_PERSON,
        "self": self_name(job.unit, job.kind.person),
        "target": job.target,
        "topics": "、".join(topics) if len(topics) > 1 else "",
        "count": "两" if len(topics) == 2 else numeral(len(topics)) if len(topics) > 2 else "",
        "honours": honours.own,
        "matter": _matter(job),
    }
    text = "".join(
        segment.format_map(values)
        for segment in job.kind.lead.split("|")
        if all(values.get(slot) for slot in _SLOT.findall(segment))
    )
    if honours.parts:
        text = text.replace("。现将", f"。{'，'.join(honours.parts)}。现将", 1)
    text = re.sub(r"，(?=[，。])", "", re.sub(r"^[，。]+", "", text))
    # nothing between who and what they were given: no comma; nothing at all to say of a person: one sentence
    subject = f"{job.person}同志" if job.kind.person else job.unit
    text = text.replace(f"{subject}，先后", f"{subject}先后") if subject else text
    return re.sub(rf"^([^，。]{{2,12}}同志|{re.escape(subject or MISSING_UNIT)})。现将", r"现将\1", text)


def _matter(job: Job) -> str:
    return "创建工作" if job.target and not job.kind.person else "有关"


def closing(job: Job) -> str:
    """The kind's closing frames whose slots are known."""
    values = {"self": self_name(job.unit, job.kind.person), "target": job.target, "unit": job.unit}
    return "".join(
        frame.format_map(values) for frame in job.kind.closing if all(values.get(slot) for slot in _SLOT.findall(frame))
    )


@dataclass(frozen=True, slots=True)
class Honours:
    """own: the unit's honours as one list; parts: what its parts were given, each a clause."""

    own: str
    parts: tuple[str, ...]


def honours(statements: Sequence[Statement], ledger: Ledger, person: bool, said: Said) -> Honours:
    """The honours in full, highest level first: “甲”“乙”, with issuer and year where the notes have them."""
    own: list[tuple[int, str]] = []
    parts: list[tuple[int, str]] = []
    for statement in statements:
        facts = ledger.of(statement)
        if is_honour_line(statement, facts, person):
            told = 0
            for fact in facts:
                if fact.type == "honour":
                    who, text = _honour(statement, fact, told)
                    told, text = fact.end, text + said.remark(statement)
                    (parts if who else own).append((_LEVELS.get(fact.level, 4), f"{who}获评{text}" if who else text))
    texts = [text for _, text in sorted(own, key=lambda item: item[0])]
    clauses = tuple(text for _, text in sorted(parts, key=lambda item: item[0]))
    return Honours("、".join(texts).replace("”、“", "”“"), clauses)


def _honour(statement: Statement, fact: Fact, told: int) -> tuple[str, str]:
    """(which part of the unit, words with gloss): what stands before the name in its part and the bracket behind it.

    told: where the honour before it in the same line ends.
    """
    piece = next((one for one in split(statement.text, "；。") if one.start <= fact.start < one.end), None)
    before = statement.text[max(told, piece.start if piece else 0) : fact.start]
    before = re.sub(r"^(?:荣誉|[^：]{1,4}级?|全[国省市区县])：", "", before).strip("“”，、")
    found = _AWARD.match(before)
    after = re.match(r"”?（(?P<gloss>(?:[^（）]|（[^（）]*）)*)）", statement.text[fact.end :])
    gloss = after["gloss"] if after else ""
    if found is None:
        return "", before + fact.rendering + (f"（{gloss}）" if gloss else "")
    who, issuer, time = found["who"] or "", found["issuer"] or "", found["time"] or found["late"] or ""
    who = "" if _ITSELF.fullmatch(who) else who
    said = [word for word in (issuer, time.strip("，")) if word and word.strip("度") not in gloss]
    given = "" if not found["granter"] else f"{found['granter']}授予的"
    if found["granter"] and not found["who"]:
        said, who = [word for word in said if word != issuer], ""
    whole = "，".join([*said, *([gloss] if gloss else [])])
    return who, given + (found["level"] or "") + fact.rendering + (f"（{whole}）" if whole else "")
