"""The audit trail in the database: written in the transaction of what it tells, never changed.

The database's own triggers refuse to change or delete an entry; who gets around them is found by the chain of hashes.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from assistant.errors import StoreError
from assistant.review.audit import AuditEntry, Broken, Detail, Head, entry, head_of, verify
from assistant.review.permissions import Action
from assistant.store.database import Database

if TYPE_CHECKING:
    from sqlalchemy import Connection


def record(
    connection: Connection,
    actor: str,
    action: Action,
    *,
    report: str = "",
    subject: str = "",
    details: Mapping[str, Detail] | None = None,
) -> None:
    """One entry more, inside the caller's transaction: both are on disk or neither is.

    actor, report, subject: ids. Raises ValueError for what must not stand in the trail: a fault of the caller.
    """
    from sqlalchemy import delete, insert, select

    from assistant.store.tables import audit, audit_head

    row = connection.execute(select(audit_head.c.number, audit_head.c.hash)).first()
    last = Head(row.number, row.hash) if row is not None else None
    made = entry(last, actor, action, datetime.now(UTC), report=report, subject=subject, details=details)
    connection.execute(insert(audit).values(**_row(made)))
    head = head_of(made)
    connection.execute(delete(audit_head))
    connection.execute(insert(audit_head).values(one=1, number=head.number, hash=head.hash))


class Trail:
    """Reading the trail."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def verify(self, noted: Head | None = None) -> tuple[int, Head | None, Broken | None]:
        """How many entries there are, the last one as it stands beside the chain, and where the chain first breaks.

        noted: a last entry that somebody wrote down elsewhere; it must still be in the chain.
        """
        from sqlalchemy import select

        from assistant.store.tables import audit_head

        with self._database.read() as connection:
            row = connection.execute(select(audit_head.c.number, audit_head.c.hash)).first()
            head = Head(row.number, row.hash) if row is not None else None
            count = _count(connection)
            broken = _first_unreadable(connection) or verify(_entries(connection), head)
            if broken is None and noted is not None:
                broken = verify(_entries(connection), noted)
        if broken is None and head is None and count:
            broken = Broken(count, "最后一条记录的校验值不见了")
        if broken is None and head is not None and head.number != count:
            broken = Broken(head.number + 1, f"第{head.number}条以后的记录不是程序写的")
        return count, head, broken

    def entries(self) -> tuple[AuditEntry, ...]:
        """All of them, the first one first. Raises StoreError for one that cannot be read any more."""
        with self._database.read() as connection:
            broken = _first_unreadable(connection)
            if broken is not None:
                raise StoreError(f"操作记录被改动过：{broken.why}", "请保留现场，用备份核对")
            return tuple(_entries(connection))


def line_of(one: AuditEntry) -> str:
    """An entry as one line of JSON."""
    return json.dumps({**_row(one), "details": dict(one.details)}, ensure_ascii=False, sort_keys=True)


def _row(one: AuditEntry) -> dict[str, Any]:
    names = ("number", "at", "actor", "action", "report", "subject", "previous", "hash")
    return {name: getattr(one, name) for name in names} | {"details": json.dumps(dict(one.details), sort_keys=True)}


def _count(connection: Connection) -> int:
    from sqlalchemy import func, select

    from assistant.store.tables import audit

    return connection.execute(select(func.count()).select_from(audit)).scalar() or 0


def _first_unreadable(connection: Connection) -> Broken | None:
    """An entry whose details are no details any more cannot even be compared with its hash."""
    for row in _rows(connection):
        if _details(row.details) is None:
            return Broken(row.number, f"第{row.number}条记录被改动过")
    return None


def _entries(connection: Connection) -> Iterator[AuditEntry]:
    for row in _rows(connection):
        yield AuditEntry(**{**row._mapping, "details": _details(row.details) or ()})


def _rows(connection: Connection) -> Any:
    from sqlalchemy import select

    from assistant.store.tables import audit

    return connection.execute(select(audit).order_by(audit.c.number))


def _details(text: str) -> tuple[tuple[str, Detail], ...] | None:
    try:
        found = json.loads(text)
    except ValueError:
        return None
    # another spelling of the same is a change, too
    if not isinstance(found, dict) or json.dumps(found, sort_keys=True) != text:
        return None
    return tuple((name, tuple(value) if isinstance(value, list) else value) for name, value in found.items())
