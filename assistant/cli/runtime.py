"""What a command works with: settings and the service, built when first needed and closed at the end."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Literal, Protocol

from assistant.cli.failures import value_words
from assistant.errors import NigaoError, UsageError

if TYPE_CHECKING:
    import typer

    from assistant.appraisal import Coverage, Examination
    from assistant.events import Event
    from assistant.fixing import Fixed
    from assistant.library import LibraryState, Progress
    from assistant.library.criteria import ImportedCriteria
    from assistant.model import (
        CheckRequest,
        Diagnosis,
        DraftRequest,
        Finding,
        Kind,
        Lane,
        Ledger,
        LibraryDocument,
        NamedFile,
        Passage,
        Preview,
        QueuedFile,
        Report,
        WriterName,
    )
    from assistant.review.audit import Broken, Head
    from assistant.settings import Settings

Format = Literal["docx", "md", "json"]


class ServicePort(Protocol):
    """What the command line asks of the service."""

    @property
    def kinds(self) -> tuple[Kind, ...]: ...
    @property
    def writer_name(self) -> WriterName: ...
    def facts(self, notes: Sequence[NamedFile], kind: str = "", unit: str = "") -> Ledger: ...
    def draft(self, request: DraftRequest) -> AsyncIterator[Event]: ...
    def examine(self, request: CheckRequest, /) -> Examination: ...
    def appraise(
        self, notes: Sequence[NamedFile], criteria: NamedFile | str, period: str = "", as_of: date | None = None
    ) -> tuple[Coverage, tuple[str, ...]]: ...
    def check_page(self, examined: Examination, /) -> str: ...
    def evidence_list(self, coverage: Coverage, form: Literal["docx", "md"], /) -> bytes: ...
    def fix(self, draft: NamedFile, findings: Sequence[Finding], which: str) -> Fixed: ...
    def export(self, report: Report, form: Format, /) -> bytes: ...
    def rescue(self, report: Report, form: Format, /) -> bytes: ...
    def audit_verify(self, noted: Head | None = None, /) -> tuple[int, Head | None, Broken | None]: ...
    def audit_lines(self) -> tuple[str, ...]: ...
    def library_add(
        self,
        files: Sequence[NamedFile],
        lane: Lane,
        kind: str = "",
        told: Callable[[QueuedFile], None] | None = None,
    ) -> tuple[QueuedFile, ...]: ...
    def library_state(self) -> LibraryState: ...
    def library_preview(self, document_id: str, /) -> Preview: ...
    def library_list(self) -> tuple[LibraryDocument, ...]: ...
    def library_show(self, document: str, /) -> tuple[LibraryDocument, str]: ...
    def library_remove(self, document: str, /) -> None: ...
    def library_search(
        self, query: str, k: int, lane: Lane | None, kind: str = "", role: str = "", in_force: bool = False
    ) -> tuple[Passage, ...]: ...
    def library_remarks(self, query: str, /) -> tuple[str, ...]: ...
    def library_rebuild(self, progress: Progress | None = None, *, anew: bool = False) -> None: ...
    def import_criteria(self, file: NamedFile, identity: str, *, offline: bool = False) -> ImportedCriteria: ...
    def doctor(self) -> tuple[Diagnosis, ...]: ...
    def start(self) -> None: ...
    def close(self) -> None: ...


def read_settings() -> Settings:
    """Settings from the environment and `.env`; UsageError names the variable that cannot be used."""
    from pydantic import ValidationError

    from assistant.settings import Settings

    try:
        return Settings()
    except ValidationError as error:
        first = error.errors()[0]
        name = ".".join(str(part) for part in first["loc"])
        variable = name if name.isupper() else f"NIGAO_{name.upper()}"
        raise UsageError(
            f"设置 {variable} 不能用：{value_words(first['msg'])}", "改正环境变量或 .env，说明见 docs/settings.md"
        ) from error


def build_service(settings: Settings) -> ServicePort:
    """The real service."""
    from assistant.bootstrap import build

    return build(settings)


def launch_workbench(service: ServicePort, host: str, port: int) -> None:
    """The real workbench; returns when it is stopped."""
    from assistant.ui import launch

    service.start()
    launch(service, host, port)


@dataclass(frozen=True)
class Runtime:
    """How the commands get at the world; tests hand in their own."""

    settings: Callable[[], Settings] = read_settings
    build: Callable[[Settings], ServicePort] = build_service
    launch: Callable[[ServicePort, str, int], None] = launch_workbench
    debug: bool = False

    def with_debug(self, debug: bool) -> Runtime:
        return replace(self, debug=debug)

    @contextmanager
    def service(self) -> Iterator[ServicePort]:
        """The service, closed afterwards whatever happens."""
        service = self.build(self.settings())
        try:
            yield service
        finally:
            service.close()


def runtime_of(context: typer.Context) -> Runtime:
    """The runtime that `entry.run` put into the context."""
    runtime = context.obj
    if not isinstance(runtime, Runtime):
        raise NigaoError("命令没有经过 nigao 的入口运行", "请用 nigao 命令")
    return runtime
