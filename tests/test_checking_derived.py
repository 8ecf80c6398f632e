"""FACT-03: what a clerk computes from the notes is shown with its formula; what does not compute is untraced."""

from __future__ import annotations

import pytest
from ledgers import ledger

from assistant.checking import check_section
from assistant.model import Finding, Section

NOTES = """
---
unit: 青岚区民政局
period: 2024—2025年
---
## 业务
- 城市低保 1265 户
- 农村低保 3821 户
- 社区 75 个、村 38 个换届选举一次成功
- 在职干部职工 86 人,其中党员 52 人
- 养老机构 18 家,床位 2460 张,其中护理型床位 1480 张
- 志愿服务 126 场,服务 5200 小时
- 慈善一日捐:2024年 4.36 万元,2025年 4.92 万元
- 政务服务办件:2024年 13420 件,2025年 15260 件
- 适老化改造:2024年 320 户,2025年 960 户
- 窗口好评率:2024年 97.1%,2025年 99.6%
- 12345 工单 986 件,满意率 98.2%
- 居家养老服务覆盖面 62.4%
"""

# (text, the figure, what stands in the formula)
COMPUTED = (
    ("75个社区、38个村换届选举一次成功，共113个。", "113个", "75个 + 38个"),
    ("城市低保1265户、农村低保3821户，合计5086户。", "5086户", "1265户 + 3821户"),
    ("全区城乡低保对象共5086户。", "5086户", "+"),
    ("慈善一日捐两年共募集9.28万元。", "9.28万元", "4.36万元 + 4.92万元"),
    ("两年办理政务服务办件28680件。", "28680件", "13420件 + 15260件"),
    ("政务服务办件由13420件增加到15260件，增加1840件。", "1840件", "15260件 − 13420件"),
    ("2025年政务服务办件15260件，比上年多1840件。", "1840件", "−"),
    ("2025年政务服务办件15260件，比上年增长13.7%。", "13.7%", "÷ 13420件"),
    ("窗口好评率达到99.6%，提高2.5个百分点。", "2.5个百分点", "99.6% − 97.1%"),
    ("在职干部职工86人，其中党员52人，占60.5%。", "60.5%", "52人 ÷ 86人"),
    ("在职干部职工86人，党员占60.5%。", "60.5%", "52人 ÷ 86人"),
    ("床位2460张，其中护理型床位1480张，占比达到60.2%。", "60.2%", "1480张 ÷ 2460张"),
    ("护理型床位1480张，占总数的六成。", "六成", "1480张 ÷ 2460张"),
    ("党员占在职干部职工的近三分之二。", "近三分之二", "52人 ÷ 86人"),
    ("养老机构18家，床位2460张，平均每家137张。", "137张", "2460张 ÷ 18家"),
    ("政务服务办件年均14340件。", "14340件", "÷"),
    ("2025年适老化改造960户，是上年的3倍。", "3倍", "960户 ÷ 320户"),
    ("2025年适老化改造960户，比上年增长2倍。", "2倍", "（960户 − 320户）÷ 320户"),
    ("2025年政务服务办件15260件，比上年增加1800余件。", "1800余件", "15260件 − 13420件"),
    ("慈善一日捐增加0.56万元。", "0.56万元", "4.92万元 − 4.36万元"),
)  # fmt: skip
WRONG = (
    ("75个社区、38个村换届选举一次成功，共115个。", "115个"),
    ("城市低保1265户、农村低保3821户，合计5186户。", "5186户"),
    ("慈善一日捐两年共募集9.82万元。", "9.82万元"),
    ("政务服务办件由13420件增加到15260件，增加1480件。", "1480件"),
    ("2025年政务服务办件15260件，比上年增长13.9%。", "13.9%"),
    ("窗口好评率达到99.6%，提高3.5个百分点。", "3.5个百分点"),
    ("在职干部职工86人，其中党员52人，占65.5%。", "65.5%"),
    ("护理型床位1480张，占总数的七成。", "七成"),
    ("2025年适老化改造960户，是上年的4倍。", "4倍"),
    ("2025年适老化改造960户，比上年增长3倍。", "3倍"),
    ("养老机构18家，床位2460张，平均每家157张。", "157张"),
    # the notes give this figure themselves: a number that happens to compute is no excuse
    ("满意率60.5%。", "60.5%"),
    ("居家养老服务覆盖面60.2%。", "60.2%"),
    ("在职干部职工86人，党员34人。", "34人"),
    # nothing says that it was computed
    ("城市低保5086户。", "5086户"),
)


def over(text: str, words: str) -> list[Finding]:
    at = text.index(words)
    found = check_section(Section("s1", "", text), ledger(NOTES))
    return [one for one in found if one.rule.startswith("FACT") and one.start < at + len(words) and at < one.end]


@pytest.mark.parametrize(("text", "words", "formula"), COMPUTED)
def test_what_computes_is_shown_with_its_formula(text: str, words: str, formula: str) -> None:
    found = over(text, words)
    assert [one.rule for one in found] == ["FACT-03"], found
    assert formula in found[0].why and f"= {words}" in found[0].why


@pytest.mark.parametrize(("text", "words"), WRONG)
def test_what_does_not_compute_is_untraced(text: str, words: str) -> None:
    assert "FACT-01" in [one.rule for one in over(text, words)]


@pytest.mark.parametrize("text", [text for text, _, _ in COMPUTED])
def test_only_the_computed_figure_is_remarked_on(text: str) -> None:
    found = check_section(Section("s1", "", text), ledger(NOTES))
    assert [one.rule for one in found if one.rule.startswith("FACT")] == ["FACT-03"], found
