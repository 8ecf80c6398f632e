"""Files that were handed in for the library and wait to be read: what was accepted survives a kill."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from assistant.model import QueuedFile
from assistant.store.database import Database
from assistant.store.duties import owe

if TYPE_CHECKING:
    from sqlalchemy import Connection, Select

_FIELDS = ("id", "name", "lane", "kind", "state", "document", "why", "fix")


class LibraryQueue:
    """The part of LibraryRecords that knows the queue. Every method is one transaction."""

    _database: Database

    def enqueue(self, file: QueuedFile, digest: str, data: bytes = b"") -> QueuedFile:
        """Puts a file at the end. digest, data: of its content; data is kept only if it is waiting.

        If the same content waits already, that entry is given back and nothing changes.
        """
        from sqlalchemy import func, insert, select

        from assistant.store.tables import queue

        with self._database.write() as connection:
            same = _entries(queue.c.digest == digest, queue.c.lane == file.lane, queue.c.state == "waiting")
            waiting = connection.execute(same).first()
            if file.state == "waiting" and waiting is not None:
                return _file(waiting)
            last = connection.execute(select(func.max(queue.c.position))).scalar()
            values = {name: getattr(file, name) for name in _FIELDS}
            more = {"position": (last or 0) + 1, "digest": digest, "attempts": 0}
            content = data if file.state == "waiting" else None
            connection.execute(insert(queue).values(**values, **more, content=content))
        return file

    def queue(self) -> tuple[QueuedFile, ...]:
        """All entries in order of handing in."""
        with self._database.read() as connection:
            return tuple(_file(row) for row in connection.execute(_entries()))

    def first_waiting(self) -> tuple[QueuedFile, bytes] | None:
        """The file that has waited longest and its bytes; None if none waits."""
        from assistant.store.tables import queue

        query = _entries(queue.c.state == "waiting").add_columns(queue.c.content).limit(1)
        with self._database.read() as connection:
            row = connection.execute(query).first()
        if row is None:
            return None
        return QueuedFile(**{name: row._mapping[name] for name in _FIELDS}), row.content

    def count_attempt(self, file: QueuedFile) -> int:
        """Reading it begins; how often it has begun by now."""
        from sqlalchemy import select, update

        from assistant.store.tables import queue

        this = queue.c.id == file.id
        with self._database.write() as connection:
            connection.execute(update(queue).where(this).values(attempts=queue.c.attempts + 1))
            return connection.execute(select(queue.c.attempts).where(this)).scalar() or 0

    def refuse(self, file: QueuedFile, why: str, fix: str) -> QueuedFile:
        """It cannot be read: says why and forgets its bytes."""
        from sqlalchemy import update

        from assistant.store.tables import queue

        refused = replace(file, state="refused", why=why, fix=fix)
        with self._database.write() as connection:
            values = {"state": "refused", "why": why, "fix": fix, "content": None}
            connection.execute(update(queue).where(queue.c.id == file.id).values(**values))
            owe(connection, "scrub")
        return refused

    def dequeue(self, ids: Iterable[str]) -> None:
        """Takes these entries out; a waiting file is not read any more."""
        from sqlalchemy import delete

        from assistant.store.tables import queue

        with self._database.write() as connection:
            connection.execute(delete(queue).where(queue.c.id.in_(list(ids))))
            owe(connection, "scrub")


def settle(connection: Connection, file_id: str, document_id: str, note: str = "") -> bool:
    """The file became this document; its bytes are forgotten. False if it does not wait any more.

    note: what whoever handed it in should know.
    """
    from sqlalchemy import update

    from assistant.store.tables import queue

    waits = (queue.c.id == file_id) & (queue.c.state == "waiting")
    values = {"state": "read", "document": document_id, "why": note, "content": None}
    return bool(connection.execute(update(queue).where(waits).values(**values)).rowcount)


def forget_files(connection: Connection, digest: str) -> None:
    """No entry tells of this content any more."""
    from sqlalchemy import delete

    from assistant.store.tables import queue

    connection.execute(delete(queue).where(queue.c.digest == digest))


def _entries(*conditions: Any) -> Select[Any]:
    from sqlalchemy import select

    from assistant.store.tables import queue

    return select(*(queue.c[name] for name in _FIELDS)).where(*conditions).order_by(queue.c.position)


def _file(row: Any) -> QueuedFile:
    return QueuedFile(**row._mapping)
