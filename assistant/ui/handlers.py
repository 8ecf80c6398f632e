"""What the buttons do: read the fields, ask the service, give back what changes on the screen. No markup here."""

from __future__ import annotations

import time
from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Protocol

import gradio as gr

from assistant.errors import NigaoError
from assistant.events import Event, TextDelta
from assistant.model import DraftRequest, Kind, Ledger, NamedFile, Report, WriterName
from assistant.ui import panels, render
from assistant.ui.background import Beat, in_background
from assistant.ui.downloads import FORMATS, Format, discard, write_files
from assistant.ui.screen import Screen
from assistant.ui.session import Session, note_files, request_for
from assistant.ui.view import View, advance

SECONDS_BETWEEN_SHOWS = 0.15  # streamed text is shown at most this often: the browser lays the page out each time

UNFORESEEN = "程序出错，没有写完。已经写好的章节保留在下面；请再试一次，仍不行就把运行日志交给管理员。"

Changes = dict[Any, Any]  # component -> its new value, as gradio takes it
Fields = Mapping[Any, Any]  # component -> its value


class Desk(Protocol):
    """The part of the service that this page uses."""

    @property
    def kinds(self) -> tuple[Kind, ...]: ...

    @property
    def writer_name(self) -> WriterName: ...

    def facts(self, notes: Sequence[NamedFile]) -> Ledger: ...

    def draft(self, request: DraftRequest) -> AsyncIterator[Event]: ...

    def export(self, report: Report, form: Format, /) -> bytes: ...


@dataclass(frozen=True, slots=True)
class Handlers:
    service: Desk
    screen: Screen
    demo: Path
    exports: Path

    async def draft(self, fields: Fields) -> AsyncIterator[Changes]:
        """Streams the screen while the report is written."""
        discard(fields[self.screen.session].folder)
        view = View(phase="running")
        yield {**self._all(Session(view)), **self._controls(running=True)}
        shown = time.monotonic()
        try:
            request = self._request(fields)
            async for event in in_background(lambda: self.service.draft(request)):
                if isinstance(event, Beat):
                    yield {}
                    continue
                view = advance(view, event)
                if isinstance(event, TextDelta) and time.monotonic() - shown < SECONDS_BETWEEN_SHOWS:
                    continue
                yield self._text(Session(view)) if isinstance(event, TextDelta) else self._all(Session(view))
                shown = time.monotonic()
            session = self._with_files(view)
        except NigaoError as error:
            session = Session(replace(view, phase="failed", error=str(error)))
        yield {**self._all(session), **self._controls(running=False), **self._downloads(session)}

    def cancelled(self, session: Session) -> Changes:
        """After the stream was stopped: what is written stays on the screen."""
        view = session.view
        stopped = replace(session, view=replace(view, phase="cancelled") if view.phase == "running" else view)
        return {**self._all(stopped), **self._controls(running=False)}

    def broken(self, session: Session) -> Changes:
        """After an error that nobody foresaw: said plainly (the log has the rest), and the page works again."""
        failed = replace(session, view=replace(session.view, phase="failed", error=UNFORESEEN))
        return {**self._all(failed), **self._controls(running=False)}

    def facts(self, fields: Fields) -> Changes:
        """The ledger of the notes, without a draft."""
        session: Session = fields[self.screen.session]
        try:
            ledger = self.service.facts(self._notes(fields))
        except NigaoError as error:
            return self._all(replace(session, view=View(phase="failed", error=str(error))))
        session = replace(session, view=View(ledger=ledger))
        return {**self._all(session), self.screen.tabs: gr.Tabs(selected="ledger")}

    def fill_demo(self) -> Changes:
        """The demo bureau's material into the fields."""
        screen = self.screen
        return {
            screen.pasted: (self.demo / "notes.md").read_text(encoding="utf-8"),
            screen.notes: [str(self.demo / "metrics.xlsx")],
            screen.references: [str(self.demo / "last_year.docx")],
        }

    # ------------------------------------------------------------------ fields in

    def _notes(self, fields: Fields) -> tuple[NamedFile, ...]:
        return note_files(fields[self.screen.pasted] or "", _uploads(fields[self.screen.notes]))

    def _request(self, fields: Fields) -> DraftRequest:
        screen = self.screen
        return request_for(
            self._notes(fields),
            _uploads(fields[screen.references]),
            fields[screen.kind] or "",
            fields[screen.unit] or "",
            fields[screen.day] or "",
        )

    # ------------------------------------------------------------------ screen out

    def _text(self, session: Session) -> Changes:
        """Only what streaming changes."""
        screen, view = self.screen, session.view
        return {screen.session: session, screen.page: render.page(view), screen.status: render.status(view)}

    def _all(self, session: Session) -> Changes:
        screen, view = self.screen, session.view
        return {
            **self._text(session),
            screen.notices: render.notices(view),
            screen.findings: panels.findings(view),
            screen.questions: panels.questions(view),
            screen.unused: panels.unused(view),
            screen.ledger: panels.ledger_table(view.ledger),
        }

    def _controls(self, running: bool) -> Changes:
        """Drafting and cancelling exclude each other; a new draft takes the old files away."""
        screen = self.screen
        changes: Changes = {
            screen.start: gr.Button(interactive=not running),
            screen.facts: gr.Button(interactive=not running),
            screen.cancel: gr.Button(interactive=running),
        }
        if running:
            changes |= {button: gr.DownloadButton(value=None, interactive=False) for button in screen.downloads}
            changes[screen.tabs] = gr.Tabs(selected="page")
        return changes

    def _with_files(self, view: View) -> Session:
        if view.report is None:
            return Session(view)
        return Session(view, write_files(view.report, self.service.export, self.exports)[0])

    def _downloads(self, session: Session) -> Changes:
        if session.folder is None:
            return {}
        paths = {path.suffix: path for path in session.folder.iterdir()}
        return {
            button: gr.DownloadButton(value=str(paths[f".{form}"]), interactive=True)
            for button, form in zip(self.screen.downloads, FORMATS, strict=True)
        }


def _uploads(paths: Sequence[str] | None) -> tuple[NamedFile, ...]:
    return tuple(NamedFile(Path(path).name, Path(path).read_bytes()) for path in paths or ())
