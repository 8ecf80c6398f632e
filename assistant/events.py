"""What happens while a report is made, in the order it happens. The service yields these; screens map them."""

from __future__ import annotations

from dataclasses import dataclass

from assistant.model import CheckResult, Finding, Ledger, Outline, Passage, Report, Section


@dataclass(frozen=True, slots=True)
class NotesRead:
    ledger: Ledger


@dataclass(frozen=True, slots=True)
class Notice:
    """Something a person should know that is no finding (kind was guessed, vectors not ready, passage dropped)."""

    text: str


@dataclass(frozen=True, slots=True)
class OutlineReady:
    outline: Outline


@dataclass(frozen=True, slots=True)
class PassagesChosen:
    section: str
    passages: tuple[Passage, ...]
    dropped: int  # left out for want of room


@dataclass(frozen=True, slots=True)
class SectionStarted:
    section: str
    heading: str


@dataclass(frozen=True, slots=True)
class TextDelta:
    """More text of a section. Provisional until SectionFinished: tokens may still be unrendered at its end."""

    section: str
    text: str


@dataclass(frozen=True, slots=True)
class SectionRestarted:
    """What was streamed for this section is void; it is written again (retry or repair)."""

    section: str
    why: str


@dataclass(frozen=True, slots=True)
class SectionFinished:
    section: Section


@dataclass(frozen=True, slots=True)
class SectionFailed:
    """The section could not be written; `section` holds what there is (possibly only a placeholder)."""

    section: Section
    why: str


@dataclass(frozen=True, slots=True)
class FindingRaised:
    finding: Finding


@dataclass(frozen=True, slots=True)
class Checked:
    result: CheckResult


@dataclass(frozen=True, slots=True)
class ReportFinished:
    report: Report


Event = (
    NotesRead
    | Notice
    | OutlineReady
    | PassagesChosen
    | SectionStarted
    | TextDelta
    | SectionRestarted
    | SectionFinished
    | SectionFailed
    | FindingRaised
    | Checked
    | ReportFinished
)
