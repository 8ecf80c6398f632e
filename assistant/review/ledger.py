"""Work on the ledger: a person changes, confirms, disputes, merges facts; what follows for the text is only proposed.

A value changes by a person's hand alone. What then stands in open sections in the old words is proposed for change;
what stands in approved ones is listed and left. A confirmation is of one value: a new value has none.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations
from typing import Final

from assistant.errors import NotAcceptable
from assistant.figures import Match, find, match
from assistant.model import Fact, Ledger, Statement
from assistant.review.canonical import moment
from assistant.review.people import Actor
from assistant.review.permissions import Action, Policy
from assistant.review.states import FACT

_MARKS: Final = "“”《》"


@dataclass(frozen=True, slots=True)
class Confirmation:
    by: str
    at: str


@dataclass(frozen=True, slots=True)
class FactRecord:
    """A fact with what people have done with it. evidence: ids of files. merged: ids of facts that were the same."""

    fact: Fact
    reported_by: str
    department: str = ""
    state: str = FACT.beginning
    confirmations: tuple[Confirmation, ...] = ()
    evidence: tuple[str, ...] = ()
    merged: tuple[str, ...] = ()


# --------------------------------------------------------------------------- what people do with a fact


def reworded(fact: Fact, words: str) -> Fact:
    """The fact with another value, as a person typed it: “12.8万元”.

    Raises NotAcceptable where a figure is wanted and the words are not exactly one.
    """
    words = words.strip()
    if not words:
        raise NotAcceptable("没有填写新的内容", "请填写数值和单位，如“12.8万元”")
    text = fact.text.replace(fact.rendering.strip(_MARKS), words.strip(_MARKS), 1) if fact.rendering else fact.text
    if fact.type != "metric":
        return replace(fact, text=text, rendering=words)
    figures = find(words)
    if len(figures) != 1 or (figures[0].start, figures[0].end) != (0, len(words)):
        raise NotAcceptable(f"“{words}”不是一个数", "请只填写一个数值和它的单位，如“12.8万元”")
    figure = figures[0]
    high = figure.high if figure.high != figure.low else None
    return replace(
        fact, text=text, rendering=words, value=figure.low, high=high, unit=figure.unit,
        approximation=figure.approximation,
    )  # fmt: skip


def changed(record: FactRecord, words: str, by: Actor, reason: str = "") -> FactRecord:
    """Another value: nobody has confirmed it yet, and no evidence speaks for it. Raises WrongState, NotAcceptable."""
    state = FACT.take(record.state, Action.FACT_EDIT, reason)
    return replace(
        record, fact=reworded(record.fact, words), state=state, reported_by=by.id, confirmations=(), evidence=()
    )


def confirmed(record: FactRecord, by: Actor, at: datetime.datetime, policy: Policy) -> FactRecord:
    """One more person stands for the value. It counts as confirmed when one has, or two where the policy wants two.

    Raises WrongState, and NotAcceptable for a person who has confirmed it already.
    """
    state = FACT.take(record.state, Action.FACT_CONFIRM)
    if any(one.by == by.id for one in record.confirmations):
        raise NotAcceptable("您已经核定过这个数", "需要另一位核定人")
    confirmations = (*record.confirmations, Confirmation(by.id, moment(at)))
    enough = len(confirmations) >= (2 if policy.two_person_facts else 1)
    return replace(record, state=state if enough else record.state, confirmations=confirmations)


def with_evidence(record: FactRecord, file: str) -> FactRecord:
    """A file speaks for the value. Raises WrongState while nobody has confirmed it."""
    state = FACT.take(record.state, Action.FACT_EVIDENCE)
    return replace(record, state=state, evidence=tuple(dict.fromkeys((*record.evidence, file))))


def without_evidence(record: FactRecord, file: str) -> FactRecord:
    """The file speaks for it no more; without any the fact is only confirmed. Raises NotAcceptable, WrongState."""
    if file not in record.evidence:
        raise NotAcceptable("这份材料不是它的佐证", "请刷新后再试")
    state = FACT.take(record.state, Action.FACT_WITHDRAW_EVIDENCE)
    left = tuple(one for one in record.evidence if one != file)
    return replace(record, state=record.state if left else state, evidence=left)


def resolved(group: Sequence[FactRecord], chosen: str, reason: str) -> tuple[FactRecord, ...]:
    """Of several disputed values one is taken, to be confirmed anew; the others expire. Nothing is deleted.

    Raises NotAcceptable if the chosen one is not among them or no reason is given, WrongState.
    """
    if chosen not in {record.fact.id for record in group}:
        raise NotAcceptable("选定的数不在这一组里", "请刷新后再试")
    return tuple(_decided(record, record.fact.id == chosen, reason) for record in group)


def _decided(record: FactRecord, chosen: bool, reason: str) -> FactRecord:
    if chosen:
        state = FACT.take(record.state, Action.FACT_RESOLVE, reason)
        return replace(record, state=state, confirmations=(), evidence=())
    if record.state == "expired":
        return record
    return replace(record, state=FACT.take(record.state, Action.FACT_EXPIRE))


def merged(keep: FactRecord, other: FactRecord) -> FactRecord:
    """Two records of the same fact as one. Raises NotAcceptable if they do not say the same, WrongState."""
    for record in (keep, other):
        FACT.take(record.state, Action.FACT_MERGE)
    if keep.fact.id == other.fact.id or not _same(keep.fact, other.fact):
        raise NotAcceptable(
            f"“{keep.fact.rendering}”与“{other.fact.rendering}”不一致，不能合并", "请先提出异议，由审核人裁定"
        )
    return replace(
        keep,
        merged=(*keep.merged, other.fact.id, *other.merged),
        evidence=tuple(dict.fromkeys((*keep.evidence, *other.evidence))),
        confirmations=tuple({one.by: one for one in (*other.confirmations, *keep.confirmations)}.values()),
    )


def with_fact(ledger: Ledger, fact: Fact) -> Ledger:
    """The ledger with a changed fact in it: the note line says the new words, the facts behind it move along.

    The notes as they were handed in are kept elsewhere; this is what the text is checked against.
    Raises KeyError for a fact that is not in the ledger.
    """
    old = ledger.fact(fact.id)
    words = fact.rendering
    line = next((one for one in ledger.statements if one.id == old.statement), None)
    if line is not None and line.text[old.start : old.end] == old.rendering.strip(_MARKS):
        words = words.strip(_MARKS)
    moved = len(words) - (old.end - old.start)
    facts = tuple(_placed(one, old, replace(fact, end=old.start + len(words)), moved) for one in ledger.facts)
    lines = tuple(_rewritten(one, old, words) for one in ledger.statements)
    return replace(ledger, facts=facts, statements=lines)


def _placed(one: Fact, old: Fact, new: Fact, moved: int) -> Fact:
    if one.id == old.id:
        return new
    if one.statement != old.statement or one.end <= old.start:
        return one
    if one.start >= old.end:
        return replace(one, start=one.start + moved, end=one.end + moved)
    return replace(one, end=one.end + moved) if one.end >= old.end else one


def _rewritten(line: Statement, old: Fact, words: str) -> Statement:
    if line.id != old.statement:
        return line
    parts = tuple(_part(part, line.text.find(part), old, words) for part in line.parts)
    return replace(line, text=line.text[: old.start] + words + line.text[old.end :], parts=parts)


def _part(part: str, place: int, old: Fact, words: str) -> str:
    """A sub-item is a stretch of its line; one the fact does not lie in stays. place: -1 if it is no stretch of it."""
    start, end = old.start - place, old.end - place
    return part[:start] + words + part[end:] if place >= 0 and 0 <= start <= end <= len(part) else part


# --------------------------------------------------------------------------- duplicates and conflicts


def duplicates(ledger: Ledger) -> tuple[tuple[str, str], ...]:
    """Pairs of facts that seem to be one: the same value of the same subject, no two periods. A person merges them."""
    return tuple((one.id, other.id) for one, other in combinations(ledger.facts, 2) if _alike(one, other))


def _alike(one: Fact, other: Fact) -> bool:
    if one.type != other.type or one.type == "action" or (one.period and other.period and one.period != other.period):
        return False
    short, long = sorted((one.subject, other.subject), key=len)
    return (one.type != "metric" or (len(short) > 1 and short in long)) and _same(one, other)


def _same(one: Fact, other: Fact) -> bool:
    """The same figure, however it is written; the same words for what is no figure."""
    if one.type != other.type:
        return False
    ours, theirs = find(one.rendering), find(other.rendering)
    if one.type == "metric" and len(ours) == len(theirs) == 1:
        return match(ours[0], theirs[0]) is Match.SAME
    return one.rendering.strip(_MARKS) == other.rendering.strip(_MARKS)


@dataclass(frozen=True, slots=True)
class Side:
    """One of several values of the same thing, as a person compares them. source: as `Source.label` says it."""

    fact: str
    subject: str
    rendering: str
    department: str
    source: str
    state: str


def side_by_side(ledger: Ledger, records: Mapping[str, FactRecord]) -> tuple[tuple[str, tuple[Side, ...]], ...]:
    """For every conflict the ledger asks about: the question and each value with where it comes from.

    records: by fact id; a question of which all but one value have expired is settled and left out.
    """
    shown = []
    for question in ledger.questions:
        group = [records[fact] for fact in question.facts if fact in records]
        if question.kind == "conflict" and sum(record.state != "expired" for record in group) > 1:
            shown.append((question.text, tuple(_side(record) for record in group)))
    return tuple(shown)


def _side(record: FactRecord) -> Side:
    fact = record.fact
    return Side(fact.id, fact.subject, fact.rendering, record.department, fact.source.label(), record.state)


def conflicting(ledger: Ledger) -> Iterator[tuple[str, ...]]:
    """The ids of each group of facts that contradict one another: they begin as disputed."""
    return (question.facts for question in ledger.questions if question.kind == "conflict")
