"""How the vectors of the text rules are run: the shipped wording, one report date, findings by rule."""

from __future__ import annotations

from datetime import date
from functools import cache

import pytest
from _pytest.mark.structures import ParameterSet

from assistant.checking.text import Part, text_findings
from assistant.knowledge import Wording, load_wording
from assistant.model import Finding
from assistant.settings import shipped

TODAY = date(2026, 4, 26)
Vectors = dict[str, tuple[tuple[str, ...], tuple[str, ...]]]  # rule -> texts that break it, texts that do not


@cache
def wording() -> Wording:
    return load_wording(shipped("knowledge") / "wording")


def findings(text: str, day: date | None = TODAY, unit: str = "", grounded: bool = False) -> tuple[Finding, ...]:
    return text_findings([Part("s1", text)], wording(), day, unit, grounded)


def rules(text: str, day: date | None = TODAY) -> set[str]:
    return {one.rule for one in findings(text, day)}


def cases(vectors: Vectors) -> list[ParameterSet]:
    """(rule, text, whether the rule must speak) of every vector."""
    found = []
    for rule, (wrong, right) in vectors.items():
        found += [pytest.param(rule, text, True, id=f"{rule}-finds-{n}") for n, text in enumerate(wrong)]
        found += [pytest.param(rule, text, False, id=f"{rule}-lets-{n}") for n, text in enumerate(right)]
    return found
