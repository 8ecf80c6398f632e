"""One note line -> its facts, each with the place in the line. What is nothing else is an action."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from assistant import figures
from assistant.clauses import Piece, split
from assistant.figures import Figure
from assistant.knowledge import Wording
from assistant.model import Fact
from assistant.notes.lines import NoteLine
from assistant.notes.names import HONOUR_HEADING, Name, find_names
from assistant.notes.subjects import expanded, subjects

_BARE_COUNT = re.compile(r"\d+")
_THOUSANDS = re.compile(r"(?<=\d)[,，](?=\d{3}(?!\d))")
_HANZI = re.compile(r"[\u4e00-\u9fff”）]")
_MEANING = re.compile(r"[\u4e00-\u9fffA-Za-z0-9]")


def extract(line: NoteLine, statement: str, wording: Wording) -> tuple[Fact, ...]:
    """The facts of one line in order of place, ids still empty."""
    names = find_names(line.text, any(HONOUR_HEADING.search(heading) for heading in line.path))
    facts = [_of_name(name, line, statement) for name in names]
    taken = [(name.start, name.end) for name in names]
    spans = [span for span in figures.times(line.text) if not _inside(span.start, span.end, taken)]
    for span in spans:
        facts.append(
            Fact("", span.kind, _around(line.text, span.start), "", line.place(span.start), statement,
                 period=span.text, rendering=span.text, start=span.start, end=span.end)
        )  # fmt: skip
    taken += [(span.start, span.end) for span in spans]
    facts += _metrics(line, statement, taken, wording)
    facts += _actions(line, statement, facts)
    return tuple(sorted(facts, key=lambda fact: (fact.start, fact.end)))


def _inside(start: int, end: int, taken: Sequence[tuple[int, int]]) -> bool:
    return any(start < other_end and other_start < end for other_start, other_end in taken)


def _of_name(name: Name, line: NoteLine, statement: str) -> Fact:
    return Fact("", name.type, _around(line.text, name.start), name.text, line.place(name.start), statement,
                rendering=name.rendering, start=name.start, end=name.end, level=name.level)  # fmt: skip


def _around(text: str, position: int) -> str:
    """The clause between ；or 。 that holds this position, as written."""
    for piece in split(text, "；。"):
        if piece.start <= position < piece.end:
            return piece.text
    return text


def _metrics(line: NoteLine, statement: str, taken: Sequence[tuple[int, int]], wording: Wording) -> list[Fact]:
    expand = expansions(wording)
    periods = [(span.start, span.text) for span in figures.times(line.text)]
    facts: list[Fact] = []
    for part in split(line.text, "；。"):
        found = [
            figure
            for figure in figures.find(line.text)
            if part.start <= figure.start < part.end and not _inside(figure.start, figure.end, taken)
        ]
        for figure, subject in zip(found, subjects(line.text, part.start, found, expand), strict=True):
            facts.append(_metric(line, statement, part, figure, subject, periods, wording))
    return facts


def _metric(
    line: NoteLine, statement: str, part: Piece, figure: Figure, subject: str,
    periods: Sequence[tuple[int, str]], wording: Wording,
) -> Fact:  # fmt: skip
    spread = figure.high != figure.low
    measure = _measure(line.text, figure, wording, _unit_before_bracket(line.text, figure))
    return Fact(
        "", "metric", part.text, subject, line.place(figure.start), statement,
        value=figure.low, high=figure.high if spread else None, unit=figure.unit or measure,
        approximation=figure.approximation, period=_period(line.text, part, figure, periods),
        rendering=_THOUSANDS.sub("", figure.text) + measure, start=figure.start, end=figure.end,
    )  # fmt: skip


def _period(text: str, part: Piece, figure: Figure, periods: Sequence[tuple[int, str]]) -> str:
    """The period the figure's own clause names before it, or the clause right behind it that is nothing but a time.

    A year it is compared with (比2023年提高) is not its period.
    """
    clauses = split(part.text, "，")
    index = next(
        (i for i, one in enumerate(clauses) if part.start + one.start <= figure.start < part.start + one.end), 0
    )
    own = part.start + clauses[index].start
    named = [
        said
        for start, said in periods
        if own <= start < figure.start and text[max(0, start - 1) : start] not in {"比", "较"}
    ]
    if named:
        return named[-1]
    following = clauses[index + 1] if index + 1 < len(clauses) else None
    if following is not None:
        said = next((said for start, said in periods if start == part.start + following.start), "")
        if said and len(following.text) <= len(said) + 1:
            return following.text
    return ""


def _measure(text: str, figure: Figure, wording: Wording, before_bracket: str) -> str:
    """The measure word a bare count lacks ("示范社区16" -> 个); by the noun in front of it."""
    if figure.unit or figure.approximation or not _BARE_COUNT.fullmatch(figure.number):
        return ""
    if re.match(r"[\u4e00-\u9fffA-Za-z\d]", text[figure.end : figure.end + 1]):
        return ""  # whatever follows, it may be a measure word we do not know
    opened = text.rfind("（", 0, figure.start)
    if opened > text.rfind("）", 0, figure.start) and before_bracket:
        return before_bracket  # 43人（初级28、中级15）
    before = re.sub(r"[：:=\s]+$", "", text[: figure.start])
    before = re.sub(r"（[^（）]*）$", "", before)
    if not before or not _HANZI.match(before[-1]):
        return ""
    return measure_word(before, wording.measure_words)


def _unit_before_bracket(text: str, figure: Figure) -> str:
    """The unit of the figure right before the bracket this figure stands in, "" if there is none."""
    opened = text.rfind("（", 0, figure.start)
    found = [one for one in figures.find(text[:opened]) if one.end == opened] if opened >= 0 else []
    return found[0].unit if found else ""


def measure_word(noun: str, measures: Mapping[str, str]) -> str:
    """By the longest noun of the wording file that `noun` ends with; 个 where none fits."""
    noun = noun.rstrip("”")
    for length in range(min(len(noun), 8), 0, -1):
        if noun[-length:] in measures:
            return measures[noun[-length:]]
    return "个"


def expansions(wording: Wording) -> dict[str, str]:
    """Office shorthand -> official form, from the wording file "abbreviations"."""
    table = wording.tables.get("abbreviations")
    entries = table.get("expand", {}) if isinstance(table, dict) else {}
    return {str(short): str(full) for short, full in entries.items()}


def _actions(line: NoteLine, statement: str, facts: Sequence[Fact]) -> list[Fact]:
    """Every part of the line without a fact of its own is an action; so nothing written is lost."""
    actions: list[Fact] = []
    for part in split(line.text, "；。"):
        if any(part.start <= fact.start < part.end and fact.type != "date" for fact in facts):
            continue
        if _MEANING.search(part.text):
            actions.append(
                Fact("", "action", part.text, part.text, line.place(part.start), statement,
                     rendering=part.text, start=part.start, end=part.end)
            )  # fmt: skip
    return actions


def numbered(facts: Sequence[Fact], first: int) -> tuple[Fact, ...]:
    """The facts with ids F001, F002 … from `first` on."""
    return tuple(replace(fact, id=f"F{first + index:03d}") for index, fact in enumerate(facts))


__all__ = ["expanded", "expansions", "extract", "measure_word", "numbered"]
