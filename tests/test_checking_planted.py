"""Lies planted in the composer's draft of the shipped demo are found at their place; rewording it accuses nobody."""

from __future__ import annotations

import pytest

from benchmarks.lies import FACT, Case, accused, cases, is_found, shipped_clauses
from benchmarks.lying import lies
from benchmarks.rewording import paraphrases

MOST = {"value": 8, "unit": 6, "exchanged": 6, "word": 5, "honour": 5, "year": 6, "approximation": 5, "exemplar": 4}
FOUND = 0.98


@pytest.fixture(scope="module")
def demo() -> Case:
    return cases(None)[0]


def test_planted_lies_are_found_at_their_place(demo: Case) -> None:
    told = lies(demo.report, demo.grounds.ledger, shipped_clauses(), 7, MOST)
    missed = [(lie.kind, lie.told()) for lie in told if not is_found(lie, accused(lie.section, demo.grounds))]
    assert len(told) >= 40
    assert len(missed) <= (1 - FOUND) * len(told), missed


def test_a_reworded_honest_draft_raises_no_fact_finding(demo: Case) -> None:
    wrong = [
        (ways, one.rule, one.text, one.why)
        for _, section, ways in paraphrases([demo.report], 7, 15)
        for one in accused(section, demo.grounds, FACT)
    ]
    assert wrong == []
