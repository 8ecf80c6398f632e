"""Sums that follow each other: each belongs to the name in its own stretch, not to the one before the ；."""

from __future__ import annotations

import pytest
from ledgers import ledger

from assistant.checking import check_section
from assistant.model import Section

NOTES = """
| 项目 | 2024年 | 2025年 | 两年合计 |
|---|---|---|---|
| 最低生活保障金（万元） | 3128.6 | 3241.5 | 6370.1 |
| 其中：农村低保金（万元） | 2107.4 | 2189.2 | 4296.6 |
| 特困人员供养金（万元） | 894.2 | 921.7 | 1815.9 |
"""
HONEST = (
    "支出最低生活保障金由3128.6万元增加到3241.5万元，两年合计6370.1万元；其中，农村低保金由2024年的2107.4万元增加到"
    "2025年的2189.2万元，两年合计4296.6万元；特困人员供养金由2024年的894.2万元增加到2025年的921.7万元，两年合计1815.9万元。"
)


def facts_flagged(text: str) -> list[str]:
    found = check_section(Section("s1", "", text), ledger(NOTES))
    return [finding.text for finding in found if finding.rule == "FACT-01"]


def test_a_sum_belongs_to_the_name_in_its_own_stretch() -> None:
    assert facts_flagged(HONEST) == []


@pytest.mark.parametrize(("one", "other"), [("4296.6", "1815.9"), ("6370.1", "4296.6"), ("2189.2", "921.7")])
def test_two_sums_that_changed_places_are_still_found(one: str, other: str) -> None:
    text = HONEST.replace(one, "#").replace(other, one).replace("#", other)
    assert any(one in words or other in words for words in facts_flagged(text))
