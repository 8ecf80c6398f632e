"""What a writer is: given a job, it makes an outline and writes its sections, telling what happens."""

from __future__ import annotations

from collections.abc import AsyncGenerator, Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from assistant.events import Event
from assistant.model import (
    CriteriaPack,
    Finding,
    Kind,
    Ledger,
    Outline,
    OutlineSection,
    Passage,
    Section,
    Usage,
    WriterName,
)

# (query words, role, lane) -> passages, best first; exemplar passages are masked already
Retrieve = Callable[[str, str, str], Sequence[Passage]]
# one finished section -> what the checker says of it (used for the one repair round)
CheckSection = Callable[[Section], Sequence[Finding]]


@dataclass(frozen=True, slots=True)
class Job:
    """Everything a writer needs for one report."""

    ledger: Ledger
    kind: Kind
    unit: str  # "" if nobody said it
    title: str  # "" lets the writer build it from the kind's pattern
    target: str  # the honour applied for, "" if none
    period: str
    date: date | None
    length: tuple[int, int]  # characters, body
    criteria: tuple[CriteriaPack, ...] = ()
    person: str = ""  # whom the report is about, where it is about a person and the notes say who


class Writer(Protocol):
    @property
    def name(self) -> WriterName: ...

    @property
    def usage(self) -> Usage:
        """Tokens and calls so far; all zero for a writer that calls no model."""
        ...

    def outline(self, job: Job) -> Awaitable[Outline]:
        """The plan. Lead first (id "lead"), closing last (id "closing")."""
        ...

    def write(
        self,
        job: Job,
        outline: Outline,
        sections: Sequence[OutlineSection],
        retrieve: Retrieve,
        check: CheckSection,
    ) -> AsyncGenerator[Event, None]:
        """Writes these sections: SectionStarted, TextDelta…, then SectionFinished or SectionFailed for each."""
        ...
