"""What a unit wants of the rules: some off, some heavier or lighter, and phrases accepted once. Pure.

read_rules(table)        the content of a rules file -> UnitRules
with_kept(rules, words)  with the phrases that one draft keeps
settle(findings, …)      what is shown, at its weight, and what is left out
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final, get_args

from assistant.checking.rules import RULES
from assistant.errors import InputError
from assistant.model import Finding, Severity

_WEIGHTS: Final[tuple[Severity, ...]] = get_args(Severity)  # from the heaviest on
_NAMED: Final = re.compile(r"(?P<rule>[A-Z]{3,4}-\d{2})[\s：:]+(?P<words>\S.*)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Kept:
    """A phrase that a person has accepted, for all rules ("") or for one."""

    words: str
    rule: str = ""


@dataclass(frozen=True, slots=True)
class UnitRules:
    off: frozenset[str] = frozenset()
    weights: Mapping[str, Severity] = field(default_factory=dict)
    kept: tuple[Kept, ...] = ()


NO_RULES: Final = UnitRules()


def read_rules(table: object, file: str) -> UnitRules:
    """{rules: {PUN-03: off, STY-02: hint}, keep: [近年来, QTY-19 近300万元]}; an empty file is no rules.

    file: its name, for the messages. Raises InputError for anything else, naming the rule.
    """
    if table is None:
        return NO_RULES
    if not isinstance(table, dict) or set(table) - {"rules", "keep"}:
        raise InputError(f"{file} 里只能有 rules 和 keep 两项", "按 docs/settings.md 的例子改写")
    wanted = table.get("rules") or {}
    if not isinstance(wanted, dict):
        raise InputError(f"{file} 的 rules 要写成“编号: 轻重”", "例如 PUN-03: off")
    off: set[str] = set()
    weights: dict[str, Severity] = {}
    for name, weight in wanted.items():
        rule = _known(name, file)
        if weight is False or weight == "off":  # YAML reads a bare off as false
            off.add(rule)
        elif weight in _WEIGHTS:
            weights[rule] = weight
        else:
            raise InputError(
                f"{file} 里 {rule} 写的是“{weight}”", f"只能写 off、{'、'.join(reversed(_WEIGHTS))} 中的一个"
            )
    _not_bound(off, weights, file)
    kept = table.get("keep") or []
    if not isinstance(kept, list):
        raise InputError(f"{file} 的 keep 要写成一列短语", "每行一个，前面加“- ”")
    return with_kept(UnitRules(frozenset(off), weights), [str(one) for one in kept], file)


def with_kept(rules: UnitRules, words: Iterable[str], file: str) -> UnitRules:
    """The rules with more phrases kept: “短语”, or “编号 短语” for one rule only. Raises InputError as `read_rules`."""
    kept = []
    for one in (said.strip() for said in words):
        found = _NAMED.fullmatch(one)
        rule = _known(found["rule"], file) if found else ""
        if rule and RULES[rule].bound:
            raise InputError(f"{file} 的 keep 里有 {rule}，这条规则不能接受了事", "改正稿子，或在要点里补上出处")
        if one:
            kept.append(Kept(found["words"].strip(), rule) if found else Kept(one))
    return replace(rules, kept=(*rules.kept, *kept))


def _known(name: object, file: str) -> str:
    if not isinstance(name, str) or name not in RULES:
        raise InputError(f"{file} 里的“{name}”不是规则的编号", "编号见 docs/rules.md")
    return name


def _not_bound(off: Iterable[str], weights: Mapping[str, Severity], file: str) -> None:
    lighter = {
        rule for rule, weight in weights.items() if _WEIGHTS.index(weight) > _WEIGHTS.index(RULES[rule].severity)
    }
    if bound := sorted(rule for rule in {*off, *lighter} if RULES[rule].bound):
        raise InputError(
            f"{file} 里的 {'、'.join(bound)} 不能停用或减轻", "事实、残留、保密类规则对所有单位都有效，请删去这几行"
        )


def settle(
    findings: Sequence[Finding], texts: Mapping[str, str], rules: UnitRules
) -> tuple[tuple[Finding, ...], tuple[Finding, ...]]:
    """(what is shown, what is left out because its rule is off or a person keeps the words).

    texts: the text of every section that findings name. A finding is kept when it lies within a kept phrase. What a
    check made lighter than its rule's own weight stays as light as it is, unless the unit wants it lighter still.
    """
    shown, left_out = [], []
    for one in findings:
        text = texts.get(one.section, "")
        if one.rule in rules.off or any(_accepts(kept, one, text) for kept in rules.kept):
            left_out.append(one)
        else:
            shown.append(_weighed(one, rules))
    return tuple(shown), tuple(left_out)


def _accepts(kept: Kept, finding: Finding, text: str) -> bool:
    if RULES[finding.rule].bound or kept.rule not in ("", finding.rule):
        return False
    size = len(kept.words)
    return text.find(kept.words, max(0, finding.end - size), finding.start + size) >= 0


def _weighed(finding: Finding, rules: UnitRules) -> Finding:
    wanted = rules.weights.get(finding.rule)
    if wanted is None:
        return finding
    lighter_here = _WEIGHTS.index(finding.severity) > _WEIGHTS.index(RULES[finding.rule].severity)
    weight = max(wanted, finding.severity, key=_WEIGHTS.index) if lighter_here else wanted
    return replace(finding, severity=weight)
