"""Lead and closing from the kind's frames: only slots that are known are filled, nothing is invented."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.clauses import split
from assistant.model import Fact, Ledger, Outline, Statement
from assistant.writing.composer.words import Words
from assistant.writing.outline import is_honour_line, numeral
from assistant.writing.port import Job
from assistant.writing.titles import MISSING_UNIT, self_name

_LEVELS = {"国家级": 0, "省级": 1, "市级": 2, "县级": 3, "": 4}
_SLOT = re.compile(r"\{(\w+)\}")


def lead(job: Job, outline: Outline, honours: str) -> str:
    """The first paragraph. A segment of the frame whose slot is empty is left out."""
    topics = [section.topic for section in outline.sections if section.heading and section.role not in {"overview", "shortcomings", "plan"}]
    values = {
        "period": re.sub(r"（[^（）]*）|\([^()]*\)", "", job.period).strip(),
        "unit": job.unit or MISSING_UNIT,
        "self": self_name(job.unit, job.kind.person),
        "target": job.target,
        "topics": "、".join(topics) if len(topics) > 1 else "",
        "count": numeral(len(topics)) if len(topics) > 1 else "",
        "honours": honours,
        "matter": _matter(job),
    }
    text = "".join(
        segment.format_map(values)
        for segment in job.kind.lead.split("|")
        if all(values.get(slot) for slot in _SLOT.findall(segment))
    )
    return re.sub(r"，(?=[，。])", "", re.sub(r"^[，。]+", "", text))


def _matter(job: Job) -> str:
    return "创建工作" if job.target and not job.kind.person else "有关"


def closing(job: Job) -> str:
    """The kind's closing frames whose slots are known."""
    values = {"self": self_name(job.unit, job.kind.person), "target": job.target, "unit": job.unit}
    return "".join(
        frame.format_map(values)
        for frame in job.kind.closing
        if all(values.get(slot) for slot in _SLOT.findall(frame))
    )


def honours(statements: Sequence[Statement], ledger: Ledger) -> str:
    """The unit's honours in full, highest level first: “甲”“乙”, with issuer and year where the notes have them."""
    items: list[tuple[int, str]] = []
    for statement in statements:
        facts = ledger.of(statement)
        if is_honour_line(statement, facts):
            items += [_honour(statement, fact) for fact in facts if fact.type == "honour"]
    items.sort(key=lambda item: item[0])
    texts = [text for _, text in items]
    return "、".join(texts).replace("”、“", "”“")


def _honour(statement: Statement, fact: Fact) -> tuple[int, str]:
    """(rank of the level, words): what stands before the name in its part and the bracket behind it belong to it."""
    part = next((piece for piece in split(statement.text, "；。") if piece.start <= fact.start < piece.end), None)
    start = part.start if part else 0
    before = statement.text[start : fact.start].partition("：")[2] or statement.text[start : fact.start]
    before = re.sub(r"^(荣获|获得|获评|获|被评为|荣誉)", "", before).strip("，：“ ")
    before = "" if re.search(r"[”“]", before) else before
    if before and before.endswith(("授予", "表彰", "颁发", "命名")):
        before += "的"
    after = re.match(r"”?(（[^（）]*(?:（[^（）]*）[^（）]*)*）)", statement.text[fact.end :])
    return _LEVELS.get(fact.level, 4), before + fact.rendering + (after[1] if after else "")
