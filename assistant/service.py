"""The use cases. The only place that composes notes, library, writing, checking, export and store.

Everything arrives through the constructor (see bootstrap.py); nothing here reads the environment or opens a file.
"""

from __future__ import annotations

from collections.abc import AsyncGenerator, Callable, Sequence
from contextlib import aclosing, suppress
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from typing import Literal

from assistant import checking, export
from assistant.appraisal import Coverage, Examination, PlaceLines
from assistant.checking import ExemplarText, Grounds, UnitRules, prepare, with_kept
from assistant.checking.fixes import choose, proposals
from assistant.errors import StoreError, UsageError
from assistant.events import (
    Checked,
    Event,
    FindingRaised,
    NotesRead,
    Notice,
    OutlineReady,
    ReportFinished,
    SectionFailed,
    SectionFinished,
)
from assistant.examining import Measures, appraise, examine, find_pack
from assistant.fixing import Fixed, fixed
from assistant.jobs import (
    Material,
    Reference,
    assemble,
    choose_kind,
    find_kind,
    job_for,
    merge_brief,
    reference_from,
)
from assistant.knowledge import Wording, parse_criteria
from assistant.librarian import Librarian
from assistant.library import Library
from assistant.library.readers import Limits, read, tidy_reference
from assistant.library.readers.encoding import decode
from assistant.model import (
    CheckRequest,
    CheckResult,
    CriteriaPack,
    Diagnosis,
    Document,
    DraftRequest,
    Finding,
    Kind,
    Ledger,
    NamedFile,
    Question,
    Report,
    Section,
    Source,
    WriterName,
)
from assistant.notes import build_ledger
from assistant.review.audit import Broken, Head
from assistant.store import Reports, Trail
from assistant.store.trail import line_of
from assistant.writing.drafts import read_draft
from assistant.writing.port import Job, Writer
from assistant.writing.titles import make_title

Format = Literal["docx", "md", "json"]


@dataclass(frozen=True, slots=True)
class Parts:
    """What the service is made of."""

    kinds: tuple[Kind, ...]
    criteria: tuple[CriteriaPack, ...]
    wording: Wording
    rules: UnitRules  # what the unit wants of the checker's rules
    library: Callable[[], Library]  # opened at the first use
    reports: Reports
    trail: Trail
    composer: Writer
    model_writer: Callable[[], Writer] | None  # a fresh one for each report: its clients belong to one event loop
    model_name: WriterName | None
    place_lines: PlaceLines | None  # asks the model what lines of a notice are
    diagnose: Callable[[], tuple[Diagnosis, ...]]
    close: Callable[[], None]
    limits: Limits


class Service(Librarian):
    """One for the process; keeps nothing per user or per report but what it is made of."""

    def __init__(self, parts: Parts) -> None:
        super().__init__(parts.library, parts.kinds, parts.criteria, parts.limits, parts.place_lines)
        self._parts = parts

    # ------------------------------------------------------------------ what there is

    @property
    def writer_name(self) -> WriterName:
        """Who writes when a draft is asked for."""
        return self._parts.model_name or self._parts.composer.name

    def doctor(self) -> tuple[Diagnosis, ...]:
        return self._parts.diagnose()

    # ------------------------------------------------------------------ notes

    def read(self, file: NamedFile) -> Document:
        return read(file.name, file.data, self._parts.limits)

    def facts(self, notes: Sequence[NamedFile], kind: str = "", unit: str = "") -> Ledger:
        """The ledger of these notes. Raises InputError for what cannot be read or is empty."""
        if kind:
            find_kind(self.kinds, kind)
        ledger = self._ledger(notes)
        return replace(ledger, brief=merge_brief(ledger.brief, unit=unit))

    def _ledger(self, notes: Sequence[NamedFile]) -> Ledger:
        """The ledger; what the readers had to say of the files is among its questions."""
        documents = [self.read(file) for file in notes]
        ledger = build_ledger(documents, self._parts.wording)
        said = [
            Question("remark", f"{document.name}：{warning}", (), (Source(document.name),))
            for document in documents
            for warning in document.warnings
        ]
        return replace(ledger, questions=(*ledger.questions, *said))

    # ------------------------------------------------------------------ drafting

    async def draft(self, request: DraftRequest) -> AsyncGenerator[Event, None]:
        """Notes in, a checked report out. The last event is ReportFinished; finished sections are stored at once.

        Raises InputError, UsageError, and ModelError if the endpoint fails before any section was begun.
        """
        job, chosen = self._job(request)
        yield NotesRead(job.ledger)
        references, said = self._references(request.references)
        for text in (chosen, *said):
            if text:
                yield Notice(text)
        writer = self._writer(request)
        # before the first call is paid for: a data directory that cannot be written is found here
        notes, lent = ([file.data for file in files] for files in (request.notes, request.references))
        report_id = self._parts.reports.start(make_title(job), job.kind.id, job.unit, writer.name, notes, lent)
        outline = await writer.outline(job)
        yield OutlineReady(outline)
        if outline.unassigned:
            yield Notice(f"有{len(outline.unassigned)}条要点没有归入任何一节，已列为未使用")
        material = Material(self._parts.library, references, job.kind.id, job.date)
        grounds = self._grounds(job.ledger, [one.exemplar for one in references], job.date)
        sections: dict[str, Section] = {}
        raised: list[Finding] = []
        writing = writer.write(
            job, outline, outline.sections, material.retrieve, partial(_mendable, grounds, self._parts.rules)
        )
        async with aclosing(writing) as events:
            async for event in events:
                if isinstance(event, SectionFinished | SectionFailed):
                    sections[event.section.id] = event.section
                    self._parts.reports.save_section(report_id, event.section)
                if isinstance(event, FindingRaised):
                    raised.append(event.finding)
                yield event
        report = assemble(job, outline, sections, writer)
        exemplars = [*(one.exemplar for one in references), *material.exemplars()]
        result = checking.check(report, job.ledger, exemplars, self._parts.wording, job.date, self._parts.rules)
        known = {(one.rule, one.section, one.start, one.end) for one in result.findings}
        more = tuple(one for one in raised if (one.rule, one.section, one.start, one.end) not in known)
        result = replace(result, findings=(*result.findings, *more))
        yield Checked(result)
        report = replace(report, findings=result.findings, unused_facts=result.missing_facts, figures=result.figures)
        self._parts.reports.save_report(report_id, report)
        yield ReportFinished(report)

    def _job(self, request: DraftRequest) -> tuple[Job, str]:
        ledger = self._ledger(request.notes)
        brief = merge_brief(
            ledger.brief, unit=request.unit, title=request.title, as_of=request.as_of, length=request.length
        )
        ledger = replace(ledger, brief=brief)
        kind, why = choose_kind(self.kinds, request.kind, ledger)
        return job_for(ledger, kind, self._parts.criteria), why

    def _references(self, files: Sequence[NamedFile]) -> tuple[tuple[Reference, ...], tuple[str, ...]]:
        documents = [tidy_reference(self.read(file)) for file in files]
        warnings = tuple(f"{document.name}：{warning}" for document in documents for warning in document.warnings)
        return tuple(reference_from(document, number) for number, document in enumerate(documents, 1)), warnings

    def _writer(self, request: DraftRequest) -> Writer:
        make = self._parts.model_writer
        return self._parts.composer if request.offline or make is None else make()

    def _grounds(self, ledger: Ledger, exemplars: Sequence[ExemplarText], as_of: date | None) -> Grounds:
        brief = ledger.brief
        return prepare(ledger, exemplars, self._parts.wording, as_of, (brief.unit, brief.title))

    # ------------------------------------------------------------------ checking and export

    def check(
        self,
        draft: NamedFile,
        notes: Sequence[NamedFile],
        kind: str = "",
        references: Sequence[NamedFile] = (),
        as_of: date | None = None,
    ) -> CheckResult:
        """A draft from anywhere against the notes."""
        return self.examine(CheckRequest(draft, tuple(notes), tuple(references), "", kind, as_of)).result

    def examine(self, request: CheckRequest) -> Examination:
        """A draft from anywhere against the notes, where there are any, and criteria, where they are asked for.

        Raises InputError for what cannot be read, UsageError for an unknown kind, pack or period.
        """
        ledger = self.facts(request.notes, request.kind) if request.notes else None
        document = self.read(request.draft)
        exemplars, said = self._references(request.references)
        pack, remarks = self.criteria(request.criteria) if request.criteria else (None, ())
        measures = Measures(
            self.kinds, self._parts.wording, [one.exemplar for one in exemplars], pack,
            request.kind, request.period, request.as_of, self._rules(document),
        )  # fmt: skip
        found = examine(document.name, read_draft(document), ledger, measures)
        return replace(found, remarks=(*document.warnings, *said, *remarks))

    def check_page(self, examined: Examination) -> str:
        """What `examine` found, as one page that stands alone."""
        return export.to_check_page(examined)

    def evidence_list(self, coverage: Coverage, form: Literal["docx", "md"]) -> bytes:
        """The papers that the criteria ask for and the gates to be signed, as a file."""
        return _as_file(export.evidence_list(coverage), form)

    def appraise(
        self, notes: Sequence[NamedFile], criteria: NamedFile | str, period: str = "", as_of: date | None = None
    ) -> tuple[Coverage, tuple[str, ...]]:
        """Notes alone against criteria, and remarks on how the criteria were read."""
        pack, remarks = self.criteria(criteria)
        return appraise(self.facts(notes), pack, period, as_of), remarks

    def criteria(self, source: NamedFile | str) -> tuple[CriteriaPack, tuple[str, ...]]:
        """A pack by its id, from its YAML, or as far as rules read it from a notice; and what to know of it.

        No model here: what is checked against is the same each time, or a file that a person has looked through.
        """
        if isinstance(source, str):
            return find_pack(self._parts.criteria, source), ()
        if source.name.lower().endswith((".yaml", ".yml")):
            return parse_criteria(source.data, source.name), ()
        found = self.import_criteria(source, "imported", offline=True)
        read_by_rules = f"{source.name} 的项目由规则读出，请先核对：nigao library criteria 可存成 YAML 修改"
        left = (f"{len(found.unplaced)}行没有归入项目",) if found.unplaced else ()
        return found.pack, (read_by_rules, *found.remarks, *left)

    def _rules(self, draft: Document) -> UnitRules:
        """The unit's rules, with the phrases that the draft's own front matter keeps."""
        kept = draft.front_matter.get("keep", ())
        return with_kept(self._parts.rules, (kept,) if isinstance(kept, str) else kept, draft.name)

    def fix(self, draft: NamedFile, findings: Sequence[Finding], which: str) -> Fixed:
        """The draft as a new text with what these findings propose: which is "safe" or the name of one rule.

        Markdown and text keep all else as it is; of other files the words are kept, without their layout.
        Raises InputError as `check` and UsageError for a rule that there is not.
        """
        changes = choose(proposals(findings), which)
        document = self.read(draft)
        plain = draft.name.lower().endswith((".md", ".txt"))
        raw = decode(draft.data, draft.name) if plain else document.text()
        return fixed(raw, read_draft(document), changes)

    def export(self, report: Report, form: Format) -> bytes:
        """The report as a file; the audit trail says so. Raises UsageError for an unknown form, StoreError."""
        data = _as_file(report, form)
        self._parts.reports.exported(data, form)
        return data

    def rescue(self, report: Report, form: Format) -> bytes:
        """What there is of a draft that was stopped, as a file. The trail says so, unless what failed is the store."""
        data = _as_file(report, form)
        with suppress(StoreError):
            self._parts.reports.exported(data, form)
        return data

    # ------------------------------------------------------------------ the audit trail

    def audit_verify(self, noted: Head | None = None) -> tuple[int, Head | None, Broken | None]:
        """Entries, the last one, and where the trail was tampered with; see Trail.verify. Raises StoreError."""
        return self._parts.trail.verify(noted)

    def audit_lines(self) -> tuple[str, ...]:
        """Every entry as a line of JSON. Raises StoreError for one that cannot be read any more."""
        return tuple(map(line_of, self._parts.trail.entries()))

    def start(self) -> None:
        """For a process that stays: files that wait are read and missing vectors made in the background from now on."""
        self._parts.library().start()

    def close(self) -> None:
        """Ends background work and closes the stores. The service is not used after that."""
        self._parts.close()


def _as_file(report: Report, form: Format) -> bytes:
    if form == "docx":
        return export.to_docx(report)
    if form == "md":
        return export.to_markdown(report).encode()
    if form == "json":
        return export.to_json(report).encode()
    raise UsageError(f"不支持输出为 {form}", "可选：.docx、.md、.json")


def _mendable(grounds: Grounds, rules: UnitRules, section: Section) -> tuple[Finding, ...]:
    """What a writer can mend: a placeholder says that something is missing, and only the staff can supply it."""
    return tuple(one for one in checking.check_section(section, grounds, rules=rules) if one.rule != "TMP-01")
