"""The checks put together: a section, or a whole report, against its grounds. Pure; knows no writer and no model."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING

from assistant.checking.claims import claim_findings
from assistant.checking.coverage import missing, missing_findings
from assistant.checking.dated import dated_findings
from assistant.checking.figures_check import figure_findings
from assistant.checking.grounds import ExemplarText, Grounds, prepare
from assistant.checking.honours import honour_findings
from assistant.checking.leaks import leak_findings
from assistant.checking.names import name_findings
from assistant.checking.offices import office_findings
from assistant.checking.periods import ordinal_findings, period_findings, year_findings
from assistant.checking.persons import person_findings
from assistant.checking.residue import residue_findings, without_placeholders
from assistant.checking.rules import raise_finding
from assistant.checking.scale import scale_findings
from assistant.checking.text import Part, text_findings
from assistant.checking.trace import Trace, trace
from assistant.checking.trends import trend_findings
from assistant.checking.unit_rules import NO_RULES, UnitRules, settle
from assistant.model import CheckResult, FigureTrace, Finding, Ledger, Report, Section

if TYPE_CHECKING:
    from assistant.knowledge import Wording

_COMPUTED = frozenset({"QTY-05", "QTY-09", "QTY-10"})  # where no note has the figure, that is said already
_MOST = 200_000  # characters of a report that are compared with the notes, some fifty times a long one
_WEIGHT = {"block": 0, "error": 1, "warning": 2, "hint": 3}


def check(
    report: Report,
    ledger: Ledger,
    exemplars: Sequence[ExemplarText] = (),
    wording: Wording | None = None,
    as_of: date | None = None,
    rules: UnitRules = NO_RULES,
) -> CheckResult:
    """Everything that can be said of a report: findings in order of place, every figure, every fact left out.

    rules: what the unit wants of the rules, and the phrases this report keeps.
    """
    grounds = prepare(ledger, exemplars, wording, as_of or report.date, (report.unit,))
    findings: list[Finding] = []
    traced: list[FigureTrace] = []
    stated: set[str] = set()
    for key, printed, text, heading in _compared(_texts(report)):
        traces = trace(text, grounds, heading)
        findings += _of_text(key, printed, text, traces, grounds)
        traced += [FigureTrace(one.figure.text, key, one.figure.start, one.figure.end, one.fact) for one in traces]
        for one in traces:
            if one.fact is not None:
                stated.add(one.fact)
                stated |= {note.fact.id for note in one.also if note.fact is not None}
    findings = _with_text_rules(findings, _texts(report), grounds)
    texts = [f"{section.heading}\n{section.text}" for section in report.sections]
    left_out = missing(grounds, [report.title, *texts], stated)
    findings += missing_findings(grounds, left_out, report.unused_facts)
    shown, kept = settle(findings, {key: printed for key, printed, _ in _texts(report)}, rules)
    return CheckResult(shown, tuple(traced), left_out, kept)


def check_section(
    section: Section,
    against: Ledger | Grounds,
    exemplars: Sequence[ExemplarText] = (),
    wording: Wording | None = None,
    as_of: date | None = None,
    rules: UnitRules = NO_RULES,
) -> tuple[Finding, ...]:
    """The findings of one section, its heading included; nothing about facts left out.

    against: the ledger, or grounds made once by `prepare` when many sections are checked.
    """
    grounds = against if isinstance(against, Grounds) else prepare(against, exemplars, wording, as_of)
    findings: list[Finding] = []
    for key, printed, text, heading in _compared(_texts_of(section)):
        findings += _of_text(key, printed, text, trace(text, grounds, heading), grounds)
    found = _with_text_rules(findings, _texts_of(section), grounds)
    return settle(found, {key: printed for key, printed, _ in _texts_of(section)}, rules)[0]


def _with_text_rules(found: list[Finding], texts: Iterator[tuple[str, str, str]], grounds: Grounds) -> list[Finding]:
    """Those found against the notes and those of the text by itself, in order of place."""
    parts = [Part(key, without_placeholders(printed)) for key, printed, _ in texts]
    unit = grounds.ledger.brief.unit or "".join(grounds.own_names[:1])
    by_text = text_findings(parts, grounds.wording, grounds.as_of, unit, bool(grounds.ledger.facts), grounds.raw)
    untraced = {(one.section, one.start, one.end) for one in found if one.rule in ("FACT-01", "QTY-13")}
    by_text = tuple(
        one for one in by_text if one.rule not in _COMPUTED or (one.section, one.start, one.end) not in untraced
    )
    order = {part.key: number for number, part in enumerate(parts)}
    return sorted([*found, *by_text], key=lambda one: (order[one.section], one.start, _WEIGHT[one.severity], one.rule))


def _texts(report: Report) -> Iterator[tuple[str, str, str]]:
    """(where, text, heading above it) of everything that is printed."""
    if report.title:
        yield "title", report.title, ""
    for section in report.sections:
        yield from _texts_of(section)


def _texts_of(section: Section) -> Iterator[tuple[str, str, str]]:
    if section.heading:
        yield f"{section.id}#heading", section.heading, ""
    yield section.id, section.text, section.heading


def _compared(texts: Iterator[tuple[str, str, str]]) -> Iterator[tuple[str, str, str, str]]:
    """(where, as printed, what of it is compared with the notes, heading above it).

    Texts beyond any report are cut, so that a check comes to an end; `_cut_off` says where.
    """
    left = _MOST
    for key, printed, heading in texts:
        text = without_placeholders(printed)[:left]
        left -= len(text)
        yield key, printed, text, heading


def _cut_off(key: str, printed: str, text: str) -> Iterator[Finding]:
    """Says from where on the text was not compared with the notes."""
    if len(text) < len(printed):
        start = len(text)
        why = f"全文太长，只核对了前{_MOST}字；本节从这里起的{len(printed) - start}字没有与要点核对"
        fix = "分成几份，分别核对"
        yield raise_finding("FACT-01", key, printed, start, min(start + 20, len(printed)), why, fix)


def _of_text(key: str, printed: str, text: str, traces: Sequence[Trace], grounds: Grounds) -> list[Finding]:
    found = [
        *figure_findings(key, text, traces, grounds),
        *trend_findings(key, text, traces),
        *period_findings(key, text, grounds),
        *year_findings(key, text, traces, grounds),
        *dated_findings(key, text, grounds),
        *ordinal_findings(key, text, grounds),
        *honour_findings(key, text, grounds),
        *person_findings(key, text, grounds),
        *name_findings(key, text, grounds),
        *office_findings(key, text, grounds),
        *claim_findings(key, text, grounds),
        *scale_findings(key, text, traces, grounds),
        *leak_findings(key, text, traces, grounds),
        *residue_findings(key, printed),
        *_cut_off(key, printed, text),
    ]
    return sorted(_once(_told_once(found)), key=lambda one: (one.start, _WEIGHT[one.severity], one.rule))


def _told_once(findings: Sequence[Finding]) -> list[Finding]:
    """Without the FACT-01 of a figure of which QTY-13 says what is wrong: ten times too large, and by which note."""
    slips = {(one.start, one.end) for one in findings if one.rule == "QTY-13"}
    return [one for one in findings if one.rule != "FACT-01" or (one.start, one.end) not in slips]


def _once(findings: Sequence[Finding]) -> list[Finding]:
    """One finding a rule and place; a place inside another of the same rule is left out."""
    kept: list[Finding] = []
    for one in sorted(findings, key=lambda item: (item.rule, item.start, -item.end)):
        if kept and kept[-1].rule == one.rule and kept[-1].start <= one.start and one.end <= kept[-1].end:
            continue
        kept.append(one)
    return kept
