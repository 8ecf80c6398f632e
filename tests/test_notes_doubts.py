"""What the notes leave in doubt is asked: few questions, each naming its lines, none twice, none without reason."""

from __future__ import annotations

import pytest
from ledgers import ledger

from assistant.model import Question

HEAD = "---\nperiod: 2024—2025年\ndate: 2026-03-12\n---\n"


def asked(notes: str, kind: str = "") -> tuple[Question, ...]:
    return tuple(one for one in ledger(notes).questions if kind in ("", one.kind))


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("全年开展培训15场，其中业务培训8场，法治培训4场，安全培训2场", "各部分之和是14场"),
        ("应办件240件，按期办结228件，办结率98%", "228件 ÷ 240件算是95%"),
        ("志愿者由50人增加到150人，增长3倍", "算是2倍"),
        ("举办培训班5期，共培训150人次，平均每期40人", "算是30人"),
    ],
)
def test_what_does_not_add_up_is_asked_with_the_sum_and_its_line(line: str, said: str) -> None:
    (one,) = asked(f"- {line}\n", "sum")
    assert said in one.text and "第1行" in one.text and len(one.facts) == 1 and one.mark


@pytest.mark.parametrize(
    "line",
    [
        "全年开展培训15场，其中业务培训8场，法治培训4场，安全培训3场",
        "全年开展培训15场，其中业务培训8场",
        "应办件240件，按期办结228件，办结率95%",
        "志愿者由50人增加到150人，增长2倍",
    ],
)
def test_what_adds_up_or_may_leave_something_out_is_not_asked(line: str) -> None:
    assert not asked(f"- {line}\n")


def test_the_same_sum_in_two_lines_is_asked_once() -> None:
    line = "- 应办件240件，按期办结228件，办结率98%\n"
    assert len(asked(line + line, "sum")) == 1


def test_lines_outside_the_period_are_one_question() -> None:
    (one,) = asked(
        HEAD + "- 2021年成为示范点\n- 2022年建成食堂9个\n- 2024年建成食堂3个\n- 比2020年增加5个\n", "outside"
    )
    assert "有2条" in one.text and "“2021年”" in one.text and "“2022年”" in one.text and len(one.sources) == 2


def test_a_period_counted_back_from_the_report_has_years_too() -> None:
    head = "---\nperiod: 两年来（截至2008年4月）\ndate: 2008-04-26\n---\n"
    (one,) = asked(head + "- 2006年建成食堂3个\n- 2002年建成食堂9个\n", "outside")
    assert "“2002年”" in one.text and "有1条" in one.text


def test_without_a_period_no_line_is_outside_it() -> None:
    assert not asked("- 2021年成为示范点\n", "outside")


def test_figures_without_a_unit_are_one_question() -> None:
    (one,) = asked("- 落实整治经费：320\n- 示范社区16、星级社区34\n- 居家养老覆盖面：38.5\n", "incomplete")
    assert "有2个数" in one.text and "320" in one.text and "38.5" in one.text and "16" not in one.text


@pytest.mark.parametrize("line", ["资格证：43人（初级28、中级15）", "换出鲜花4300多束", "男女比例：3:2", "经费320万元"])
def test_a_figure_whose_unit_can_be_read_is_not_asked(line: str) -> None:
    assert not asked(f"- {line}\n", "incomplete")


def test_honours_that_lack_the_same_are_one_question() -> None:
    notes = (
        "## 荣誉\n- 全省民政工作先进集体\n- 全省老龄工作先进单位\n- 2024年获“全省社会救助工作先进单位”（省民政厅）\n"
        "- “全市文明窗口”（市文明办）\n"
    )
    found = asked(notes, "incomplete")
    assert len(found) == 2
    assert "有2项荣誉没有写授予机关、年份" in found[0].text and "民政工作" in found[0].text
    assert "有1项荣誉没有写年份" in found[1].text and "全市文明窗口" in found[1].text


def test_an_impossible_value_and_a_wrong_sum_go_into_a_draft_only_with_their_mark() -> None:
    from assistant.writing.composer.repeats import Said

    found = ledger("- 群众满意率102%\n- 应办件240件，按期办结228件，办结率98%\n- 建成食堂9个\n")
    said = Said(found)
    shown = [fact.rendering for statement in found.statements for fact in said.marked(statement)]
    assert "102%〔待核：比率超过100%〕" in shown and "98%〔待核：算得95%〕" in shown and "9个" in shown
    assert "228件" in shown
