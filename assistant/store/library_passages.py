"""Passages in the database, within a transaction of the caller: their rows, their words, the vectors kept for them."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from assistant.model import LibraryDocument, Passage, StoredPassage
from assistant.store.lexical import Lexical

if TYPE_CHECKING:
    from sqlalchemy import Connection, Select


def select_passages() -> Select[Any]:
    """Every passage with what its document says of being in force, as `stored_passage` takes it."""
    from sqlalchemy import select

    from assistant.store.tables import documents, passages

    return select(passages, documents.c.validity, documents.c.valid_from, documents.c.valid_to).join(documents)


def stored_passage(row: Any) -> StoredPassage:
    """A row of `select_passages`."""
    said = {"validity": row.validity, "valid_from": row.valid_from, "valid_to": row.valid_to}
    passage = Passage(row.id, row.document, row.title, row.section, row.lane, row.shown, **said)
    return StoredPassage(passage, row.original, row.kind, row.role)


def embedded_text(lane: str, title: str, section: str, shown: str) -> str:
    """What of a passage is embedded."""
    # an exemplar's title, once masked, says nothing that would tell its passages apart
    return "\n".join(part for part in (title if lane == "policy" else "", section, shown) if part)


def digest_of(text: str) -> str:
    """By which the vector of an embedded text is known again."""
    return hashlib.sha256(text.encode()).hexdigest()


def add_passages(
    connection: Connection, lexical: Lexical, document: LibraryDocument, new: Sequence[StoredPassage]
) -> None:
    """The passages of a document that has none yet."""
    from sqlalchemy import insert

    from assistant.store.tables import passages

    if new:
        connection.execute(insert(passages), [_row(document.id, position, one) for position, one in enumerate(new)])
        lexical.add(connection, new)


def drop_passages(connection: Connection, lexical: Lexical, document_id: str) -> tuple[str, ...]:
    """Takes a document's passages out; gives their ids. For their vectors see `drop_unused_vectors`."""
    from sqlalchemy import delete, select

    from assistant.store.tables import passages

    chosen = passages.c.document == document_id
    ids = tuple(connection.execute(select(passages.c.id).where(chosen).order_by(passages.c.position)).scalars())
    lexical.remove(connection, ids)
    connection.execute(delete(passages).where(chosen))
    return ids


def drop_unused_vectors(connection: Connection) -> None:
    """A vector tells something of its text: it goes when no passage has that text any more."""
    from sqlalchemy import delete, select

    from assistant.store.tables import passages, vectors

    connection.execute(delete(vectors).where(vectors.c.digest.not_in(select(passages.c.content))))


def _row(document_id: str, position: int, one: StoredPassage) -> dict[str, object]:
    passage = one.passage
    return {
        "id": passage.id,
        "document": document_id,
        "position": position,
        "title": passage.title,
        "section": passage.section,
        "role": one.role,
        "kind": one.kind,
        "lane": passage.lane,
        "original": one.original,
        "shown": passage.text,
        "content": digest_of(embedded_text(passage.lane, passage.title, passage.section, passage.text)),
        "embedder": "",
    }
