"""A section checked again against the same grounds, as an editor does, has the findings it had."""

from __future__ import annotations

import pytest
from ledgers import ledger, wording

from assistant.checking import check_section, prepare
from assistant.model import Section

NOTES = ledger(
    "- 培训2025年不超过12次\n- 新建公园7所，投入近300万元\n- 满意率97.2%，比上年提高1.4个百分点\n- 第三届运动会\n"
)
TEXTS = (
    "新建公园7所，投入近300万元。",
    "培训12次。",
    "培训不超过12次。",
    "新建公园8所，投入300万元，满意率97.2%，下降1.4个百分点。",
    "2024年举办第四届运动会，培训12次以上。",
    "",
)


@pytest.mark.parametrize("order", [TEXTS, TEXTS[::-1], (*TEXTS, *TEXTS)])
def test_what_was_checked_before_changes_nothing(order: tuple[str, ...]) -> None:
    shared = prepare(NOTES, (), wording())
    for text in order:
        section = Section("s1", "一、工作", text)
        assert check_section(section, shared) == check_section(section, prepare(NOTES, (), wording()))
