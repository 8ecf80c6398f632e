"""QTY-13, QTY-18, CON-01: size, direction of rounding and period, held against the notes."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from checking_examples import LEDGER

from assistant.checking import check_section
from assistant.model import Brief, Section

WRONG = (
    ("QTY-13", "发放残疾人两项补贴460元。", "460元"),
    ("QTY-13", "发放孤儿基本生活费864万元。", "864万元"),
    ("QTY-13", "护理型床位14800张。", "14800张"),
    ("QTY-18", "60周岁以上老人近4万名。", "近4万名"),
    ("QTY-18", "护理型床位1500余张。", "1500余张"),
    ("QTY-18", "发放孤儿基本生活费近85万元。", "近85万元"),
)
RIGHT = (
    ("QTY-13", "发放残疾人两项补贴460万元。"),
    ("QTY-13", "发放残疾人两项补贴4600000元。"),
    ("QTY-13", "护理型床位1490张。"),
    ("QTY-18", "60周岁以上老人4万余名。"),
    ("QTY-18", "护理型床位近1500张。"),
    ("QTY-18", "发放残疾人两项补贴近500万元。"),
    ("QTY-18", "培训护理员近50名。"),
)


def said(text: str, rule: str, period: str = "") -> list[str]:
    ledger = replace(LEDGER, brief=Brief(period=period))
    found = check_section(Section("s1", "", text), ledger, as_of=date(2025, 11, 20))
    return [one.text for one in found if one.rule == rule]


@pytest.mark.parametrize(("rule", "text", "words"), WRONG)
def test_the_rule_finds_these_words(rule: str, text: str, words: str) -> None:
    assert said(text, rule) == [words]


@pytest.mark.parametrize(("rule", "text"), RIGHT)
def test_the_rule_leaves_this_text_alone(rule: str, text: str) -> None:
    assert said(text, rule) == []


@pytest.mark.parametrize(
    ("text", "years"),
    [
        ("2021年，成为示范点。", ["2021"]),
        ("2019年至2020年连续获奖。", ["2019"]),
        ("2022年，建成社区食堂9个。2023年又建成3个。", ["2022", "2023"]),
        ("2024年，建成社区食堂9个。", []),
        ("比2021年增加3个。", []),
        ("2021年以来，建成社区食堂9个。", []),
        ("落实《2021年工作要点》。", []),
        ("根据云民发〔2021〕12号文件推进。", []),
        ("该社区成立于2001年。", []),
        ("力争2030年建成。", []),
    ],
)
def test_a_year_outside_the_period_is_told_unless_it_is_only_compared_with(text: str, years: list[str]) -> None:
    assert said(text, "CON-01", "2024—2025年") == years


def test_without_a_stated_period_no_year_is_outside() -> None:
    assert said("2021年，成为示范点。", "CON-01") == []
