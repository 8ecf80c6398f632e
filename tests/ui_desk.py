"""A service for the page's tests: it says what it was asked and plays a scripted draft."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import AsyncIterator, Callable, Sequence
from dataclasses import dataclass, field
from datetime import date

from assistant import export
from assistant.errors import NigaoError
from assistant.events import (
    Checked,
    Event,
    NotesRead,
    Notice,
    OutlineReady,
    ReportFinished,
    SectionFailed,
    SectionFinished,
    SectionStarted,
    TextDelta,
)
from assistant.model import (
    CheckResult,
    DraftRequest,
    Fact,
    FigureTrace,
    Finding,
    Kind,
    Ledger,
    NamedFile,
    Outline,
    OutlineSection,
    Question,
    Report,
    Section,
    Source,
    Statement,
    WriterName,
)

UNIT = "云州市东山区民政局"
TITLE = f"{UNIT}创建市级文明单位申报材料"
KIND = Kind("wenming", "文明单位", (), "{unit}申报材料", (3000, 5000), (), ("动宾",), "", ())
LEAD = "两年来，我局以创建市级文明单位为目标，发放补贴近300万元，服务1280人次。现将有关情况报告如下："
BODY = (
    "（一）健全工作机制\n成立创建领导小组，专题研究11次，分解任务36项。\n（二）抓实教育培训\n"
    "开展培训〔待补：培训期数〕期。"
)
SECTIONS = (
    Section("lead", "", LEAD, ("F001",)),
    Section("s1", "一、加强组织领导，夯实创建之基", BODY, ("F002", "F003")),
    Section("closing", "", "下一步，我局将对照标准，抓好整改。"),
)


def ledger() -> Ledger:
    """Four facts of one file, one question."""

    def fact(number: int, kind: str, text: str, rendering: str) -> Fact:
        source = Source("要点.md", line=number * 3)
        identity = f"F{number:03}"
        return Fact(identity, kind, text, "", source, f"S{number:03}", rendering=rendering)  # type: ignore[arg-type]

    facts = (
        fact(1, "metric", "发放补贴近300万元", "近300万元"),
        fact(2, "metric", "专题研究11次", "11次"),
        fact(3, "metric", "任务分解36项", "36项"),
        fact(4, "action", "建成助餐点46个（另一处写44个）", ""),
    )
    statements = tuple(Statement(one.statement, one.text, (), one.source, (one.id,)) for one in facts)
    asked = Question("conflict", "助餐点有46个和44个两个数，以哪个为准？", ("F004",), (Source("要点.md", line=12),))
    return Ledger(facts, statements, (asked,))


def trace(text: str, section: Section, fact: str | None) -> FigureTrace:
    start = section.text.index(text)
    return FigureTrace(text, section.id, start, start + len(text), fact)


def result() -> CheckResult:
    lead, body, _ = SECTIONS
    start = LEAD.index("1280人次")
    untraced = Finding("FACT-01", "block", "lead", start, start + 6, "1280人次", "要点里没有这个数", "核对或删去")
    holder = BODY.index("〔")
    missing = Finding("FACT-05", "warning", "s1", holder, BODY.index("〕") + 1, "〔待补：培训期数〕", "缺少培训期数")
    figures = (
        trace("近300万元", lead, "F001"), trace("1280人次", lead, None), trace("11次", body, "F002"),
        trace("36项", body, "F003"),
    )  # fmt: skip
    return CheckResult((untraced, missing), figures, ("F004",))


def report() -> Report:
    found = result()
    return Report(
        TITLE, "wenming", UNIT, date(2026, 3, 12), SECTIONS, WriterName("composer", ""), found.findings,
        found.missing_facts, figures=found.figures,
    )  # fmt: skip


def script() -> list[Event]:
    outline = tuple(OutlineSection(one.id, one.heading, "", "", "", ()) for one in SECTIONS)
    events: list[Event] = [NotesRead(ledger()), Notice("类型按要点判断为：文明单位")]
    events.append(OutlineReady(Outline(TITLE, outline)))
    for section in SECTIONS:
        events.append(SectionStarted(section.id, section.heading))
        middle = len(section.text) // 2
        events += [TextDelta(section.id, section.text[:middle]), TextDelta(section.id, section.text[middle:])]
        events.append(SectionFinished(section))
    return [*events, Checked(result()), ReportFinished(report())]


@dataclass
class Desk:
    """Plays `events`, raises `error` after them; stops before event number `pause_at` until `go_on()`."""

    events: list[Event] = field(default_factory=script)
    error: NigaoError | None = None
    pause_at: int | None = None
    go_on: Callable[[], object] = lambda: None  # ends the pause
    paused: threading.Event = field(default_factory=threading.Event)
    cancelled: threading.Event = field(default_factory=threading.Event)
    asked: list[DraftRequest] = field(default_factory=list)
    facts_asked: list[tuple[NamedFile, ...]] = field(default_factory=list)
    kinds: tuple[Kind, ...] = (KIND,)
    writer_name: WriterName = field(default_factory=lambda: WriterName("composer", ""))

    def facts(self, notes: Sequence[NamedFile]) -> Ledger:
        self.facts_asked.append(tuple(notes))
        if self.error:
            raise self.error
        return ledger()

    async def draft(self, request: DraftRequest) -> AsyncIterator[Event]:
        self.asked.append(request)
        try:
            for number, event in enumerate(self.events):
                if number == self.pause_at:
                    await self._pause()
                yield event
        except asyncio.CancelledError:
            self.cancelled.set()
            raise
        if self.error:
            raise self.error

    async def _pause(self) -> None:
        loop, gate = asyncio.get_running_loop(), asyncio.Event()
        self.go_on = lambda: loop.call_soon_threadsafe(gate.set)
        self.paused.set()
        await gate.wait()

    def export(self, report: Report, form: str) -> bytes:
        if form == "docx":
            return export.to_docx(report)
        return (export.to_markdown(report) if form == "md" else export.to_json(report)).encode()


def failed_section() -> SectionFailed:
    return SectionFailed(Section("s1", SECTIONS[1].heading, "〔待补：本节〕", state="failed"), "模型服务没有应答")
