"""What the screen shows while a report is made. One pure function maps each event to the next view."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Literal

from assistant.events import (
    Checked,
    Event,
    FindingRaised,
    NotesRead,
    Notice,
    OutlineReady,
    PassagesChosen,
    ReportFinished,
    SectionFailed,
    SectionFinished,
    SectionRestarted,
    SectionStarted,
    TextDelta,
)
from assistant.model import CheckResult, Ledger, Report, Section

Phase = Literal["idle", "running", "done", "cancelled", "failed"]
Progress = Literal["waiting", "writing", "written", "failed"]

# a fact's token, or the beginning of one, that is not rendered yet ("{{F01")
_HALF_TOKEN = re.compile(r"\{\{?[^{}]*\}?$")


@dataclass(frozen=True, slots=True)
class SectionView:
    id: str
    heading: str
    text: str = ""
    progress: Progress = "waiting"
    note: str = ""  # why it is written again, or why it could not be written

    @property
    def shown_text(self) -> str:
        return _HALF_TOKEN.sub("", self.text) if self.progress == "writing" else self.text


@dataclass(frozen=True, slots=True)
class View:
    phase: Phase = "idle"
    title: str = ""
    sections: tuple[SectionView, ...] = ()
    notices: tuple[str, ...] = ()
    ledger: Ledger | None = None
    result: CheckResult | None = None
    report: Report | None = None
    error: str = ""


def advance(view: View, event: Event) -> View:
    """The view after this event."""
    match event:
        case NotesRead(ledger):
            return replace(view, ledger=ledger)
        case Notice(text):
            return replace(view, notices=(*view.notices, text))
        case OutlineReady(outline):
            planned = tuple(SectionView(section.id, section.heading) for section in outline.sections)
            return replace(view, title=outline.title, sections=planned)
        case SectionStarted(section, heading):
            return _change(view, section, lambda old: replace(old, heading=heading or old.heading, progress="writing"))
        case TextDelta(section, text):
            return _change(view, section, lambda old: replace(old, text=old.text + text, progress="writing"))
        case SectionRestarted(section, why):
            return _change(view, section, lambda old: replace(old, text="", progress="writing", note=why))
        case SectionFinished(done):
            return _change(view, done.id, lambda old: _written(old, done, "written", ""))
        case SectionFailed(done, why):
            return _change(view, done.id, lambda old: _written(old, done, "failed", why))
        case Checked(result):
            return replace(view, result=result)
        case ReportFinished(report):
            return _finished(view, report)
        case PassagesChosen() | FindingRaised():
            return view  # passages are the writer's, single findings come again with Checked


def _change(view: View, identity: str, change: Callable[[SectionView], SectionView]) -> View:
    """The view with this section changed; a section that no outline announced is added at the end."""
    if all(section.id != identity for section in view.sections):
        view = replace(view, sections=(*view.sections, SectionView(identity, "")))
    return replace(
        view, sections=tuple(change(section) if section.id == identity else section for section in view.sections)
    )


def _written(old: SectionView, section: Section, progress: Progress, note: str) -> SectionView:
    return SectionView(old.id, section.heading, section.text, progress, note)


def _finished(view: View, report: Report) -> View:
    notes = {section.id: section.note for section in view.sections}
    sections = tuple(
        SectionView(
            section.id,
            section.heading,
            section.text,
            "failed" if section.state == "failed" else "written",
            notes.get(section.id, ""),
        )
        for section in report.sections
    )
    return replace(view, phase="done", title=report.title, sections=sections, report=report)
