"""A draft from anywhere, with what there is to judge it by: notes, exemplars, criteria, a kind of report. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from assistant import checking
from assistant.appraisal import Coverage, Examination, Window
from assistant.checking import ExemplarText, UnitRules
from assistant.checking.criteria import cover, criteria_findings, read_window
from assistant.checking.lengths import Limit, length_findings
from assistant.checking.unit_rules import NO_RULES, settle
from assistant.errors import UsageError
from assistant.jobs import find_kind
from assistant.knowledge import Wording, guess_kind
from assistant.model import Brief, CriteriaPack, Kind, Ledger, Report


@dataclass(frozen=True, slots=True)
class Measures:
    """What a draft is judged by. kind: as asked, "" to tell it from title and notes; period: likewise."""

    kinds: Sequence[Kind]
    wording: Wording
    exemplars: Sequence[ExemplarText] = ()
    pack: CriteriaPack | None = None
    kind: str = ""
    period: str = ""
    as_of: date | None = None
    rules: UnitRules = NO_RULES


def examine(name: str, report: Report, ledger: Ledger | None, measures: Measures) -> Examination:
    """ledger: None where there are no notes. Raises UsageError for an unknown kind or a period nobody can read."""
    brief = ledger.brief if ledger is not None else Brief()
    day = measures.as_of or report.date or brief.date
    kind = known_kind(measures.kinds, measures.kind, brief, report.title)
    if ledger is None:
        result = checking.check_alone(report, measures.exemplars, measures.wording, day, measures.rules)
    else:
        result = checking.check(report, ledger, measures.exemplars, measures.wording, day, measures.rules)
    coverage = None
    if measures.pack is not None:
        window = window_of(measures.period, measures.pack, brief, day)
        notes = ledger if ledger is not None else Ledger((), ())
        coverage = cover(measures.pack, notes, report, window, result.figures)
    more = length_findings(report, _limit(measures.pack, brief, kind), kind)
    judged = criteria_findings(coverage) if coverage is not None else ()
    texts = {
        key: text for one in report.sections for key, text in ((one.id, one.text), (f"{one.id}#heading", one.heading))
    }
    shown, kept = settle((*judged, *more), texts, measures.rules)
    result = replace(result, findings=(*result.findings, *shown), kept=(*result.kept, *kept))
    return Examination(name, report, result, ledger, day, kind.name if kind else "", coverage)


def appraise(ledger: Ledger, pack: CriteriaPack, period: str, as_of: date | None) -> Coverage:
    """The notes alone against a pack, before anything is written."""
    return cover(pack, ledger, None, window_of(period, pack, ledger.brief, as_of or ledger.brief.date))


def window_of(asked: str, pack: CriteriaPack, brief: Brief, as_of: date | None) -> Window | None:
    """What was asked for, else what the notice says, else what the notes say."""
    if asked:
        window = read_window(asked, as_of)
        if window is None:
            raise UsageError(f"看不懂申报期“{asked}”", "请写成 2024—2025年 或 2024年1月至2025年12月")
        return window
    return read_window(pack.period, as_of) or read_window(brief.period, as_of)


def find_pack(packs: Sequence[CriteriaPack], name: str) -> CriteriaPack:
    """By id; UsageError with the list of what there is."""
    for pack in packs:
        if pack.id == name:
            return pack
    known = "、".join(f"{pack.id}（{pack.name}）" for pack in packs)
    raise UsageError(f"没有文件或测评包“{name}”", f"给出通知或 YAML 的路径，或用：{known}")


def known_kind(kinds: Sequence[Kind], asked: str, brief: Brief, title: str) -> Kind | None:
    """The kind that was asked for or that title and notes name; None rather than a guess without a word for it."""
    for name in (asked, brief.kind):
        if name:
            return find_kind(kinds, name)
    words = " ".join((brief.kind_text, brief.target, brief.title, title))
    if not any(word in words for kind in kinds for word in (kind.name, *kind.aliases)):
        return None
    return guess_kind(kinds, words)[0]


def _limit(pack: CriteriaPack | None, brief: Brief, kind: Kind | None) -> Limit | None:
    if pack is not None and pack.length is not None:
        return Limit(pack.length, "通知要求")
    if brief.length is not None:
        return Limit(brief.length, "要点开头写明")
    return Limit(kind.length, f"“{kind.name}”一般") if kind is not None else None
