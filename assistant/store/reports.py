"""Reports: started, section by section as each is finished, and whole. A finished section survives a kill."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from pydantic import TypeAdapter

from assistant.errors import StoreError
from assistant.model import Report, Section, WriterName
from assistant.review.audit import Detail, model_word
from assistant.review.people import SINGLE_PERSON_ID
from assistant.review.permissions import Action
from assistant.store.database import Database
from assistant.store.trail import record


@dataclass(frozen=True, slots=True)
class ReportEntry:
    """One line of the list. started: UTC, ISO 8601. sections: how many are stored. finished: the whole is stored."""

    id: str
    title: str
    kind: str
    unit: str
    started: str
    sections: int
    finished: bool


class Reports:
    """The reports' side of the database. What a method returns from is on disk, the trail's entry included."""

    def __init__(self, database: Database, actor: str = SINGLE_PERSON_ID) -> None:
        """actor: id of the person in whose name all is done."""
        self._database, self._actor = database, actor

    def start(
        self,
        title: str,
        kind: str,
        unit: str,
        writer: WriterName,
        notes: Sequence[bytes] = (),
        references: Sequence[bytes] = (),
    ) -> str:
        """A new report; its id. notes, references: the files it is made from, of which only the hashes are kept."""
        from sqlalchemy import func, insert, select

        from assistant.store.tables import reports

        report_id = f"r{secrets.token_hex(8)}"
        with self._database.write() as connection:
            last = connection.execute(select(func.max(reports.c.position))).scalar()
            connection.execute(
                insert(reports).values(
                    id=report_id, title=title, kind=kind, unit=unit,
                    started=datetime.now(UTC).isoformat(timespec="seconds"),
                    position=(last or 0) + 1, provider=writer.provider, model=writer.model,
                )
            )  # fmt: skip
            details: dict[str, Detail] = {
                "notes": tuple(map(_hash, notes)),
                "references": tuple(map(_hash, references)),
                "provider": writer.provider,
                "model": model_word(writer.model),
            }
            record(connection, self._actor, Action.REPORT_CREATE, report=report_id, details=details)
        return report_id

    def save_section(self, report_id: str, section: Section) -> None:
        """Stores a finished section; one with the same id is replaced."""
        from sqlalchemy import delete, func, insert, select

        from assistant.store.tables import reports, sections

        content = TypeAdapter(Section).dump_json(section)
        with self._database.write() as connection:
            if connection.execute(select(reports.c.id).where(reports.c.id == report_id)).first() is None:
                raise _unknown(report_id)
            mine = sections.c.report == report_id
            last = connection.execute(select(func.max(sections.c.position)).where(mine)).scalar()
            connection.execute(delete(sections).where(mine, sections.c.id == section.id))
            row = {"report": report_id, "id": section.id, "position": (last or 0) + 1, "content": content}
            connection.execute(insert(sections).values(**row))

    def save_report(self, report_id: str, report: Report) -> None:
        """Stores the whole report, findings and all."""
        from sqlalchemy import update

        from assistant.store.tables import reports

        content = TypeAdapter(Report).dump_json(report)
        with self._database.write() as connection:
            query = update(reports).where(reports.c.id == report_id).values(finished=content, title=report.title)
            if connection.execute(query).rowcount != 1:
                raise _unknown(report_id)
            counts: dict[str, Detail] = {"sections": len(report.sections), "findings": len(report.findings)}
            details = {"content": _hash(content), **counts}
            record(connection, self._actor, Action.SECTION_DRAFT, report=report_id, details=details)

    def exported(self, data: bytes, form: str) -> None:
        """A report was written as a file of this form. data: its bytes, of which only the hash is kept."""
        with self._database.write() as connection:
            record(connection, self._actor, Action.REPORT_EXPORT, details={"content": _hash(data), "form": form})

    def load(self, report_id: str) -> Report:
        """The report as it was finished; if it never was, what sections there are, in the order they were finished.

        Raises StoreError if there is no report with this id.
        """
        from sqlalchemy import select

        from assistant.store.tables import reports, sections

        with self._database.read() as connection:
            row = connection.execute(select(reports).where(reports.c.id == report_id)).first()
            query = select(sections.c.content).where(sections.c.report == report_id).order_by(sections.c.position)
            stored = connection.execute(query).scalars().all()
        if row is None:
            raise _unknown(report_id)
        if row.finished is not None:
            return TypeAdapter(Report).validate_json(row.finished)
        parts = tuple(TypeAdapter(Section).validate_json(content) for content in stored)
        return Report(row.title, row.kind, row.unit, None, parts, WriterName(row.provider, row.model))

    def list(self) -> tuple[ReportEntry, ...]:
        """All reports, the newest first."""
        from sqlalchemy import func, select

        from assistant.store.tables import reports, sections

        count = func.count(sections.c.id)
        columns = (reports.c.id, reports.c.title, reports.c.kind, reports.c.unit, reports.c.started)
        query = (
            select(*columns, count.label("sections"), reports.c.finished.is_not(None).label("finished"))
            .outerjoin(sections, sections.c.report == reports.c.id)
            .group_by(reports.c.id)
            .order_by(reports.c.position.desc())
        )
        with self._database.read() as connection:
            return tuple(ReportEntry(**row._mapping) for row in connection.execute(query))


def _hash(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def _unknown(report_id: str) -> StoreError:
    return StoreError(f"没有编号为 {report_id} 的报告", "请刷新报告列表")
