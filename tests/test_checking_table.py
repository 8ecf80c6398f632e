"""The table of rules is the truth: every rule is raised where it says, and the documents show it as it is."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.checking import RULES, TABLE, Rule
from assistant.checking.rules import ELSEWHERE
from scripts.rule_reference import DOCUMENT, reference

ROOT = Path(__file__).parent.parent


def test_docs_rules_is_what_the_table_says() -> None:
    """`make docs` writes it again."""
    assert DOCUMENT.read_text(encoding="utf-8") == reference()


@pytest.mark.parametrize("rule", TABLE, ids=lambda rule: rule.id)
def test_a_rule_is_raised_in_the_file_that_its_row_names(rule: Rule) -> None:
    folder = ROOT if rule.check.startswith("knowledge/") else ROOT / "assistant" / "checking"
    assert rule.id in (folder / rule.check).read_text(encoding="utf-8")


def test_no_rule_stands_twice_and_none_of_those_left_out_is_there() -> None:
    assert len(RULES) == len(TABLE)
    assert not {name for rules, _ in ELSEWHERE for name in rules.replace("、", " ").split()} & set(RULES)


def test_only_form_is_safe_and_what_holds_for_everyone_is_bound() -> None:
    assert {rule.id.split("-")[0] for rule in TABLE if rule.safe} == {"FMT", "PUN", "NUM"}
    assert {rule.id for rule in TABLE if rule.id.startswith("FACT")} <= {rule.id for rule in TABLE if rule.bound}
    assert {"TMP-01", "TMP-03", "TMP-04", "SEC-01", "SEC-02"} <= {rule.id for rule in TABLE if rule.bound}
