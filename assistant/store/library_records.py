"""What the library keeps: documents and their passages. How passages are found by words: assistant.store.lexical."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from assistant.model import LibraryDocument, StoredPassage
from assistant.review.people import MACHINE_ID, SINGLE_PERSON_ID
from assistant.review.permissions import Action
from assistant.store.database import Database
from assistant.store.duties import done, owe, owed
from assistant.store.library_passages import (
    add_passages,
    drop_passages,
    drop_unused_vectors,
    select_passages,
    stored_passage,
)
from assistant.store.library_queue import LibraryQueue, forget_files, settle
from assistant.store.library_vectors import LibraryVectors
from assistant.store.trail import record

if TYPE_CHECKING:
    from sqlalchemy import Connection

_FIELDS = (
    *("id", "name", "title", "lane", "kind", "level", "year", "number", "issuer", "date"),
    *("validity", "valid_from", "valid_to", "shipped"),
)


class LibraryRecords(LibraryVectors, LibraryQueue):
    """The library's side of the database. Every method is one transaction, the audit trail's entry included.

    In the trail a document is told by the hash of its content. What comes with the program is the program's doing.
    """

    def __init__(self, database: Database, actor: str = SINGLE_PERSON_ID) -> None:
        """actor: id of the person in whose name all is done."""
        self._database, self._actor = database, actor

    def add(
        self,
        document: LibraryDocument,
        digest: str,
        text: str,
        body: str,
        passages: Sequence[StoredPassage],
        chunking: str,
        replaces: Sequence[str] = (),
        queued: str = "",
        note: str = "",
    ) -> bool:
        """Stores a document with its passages. digest: of its content, unique in the library; False if it is there.

        In the same transaction go `replaces`, the ids of its older versions, and the file `queued` becomes the
        document; False, too, if that file was taken out of the queue meanwhile. note: kept with the file's entry.
        """
        from sqlalchemy import func, insert, select

        from assistant.store.tables import documents

        with self._database.write() as connection:
            known = connection.execute(select(documents.c.id).where(documents.c.digest == digest)).scalar()
            if queued and not settle(connection, queued, known or document.id, note):
                return False
            if known is not None:
                return False
            actor = MACHINE_ID if document.shipped else self._actor
            for old in replaces:
                self._drop(connection, old, actor, "replace")
            last = connection.execute(select(func.max(documents.c.position))).scalar()
            values = {name: getattr(document, name) for name in _FIELDS}
            more = {"position": (last or 0) + 1, "digest": digest, "text": text, "body": body, "chunking": chunking}
            connection.execute(insert(documents).values(**values, **more))
            add_passages(connection, self._database.lexical, document, passages)
            if replaces:
                drop_unused_vectors(connection)
            details = {"change": "add", "lane": document.lane}
            record(connection, actor, Action.LIBRARY_CHANGE, subject=digest, details=details)
        return True

    def replace_passages(self, document: LibraryDocument, new: Sequence[StoredPassage], chunking: str) -> None:
        """Puts newly split passages in place of the old ones; they are not in the index yet.

        Nothing changes where they are the same.
        """
        from sqlalchemy import update

        from assistant.store.tables import documents, passages

        with self._database.write() as connection:
            connection.execute(update(documents).where(documents.c.id == document.id).values(chunking=chunking))
            here = passages.c.document == document.id
            rows = connection.execute(select_passages().where(here).order_by(passages.c.position)).all()
            if [stored_passage(row) for row in rows] == list(new):
                return
            self._drop_passages(connection, document.id)
            add_passages(connection, self._database.lexical, document, new)
            drop_unused_vectors(connection)

    def list(self) -> tuple[LibraryDocument, ...]:
        """All documents in order of adding, with the number of passages and of vectors."""
        return self._documents()

    def named(self) -> tuple[LibraryDocument, ...]:
        """All documents in order of adding without their counts, which cost a look at every passage."""
        from sqlalchemy import select

        from assistant.store.tables import documents

        query = select(*(documents.c[name] for name in _FIELDS)).order_by(documents.c.position)
        with self._database.read() as connection:
            return tuple(LibraryDocument(**row._mapping) for row in connection.execute(query))

    def passage_ids(self, document_id: str) -> tuple[str, ...]:
        """A document's passages in their order."""
        from sqlalchemy import select

        from assistant.store.tables import passages

        query = select(passages.c.id).where(passages.c.document == document_id).order_by(passages.c.position)
        with self._database.read() as connection:
            return tuple(connection.execute(query).scalars())

    def document(self, document_id: str) -> LibraryDocument | None:
        """One document, None if there is none with this id."""
        from assistant.store.tables import documents

        found = self._documents(documents.c.id == document_id)
        return found[0] if found else None

    def by_digest(self, digest: str) -> LibraryDocument | None:
        """The document with this content, None if it is not in the library."""
        from assistant.store.tables import documents

        found = self._documents(documents.c.digest == digest)
        return found[0] if found else None

    def texts(self, document_id: str) -> tuple[str, str]:
        """The document's full text and its blocks as JSON; two empty strings if there is none with this id."""
        from sqlalchemy import select

        from assistant.store.tables import documents

        with self._database.read() as connection:
            query = select(documents.c.text, documents.c.body).where(documents.c.id == document_id)
            row = connection.execute(query).first()
        return (row.text, row.body) if row else ("", "")

    def shipped(self) -> Mapping[str, str]:
        """Digest -> document id of everything that came with the program."""
        from sqlalchemy import select

        from assistant.store.tables import documents

        with self._database.read() as connection:
            rows = connection.execute(select(documents.c.digest, documents.c.id).where(documents.c.shipped)).all()
        return {row.digest: row.id for row in rows}

    def outdated(self, chunking: str) -> tuple[str, ...]:
        """Ids of documents that were split by another version."""
        from sqlalchemy import select

        from assistant.store.tables import documents

        with self._database.read() as connection:
            query = select(documents.c.id).where(documents.c.chunking != chunking)
            return tuple(connection.execute(query).scalars())

    def set_validity(self, document_id: str, validity: str, valid_from: str = "", valid_to: str = "") -> None:
        """Puts these in place of what the document stated: a person's word without dates holds for every day."""
        from sqlalchemy import select, update

        from assistant.store.tables import documents

        this = documents.c.id == document_id
        details = {"change": "validity", "validity": hashlib.sha256(validity.encode()).hexdigest()}
        with self._database.write() as connection:
            said = update(documents).where(this)
            connection.execute(said.values(validity=validity, valid_from=valid_from, valid_to=valid_to))
            for digest in connection.execute(select(documents.c.digest).where(this)).scalars():
                record(connection, self._actor, Action.LIBRARY_CHANGE, subject=digest, details=details)

    def remove(self, document_id: str, *, by_program: bool = False) -> tuple[str, ...]:
        """Takes the document out and gives the ids its passages had; see `scrub` for what is left of its bytes.

        by_program: it was shipped and is shipped no more.
        """
        with self._database.write() as connection:
            gone = self._drop(connection, document_id, MACHINE_ID if by_program else self._actor, "remove")
            drop_unused_vectors(connection)
        return gone

    def owed(self) -> frozenset[str]:
        """What removals have left to be done: "scrub", "index"; see assistant.store.duties."""
        with self._database.read() as connection:
            return frozenset(owed(connection))

    def scrub(self) -> bool:
        """Leaves no byte of what was removed; False if another program is reading: it stays owed."""
        return self._database.scrub()

    def index_is_fresh(self) -> None:
        """The index was emptied: no vector of a removed passage is in its files, and no passage is marked."""
        from sqlalchemy import update

        from assistant.store.tables import passages

        with self._database.write() as connection:
            connection.execute(update(passages).values(embedder=""))
            done(connection, "index", owed(connection).get("index", 0))

    def passages(self, ids: Iterable[str]) -> Mapping[str, StoredPassage]:
        """The passages with these ids; ids that are not there are left out."""
        from assistant.store.tables import passages

        wanted = list(ids)
        with self._database.read() as connection:
            rows = connection.execute(select_passages().where(passages.c.id.in_(wanted))).all()
        return {row.id: stored_passage(row) for row in rows}

    def lexical(self, query: str, limit: int, lane: str = "", kind: str = "") -> tuple[tuple[str, float], ...]:
        """(passage id, score) by the words of the query, best first; see assistant.store.lexical."""
        with self._database.read() as connection:
            return self._database.lexical.search(connection, query, limit, lane, kind)

    def _documents(self, *conditions: Any) -> tuple[LibraryDocument, ...]:
        from sqlalchemy import case, func, select

        from assistant.store.tables import documents, passages

        columns = [documents.c[name] for name in _FIELDS]
        counts = (func.count(passages.c.id), func.coalesce(func.sum(case((passages.c.embedder != "", 1), else_=0)), 0))
        query = (
            select(*columns, counts[0].label("passages"), counts[1].label("embedded"))
            .outerjoin(passages, passages.c.document == documents.c.id)
            .where(*conditions)
            .group_by(documents.c.id)
            .order_by(documents.c.position)
        )
        with self._database.read() as connection:
            return tuple(LibraryDocument(**row._mapping) for row in connection.execute(query))

    def _drop(self, connection: Connection, document_id: str, actor: str, change: str) -> tuple[str, ...]:
        from sqlalchemy import delete, select

        from assistant.store.tables import documents

        this = documents.c.id == document_id
        gone = self._drop_passages(connection, document_id)
        for digest in connection.execute(select(documents.c.digest).where(this)).scalars():
            forget_files(connection, digest)
            record(connection, actor, Action.LIBRARY_CHANGE, subject=digest, details={"change": change})
        connection.execute(delete(documents).where(this))
        return gone

    def _drop_passages(self, connection: Connection, document_id: str) -> tuple[str, ...]:
        """Passages that go leave their bytes behind, here and in the files of the index."""
        owe(connection, "scrub")
        owe(connection, "index")
        return drop_passages(connection, self._database.lexical, document_id)
