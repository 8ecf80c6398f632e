"""Search by words behind one small interface, and SQLite's way of it: FTS5 over uni- and bigrams.

Another database offers its own by implementing `Lexical` over the same passages and having `lexical_for` return it;
nothing else knows how words are searched. PostgreSQL would keep the grams of a passage in a tsvector column (weights
A to C for section, body, title), index it with GIN and rank with ts_rank_cd, or with bm25 where an extension has it.
Scores need only be greater for better hits of one query, with 0 for a hit that says nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Protocol

from assistant.errors import StoreError
from assistant.model import StoredPassage
from assistant.store.grams import grams, match_expression

if TYPE_CHECKING:
    from sqlalchemy import Connection

Hits = tuple[tuple[str, float], ...]


class Lexical(Protocol):
    """All methods work inside the caller's transaction, so that words and passages never differ."""

    def create(self, connection: Connection) -> None:
        """Makes what the search needs, unless it is there."""

    def add(self, connection: Connection, stored: Sequence[StoredPassage]) -> None:
        """Makes these passages findable, by what of them may be shown."""

    def remove(self, connection: Connection, ids: Iterable[str]) -> None:
        """These passages are found no more."""

    def search(self, connection: Connection, query: str, limit: int, lane: str = "", kind: str = "") -> Hits:
        """(passage id, score), best first, equal ones by id. Any text is a query; "" as filter lets all through."""

    def scrub(self) -> tuple[str, ...]:
        """Statements that leave no byte of removed words behind; run outside a transaction after a removal."""


class Fts5:
    """SQLite's full-text search. It splits at spaces only, hence the grams."""

    def create(self, connection: Connection) -> None:
        connection.exec_driver_sql(_TABLE)

    def add(self, connection: Connection, stored: Sequence[StoredPassage]) -> None:
        from sqlalchemy import text

        rows = [
            {
                "id": one.passage.id,
                "title": " ".join(grams(one.passage.title)),
                "section": " ".join(grams(one.passage.section)),
                "body": " ".join(grams(one.passage.text)),
            }
            for one in stored
        ]
        if rows:
            connection.execute(text(_INSERT), rows)

    def remove(self, connection: Connection, ids: Iterable[str]) -> None:
        from sqlalchemy import text

        rows = [{"id": one} for one in ids]
        if rows:
            connection.execute(text("DELETE FROM library_grams WHERE id = :id"), rows)

    def search(self, connection: Connection, query: str, limit: int, lane: str = "", kind: str = "") -> Hits:
        """By bm25. Hits without weight are dropped.

        Where all words of the query stand in most passages (a library of one document), those that share a whole
        word with the query are the hits.
        """
        found = _matching(connection, match_expression(query), limit, lane, kind)
        weighty = tuple(hit for hit in found if hit[1] > _NOTHING)
        return weighty or _matching(connection, match_expression(query, words_only=True), limit, lane, kind)

    def scrub(self) -> tuple[str, ...]:
        # merges all segments into one, without the tombstones that hold the words of deleted rows
        return ("INSERT INTO library_grams(library_grams) VALUES('optimize')",)


def lexical_for(backend: str) -> Lexical:
    """The search by words of a database. backend: as SQLAlchemy names it. Raises StoreError if it has none."""
    if backend != "sqlite":
        raise StoreError(f"还不支持 {backend} 数据库", "请去掉 NIGAO_DATABASE_URL，使用自带的 SQLite")
    return Fts5()


_TABLE = (
    "CREATE VIRTUAL TABLE IF NOT EXISTS library_grams USING fts5("
    "id UNINDEXED, title, section, body, tokenize='unicode61')"
)
_INSERT = "INSERT INTO library_grams (id, title, section, body) VALUES (:id, :title, :section, :body)"
# columns: id, title, section, body. A heading that names the subject says more than a word in passing.
_BM25 = "bm25(library_grams, 0.0, 0.6, 1.5, 1.0)"
_NOTHING = 1e-4  # FTS5 gives a term that stands in most passages a weight of about 1e-6: no hit at all


def _matching(connection: Connection, expression: str, limit: int, lane: str, kind: str) -> Hits:
    from sqlalchemy import text

    if not expression:
        return ()
    statement = text(
        f"SELECT g.id, -{_BM25} AS score FROM library_grams g JOIN library_passages p ON p.id = g.id "
        "WHERE library_grams MATCH :expression AND (:lane = '' OR p.lane = :lane) "
        "AND (:kind = '' OR p.kind = :kind) ORDER BY score DESC, g.id LIMIT :limit"
    )
    values = {"expression": expression, "lane": lane, "kind": kind, "limit": limit}
    return tuple((row.id, row.score) for row in connection.execute(statement, values))
