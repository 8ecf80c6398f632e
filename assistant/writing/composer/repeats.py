"""What was said already, and what is disputed: a fact is told once, a disputed value or line only with its mark."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from assistant.model import Fact, Ledger, Statement

_NOISE = re.compile(r"[的了为是达到共，：、（）“”\s]")


class Said:
    """Keeps, for one report, the facts that were written."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger
        self._facts: list[Fact] = []
        self._disputed = {
            fact_id: question
            for question in ledger.questions
            if question.kind != "remark" and (question.kind == "conflict" or question.mark)
            for fact_id in question.facts
        }
        self._open = {
            fact_id: question.mark
            for question in ledger.questions
            if question.kind == "remark" and question.mark
            for fact_id in question.facts
        }

    def add(self, statement: Statement) -> None:
        self._facts += self._ledger.of(statement)

    def before(self, statement: Statement) -> bool:
        """Every fact of this line was written before, from another file (notes and sheet often state the same)."""
        facts = self._ledger.of(statement)
        return bool(facts) and all(fact.type == "metric" and self._known(fact) for fact in facts)

    def _known(self, fact: Fact) -> bool:
        return any(
            other.source.file != fact.source.file
            and _stated(other) == _stated(fact)
            and _alike(other.subject, fact.subject)
            for other in self._facts
        )

    def marked(self, statement: Statement) -> Sequence[Fact]:
        """The line's facts; a disputed or impossible one carries why: 38.5%〔待核：指标.xlsx C7为38.2%〕."""
        return tuple(self._mark(fact) for fact in self._ledger.of(statement))

    def remark(self, statement: Statement) -> str:
        """What stands behind a line whose remark is still open: 两年无违法违纪〔待核：批注“还没有证明”〕; else ""."""
        mark = next((self._open[fact] for fact in statement.facts if fact in self._open), "")
        return f"〔待核：{mark}〕" if mark else ""

    def _mark(self, fact: Fact) -> Fact:
        question = self._disputed.get(fact.id)
        if question is None:
            return fact
        others = [self._ledger.fact(other) for other in question.facts if other != fact.id]
        note = question.mark or "，".join(f"{other.source.label()}为{other.rendering}" for other in others)
        return replace(fact, rendering=f"{fact.rendering}〔待核：{note}〕")


def _stated(fact: Fact) -> tuple[float | None, float | None, str, str]:
    return fact.value, fact.high, fact.unit, fact.approximation


def _alike(first: str, second: str) -> bool:
    first, second = _NOISE.sub("", first), _NOISE.sub("", second)
    return min(len(first), len(second)) >= 3 and (first in second or second in first)
