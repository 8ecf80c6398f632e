"""Proposed changes from findings, and a text with the chosen ones made. Pure; nothing is changed unasked.

proposals(findings)  what could be changed, narrowed to the characters that differ
choose(changes, …)   all safe ones, or those of one rule
apply(text, changes) the new text, what was changed and where it stands now, what was refused and why
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Final

from assistant.checking.rules import RULES
from assistant.errors import UsageError
from assistant.model import Finding

SAFE: Final = "safe"


@dataclass(frozen=True, slots=True)
class Change:
    """text[start:end] of one section, which reads `before`, becomes `after`."""

    rule: str
    section: str
    start: int
    end: int
    before: str
    after: str
    why: str


@dataclass(frozen=True, slots=True)
class Refused:
    change: Change
    why: str  # Chinese


@dataclass(frozen=True, slots=True)
class Applied:
    """made: the changes with the place of `after` in the new text."""

    text: str
    made: tuple[Change, ...]
    refused: tuple[Refused, ...] = ()


def proposals(findings: Iterable[Finding]) -> tuple[Change, ...]:
    """One change for each finding that says what to write instead, in the order given.

    What the old and the new words have in common at their ends is left out, so that changes close by do not clash.
    """
    return tuple(_narrowed(one, one.replacement) for one in findings if one.replacement not in (None, one.text))


def _narrowed(finding: Finding, after: str | None) -> Change:
    old, new = finding.text, after or ""
    same = 0
    while same < min(len(old), len(new)) and old[same] == new[same]:
        same += 1
    tail = 0
    while tail < min(len(old), len(new)) - same and old[-1 - tail] == new[-1 - tail]:
        tail += 1
    old, new = old[same : len(old) - tail], new[same : len(new) - tail]
    return Change(
        finding.rule, finding.section, finding.start + same, finding.end - tail, old, new, finding.why
    )  # fmt: skip


def choose(changes: Iterable[Change], which: str) -> tuple[Change, ...]:
    """which: "safe" for all that the table of rules calls mechanical, or the name of one rule.

    Raises UsageError for a rule that there is not.
    """
    if which != SAFE and which not in RULES:
        raise UsageError(f"没有“{which}”这条规则", "写 safe，或写规则表里的编号，如 PUN-01")
    return tuple(one for one in changes if one.rule == which or (which == SAFE and RULES[one.rule].safe))


def apply(text: str, changes: Sequence[Change]) -> Applied:
    """The text of one section with these changes made.

    The same change asked for twice is made once. Of changes that overlap the first one, by place, is made and the
    others are refused; so is a change whose old words do not stand where it says.
    """
    made: list[Change] = []
    refused: list[Refused] = []
    pieces: list[str] = []
    done = moved = 0
    last: Change | None = None
    for one in sorted(changes, key=lambda change: (change.start, change.end)):
        if last is not None and (one.start, one.end, one.after) == (last.start, last.end, last.after):
            continue
        if not 0 <= one.start <= one.end <= len(text) or text[one.start : one.end] != one.before:
            refused.append(Refused(one, "原文已经不是这样"))
        elif one.start < done or (last is not None and one.start == last.start):
            refused.append(Refused(one, "与另一处修改重叠，改完后再核对一次"))
        else:
            pieces += text[done : one.start], one.after
            start = one.start + moved
            made.append(replace(one, start=start, end=start + len(one.after)))
            done, moved, last = one.end, moved + len(one.after) - len(one.before), one
    return Applied("".join([*pieces, text[done:]]), tuple(made), tuple(refused))
