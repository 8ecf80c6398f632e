"""Follows the events of a draft: tells what happens, keeps what is finished."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from typing import TextIO

from assistant import events
from assistant.cli.tables import one_line
from assistant.errors import NigaoError
from assistant.model import DraftRequest, Ledger, Outline, Report, Section, WriterName

_PLACES = {"lead": "开头", "closing": "结尾"}


@dataclass
class Progress:
    """What happened so far, and what of it can be kept if the rest never comes."""

    ledger: Ledger | None = None
    outline: Outline | None = None
    sections: dict[str, Section] = field(default_factory=dict)
    report: Report | None = None

    def take(self, event: events.Event) -> str:
        """Remembers the event; what to tell the person, "" for nothing."""
        match event:
            case events.NotesRead(ledger):
                self.ledger = ledger
                asked = f"，{len(ledger.questions)} 处要确认" if ledger.questions else ""
                return f"读出 {len(ledger.facts)} 条事实{asked}"
            case events.Notice(text):
                return f"提示：{text}"
            case events.OutlineReady(outline):
                self.outline = outline
                return f"提纲：{sum(1 for section in outline.sections if section.heading)} 节"
            case events.SectionRestarted(section, why):
                return f"重写 {self._name(section)}：{why}"
            case events.SectionFinished(section):
                self.sections[section.id] = section
                return f"写完 {section.heading or self._name(section.id)}（{len(section.text)} 字）"
            case events.SectionFailed(section, why):
                return f"没有写成 {section.heading or self._name(section.id)}：{why}"
            case events.ReportFinished(report):
                self.report = report
        return ""

    def _name(self, section: str) -> str:
        known = {one.id: one.heading for one in self.outline.sections} if self.outline else {}
        return known.get(section) or _PLACES.get(section, section)

    def unfinished(self, request: DraftRequest, writer: WriterName) -> Report | None:
        """The finished sections as a report, in the order of the outline; None if there is not one."""
        if self.outline is None or not self.sections:
            return None
        brief = self.ledger.brief if self.ledger else None
        return Report(
            title=self.outline.title,
            kind=request.kind or (brief.kind if brief else ""),
            unit=request.unit or (brief.unit if brief else ""),
            date=request.as_of or (brief.date if brief else None),
            sections=tuple(self.sections[one.id] for one in self.outline.sections if one.id in self.sections),
            writer=writer,
        )


class Teller:
    """Progress on stderr: one line a step, and a status line that is rewritten on a terminal only."""

    def __init__(self, stream: TextIO | None = None) -> None:
        self._stream = stream or sys.stderr
        self._status = ""

    def tell(self, text: str) -> None:
        if text:
            self._clear()
            print(one_line(text), file=self._stream, flush=True)

    def follow(self, event: events.Event) -> None:
        """What is being written just now; silent where stderr is no terminal."""
        if not self._stream.isatty():
            return
        if isinstance(event, events.SectionStarted):
            self._clear()
            self._status = f"正在写 {one_line(event.heading) or _PLACES.get(event.section, event.section)}"
            print(f"\r{self._status}", end="", file=self._stream, flush=True)

    def _clear(self) -> None:
        if self._status:
            print("\r\033[K", end="", file=self._stream)
            self._status = ""


async def _follow(stream: AsyncIterator[events.Event], progress: Progress, teller: Teller) -> None:
    async for event in stream:
        teller.follow(event)
        teller.tell(progress.take(event))


def follow(stream: AsyncIterator[events.Event], progress: Progress, teller: Teller) -> Report:
    """Runs the draft to its end. KeyboardInterrupt and NigaoError pass through; `progress` has what was finished."""
    asyncio.run(_follow(stream, progress, teller))
    if progress.report is None:
        raise NigaoError("起草没有得到结果", "请加上 --debug 再运行一次，把输出交给维护人员")
    return progress.report
