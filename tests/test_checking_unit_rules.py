"""A unit's own say over the rules, and phrases accepted once."""

from __future__ import annotations

import pytest
from checking_examples import LEDGER, report
from text_rules import wording

from assistant.checking import UnitRules, check, read_rules, with_kept
from assistant.errors import InputError

TEXT = "首先、近年来，我局办理事项。近年来，成效很好。"


def rules_of(text: str, rules: UnitRules) -> list[tuple[str, str, str]]:
    found = check(report(text), LEDGER, (), wording(), None, rules).findings
    return [(one.rule, one.severity, one.text) for one in found if one.rule in ("PUN-03", "CON-02")]


def test_without_a_file_every_rule_has_its_own_weight() -> None:
    said = [("PUN-03", "error", "、"), ("CON-02", "warning", "近年来"), ("CON-02", "warning", "近年来")]
    assert rules_of(TEXT, read_rules(None, "rules.yaml")) == said


def test_a_rule_is_switched_off_and_another_weighs_less() -> None:
    table = {"rules": {"CON-02": False, "PUN-03": "hint"}}  # YAML reads a bare off as false
    assert rules_of(TEXT, read_rules(table, "rules.yaml")) == [("PUN-03", "hint", "、")]


def test_what_is_left_out_is_kept_apart_and_not_lost() -> None:
    rules = read_rules({"rules": {"CON-02": "off"}}, "rules.yaml")
    assert [one.rule for one in check(report(TEXT), LEDGER, (), wording(), None, rules).kept] == ["CON-02", "CON-02"]


def test_a_kept_phrase_is_accepted_where_it_stands_and_nowhere_else() -> None:
    rules = with_kept(UnitRules(), ["近年来，我局"], "稿.md")
    assert rules_of(TEXT, rules) == [("PUN-03", "error", "、"), ("CON-02", "warning", "近年来")]


def test_a_phrase_can_be_kept_for_one_rule_only() -> None:
    assert len(rules_of(TEXT, with_kept(UnitRules(), ["PUN-03 近年来"], "稿.md"))) == 3
    assert len(rules_of(TEXT, with_kept(UnitRules(), ["CON-02：近年来"], "稿.md"))) == 1


def test_no_phrase_hides_a_figure_that_no_note_states() -> None:
    text = "居家养老服务覆盖面达到38.6%。"
    rules = with_kept(UnitRules(), [text, "38.6%"], "稿.md")
    assert "FACT-01" in [one.rule for one in check(report(text), LEDGER, (), wording(), None, rules).findings]


def test_heavier_is_allowed_for_every_rule() -> None:
    rules = read_rules({"rules": {"FACT-05": "block", "CON-02": "block"}}, "rules.yaml")
    assert ("CON-02", "block", "近年来") in rules_of(TEXT, rules)


@pytest.mark.parametrize(
    ("table", "named"),
    [
        ({"rules": {"PUN-99": "off"}}, "PUN-99"),
        ({"rules": {"PUN-03": "quiet"}}, "quiet"),
        ({"rules": {"FACT-01": False}}, "FACT-01"),
        ({"rules": {"TMP-03": "off"}}, "TMP-03"),
        ({"rules": {"SEC-02": "hint"}}, "SEC-02"),
        ({"rules": ["PUN-03"]}, "rules"),
        ({"rules": {3: "off"}}, "3"),
        ({"keep": "近年来"}, "keep"),
        ({"keep": ["FACT-01 38.6%"]}, "FACT-01"),
        ({"keep": ["ABC-01 甲"]}, "ABC-01"),
        ({"regeln": {}}, "rules"),
        ("PUN-03", "rules"),
    ],
)
def test_what_cannot_be_is_refused_by_name(table: object, named: str) -> None:
    with pytest.raises(InputError, match=named) as raised:
        read_rules(table, "rules.yaml")
    assert "rules.yaml" in raised.value.what and raised.value.fix
