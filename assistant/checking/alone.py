"""A draft without notes: what can be said of the text by itself and against exemplars. Pure.

Nothing is said of where figures, honours and names come from: there is nothing they could be traced to.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from assistant import figures
from assistant.checking.grounds import ExemplarText, prepare
from assistant.checking.leaks import leak_findings
from assistant.checking.residue import residue_findings, without_placeholders
from assistant.checking.text import Part, text_findings
from assistant.checking.trace import trace
from assistant.checking.unit_rules import NO_RULES, UnitRules, settle
from assistant.model import CheckResult, FigureTrace, Finding, Ledger, Report

if TYPE_CHECKING:
    from assistant.knowledge import Wording

_WEIGHT = {"block": 0, "error": 1, "warning": 2, "hint": 3}


def check_alone(
    report: Report,
    exemplars: Sequence[ExemplarText] = (),
    wording: Wording | None = None,
    as_of: date | None = None,
    rules: UnitRules = NO_RULES,
) -> CheckResult:
    """Findings in order of place; every figure, none with a fact; no missing facts."""
    grounds = prepare(Ledger((), ()), exemplars, wording, as_of or report.date, (report.unit,))
    parts: list[Part] = []
    found: list[Finding] = []
    traced: list[FigureTrace] = []
    for key, printed, heading in _texts(report):
        text = without_placeholders(printed)
        parts.append(Part(key, text))
        found += residue_findings(key, printed)
        if exemplars:
            found += leak_findings(key, text, trace(text, grounds, heading), grounds)
        traced += [FigureTrace(one.text, key, one.start, one.end, None) for one in figures.find(text)]
    found += text_findings(parts, wording, grounds.as_of, report.unit, grounded=False)
    order = {part.key: number for number, part in enumerate(parts)}
    found.sort(key=lambda one: (order[one.section], one.start, _WEIGHT[one.severity], one.rule))
    shown, kept = settle(tuple(dict.fromkeys(found)), {key: printed for key, printed, _ in _texts(report)}, rules)
    return CheckResult(shown, tuple(traced), (), kept)


def _texts(report: Report) -> list[tuple[str, str, str]]:
    """(where, text, heading above it) of everything that is printed."""
    texts = [("title", report.title, "")] if report.title else []
    for section in report.sections:
        if section.heading:
            texts.append((f"{section.id}#heading", section.heading, ""))
        texts.append((section.id, section.text, section.heading))
    return texts
