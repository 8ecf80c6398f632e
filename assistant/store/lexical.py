"""Search by words behind one small interface, and SQLite's way of it: FTS5 over uni- and bigrams.

Another database offers its own by implementing `Lexical` over the same passages and having `lexical_for` return it;
nothing else knows how words are searched. PostgreSQL would keep the grams of a passage in a tsvector column (weights
A to C for section, body, title), index it with GIN and rank with ts_rank_cd, or with bm25 where an extension has it.
A score is how much of what the query's words weigh a passage has, about 0 to 1: fusion goes by it, see library.fusion.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Protocol

from assistant.errors import StoreError
from assistant.model import StoredPassage
from assistant.store.grams import grams, query_terms

if TYPE_CHECKING:
    from sqlalchemy import Connection

Hits = tuple[tuple[str, float], ...]


class Lexical(Protocol):
    """All methods work inside the caller's transaction, so that words and passages never differ.

    What a search needs of tables is made by the revisions of the schema, see assistant.store.migrations.
    """

    def add(self, connection: Connection, stored: Sequence[StoredPassage]) -> None:
        """Makes these passages findable, by what of them may be shown."""

    def remove(self, connection: Connection, ids: Iterable[str]) -> None:
        """These passages are found no more."""

    def search(self, connection: Connection, query: str, limit: int, lane: str = "", kind: str = "") -> Hits:
        """(passage id, share of what the query's words weigh), best first, equal ones by id.

        Any text is a query; "" as filter lets all through.
        """

    def scrub(self) -> tuple[str, ...]:
        """Statements that leave no byte of removed words behind; run outside a transaction after a removal."""


class Fts5:
    """SQLite's full-text search. It splits at spaces only, hence the grams.

    bm25 goes through every passage that matches, and a single character of a long query matches most of them. So only
    passages are ranked that have one of the query's rarest terms, as many terms as bring a pool of some hundred
    passages together; what a passage without any of them could have scored would not have brought it to the top.
    """

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
        from sqlalchemy import bindparam, text

        # all at once: the ids have no index of their own, every statement reads the whole table
        statement = text("DELETE FROM library_grams WHERE id IN :ids").bindparams(bindparam("ids", expanding=True))
        connection.execute(statement, {"ids": list(ids)})

    def search(self, connection: Connection, query: str, limit: int, lane: str = "", kind: str = "") -> Hits:
        """By bm25, as a share of what a passage full of the query's words would have. Hits without weight are dropped.

        Where all words of the query stand in most passages (a library of one document), those that share a whole
        word with the query are the hits.
        """
        terms = _known_terms(connection, query)
        share = _share(connection, lane, kind)
        if not (terms and share):
            return ()
        pool = int(_POOL / share)
        hits = [hit for hit in _ranked(connection, terms, pool, limit, lane, kind) if hit[1] > _NOTHING]
        if not hits:
            terms = [one for one in terms if len(one[0]) > 1 or len(query.strip()) == 1]
            hits = _ranked(connection, terms, pool, limit, lane, kind)
        most = _most(connection, terms)
        return tuple((one, score / most) for one, score in hits)

    def scrub(self) -> tuple[str, ...]:
        # merges all segments into one, without the tombstones that hold the words of deleted rows
        return ("INSERT INTO library_grams(library_grams) VALUES('optimize')",)


def lexical_for(backend: str) -> Lexical:
    """The search by words of a database. backend: as SQLAlchemy names it. Raises StoreError if it has none."""
    if backend != "sqlite":
        raise StoreError(f"还不支持 {backend} 数据库", "请去掉 NIGAO_DATABASE_URL，使用自带的 SQLite")
    return Fts5()


_INSERT = "INSERT INTO library_grams (id, title, section, body) VALUES (:id, :title, :section, :body)"
# columns: id, title, section, body. A heading that names the subject says more than a word in passing.
_BM25 = "bm25(library_grams, 0.0, 0.6, 1.5, 1.0)"
_NOTHING = 1e-4  # FTS5 gives a term that stands in most passages a weight of about 1e-6: no hit at all
_LEAST, _SATURATED = 1e-6, 2.2  # FTS5's bm25: the least idf, and k1 + 1, which a term often repeated comes near to
# measured by benchmarks/library.py: pools of 250 to 2,000 and 48 to 96 terms rank alike, and as ranking all does
_POOL = 500  # passages to rank
_TERMS = 64  # of a query, the rarest


def _known_terms(connection: Connection, query: str) -> list[tuple[str, int]]:
    """(term, passages with it) of the query's terms that stand anywhere, the rarest first."""
    from sqlalchemy import bindparam, text

    statement = text("SELECT term, doc FROM library_vocabulary WHERE term IN :terms")
    rows = connection.execute(
        statement.bindparams(bindparam("terms", expanding=True)), {"terms": list(query_terms(query))}
    )
    return sorted(((row.term, row.doc) for row in rows), key=lambda row: (row[1], row[0]))[:_TERMS]


def _share(connection: Connection, lane: str, kind: str) -> float:
    """How much of the library the filters let through, 0 to 1: the more they hold back, the larger the pool."""
    if not (lane or kind):
        return 1.0
    from sqlalchemy import text

    statement = text(
        "SELECT count(*), sum((:lane = '' OR lane = :lane) AND (:kind = '' OR kind = :kind)) FROM library_passages"
    )
    total, fitting = connection.execute(statement, {"lane": lane, "kind": kind}).one()
    return (fitting or 0) / total if total else 0.0


def _most(connection: Connection, terms: Sequence[tuple[str, int]]) -> float:
    """The bm25 that a passage full of the terms comes near to. Follows the formula of FTS5."""
    from sqlalchemy import text

    total = connection.execute(text("SELECT count(*) FROM library_passages")).scalar() or 0
    weights = (math.log((total - count + 0.5) / (count + 0.5)) for _, count in terms)
    return _SATURATED * sum(max(weight, _LEAST) for weight in weights) or 1.0


def _expressions(terms: Sequence[tuple[str, int]], pool: int) -> list[str]:
    """FTS5 expressions that together find every passage of the pool once. Terms are quoted: no operator gets through.

    What is asked for must stand in the expression to count in bm25, hence AND for those that also have a term of the
    others, NOT for those that have none.
    """
    reached, needed = 0, 0
    while needed < len(terms) and reached < pool:
        reached += terms[needed][1]
        needed += 1
    rare, others = (" OR ".join(f'"{term}"' for term, _ in part) for part in (terms[:needed], terms[needed:]))
    if not others:
        return [rare] if rare else []
    return [f"({rare}) AND ({others})", f"({rare}) NOT ({others})"]


def _ranked(
    connection: Connection, terms: Sequence[tuple[str, int]], pool: int, limit: int, lane: str, kind: str
) -> list[tuple[str, float]]:
    from sqlalchemy import text

    filters = "WHERE (:lane = '' OR p.lane = :lane) AND (:kind = '' OR p.kind = :kind)" if lane or kind else ""
    statement = text(
        f"SELECT g.id, g.score FROM (SELECT id, -{_BM25} AS score FROM library_grams "
        f"WHERE library_grams MATCH :expression) g {'JOIN library_passages p ON p.id = g.id' if filters else ''} "
        f"{filters} ORDER BY g.score DESC, g.id LIMIT :limit"
    )
    hits: list[tuple[str, float]] = []
    for expression in _expressions(terms, pool):
        values = {"expression": expression, "lane": lane, "kind": kind, "limit": limit}
        hits += [(row.id, row.score) for row in connection.execute(statement, values)]
    return sorted(hits, key=lambda hit: (-hit[1], hit[0]))[:limit]
