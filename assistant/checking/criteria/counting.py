"""How much of a demanded number the notes show: by year where the facts are dated, in all where they are not. Pure."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from assistant.appraisal import Need, NeedCoverage, NeedState, Window
from assistant.checking.criteria.matching import fits, line_of, pairs
from assistant.checking.criteria.needs import PER_YEAR, frequency
from assistant.checking.criteria.window import dated_spans, event_years, when
from assistant.model import Fact, Ledger, Source, Statement

_OCCASIONS: Final = frozenset({"次", "场", "期", "回", "轮", "批", "讲", "堂", "场次", "届", "期次"})
_YEARS: Final = re.compile(r"(\d{1,2}|[一二两三四五六七八九十])\s*年(?!级|度|月|龄)")
_DIGITS: Final = {word: value for value, word in enumerate("零一二三四五六七八九十")} | {"两": 2}
_CHANGED: Final = re.compile(r"(?:提高|增长|上升|下降|降低|增加)了?\s*$")
_WORDS: Final = {"year": "每年", "half": "每半年", "quarter": "每季度", "month": "每月", "week": "每周", "": ""}


@dataclass(slots=True)
class _Tally:
    """by_year: what dated facts say; totals: what undated ones say; often: occasions a year, from 每月一次."""

    by_year: Counter[int] = field(default_factory=Counter)
    totals: list[tuple[float, str, Source]] = field(default_factory=list)
    often: list[tuple[float, str, Source]] = field(default_factory=list)
    years_said: int = 0
    sources: list[Source] = field(default_factory=list)


def count(need: Need, lines: Sequence[Statement], ledger: Ledger, window: Window | None) -> NeedCoverage:
    """lines: those that speak of the need. Raises nothing; where the notes give no number the state is unclear."""
    if need.least is None:
        return NeedCoverage(need, "met", "", tuple(one.source for one in lines))
    if need.unit == "%":
        return _rate(need, lines, ledger, window)
    tally = _tally(need, lines, ledger, window)
    sources = tuple(dict.fromkeys(tally.sources))
    if need.per:
        return _by_year(need, tally, sources, window)
    total = max(sum(tally.by_year.values()), max((value for value, _, _ in tally.totals), default=0))
    if not sources:
        return NeedCoverage(need, "unclear", "", tuple(one.source for one in lines))
    listed = sum(value for value, _, _ in tally.totals) + sum(tally.by_year.values())
    state: NeedState = "met" if total >= need.least else "in_total" if listed >= need.least else "too_few"
    return NeedCoverage(need, state, f"{_number(total)}{need.unit}", sources)


def _by_year(need: Need, tally: _Tally, sources: tuple[Source, ...], window: Window | None) -> NeedCoverage:
    yearly = (need.least or 0) * PER_YEAR[need.per]
    years = window.years if window is not None else tuple(sorted(tally.by_year))
    spread = len(years) or tally.years_said
    dated = "，".join(
        f"{year}年{_number(tally.by_year[year])}{need.unit}" for year in years if tally.by_year or not sources
    )
    if not sources:
        return NeedCoverage(need, "unclear")
    if years and all(tally.by_year[year] >= yearly for year in years):
        return NeedCoverage(need, "met" if need.per == "year" else "in_total", dated, sources)
    if any(value >= yearly for value, _, _ in tally.often):
        return NeedCoverage(need, "in_total", "；".join(text for _, text, _ in tally.often), sources)
    if tally.totals:
        value, text, _ = max(tally.totals, key=lambda one: one[0])
        told = f"合计{text}"
        if not spread:
            return NeedCoverage(need, "unclear", told, sources)
        known = value + sum(tally.by_year.values())
        return NeedCoverage(need, "in_total" if known >= yearly * spread else "too_few", told, sources)
    if tally.by_year:
        return NeedCoverage(need, "too_few", dated, sources)
    return NeedCoverage(need, "too_few", "；".join(text for _, text, _ in tally.often), sources)


def _tally(need: Need, lines: Sequence[Statement], ledger: Ledger, window: Window | None) -> _Tally:
    tally = _Tally()
    for line in lines:
        said = _YEARS.search(re.sub(r"\d{4}年", "", line.text))
        if said:
            tally.years_said = max(tally.years_said, int(said[1]) if said[1].isdigit() else _DIGITS[said[1]])
        facts = _counted(need, ledger.of(line))
        for fact in facts:
            _add(tally, fact, line, window)
        if not facts and need.unit in _OCCASIONS:
            _add_events(tally, line, window)
    return tally


def _counted(need: Need, facts: Sequence[Fact]) -> list[Fact]:
    """The figures of one line that count what is needed: of its unit, and of its subject where there are several."""
    alike = [fact for fact in facts if fact.type == "metric" and fact.value is not None and _same(fact.unit, need.unit)]
    wanted = pairs(need.subject)
    named = [fact for fact in alike if fits(wanted, line_of(fact.subject))]
    return named or alike[:1] if len({fact.period for fact in alike}) < 2 else alike


def _same(unit: str, wanted: str) -> bool:
    return unit == wanted or (unit in _OCCASIONS and wanted in _OCCASIONS)


def _add(tally: _Tally, fact: Fact, line: Statement, window: Window | None) -> None:
    value = fact.value or 0
    tally.sources.append(fact.source)
    clause = _clause(line.text, fact)
    often = frequency(clause)
    spans = list(dated_spans(fact.period or clause))
    if often:
        tally.often.append((value * PER_YEAR[often], f"{_WORDS[often]}{_number(value)}{fact.unit}", fact.source))
    elif len(spans) == 1 and spans[0][1].year == spans[0][2].year:
        if window is None or window.touches(spans[0][1], spans[0][2]):
            tally.by_year[spans[0][1].year] += int(value)
    else:
        tally.totals.append((value, f"{_number(value)}{fact.unit}", fact.source))


def _clause(text: str, fact: Fact) -> str:
    start = max(text.rfind(mark, 0, fact.start) for mark in "，。；,;：:") + 1
    return text[start : fact.end]


def _add_events(tally: _Tally, line: Statement, window: Window | None) -> None:
    """Occasions that a line tells by their dates: 2024年3月12日、9月5日召开."""
    years = event_years(line.text, window)
    tally.by_year.update(years)
    if years:
        tally.sources.append(line.source)


def _rate(need: Need, lines: Sequence[Statement], ledger: Ledger, window: Window | None) -> NeedCoverage:
    """All rates of the name must reach the least; one that does not makes it too few, whichever year it is of."""
    facts = [fact for line in lines for fact in ledger.of(line) if _is_rate(need.subject, fact, line)]
    facts = [fact for fact in facts if when(fact.period, window) != "outside"]
    if not facts:
        return NeedCoverage(need, "unclear", "", tuple(line.source for line in lines))
    low = [fact for fact in facts if (fact.value or 0) < (need.least or 0)]
    told = "、".join(dict.fromkeys(fact.rendering or f"{_number(fact.value or 0)}%" for fact in low or facts))
    return NeedCoverage(
        need, "too_few" if low else "met", told, tuple(dict.fromkeys(one.source for one in low or facts))
    )


def _is_rate(subject: str, fact: Fact, line: Statement) -> bool:
    """The fact is a rate of this name (满意率, 满意度), not how much it rose."""
    if fact.type != "metric" or fact.unit != "%" or fact.value is None:
        return False
    name = subject[-3:-1]
    clause = _clause(line.text, fact)
    return (name in fact.subject or name in clause) and not _CHANGED.search(line.text[: fact.start])


def _number(value: float) -> str:
    return f"{value:g}"
