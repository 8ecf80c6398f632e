"""What in the notes does not add up, lies outside the period, or lacks a part: asked in as few questions as will do."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from assistant import figures
from assistant.knowledge import Wording
from assistant.model import Brief, Fact, Question, Source, Statement

_SHOWN: Final = 6  # lines that one question names; the others are counted
_BEHIND: Final = re.compile(r"[\u4e00-\u9fffA-Za-z\d%％‰℃]")
_MONEY: Final = re.compile(
    r"(?:投资|资金|经费|收入|支出|补贴|补助|救助金|慰问金|产值|营收|税收|贷款|捐款|善款|金额|总额|GDP)$"
)
_YEAR: Final = re.compile(r"(?:19|20)\d\d")
_ISSUER: Final = re.compile(
    r"[\u4e00-\u9fff]{1,12}(?:部|委|委员会|厅|局|办公室|文明办|政府|党委|省委|市委|区委|县委|旗委|总工会|工会|妇联|团委|团中央|协会|"
    r"联合会|指导委员会|署|院|中央|组委会|民政部)(?=[，、）；。,)]|评为|授予|命名|表彰|颁发|认定|$|\d|联合)"
)
_AWARDING: Final = re.compile(
    r"被(?P<who>[^，；。“”]{2,16})(?:评为|授予|命名|表彰|认定)|(?P<by>[^，；。“”]{2,16}?)(?:授予|命名|表彰)"
)
_HONOURS: Final = re.compile(r"荣誉|获奖|表彰|奖项")
_SENTENCE: Final = re.compile(r"[^。！？]+[。！？]?")

Named = tuple[Source, str]


def doubts(
    statements: Sequence[Statement], facts: Sequence[Fact], brief: Brief, wording: Wording
) -> Iterator[Question]:
    """Sums first, each by itself; then one question for each sort of gap, naming the lines."""
    by_line: dict[str, list[Fact]] = {}
    for fact in facts:
        by_line.setdefault(fact.statement, []).append(fact)
    asked: set[str] = set()
    for statement in statements:
        for question in _sums(statement, by_line.get(statement.id, [])):
            said = question.text.partition("：")[2]
            if said not in asked:
                asked.add(said)
                yield question
    yield from _outside(statements, brief)
    yield from _unitless(statements, by_line, wording.measure_words)
    yield from _honours(statements, by_line)


def _sums(statement: Statement, facts: Sequence[Fact]) -> Iterator[Question]:
    """Parts that are not their total, rates and growth that do not compute (rules QTY-05, 08, 09, 10)."""
    label = statement.source.label()
    for one in figures.divisions(statement.text):
        if one.sure:
            held = tuple(fact.id for fact in facts if fact.start == one.start)
            summed = f"{one.summed:g}{one.unit}"
            text = f"{label}：总数写的是{one.whole:g}{one.unit}，各部分之和是{summed}，请核实"
            yield Question("sum", text, held, (statement.source,), f"各部分之和为{summed}")
    for sentence in _SENTENCE.finditer(statement.text):
        for wrong in figures.disagreements(sentence[0]):
            start = wrong.start + sentence.start()
            held = tuple(fact.id for fact in facts if fact.start == start)
            text = f"{label}：写的是{wrong.said}，按{wrong.formula}算是{wrong.computed}，请核实"
            yield Question("sum", text, held, (statement.source,), f"算得{wrong.computed}")


def _outside(statements: Sequence[Statement], brief: Brief) -> Iterator[Question]:
    window = figures.years_of(brief.period, brief.date.year if brief.date else None)
    if window is None:
        return
    last = max(window[1], brief.date.year) if brief.date else window[1]
    named: list[Named] = []
    for statement in statements:
        years = figures.years_outside(statement.text, window[0], last)
        if years:
            named.append((statement.source, "、".join(dict.fromkeys(f"{year}年" for _, _, year in years))))
    if named:
        text = f"有{len(named)}条要点写的时间不在申报期（{brief.period}）之内，请确认是否使用：{_listed(named)}"
        yield Question("outside", text, (), tuple(source for source, _ in named))


def _unitless(
    statements: Sequence[Statement], by_line: Mapping[str, Sequence[Fact]], measures: Mapping[str, str]
) -> Iterator[Question]:
    """A figure with nothing behind it that says what it counts, where the noun before it does not say it either."""
    named: list[Named] = []
    held: list[str] = []
    for statement in statements:
        for fact in by_line.get(statement.id, ()):
            written = statement.text[fact.start : fact.end]
            if fact.type != "metric" or (fact.unit and fact.unit in written):
                continue
            behind = statement.text[fact.end : fact.end + 1]
            before = re.sub(r"[：:=\s]+$", "", statement.text[: fact.start])
            before = re.sub(r"（[^（）]{0,12}）$", "", before)
            bracketed = before.rfind("（") > before.rfind("）")  # 43人（初级28、中级15）
            known = any(before.endswith(noun) for noun in measures)
            if (
                bracketed
                or _BEHIND.match(behind)
                or (known and not _MONEY.search(before))
                or ":" in written
                or "比" in written
            ):
                continue
            named.append((fact.source, f"{before[-10:]}{written}"))
            held.append(fact.id)
    if named:
        text = f"有{len(named)}个数没有写单位，请补上（元还是万元、人还是户）：{_listed(named)}"
        yield Question("incomplete", text, tuple(held), tuple(source for source, _ in named))


def _honours(statements: Sequence[Statement], by_line: Mapping[str, Sequence[Fact]]) -> Iterator[Question]:
    """Honours of the unit without level, issuer or year, grouped by what they lack."""
    lacking: dict[str, list[tuple[Named, str]]] = {}
    for statement in statements:
        above = any(_HONOURS.search(heading) for heading in statement.path) or _HONOURS.match(statement.text)
        for fact in by_line.get(statement.id, ()):
            if fact.type != "honour" or not above or not fact.rendering.startswith("“") or "获得者" in statement.text:
                continue
            missing = "、".join(_missing(fact, statement))
            if missing:
                lacking.setdefault(missing, []).append(((fact.source, fact.rendering), fact.id))
    for missing, found in lacking.items():
        named = [one for one, _ in found]
        text = f"有{len(named)}项荣誉没有写{missing}，请按证书补上：{_listed(named)}"
        yield Question("incomplete", text, tuple(one for _, one in found), tuple(source for source, _ in named))


def _missing(fact: Fact, statement: Statement) -> Iterator[str]:
    told = fact.text if fact.text else statement.text
    without = told.replace(fact.rendering.strip("“”"), "")
    if not fact.level:
        yield "级别"
    if not (_ISSUER.search(without) or _AWARDING.search(without)):
        yield "授予机关"
    if not _YEAR.search(told) and not fact.period:
        yield "年份"


def _listed(named: Sequence[Named]) -> str:
    """第3行“2021年”、第8行“2019年”等; one file is named once."""
    shown = [source.label() + (words if words.startswith("“") else f"“{words}”") for source, words in named[:_SHOWN]]
    file = named[0][0].file
    shown[1:] = [one.removeprefix(f"{file} ") for one in shown[1:]]
    return "、".join(shown) + ("等" if len(named) > _SHOWN else "")
