"""What the library keeps: documents, passages, vectors. How passages are found by words: assistant.store.lexical."""

from __future__ import annotations

import hashlib
import struct
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from assistant.model import LibraryDocument, Passage, StoredPassage
from assistant.store.database import Database

if TYPE_CHECKING:
    from sqlalchemy import Connection, Select

    from assistant.store.lexical import Lexical

_FIELDS = ("id", "name", "title", "lane", "kind", "level", "year", "number", "issuer", "date", "validity", "shipped")


class LibraryRecords:
    """The library's side of the database. Every method is one transaction."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(
        self,
        document: LibraryDocument,
        digest: str,
        text: str,
        body: str,
        passages: Sequence[StoredPassage],
        chunking: str,
        replaces: Sequence[str] = (),
    ) -> bool:
        """Stores a document with its passages. digest: of its content, unique in the library; False if it is there.

        replaces: ids of its older versions, which go in the same transaction.
        """
        from sqlalchemy import func, insert, select

        from assistant.store.tables import documents

        with self._database.write() as connection:
            if connection.execute(select(documents.c.id).where(documents.c.digest == digest)).first() is not None:
                return False
            for old in replaces:
                _drop_document(connection, self._database.lexical, old)
            last = connection.execute(select(func.max(documents.c.position))).scalar()
            values = {name: getattr(document, name) for name in _FIELDS}
            more = {"position": (last or 0) + 1, "digest": digest, "text": text, "body": body, "chunking": chunking}
            connection.execute(insert(documents).values(**values, **more))
            _add_passages(connection, self._database.lexical, document, passages)
        return True

    def replace_passages(self, document: LibraryDocument, passages: Sequence[StoredPassage], chunking: str) -> None:
        """Puts newly split passages in place of the old ones; they have no vectors yet."""
        from sqlalchemy import update

        from assistant.store.tables import documents

        with self._database.write() as connection:
            _drop_passages(connection, self._database.lexical, document.id)
            connection.execute(update(documents).where(documents.c.id == document.id).values(chunking=chunking))
            _add_passages(connection, self._database.lexical, document, passages)

    def list(self) -> tuple[LibraryDocument, ...]:
        """All documents in order of adding, with the number of passages and of vectors."""
        return self._documents()

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

    def remove(self, document_id: str) -> tuple[str, ...]:
        """Takes out the document and all its traces here; gives the ids its passages had."""
        with self._database.erase() as connection:
            return _drop_document(connection, self._database.lexical, document_id)

    def passages(self, ids: Iterable[str]) -> Mapping[str, StoredPassage]:
        """The passages with these ids; ids that are not there are left out."""
        from assistant.store.tables import passages

        wanted = list(ids)
        with self._database.read() as connection:
            rows = connection.execute(_joined().where(passages.c.id.in_(wanted))).all()
        return {row.id: _stored(row) for row in rows}

    def lexical(self, query: str, limit: int, lane: str = "", kind: str = "") -> tuple[tuple[str, float], ...]:
        """(passage id, score) by the words of the query, best first; see assistant.store.lexical."""
        with self._database.read() as connection:
            return self._database.lexical.search(connection, query, limit, lane, kind)

    # ------------------------------------------------------------------ vectors

    def pending(self, embedder: str, limit: int) -> tuple[tuple[str, str], ...]:
        """(id, text to embed) of passages without a vector of this embedder, in order of adding."""
        from sqlalchemy import select

        from assistant.store.tables import documents, passages

        query = (
            select(passages.c.id, passages.c.section, passages.c.shown, passages.c.title, passages.c.lane)
            .join(documents)
            .where(passages.c.embedder != embedder)
            .order_by(documents.c.position, passages.c.position)
            .limit(limit)
        )
        with self._database.read() as connection:
            rows = connection.execute(query).all()
        return tuple((row.id, _embedded_text(row)) for row in rows)

    def progress(self, embedder: str) -> tuple[int, int]:
        """How many passages have a vector of this embedder, and how many there are."""
        from sqlalchemy import func, select

        from assistant.store.tables import passages

        with self._database.read() as connection:
            total = connection.execute(select(func.count()).select_from(passages)).scalar() or 0
            query = select(func.count()).select_from(passages).where(passages.c.embedder == embedder)
            return connection.execute(query).scalar() or 0, total

    def mark_embedded(self, ids: Iterable[str], embedder: str) -> None:
        """These passages have a vector of this embedder now."""
        from sqlalchemy import update

        from assistant.store.tables import passages

        with self._database.write() as connection:
            connection.execute(update(passages).where(passages.c.id.in_(list(ids))).values(embedder=embedder))

    def embedded_ids(self, embedder: str) -> frozenset[str]:
        """The passages that have a vector of this embedder."""
        from sqlalchemy import select

        from assistant.store.tables import passages

        with self._database.read() as connection:
            query = select(passages.c.id).where(passages.c.embedder == embedder)
            return frozenset(connection.execute(query).scalars())

    def forget_vectors(self, ids: Iterable[str] | None = None) -> None:
        """These passages have no vector any more; None: no passage has (the index is gone)."""
        from sqlalchemy import bindparam, update

        from assistant.store.tables import passages

        with self._database.write() as connection:
            if ids is None:
                connection.execute(update(passages).values(embedder=""))
                return
            statement = update(passages).where(passages.c.id == bindparam("one")).values(embedder="")
            rows = [{"one": one} for one in ids]
            if rows:
                connection.execute(statement, rows)

    def cached(self, embedder: str, texts: Iterable[str]) -> Mapping[str, Sequence[float]]:
        """Text -> vector, for those of the texts that this embedder has seen before."""
        from sqlalchemy import select

        from assistant.store.tables import vectors

        digests = {_digest(text): text for text in texts}
        query = select(vectors).where(vectors.c.embedder == embedder, vectors.c.digest.in_(list(digests)))
        with self._database.read() as connection:
            rows = connection.execute(query).all()
        return {digests[row.digest]: _unpacked(row.vector) for row in rows}

    def cache(self, embedder: str, vectors: Mapping[str, Sequence[float]]) -> None:
        """Keeps the vector of each text, so that the index can be made again without the embedder."""
        from sqlalchemy import insert

        from assistant.store import tables

        rows = [
            {"embedder": embedder, "digest": _digest(text), "vector": _packed(vector)}
            for text, vector in vectors.items()
        ]
        if rows:
            with self._database.write() as connection:
                connection.execute(insert(tables.vectors).prefix_with("OR REPLACE"), rows)

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


def _joined() -> Select[Any]:
    from sqlalchemy import select

    from assistant.store.tables import documents, passages

    return select(passages, documents.c.validity).join(documents)


def _stored(row: Any) -> StoredPassage:
    passage = Passage(row.id, row.document, row.title, row.section, row.lane, row.shown, validity=row.validity)
    return StoredPassage(passage, row.original, row.kind, row.role)


def _add_passages(
    connection: Connection, lexical: Lexical, document: LibraryDocument, stored: Sequence[StoredPassage]
) -> None:
    from sqlalchemy import insert

    from assistant.store.tables import passages

    if not stored:
        return
    rows = [
        {
            "id": one.passage.id,
            "document": document.id,
            "position": position,
            "title": one.passage.title,
            "section": one.passage.section,
            "role": one.role,
            "kind": one.kind,
            "lane": one.passage.lane,
            "original": one.original,
            "shown": one.passage.text,
            "embedder": "",
        }
        for position, one in enumerate(stored)
    ]
    connection.execute(insert(passages), rows)
    lexical.add(connection, stored)


def _drop_document(connection: Connection, lexical: Lexical, document_id: str) -> tuple[str, ...]:
    from sqlalchemy import delete

    from assistant.store.tables import documents

    gone = _drop_passages(connection, lexical, document_id)
    connection.execute(delete(documents).where(documents.c.id == document_id))
    return gone


def _drop_passages(connection: Connection, lexical: Lexical, document_id: str) -> tuple[str, ...]:
    from sqlalchemy import delete, select

    from assistant.store.tables import passages, vectors

    rows = connection.execute(select(passages).where(passages.c.document == document_id)).all()
    ids = tuple(row.id for row in rows)
    # a vector tells something of its text: it goes with it
    for row in rows:
        connection.execute(delete(vectors).where(vectors.c.digest == _digest(_embedded_text(row))))
    lexical.remove(connection, ids)
    connection.execute(delete(passages).where(passages.c.document == document_id))
    return ids


def _embedded_text(row: Any) -> str:
    # an exemplar's title, once masked, says nothing that would tell its passages apart
    return "\n".join(part for part in (row.title if row.lane == "policy" else "", row.section, row.shown) if part)


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def _packed(vector: Sequence[float]) -> bytes:
    return struct.pack(f"<{len(vector)}f", *vector)


def _unpacked(data: bytes) -> Sequence[float]:
    return struct.unpack(f"<{len(data) // 4}f", data)
