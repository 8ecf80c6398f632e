"""The library's vectors: which passage has one in the index, and every vector ever made, by the text it was made of."""

from __future__ import annotations

import struct
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from assistant.store.database import Database

if TYPE_CHECKING:
    from sqlalchemy import ColumnElement, Select


class LibraryVectors:
    """The part of LibraryRecords that knows vectors. embedder: its name; the index has vectors of one at a time."""

    _database: Database

    def progress(self, embedder: str) -> tuple[int, int]:
        """How many passages have a vector of this embedder in the index, and how many there are."""
        from sqlalchemy import func, select

        from assistant.store.tables import passages

        with self._database.read() as connection:
            total = connection.execute(select(func.count()).select_from(passages)).scalar() or 0
            query = select(func.count()).select_from(passages).where(passages.c.embedder == embedder)
            return connection.execute(query).scalar() or 0, total

    def unmade(self, embedder: str, limit: int) -> tuple[str, ...]:
        """Texts of which this embedder has not made a vector yet, each once, in order of adding."""
        from sqlalchemy import select

        from assistant.store.library_passages import embedded_text
        from assistant.store.tables import documents, passages, vectors

        made = select(vectors.c.digest).where(vectors.c.embedder == embedder)
        query = (
            select(passages.c.section, passages.c.shown, passages.c.title, passages.c.lane)
            .join(documents)
            .where(passages.c.embedder != embedder, passages.c.content.not_in(made))
            .order_by(documents.c.position, passages.c.position)
            .limit(limit)
        )
        with self._database.read() as connection:
            return tuple(
                dict.fromkeys(
                    embedded_text(row.lane, row.title, row.section, row.shown) for row in connection.execute(query)
                )
            )

    def keep(self, embedder: str, made: Mapping[str, Sequence[float]]) -> None:
        """Keeps the vector of each text, so that the index can be made again without the embedder.

        A text that no passage has any more (its document was removed meanwhile) leaves nothing behind.
        """
        from sqlalchemy import insert, select

        from assistant.store.library_passages import digest_of
        from assistant.store.tables import passages, vectors

        rows = {digest_of(text): _packed(vector) for text, vector in made.items()}
        with self._database.write() as connection:
            known = connection.execute(select(passages.c.content).where(passages.c.content.in_(list(rows)))).scalars()
            kept = [{"embedder": embedder, "digest": one, "vector": rows[one]} for one in dict.fromkeys(known)]
            if kept:
                connection.execute(insert(vectors).prefix_with("OR REPLACE"), kept)

    def ready(self, embedder: str, limit: int) -> tuple[tuple[str, Sequence[float], Mapping[str, str]], ...]:
        """(passage id, vector, what to filter by) of passages whose vector is made but not in the index."""
        from assistant.store.tables import passages

        query = _with_vectors(embedder, passages.c.embedder != embedder).order_by(passages.c.id).limit(limit)
        with self._database.read() as connection:
            rows = connection.execute(query).all()
        return tuple((row.id, _unpacked(row.vector), {"lane": row.lane, "kind": row.kind}) for row in rows)

    def kept(self, embedder: str, ids: Iterable[str]) -> Mapping[str, Sequence[float]]:
        """Passage id -> the vector that is kept for its text; ids without one are left out."""
        from assistant.store.tables import passages

        with self._database.read() as connection:
            rows = connection.execute(_with_vectors(embedder, passages.c.id.in_(list(ids)))).all()
        return {row.id: _unpacked(row.vector) for row in rows}

    def mark_embedded(self, ids: Iterable[str], embedder: str) -> frozenset[str]:
        """These passages have their vector in the index now; gives the ids of those that are gone meanwhile."""
        from sqlalchemy import select, update

        from assistant.store.tables import passages

        wanted = frozenset(ids)
        chosen = passages.c.id.in_(list(wanted))
        with self._database.write() as connection:
            connection.execute(update(passages).where(chosen).values(embedder=embedder))
            return wanted.difference(connection.execute(select(passages.c.id).where(chosen)).scalars())

    def embedded_ids(self, embedder: str) -> frozenset[str]:
        """The passages that have a vector of this embedder in the index."""
        from sqlalchemy import select

        from assistant.store.tables import passages

        with self._database.read() as connection:
            query = select(passages.c.id).where(passages.c.embedder == embedder)
            return frozenset(connection.execute(query).scalars())

    def forget_vectors(self, ids: Iterable[str]) -> None:
        """These passages have no vector in the index any more."""
        from sqlalchemy import bindparam, update

        from assistant.store.tables import passages

        statement = update(passages).where(passages.c.id == bindparam("one")).values(embedder="")
        rows = [{"one": one} for one in ids]
        if rows:
            with self._database.write() as connection:
                connection.execute(statement, rows)

    def discard_vectors(self, embedder: str) -> None:
        """Forgets every vector this embedder ever made: all are made anew."""
        from sqlalchemy import delete

        from assistant.store.tables import vectors

        with self._database.write() as connection:
            connection.execute(delete(vectors).where(vectors.c.embedder == embedder))


def _with_vectors(embedder: str, condition: ColumnElement[bool]) -> Select[Any]:
    from sqlalchemy import select

    from assistant.store.tables import passages, vectors

    same = (vectors.c.digest == passages.c.content) & (vectors.c.embedder == embedder)
    return (
        select(passages.c.id, passages.c.lane, passages.c.kind, vectors.c.vector).join(vectors, same).where(condition)
    )


def _packed(vector: Sequence[float]) -> bytes:
    return struct.pack(f"<{len(vector)}f", *vector)


def _unpacked(data: bytes) -> Sequence[float]:
    return struct.unpack(f"<{len(data) // 4}f", data)
