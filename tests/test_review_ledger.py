"""Work on the ledger: people change and confirm; what follows for the text is proposed or listed, never made."""

from __future__ import annotations

from dataclasses import replace

import pytest
from ledgers import ledger
from review_parts import CLERK, DRAFTER, LEADER, REVIEWER, at

from assistant.errors import NotAcceptable, WrongState
from assistant.model import Fact, FigureTrace, Ledger
from assistant.review.ledger import (
    FactRecord,
    changed,
    confirmed,
    conflicting,
    duplicates,
    merged,
    resolved,
    reworded,
    side_by_side,
    with_evidence,
    with_fact,
    without_evidence,
)
from assistant.review.permissions import Policy
from assistant.review.renderings import consequences, proposed
from assistant.review.signing import Page

NOTES = """# 养老服务
- 居家养老服务覆盖面38.5%，新建服务站16个
- 发放高龄津贴300万元，惠及老人2600人
- 荣获“全省老龄工作先进单位”称号
"""


def told(text: str = NOTES) -> Ledger:
    return ledger(text)


def fact_of(book: Ledger, rendering: str) -> Fact:
    return next(fact for fact in book.facts if fact.rendering == rendering)


def record(rendering: str = "38.5%", state: str = "reported", book: Ledger | None = None) -> FactRecord:
    return FactRecord(fact_of(book or told(), rendering), CLERK.id, "养老服务科", state)


ONE, TWO = Policy(), Policy(two_person_facts=True)


# --------------------------------------------------------------------------- the fact


def test_a_new_value_is_read_from_the_words_a_person_types() -> None:
    fact = reworded(fact_of(told(), "300万元"), "近320万元")
    assert (fact.value, fact.unit, fact.approximation, fact.rendering) == (3_200_000, "元", "近", "近320万元")
    assert "近320万元" in fact.text and "300万元" not in fact.text


@pytest.mark.parametrize("words", ["很多", "", "  ", "320万元左右和5个", "共320万元", "2025年"])
def test_words_that_are_not_one_figure_are_refused(words: str) -> None:
    with pytest.raises(NotAcceptable):
        reworded(fact_of(told(), "300万元"), words)


def test_what_is_no_figure_takes_the_words_as_they_are() -> None:
    honour = next(fact for fact in told().facts if fact.type == "honour")
    assert reworded(honour, "“全国老龄工作先进单位”").rendering == "“全国老龄工作先进单位”"


def test_a_new_value_has_nobodys_confirmation_and_no_evidence() -> None:
    old = confirmed(record(), REVIEWER, at(), ONE)
    old = with_evidence(old, "e1")
    new = changed(old, "39.5%", DRAFTER, "统计口径更正")
    assert (new.state, new.confirmations, new.evidence, new.reported_by) == ("reported", (), (), DRAFTER.id)
    assert old.fact.rendering == "38.5%"
    with pytest.raises(NotAcceptable, match="写明理由"):
        changed(old, "39.5%", DRAFTER)


def test_one_confirmation_is_enough_unless_the_policy_wants_two_people() -> None:
    assert confirmed(record(), REVIEWER, at(), ONE).state == "confirmed"
    first = confirmed(record(), REVIEWER, at(), TWO)
    assert (first.state, len(first.confirmations)) == ("reported", 1)
    with pytest.raises(NotAcceptable, match="已经核定过"):
        confirmed(first, REVIEWER, at(1), TWO)
    assert confirmed(first, LEADER, at(1), TWO).state == "confirmed"


@pytest.mark.parametrize("state", ["disputed", "expired"])
def test_what_is_disputed_or_expired_is_not_confirmed(state: str) -> None:
    with pytest.raises(WrongState):
        confirmed(record(state=state), REVIEWER, at(), ONE)


def test_evidence_comes_after_confirmation_and_goes_with_its_last_file() -> None:
    with pytest.raises(WrongState):
        with_evidence(record(), "e1")
    both = with_evidence(with_evidence(record(state="confirmed"), "e1"), "e2")
    assert (both.state, both.evidence) == ("evidenced", ("e1", "e2"))
    one = without_evidence(both, "e1")
    assert (one.state, one.evidence) == ("evidenced", ("e2",))
    assert without_evidence(one, "e2").state == "confirmed"
    with pytest.raises(NotAcceptable):
        without_evidence(one, "e1")


# --------------------------------------------------------------------------- the ledger


def test_the_ledger_with_a_changed_fact_says_the_new_words_and_all_others_stand_where_they_say() -> None:
    book = told()
    new = with_fact(book, reworded(fact_of(book, "300万元"), "1300.5万元"))
    line = next(one for one in new.statements if "津贴" in one.text)
    assert line.text == "发放高龄津贴1300.5万元，惠及老人2600人"
    for fact in new.facts:
        before = book.fact(fact.id)
        stands = next(one.text for one in new.statements if one.id == fact.statement)[fact.start : fact.end]
        stood = next(one.text for one in book.statements if one.id == before.statement)[before.start : before.end]
        assert stands == ("1300.5万元" if before.rendering == "300万元" else stood)
    assert [one for one in new.statements if one.id != line.id] == [one for one in book.statements if one.id != line.id]


def test_a_sub_item_of_a_line_changes_with_it() -> None:
    book = told("- 新建服务站16个，其中：\n  - 城区12个\n  - 镇村4个\n")
    (line,) = book.statements
    book = replace(book, statements=(replace(line, parts=("城区12个", "镇村4个")),))
    new = with_fact(book, reworded(fact_of(book, "12个"), "11个"))
    assert (new.statements[0].text, new.statements[0].parts) == (
        "新建服务站16个，其中：城区11个；镇村4个",
        ("城区11个", "镇村4个"),
    )


def test_duplicates_say_the_same_of_the_same() -> None:
    book = told("- 新建养老服务站16个\n- 养老服务站16个\n- 新建食堂16个\n- 养老服务站18个\n")
    assert [{book.fact(fact).statement for fact in pair} for pair in duplicates(book)] == [
        {book.statements[0].id, book.statements[1].id}
    ]


def test_merging_keeps_what_both_had() -> None:
    book = told("- 新建养老服务站16个\n- 养老服务站16个\n")
    one, other = (FactRecord(fact, CLERK.id) for fact in book.facts if fact.rendering == "16个")
    one = with_evidence(confirmed(one, REVIEWER, at(), ONE), "e1")
    other = with_evidence(confirmed(other, LEADER, at(1), ONE), "e2")
    kept = merged(one, other)
    assert (kept.fact, kept.merged, kept.evidence) == (one.fact, (other.fact.id,), ("e1", "e2"))
    assert {confirmation.by for confirmation in kept.confirmations} == {REVIEWER.id, LEADER.id}


@pytest.mark.parametrize(("one", "other"), [("38.5%", "16个"), ("38.5%", "38.5%")])
def test_what_differs_is_not_merged_nor_a_fact_with_itself(one: str, other: str) -> None:
    with pytest.raises(NotAcceptable, match="不一致"):
        merged(record(one), record(other))


def test_what_is_disputed_is_decided_before_it_is_merged() -> None:
    with pytest.raises(WrongState, match="争议"):
        merged(record("38.5%", "disputed"), record("16个"))


CONFLICT = "- 居家养老服务覆盖面38.5%\n- 居家养老服务覆盖面39.2%\n"


def test_a_conflict_is_shown_side_by_side_until_it_is_decided() -> None:
    book = told(CONFLICT)
    (group,) = conflicting(book)
    records = {
        fact: FactRecord(book.fact(fact), CLERK.id, department, "disputed")
        for fact, department in zip(group, ("养老服务科", "办公室"), strict=True)
    }
    ((question, sides),) = side_by_side(book, records)
    assert "同一指标有不同数值" in question
    assert [(side.rendering, side.department, side.source) for side in sides] == [
        ("38.5%", "养老服务科", "要点.md 第1行"),
        ("39.2%", "办公室", "要点.md 第2行"),
    ]
    done = resolved(list(records.values()), group[1], "以统计年报为准")
    assert [one.state for one in done] == ["expired", "reported"]
    assert side_by_side(book, {one.fact.id: one for one in done}) == ()
    with pytest.raises(NotAcceptable, match="写明理由"):
        resolved(list(records.values()), group[1], "")
    with pytest.raises(NotAcceptable, match="不在这一组"):
        resolved(list(records.values()), "F999", "以统计年报为准")


# --------------------------------------------------------------------------- what follows for the text


def page(section: str, text: str, state: str = "edited", heading: str = "") -> Page:
    return Page(section, heading, text, state)


def test_open_sections_are_proposed_approved_ones_listed() -> None:
    book = told()
    old = fact_of(book, "300万元")
    pages = (
        page("s1", "发放高龄津贴300万元。投入3000000元。另有300人。", heading="二、投入300万元"),
        page("s2", "津贴达300万元。", "approved"),
    )
    found = consequences(old, reworded(old, "320万元"), book, pages)
    assert [(one.section, one.before, one.after) for one in found.open] == [
        ("s1", "300万元", "320万元"),
        ("s1", "3000000元", "320万元"),
        ("s1#heading", "300万元", "320万元"),
    ]
    assert [(one.section, one.before) for one in found.locked] == [("s2", "300万元")]
    assert proposed(pages[0].text, "s1", found.open) == "发放高龄津贴320万元。投入320万元。另有300人。"
    assert proposed(pages[0].heading, "s1#heading", found.open) == "二、投入320万元"
    with pytest.raises(ValueError, match="not the text"):
        proposed("别的文字，没有原来的数。", "s1", found.open)


def test_what_states_the_value_roughly_is_found_too() -> None:
    old = fact_of(told(), "38.5%")
    found = consequences(old, reworded(old, "39.5%"), told(), [page("s1", "覆盖面近38.5%，满意率38.9%。")])
    assert [one.before for one in found.open] == ["近38.5%"]


def test_a_figure_that_other_facts_state_too_says_so_and_the_check_decides_where_it_knows() -> None:
    book = told("- 新建服务站16个\n- 新建食堂16个\n")
    station, canteen = (fact for fact in book.facts if fact.rendering == "16个")
    text = "新建服务站16个，食堂16个。"
    new = reworded(station, "18个")
    doubtful = consequences(station, new, book, [page("s1", text)])
    assert [one.also for one in doubtful.open] == [(canteen.id,), (canteen.id,)]
    traces = (FigureTrace("16个", "s1", 5, 8, station.id), FigureTrace("16个", "s1", 11, 14, canteen.id))
    assert [text[one.start : one.end] for one in traces] == ["16个", "16个"]
    sure = consequences(station, new, book, [page("s1", text)], traces)
    assert [(one.start, one.also) for one in sure.open] == [(5, ())]
    assert proposed(text, "s1", sure.open) == "新建服务站18个，食堂16个。"


def test_a_name_is_found_by_its_words_with_or_without_marks() -> None:
    book = told()
    old = next(fact for fact in book.facts if fact.type == "honour")
    new = reworded(old, "“全国老龄工作先进单位”")
    text = "荣获“全省老龄工作先进单位”称号。作为全省老龄工作先进单位，"
    found = consequences(old, new, book, [page("s1", text)])
    assert proposed(text, "s1", found.open) == "荣获“全国老龄工作先进单位”称号。作为全国老龄工作先进单位，"
