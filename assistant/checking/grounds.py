"""Everything the checks compare a draft with, prepared once: notes, evidence, exemplars, dates of the report."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING

from assistant import figures
from assistant.checking.evidence import EvidenceIndex, index_evidence
from assistant.checking.layout import plain
from assistant.figures import Match, Ordinal, TimeSpan
from assistant.model import Ledger

if TYPE_CHECKING:
    from assistant.knowledge import Wording


@dataclass(frozen=True, slots=True)
class ExemplarText:
    """A reference of another unit as it was read, unmasked.

    entities: names of units, people, places and honours known to occur in it.
    """

    id: str
    title: str
    text: str
    entities: tuple[str, ...] = ()


@dataclass(frozen=True)
class Grounds:
    """What a draft may rest on, and what it must not contain.

    own_names: names that are the report's own although the notes do not say them (its title, its unit).
    """

    ledger: Ledger
    exemplars: tuple[ExemplarText, ...] = ()
    wording: Wording | None = None
    as_of: date | None = None
    own_names: tuple[str, ...] = ()

    @cached_property
    def evidence(self) -> EvidenceIndex:
        return index_evidence(self.ledger)

    @cached_property
    def lines(self) -> tuple[str, ...]:
        """Everything the notes say, line by line, headings and brief included."""
        brief = self.ledger.brief
        told = [brief.unit, brief.title, brief.target, brief.kind_text, brief.period, *brief.sections, *self.own_names]
        for statement in self.ledger.statements:
            told += [statement.text, *statement.parts]
        told += sorted({heading for statement in self.ledger.statements for heading in statement.path})
        for fact in self.ledger.facts:
            told += [fact.text, fact.subject, fact.rendering]
        return tuple(line for line in dict.fromkeys(told) if line)

    @cached_property
    def told(self) -> tuple[str, ...]:
        """What the notes themselves state, line by line: no headings, and nothing of the brief, which names the aim."""
        lines = [line for statement in self.ledger.statements for line in (statement.text, *statement.parts)]
        return tuple(line for line in dict.fromkeys([*lines, *(fact.text for fact in self.ledger.facts)]) if line)

    @cached_property
    def told_plain(self) -> tuple[str, ...]:
        """`told` in the spelling of `layout.plain`."""
        return tuple(plain(line) for line in self.told)

    @cached_property
    def period(self) -> frozenset[int]:
        """The years reported on, as far as the brief says them."""
        spans = [span for span in figures.times(self.ledger.brief.period) if span.first[:4].isdigit()]
        return frozenset(
            year for span in spans for year in range(int(span.first[:4]), int((span.last or span.first)[:4]) + 1)
        )

    @cached_property
    def notes(self) -> str:
        """All lines in one spelling (`layout.plain`), one a line."""
        return "\n".join(plain(line) for line in self.lines)

    @cached_property
    def raw(self) -> str:
        """All lines as written."""
        return "\n".join(self.lines)

    @cached_property
    def spans(self) -> tuple[TimeSpan, ...]:
        """All dates and periods of `raw`."""
        return figures.times(self.raw)

    @cached_property
    def ordinals(self) -> tuple[Ordinal, ...]:
        """All series numbers of `raw`."""
        return figures.ordinals(self.raw)

    @cached_property
    def spelling(self) -> Mapping[str, str]:
        """Every line of `lines` and `told` in the spelling of `spelled`."""
        return {line: spelled(line) for line in (*self.lines, *self.told)}

    @cached_property
    def relations(self) -> dict[tuple[str, str, str], Mapping[int, Match]]:
        """How the notes relate to figures of a draft, by spelling, limit and sign; filled as figures are met, so that
        a section checked again after a change compares only what is new."""
        return {}

    @cached_property
    def years(self) -> dict[int, set[int]]:
        """The years the notes give each figure of the evidence; filled as figures are traced to it."""
        return {}

    @cached_property
    def dated(self) -> dict[str, list[TimeSpan]]:
        """The dated spans of a line of the notes; filled as lines are asked for."""
        return {}

    def says(self, words: str) -> bool:
        """The notes contain these words, whatever marks stand between them."""
        needle = plain(words)
        return bool(needle) and needle in self.notes


def spelled(text: str) -> str:
    """`layout.plain` with numbers in a series in digits: 第二十个敬老日 -> 第20个敬老日."""
    for ordinal in reversed(figures.ordinals(text)):
        if ordinal.text.startswith("第"):
            written = re.sub(r"[一二三四五六七八九十百零〇\d]+", f"{ordinal.value:g}", ordinal.text, count=1)
            text = text[: ordinal.start] + written + text[ordinal.end :]
    return plain(text)


def prepare(
    ledger: Ledger,
    exemplars: Sequence[ExemplarText] = (),
    wording: Wording | None = None,
    as_of: date | None = None,
    own_names: Sequence[str] = (),
) -> Grounds:
    """Grounds for one or many checks against the same notes."""
    return Grounds(ledger, tuple(exemplars), wording, as_of, tuple(name for name in own_names if name))
