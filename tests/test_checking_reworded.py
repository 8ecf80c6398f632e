"""Honest rewordings are not accused, a fix names only a value of the same thing, and a slip is told once."""

from __future__ import annotations

import pytest
from ledgers import ledger

from assistant.checking import check_section
from assistant.cli.findings import unused_text
from assistant.knowledge import load_wording
from assistant.model import Fact, Finding, Section, Source
from assistant.settings import shipped

WORDING = load_wording(shipped("knowledge") / "wording")

NOTES = """
---
unit: 青岚区水利局
---
## 基本情况
- 管理中型水库2座、小型水库39座。建成节水型单位41家
- 参与制定国家标准2项、行业标准5项
- 水费收缴率从71%提高到93%
- 山洪灾害监测站点由83个增加到127个
- 抢修平均时间由48分钟缩短到26分钟
- 受理诉求1482件，办结1479件
- 议定事项73件，落实69件
- 2025年营业收入2.87亿元；研发投入1520万元
- 出口额4100万元，占营业收入的14.3%
- 连续1826天无安全事故
- 举办业务培训22期，招聘教师318人
- 水质优良率97.2%
- 供水人口：2023年18240人，2024年20115人，2025年22408人
"""
# (text, the figure): the note's own value in other words
STATED = (
    ("水费收缴率达93%，较之前的71%提升22个百分点。", "93%"),
    ("水费收缴率达93%。", "93%"),
    ("山洪灾害监测站点由83个增至127个，增长53%。", "127个"),
    ("抢修平均时间目前仅为26分钟。", "26分钟"),
)
# (text, the figure, what stands in the formula)
COMPUTED = (
    ("管理大小水库41座，其中中型2座、小型39座。", "41座", "2座 + 39座"),
    ("参与制定国家、行业标准7项。", "7项", "2项 + 5项"),
    ("抢修平均时间缩短22分钟，降至26分钟。", "22分钟", "48分钟 − 26分钟"),
    ("抢修平均时间从48分钟压缩至26分钟，缩短近一半。", "近一半", "÷ 48分钟"),
    ("受理诉求1482件，办结率达99.8%。", "99.8%", "1479件 ÷ 1482件"),
    ("受理诉求1482件，仅3件尚在办理。", "3件", "1482件 − 1479件"),
    ("议定事项73件，其中69件已落实、4件正在推进。", "4件", "73件 − 69件"),
    ("研发投入1520万元，占营业收入的5.3%。", "5.3%", "1520万元 ÷ 2.87亿元"),
    ("连续五年无安全事故。", "五年", "1826天"),
    ("供水人口三年共60763人。", "三年", "2023年、2024年、2025年"),
    ("供水人口2025年22408人，三年增加4168人。", "三年", "2023年、2024年、2025年"),
)
# the same ways of saying it, with numbers that do not compute
WRONG = (
    ("水费收缴率达95%。", "95%"),
    ("管理大小水库43座，其中中型2座、小型39座。", "43座"),
    ("管理中型水库41座。", "41座"),
    ("参与制定国家、行业标准8项。", "8项"),
    ("抢修平均时间缩短24分钟，降至26分钟。", "24分钟"),
    ("受理诉求1482件，办结率达98.8%。", "98.8%"),
    ("受理诉求1482件，仅5件尚在办理。", "5件"),
    ("议定事项73件，其中69件已落实、6件正在推进。", "6件"),
    ("研发投入1520万元，占营业收入的6.3%。", "6.3%"),
    ("出口额4100万元，占营业收入的5.3%。", "5.3%"),
    ("连续六年无安全事故。", "六年"),
    ("供水人口四年共60763人。", "四年"),
)  # fmt: skip


def over(text: str, words: str, rules: tuple[str, ...] = ("FACT-01", "FACT-03", "QTY-13")) -> list[Finding]:
    at = text.index(words)
    found = check_section(Section("s1", "", text), ledger(NOTES))
    return [one for one in found if one.rule in rules and one.start < at + len(words) and at < one.end]


@pytest.mark.parametrize(("text", "words"), STATED)
def test_the_end_of_a_change_said_alone_is_the_notes_own_value(text: str, words: str) -> None:
    assert over(text, words) == []


@pytest.mark.parametrize(("text", "words", "shown"), COMPUTED)
def test_what_computes_is_shown_with_its_formula(text: str, words: str, shown: str) -> None:
    found = over(text, words)
    assert [one.rule for one in found] == ["FACT-03"], [(one.rule, one.why) for one in found]
    assert shown in found[0].why


@pytest.mark.parametrize(("text", "words"), WRONG)
def test_what_does_not_compute_is_accused(text: str, words: str) -> None:
    assert "block" in {one.severity for one in over(text, words) if one.rule == "FACT-01"}


def test_the_two_ends_of_a_change_may_not_change_places() -> None:
    text = "水费收缴率从93%提高到71%。"
    assert over(text, "93%") and over(text, "71%")


@pytest.mark.parametrize(
    ("text", "words"),
    [("印发《水费收缴率提升方案》，群众支持率88%。", "88%"), ("获得锦旗55面。", "55面"), ("应急演练7次。", "7次")],
)
def test_no_value_of_another_thing_is_offered(text: str, words: str) -> None:
    (found,) = over(text, words)
    assert "改为“" not in found.fix
    assert "最接近" not in found.why


def test_another_measure_word_is_called_so_and_not_an_approximation() -> None:
    (found,) = over("举办业务培训22次。", "22次")
    assert "量词" in found.why and "近、余" not in found.why
    (other,) = over("建设智慧教室318个。", "318个")
    assert "另一件事" in other.why and "318人”" not in other.fix


def test_a_tenfold_slip_is_told_once() -> None:
    assert [one.rule for one in over("议定事项730件。", "730件")] == ["QTY-13"]


@pytest.mark.parametrize(
    ("rule", "text"),
    [
        ("QTY-16", "议定事项73件，其中69件已落实、4件正在推进。"),
        ("QTY-16", "先后印发《水费收缴办法》和《河道管理办法》两个文件。"),
        ("QTY-06", "产品合格率由97.8%提升到99.4%，单位产品能耗下降18.5%。"),
        ("LEX-04", "水土保持站站长到场。管理水库41座，其中中型2座。"),
        ("FACT-02", "落实资金9000万元，其中银行贷款2000万元。"),
    ],
)
def test_a_clerk_is_not_told_what_is_not_so(rule: str, text: str) -> None:
    found = check_section(Section("s1", "", text), ledger(NOTES), wording=WORDING)
    assert [one.text for one in found if one.rule == rule] == []


@pytest.mark.parametrize(
    ("rule", "text", "words"),
    [
        ("QTY-06", "覆盖率由38%上升到43%，较上年上升了5%。", "上升了5%"),
        ("LEX-04", "任局局长以来，常到一线。", "局局"),
        ("QTY-16", "建立领导责任、督查考核四项机制。", "四项"),
    ],
)
def test_and_still_told_what_is_so(rule: str, text: str, words: str) -> None:
    found = check_section(Section("s1", "", text), ledger(NOTES), wording=WORDING)
    assert words in [one.text for one in found if one.rule == rule]


def test_unused_facts_are_listed_once_a_note_line_also_where_they_stand_in_several_cells() -> None:
    row = "供水人口：2023年18240人，2024年20115人"
    cells = {
        number: Fact(number, "metric", row, "供水人口", Source("表.xlsx", cell=f"表!{column}4"), "L1")
        for number, column in (("F001", "C"), ("F002", "D"))
    }
    (_, line) = unused_text(("F001", "F002"), cells).split("\n")
    assert "F001、F002" in line and line.count(row) == 1
