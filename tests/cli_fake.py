"""A service that answers from a script and remembers what it was asked; and a way to run the command with it."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Literal

import pytest

from assistant.appraisal import Coverage, Examination
from assistant.cli.entry import run
from assistant.cli.runtime import Format, Runtime, ServicePort
from assistant.errors import LibraryError, NigaoError
from assistant.events import Event
from assistant.library import LibraryState, Progress
from assistant.model import (
    Block,
    CheckRequest,
    CheckResult,
    Diagnosis,
    DraftRequest,
    Kind,
    KindSection,
    Lane,
    Ledger,
    LibraryDocument,
    NamedFile,
    Passage,
    Preview,
    PreviewPart,
    QueuedFile,
    Report,
    Section,
    Source,
    WriterName,
)
from assistant.review.audit import Broken, Head
from assistant.settings import Settings

COMPOSER = WriterName("composer", "composer-1")
KIND = Kind(
    id="civilised-unit",
    name="文明单位",
    aliases=("文明单位",),
    title="{unit}申报{target}材料",
    length=(3000, 5000),
    sections=(KindSection("organisation", "组织领导", "organisation", "", (), ()),),
    heading_sets=("对仗",),
    lead="",
    closing=(),
)


@dataclass
class FakeService:
    """`script` is what draft() yields; an exception in it is raised at that place."""

    script: Sequence[Event | BaseException] = ()
    ledger: Ledger = field(default_factory=lambda: Ledger((), ()))
    result: CheckResult = field(default_factory=lambda: CheckResult((), (), ()))
    coverage: Coverage | None = None
    sections: tuple[Section, ...] = ()
    documents: tuple[LibraryDocument, ...] = ()
    passages: tuple[Passage, ...] = ()
    diagnoses: tuple[Diagnosis, ...] = ()
    unreadable: tuple[str, ...] = ()
    note: str = ""
    state: LibraryState = field(default_factory=lambda: LibraryState(0, 0, 0, ""))
    failure: BaseException | None = None
    kinds: tuple[Kind, ...] = (KIND,)
    writer_name: WriterName = COMPOSER
    asked: list[object] = field(default_factory=list)
    closed: int = 0

    def _ask(self, *what: object) -> None:
        self.asked.append(what[0] if len(what) == 1 else what)
        if self.failure is not None:
            raise self.failure

    def facts(self, notes: Sequence[NamedFile], kind: str = "", unit: str = "") -> Ledger:
        self._ask("facts", [file.name for file in notes])
        return self.ledger

    async def draft(self, request: DraftRequest) -> AsyncIterator[Event]:
        self._ask(request)
        for step in self.script:
            if isinstance(step, BaseException):
                raise step
            yield step

    def examine(self, request: CheckRequest, /) -> Examination:
        notes, references = ([one.name for one in files] for files in (request.notes, request.references))
        self._ask("check", request.draft.name, notes, request.kind, references, request.as_of, request.criteria,
                  request.period)  # fmt: skip
        report = Report("题", "", "", None, self.sections, WriterName("person", ""))
        return Examination(request.draft.name, report, self.result, self.ledger if notes else None, request.as_of,
                           coverage=self.coverage if request.criteria else None)  # fmt: skip

    def appraise(
        self, notes: Sequence[NamedFile], criteria: NamedFile | str, period: str = "", as_of: date | None = None
    ) -> tuple[Coverage, tuple[str, ...]]:
        self._ask("appraise", [one.name for one in notes], criteria, period, as_of)
        assert self.coverage is not None
        return self.coverage, ("由规则读出",)

    def check_page(self, examined: Examination, /) -> str:
        return f"<html>{examined.name}</html>"

    def evidence_list(self, coverage: Coverage, form: Literal["docx", "md"], /) -> bytes:
        return f"{form}:{coverage.name}".encode()

    def export(self, report: Report, form: Format, /) -> bytes:
        return f"{form}:{report.title}:{','.join(section.id for section in report.sections)}\n".encode()

    def rescue(self, report: Report, form: Format, /) -> bytes:
        return self.export(report, form)

    def audit_verify(self, noted: Head | None = None, /) -> tuple[int, Head | None, Broken | None]:
        return 0, None, None

    def audit_lines(self) -> tuple[str, ...]:
        return ()

    def library_add(
        self,
        files: Sequence[NamedFile],
        lane: Lane,
        kind: str = "",
        told: Callable[[QueuedFile], None] | None = None,
    ) -> tuple[QueuedFile, ...]:
        self._ask("add", [file.name for file in files], lane, kind)
        became = tuple(
            QueuedFile(f"q{n}", file.name, lane, kind, "refused", "", f"{file.name} 读不了", "请检查")
            if file.name in self.unreadable
            else QueuedFile(f"q{n}", file.name, lane, kind, "read", f"d{n}", self.note)
            for n, file in enumerate(files)
        )
        for one in became:
            if told is not None:
                told(one)
        return became

    def library_state(self) -> LibraryState:
        return self.state

    def library_preview(self, document: str, /) -> Preview:
        (found,) = [one for one in self.documents if one.id == document]
        block = Block("paragraph", "第二页的话", Source(found.name, page=2))
        return Preview(found, (PreviewPart("第1页", ()), PreviewPart("第2页", (block,))), ("第1页是图片",))

    def library_list(self) -> tuple[LibraryDocument, ...]:
        self._ask("list")
        return self.documents

    def library_show(self, document: str, /) -> tuple[LibraryDocument, str]:
        self._ask("show", document)
        for one in self.documents:
            if one.id == document:
                return one, "原文第一行"
        raise LibraryError(f"参考库里没有 {document}", "用 nigao library list 看有哪些")

    def library_remove(self, document: str, /) -> None:
        self._ask("remove", document)

    def library_remarks(self, query: str, /) -> tuple[str, ...]:
        return ("仅按字词检索（未启用向量检索）",)

    def library_search(
        self, query: str, k: int, lane: Lane | None, kind: str = "", role: str = "", in_force: bool = False
    ) -> tuple[Passage, ...]:
        self._ask("search", query, k, lane, kind, role, in_force)
        return self.passages[:k]

    def library_rebuild(self, progress: Progress | None = None, *, anew: bool = False) -> None:
        self._ask("rebuild", anew)
        if progress is not None:
            progress("拆分", 1, 1)

    def doctor(self) -> tuple[Diagnosis, ...]:
        self._ask("doctor")
        return self.diagnoses

    def start(self) -> None:
        self._ask("start")

    def close(self) -> None:
        self.closed += 1


@dataclass(frozen=True)
class Outcome:
    code: int
    out: str
    err: str


@dataclass
class CommandLine:
    """Runs `nigao …` in this process with the service at hand."""

    capture: pytest.CaptureFixture[str]
    folder: Path
    service: FakeService = field(default_factory=FakeService)
    launched: list[tuple[str, int]] = field(default_factory=list)
    build_failure: NigaoError | None = None

    def __call__(self, *words: object) -> Outcome:
        code = run([str(word) for word in words], self._runtime())
        captured = self.capture.readouterr()
        return Outcome(code, captured.out, captured.err)

    def note(self, name: str = "要点.md", text: str = "- 居家养老服务覆盖面38.5%\n") -> Path:
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        return path

    def _runtime(self) -> Runtime:
        def build(settings: Settings) -> ServicePort:
            if self.build_failure is not None:
                raise self.build_failure
            return self.service

        def launch(service: ServicePort, host: str, port: int) -> None:
            self.launched.append((host, port))

        settings = Settings(_env_file=None, data_dir=self.folder / "data", max_file_bytes=10_000)
        return replace(Runtime(), settings=lambda: settings, build=build, launch=launch)
