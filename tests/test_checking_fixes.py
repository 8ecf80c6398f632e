"""Proposed changes: offsets stay right, overlaps are refused, nothing is changed that nobody chose."""

from __future__ import annotations

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from text_rules import findings

from assistant.checking.fixes import Change, apply, choose, proposals
from assistant.errors import UsageError

SAFE = (
    ("一.加强领导\n压实责任。", "一、加强领导\n压实责任。"),
    ("（一）、加强领导", "（一）加强领导"),
    ("1、加强领导\n压实责任。", "1.加强领导\n压实责任。"),
    ("一、加强领导，夯实基础。\n成立领导小组。", "一、加强领导，夯实基础\n成立领导小组。"),
    ("附件:1、名单", "附件：1.名单"),
    ("于2026年04月06日印发。", "于2026年4月6日印发。"),
    ("二〇二六年四月十六日", "2026年4月16日"),
    ("云民发[2026]01号", "云民发〔2026〕1号"),
    ("各镇、各街道，\n现通知如下。", "各镇、各街道：\n现通知如下。"),
    ("走村入户,了解需求(困难).", "走村入户，了解需求（困难）。"),
    ("达到１００％。", "达到100%。"),
    ("开展文明 创建活动，成效明显。", "开展文明创建活动，成效明显。"),
    ('打造"红色驿站"品牌。', "打造“红色驿站”品牌。"),
    ("获“先进集体”、“文明窗口”称号。", "获“先进集体”“文明窗口”称号。"),
    ("首先、统一思想。一是、摸底。", "首先，统一思想。一是摸底。"),
    ("转发《关于印发《指南》的通知》。", "转发《关于印发〈指南〉的通知》。"),
    ("2023-2025年，下降3-5%，投入5-10万元。", "2023—2025年，下降3%～5%，投入5万～10万元。"),
    ("下降3—5%。", "下降3%～5%。"),
    ("完成任务。。", "完成任务。"),
    ("为6百户家庭改造。", "为600户家庭改造。"),
    ("二零二四年投用。", "二〇二四年投用。"),
)
ONE_RULE = (
    ("LEX-02", "截止2026年10月底，建成36个。", "截至2026年10月底，建成36个。"),
    ("NUM-01", "满意率为百分之九十二。", "满意率为92%。"),
    ("NUM-02", "慰问3、4户。", "慰问三四户。"),
    ("NUM-03", "每个社区二名网格员。", "每个社区两名网格员。"),
    ("NUM-04", "自19年起，实施项目。", "自2019年起，实施项目。"),
    ("NUM-06", "“14五”规划圆满完成。", "“十四五”规划圆满完成。"),
    ("NUM-10", "新建广场3200平方。", "新建广场3200平方米。"),
    ("PUN-02", "安排五、六名干部。", "安排五六名干部。"),
    ("PUN-04", "获《巾帼文明先进集体》称号。", "获“巾帼文明先进集体”称号。"),
    ("QTY-06", "由2024年的92%提高到96%，提高了4%。", "由2024年的92%提高到96%，提高了4个百分点。"),
    ("LEX-01", "再接再励。", "再接再厉。"),
    ("LEX-04", "群众反映的的问题得到解决。", "群众反映的问题得到解决。"),
)


@pytest.mark.parametrize(("text", "right"), SAFE)
def test_all_safe_changes_are_made_and_nothing_safe_is_left(text: str, right: str) -> None:
    done = apply(text, choose(proposals(findings(text)), "safe"))
    assert (done.text, done.refused) == (right, ())
    assert not choose(proposals(findings(right)), "safe")


@pytest.mark.parametrize(("rule", "text", "right"), ONE_RULE)
def test_the_changes_of_one_rule_are_made_when_it_is_named(rule: str, text: str, right: str) -> None:
    changes = proposals(findings(text))
    assert apply(text, choose(changes, rule)).text == right
    assert apply(text, choose(changes, "safe")).text == text


def test_a_rule_that_there_is_not_is_named() -> None:
    with pytest.raises(UsageError, match="PUN-99"):
        choose((), "PUN-99")


def change(start: int, end: int, before: str, after: str) -> Change:
    return Change("PUN-08", "s1", start, end, before, after, "")


def test_of_changes_that_overlap_the_first_is_made_and_the_other_refused() -> None:
    done = apply("甲乙丙丁", [change(1, 3, "乙丙", "子"), change(2, 4, "丙丁", "丑")])
    assert (done.text, [one.change.before for one in done.refused]) == ("甲子丁", ["丙丁"])
    assert "重叠" in done.refused[0].why


def test_two_insertions_at_one_place_are_not_both_made() -> None:
    done = apply("甲乙", [change(1, 1, "", "子"), change(1, 1, "", "丑")])
    assert (done.text, len(done.refused)) == ("甲子乙", 1)


def test_a_change_of_words_that_are_no_longer_there_is_refused() -> None:
    done = apply("甲乙丙", [change(1, 2, "丁", "子"), change(2, 9, "丙", "丑"), change(-1, 0, "", "寅")])
    assert (done.text, done.made, len(done.refused)) == ("甲乙丙", (), 3)


def test_the_same_change_asked_for_twice_is_made_once() -> None:
    same = change(1, 2, "乙", "子")
    assert apply("甲乙", [same, same]).made == (change(1, 2, "乙", "子"),)


@settings(deadline=None, max_examples=80)
@given(st.text(alphabet='一二三、，。；：“”"()（）《》,;.1234年月日-~%第的是\n 甲乙', max_size=80))
@example("一一是")  # no numeral, though it has the characters of one
def test_any_text_is_only_changed_where_the_list_says(text: str) -> None:
    done = apply(text, proposals(findings(text)))
    for one in done.made:
        assert done.text[one.start : one.end] == one.after
    back = done.text
    for one in reversed(done.made):
        back = back[: one.start] + one.before + back[one.end :]
    assert back == text
