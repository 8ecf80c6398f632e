"""The cheap rules, computed figures, listed counts, leaks by copying, and facts left out."""

from __future__ import annotations

import pytest
from checking_examples import EXEMPLAR, LEDGER, fact_id, findings, report
from hypothesis import given
from hypothesis import strategies as st

from assistant.checking import RULES, TABLE, check, check_section, prepare
from assistant.model import Finding, Ledger, Section

MUST = (
    # rule, text, the words found
    ("TMP-01", "存在的不足：〔待补：存在的不足〕。", "〔待补：存在的不足〕"),
    ("TMP-01", "助餐点46个〔待核：指标.xlsx C7为44个〕。", "〔待核：指标.xlsx C7为44个〕"),
    ("TMP-01", "召开会议××次。", "××"),
    ("TMP-01", "##市民政局的工作。", "##"),
    ("TMP-01", "XX市民政局开展了工作。", "XX"),
    ("TMP-01", "20xx年，我局扎实推进。", "20xx年"),
    ("TMP-01", "某某同志带头。", "某某"),
    ("TMP-01", "{单位}扎实推进。", "{单位}"),
    ("FACT-01", "共慰问〔未知事实F999〕。", "〔未知事实F999〕"),
    ("FACT-01", "共慰问{{F012}}。", "{{F012}}"),
    ("FMT-19", "**加强领导**，压实责任。", "**"),
    ("FMT-19", "# 加强领导\n压实责任。", "# "),
    ("FMT-19", "好的，以下是改写后的内容：\n我局扎实推进。", "好的，以下是改写后的内容："),
    ("FMT-19", "<think>先想一想</think>我局扎实推进。", "<think>"),
    ("FMT-19", "```\n我局扎实推进。\n```", "```"),
    ("FMT-19", "希望以上内容对您有所帮助。", "希望以上内容对您有所帮助"),
    ("FMT-20", "加强领导,压实责任。", ","),
    ("FMT-20", "加强领导;压实责任。", ";"),
    ("FMT-20", "村(居)务公开。", "("),
    ("FMT-20", "现报告如下:", ":"),
    ("FMT-08", "（一）加强组织领导。\n成立领导小组。", "（一）加强组织领导。"),
    ("FMT-08", "一、加强组织领导，夯实基础。\n成立领导小组。", "一、加强组织领导，夯实基础。"),
    ("QTY-01", "慰问近200人左右。", "近200人左右"),
    ("QTY-01", "撰写文章约50余篇。", "约50余"),
    ("QTY-02", "满意率达到95%以上。", "达到95%以上"),
    ("QTY-02", "面积达超1000平方米。", "达超"),
    ("QTY-07", "满意率102%。", "102%"),
    ("QTY-16", "建立领导责任、督查考核四项机制。", "四项"),
)
MUST_NOT = (
    ("TMP-01", "工作有目标、行动有措施。"),
    ("FMT-19", "坚持以人为本，服务群众。"),
    ("FMT-20", "面积12.6平方米，见https://example.org/a,b，时间8:30。"),
    ("FMT-20", "比例为1:3，共1,280人。"),
    ("FMT-08", "（一）加强组织领导\n成立领导小组。"),
    ("FMT-08", "一是加强领导。二是压实责任。"),
    ("QTY-01", "慰问近200人，撰写文章50余篇。"),
    ("QTY-02", "满意率在95%以上，达到95%。"),
    ("QTY-07", "产值增长102%。"),
    ("QTY-07", "满意率100%。"),
    ("QTY-16", "建立领导责任、督查考核两项机制。"),
    ("QTY-16", "抓好联社区、联村组、联家庭等三项工作。"),
)


def named(rule: str, found: tuple[Finding, ...]) -> list[str]:
    return [one.text for one in found if one.rule == rule]


@pytest.mark.parametrize(("rule", "text", "words"), MUST)
def test_the_rule_finds_these_words(rule: str, text: str, words: str) -> None:
    assert words in named(rule, findings(text))


@pytest.mark.parametrize(("rule", "text"), MUST_NOT)
def test_the_rule_leaves_this_text_alone(rule: str, text: str) -> None:
    assert named(rule, findings(text)) == []


COMPUTED = (
    ("城市低保6195户，农村低保3201户，共计9396户。", "9396户", "6195户 + 3201户"),
    ("城市低保、农村低保对象合计18407人，其中城市低保12533人、农村低保5874人。", "18407人", "12533人 + 5874人"),
    ("换届选举一次成功，涉及75个社区、38个村，共113个。", "113个", "75个 + 38个"),
    ("养老床位2460张，其中护理型床位1480张，占60.2%。", "60.2%", "1480张 ÷ 2460张"),
    ("婚姻登记由2024年的4586对变为2025年的4312对，减少274对。", "274对", "4586对 − 4312对"),
)


@pytest.mark.parametrize(("text", "words", "formula"), COMPUTED)
def test_a_figure_that_computes_from_notes_is_a_warning_with_its_formula(text: str, words: str, formula: str) -> None:
    over = [one for one in findings(text) if one.text == words]
    assert [(one.rule, one.severity) for one in over] == [("FACT-03", "warning")]
    assert formula in over[0].why


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("城市低保6195户，农村低保3201户，共计9397户。", "9397户"),
        ("养老床位2460张，其中护理型床位1480张，占61.2%。", "61.2%"),
        ("城市低保6195户，农村低保3201户，新建公寓9396户。", "9396户"),
    ],
)
def test_a_figure_that_does_not_compute_or_is_not_said_to_blocks(text: str, words: str) -> None:
    assert [one.rule for one in findings(text) if one.text == words] == ["FACT-01"]


def test_a_long_run_from_an_exemplar_is_reported_once_with_its_length() -> None:
    copied = "坚持把创建工作摆上重要议事日程，做到有机构管事、有专人办事、有经费做事，形成了上下联动的局面。"
    found = [one for one in findings(copied, exemplars=(EXEMPLAR,)) if one.rule == "TMP-04"]
    assert [one.severity for one in found] == ["warning"]
    assert found[0].text.startswith("坚持把创建工作") and found[0].text.endswith("上下联动")


def test_a_short_run_from_an_exemplar_is_no_finding() -> None:
    text = "坚持把创建工作摆上重要议事日程。"
    assert named("TMP-04", findings(text, exemplars=(EXEMPLAR,))) == []


def test_what_the_notes_say_too_is_no_leak() -> None:
    own = EXEMPLAR.__class__("ref2", "去年的材料", "居家养老服务覆盖面38.5%，林秋禾同志", ("林秋禾",))
    text = "居家养老服务覆盖面38.5%，林秋禾同志获“区级岗位标兵”称号。"
    assert named("TMP-03", findings(text, exemplars=(own,))) == []


def test_every_figure_is_listed_with_its_place_and_its_fact() -> None:
    text = "居家养老服务覆盖面达到38.5%，新建公园7所。"
    result = check(report(text), LEDGER)
    assert [(one.text, text[one.start : one.end], one.fact) for one in result.figures] == [
        ("38.5%", "38.5%", fact_id("居家养老服务覆盖面", "38.5%")),
        ("7所", "7所", None),
    ]


def test_facts_left_out_are_listed_and_the_stated_ones_are_not() -> None:
    text = "成立创建工作领导小组，下设办公室，将任务分解到科室，并纳入年度考核。居家养老服务覆盖面达到38.5%。"
    missing = check(report(text), LEDGER).missing_facts
    action = next(fact.id for fact in LEDGER.facts if fact.type == "action" and "领导小组" in fact.text)
    assert action not in missing and fact_id("居家养老服务覆盖面", "38.5%") not in missing
    assert fact_id("社区食堂", "9个") in missing


def test_one_sentence_may_state_several_facts_of_one_value() -> None:
    missing = check(report("村务公开率、居务公开率均为100%。"), LEDGER).missing_facts
    assert fact_id("村务公开率", "100%") not in missing and fact_id("居务公开率", "100%") not in missing


def test_a_fact_announced_as_unused_is_no_finding() -> None:
    left_out = check(report("扎实推进。"), LEDGER).missing_facts
    told = check(report("扎实推进。", unused=left_out), LEDGER)
    assert told.missing_facts == left_out == tuple(fact.id for fact in LEDGER.facts)
    assert not [one for one in told.findings if one.rule == "FACT-05"]
    loud = check(report("扎实推进。"), LEDGER)
    lines = {LEDGER.fact(one).statement for one in left_out}
    assert len([one for one in loud.findings if one.rule == "FACT-05"]) == len(lines) < len(left_out)


def test_a_lie_in_a_heading_and_in_the_title_has_its_own_place() -> None:
    section = Section("s1", "一、覆盖面达到99.9%，成效明显", "居家养老服务覆盖面达到38.5%。")
    found = [one for one in check_section(section, LEDGER) if one.rule == "FACT-01"]
    assert [(one.section, one.text) for one in found] == [("s1#heading", "99.9%")]


def test_a_section_can_be_checked_against_grounds_made_once() -> None:
    grounds = prepare(LEDGER)
    section = Section("s1", "", "居家养老服务覆盖面达到38.6%。")
    assert check_section(section, grounds) == check_section(section, LEDGER)


def test_the_reason_names_the_note_that_was_altered() -> None:
    found = next(one for one in findings("居家养老服务覆盖面达到38.6%。") if one.rule == "FACT-01")
    assert "要点.md 第15行" in found.why and "38.5%" in found.why and "38.5%" in found.fix


def test_the_table_names_every_rule_once() -> None:
    assert len(RULES) == len(TABLE)
    assert all(rule.what and rule.fix and rule.family for rule in TABLE)


def test_an_empty_ledger_and_an_empty_report_are_no_error() -> None:
    assert check(report(""), Ledger((), ())).findings == ()
    assert [one.rule for one in check(report("新建公园7所。"), Ledger((), ())).findings] == ["FACT-01"]


@given(
    st.text(
        alphabet="一二三0123456789.%％万亿元人户近余约，。；：、“”《》（）()第届年月日城市低保农村达到分别、和为获得全省先进集体同志\n#*×",
        max_size=120,
    )
)
def test_any_text_is_checked_and_every_finding_lies_where_it_says(text: str) -> None:
    for one in check_section(Section("s1", "", text), _GROUNDS):
        assert 0 <= one.start <= one.end <= len(text)
        assert text[one.start : one.end] == one.text
        assert one.rule in RULES and one.why


_GROUNDS = prepare(LEDGER, (EXEMPLAR,))
