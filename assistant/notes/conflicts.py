"""What in the notes the staff must decide: contradicting values, remarks, wording that can be read two ways."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence

from assistant.clauses import split
from assistant.knowledge import Wording
from assistant.model import Brief, Fact, Question, Statement
from assistant.notes.doubts import doubts
from assistant.notes.lines import NoteLine

_FOLD_TIMES = re.compile(r"翻了?[近约]?[\d.一二三四五六七八九十两]+倍")
_COINAGE = re.compile(r"“([二三四五六七八九十两])个?([一有到])”")
_COUNTS = {"二": 2, "两": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9, "十": 10}
_NOISE = re.compile(r"[的了为是达到共，：、（）“”\s]|率先|全区|全市|全县|我局|本局")
_OPEN_REMARK = re.compile(
    r"没有?(?:出|给|拿|报|定|盖|批|回|核|证|确认|提供|收到)|尚未|未(?:出|定|核|盖|批|报|回|确认|提供|收到|经)"
    r"|待(?:核|定|补|查|确认|证)|核实|再核|存疑|不确定|拿不准|说不准|[？?]$"
)
_LONGEST_REMARK = 80  # characters of a remark that a draft repeats
_RATE = re.compile(r"(率|覆盖面|比例|占比)$")


def questions(
    lines: Sequence[NoteLine],
    statements: Sequence[Statement],
    facts: Sequence[Fact],
    brief: Brief,
    wording: Wording,
) -> tuple[Question, ...]:
    return (
        *conflicts(facts),
        *_remarks(lines, statements),
        *_coinages(statements),
        *_ambiguous(statements),
        *_impossible(facts),
        *doubts(statements, facts, brief, wording),
    )


def conflicts(facts: Sequence[Fact]) -> Iterator[Question]:
    """One indicator, one period, one unit, two values. Both facts stay; a person decides."""
    groups: dict[tuple[str, str, str], list[Fact]] = defaultdict(list)
    for fact in facts:
        key = _NOISE.sub("", fact.subject)
        # "新建" or "投资" alone names no indicator; the same words recur for many things
        if fact.type == "metric" and len(key) >= 3:
            groups[key, fact.unit, _year(fact.period)].append(fact)
    for (_, _, _), group in groups.items():
        values = {(fact.value, fact.high) for fact in group}
        if len(values) > 1 and len({fact.statement for fact in group}) == len(group) and len(group) <= 4:
            stated = "；".join(f"{fact.source.label()}：{fact.subject}{fact.rendering}" for fact in group)
            yield Question(
                "conflict",
                f"同一指标有不同数值，请核定后保留一个。{stated}",
                tuple(fact.id for fact in group),
                tuple(fact.source for fact in group),
            )


def _year(period: str) -> str:
    found = re.search(r"(?:19|20)\d{2}", period)
    return found[0] if found else period


def _remarks(lines: Sequence[NoteLine], statements: Sequence[Statement]) -> Iterator[Question]:
    """A clerk's comments. Where one says that the line is not certain yet, a draft repeats it behind the line."""
    told = iter(statements)  # one for each line that has text, in order
    for line in lines:
        statement = next(told, None) if line.text else None
        if line.remark:
            about = f"（{line.text[:20]}…）" if len(line.text) > 20 else (f"（{line.text}）" if line.text else "")
            yield Question(
                "remark",
                f"{line.source.label()}有一条批注{about}：“{line.remark}”，请确认如何处理",
                statement.facts if statement else (),
                (line.source,),
                _mark(line.remark),
            )


def _mark(remark: str) -> str:
    """What a draft says behind the line, "" for a remark that leaves nothing open."""
    if not _OPEN_REMARK.search(remark):
        return ""
    words = re.sub(r"[〔〕\s]+", " ", remark).strip()
    return f"批注“{words if len(words) <= _LONGEST_REMARK else words[:_LONGEST_REMARK] + '…'}”"


def _coinages(statements: Sequence[Statement]) -> Iterator[Question]:
    """“四个一” that lists three (rule QTY-16)."""
    for statement in statements:
        found = _COINAGE.search(statement.text)
        _, colon, listed = statement.text.partition("：")
        if found is None or not colon or found.start() > statement.text.index("："):
            continue
        items = [piece for piece in split(listed, "；、，。") if piece.text.strip()]
        wanted = _COUNTS[found[1]]
        if len(items) > 1 and len(items) != wanted:
            yield Question(
                "incomplete",
                f"{statement.source.label()}：{found[0]}应列{wanted}项，实列{len(items)}项，请补齐或更正",
                statement.facts,
                (statement.source,),
            )


def _ambiguous(statements: Sequence[Statement]) -> Iterator[Question]:
    """“翻了近10倍” can mean ten times or 2 to the tenth (rule QTY-04)."""
    for statement in statements:
        found = _FOLD_TIMES.search(statement.text)
        if found:
            yield Question(
                "ambiguous",
                f"{statement.source.label()}：“{found[0]}”有歧义（是原来的几倍，还是翻了几番），请核定；草稿先按“倍”写一次",
                statement.facts,
                (statement.source,),
            )


def _impossible(facts: Sequence[Fact]) -> Iterator[Question]:
    for fact in facts:
        over = fact.type == "metric" and fact.unit == "%" and fact.value is not None and fact.value > 100
        if over and _RATE.search(fact.subject) and not re.search(r"增长|增速|提高", fact.subject):
            yield Question(
                "impossible",
                f"{fact.source.label()}：{fact.subject}{fact.rendering}超过100%，请核实",
                (fact.id,),
                (fact.source,),
                "比率超过100%",
            )
