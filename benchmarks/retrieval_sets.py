"""What benchmarks/library.py searches: sets of passages and questions, their vectors, and a baseline by words."""

from __future__ import annotations

import hashlib
import itertools
import json
import sqlite3
import struct
from collections.abc import Callable, Iterable, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from assistant.library.embedding import BundledEmbedder
from assistant.library.readers import read
from assistant.library.splitting import split_sections, split_text, title_of
from assistant.model import LibraryDocument, Passage, StoredPassage
from assistant.store import Database, LibraryRecords, sqlite_url

_AT_ONCE = 32


@dataclass(frozen=True)
class Piece:
    """id, title and text of a passage; document: what it is part of."""

    id: str
    title: str
    text: str
    document: str

    @property
    def embedded(self) -> str:
        return f"{self.title}\n{self.text}" if self.title else self.text


@dataclass(frozen=True)
class RetrievalSet:
    """queries: (text, ids of the passages that answer it)."""

    name: str
    passages: tuple[Piece, ...]
    queries: tuple[tuple[str, frozenset[str]], ...]

    def shortened(self, queries: int) -> RetrievalSet:
        return replace(self, queries=self.queries[:queries]) if queries else self

    def joined(self, others: Iterable[RetrievalSet]) -> RetrievalSet:
        every = [self, *others]
        return RetrievalSet(
            "all",
            tuple(passage for one in every for passage in one.passages),
            tuple(query for one in every for query in one.queries),
        )

    def repeated(self, count: int) -> tuple[Piece, ...]:
        """So many passages: these, again and again under other ids."""
        kept = itertools.islice(itertools.cycle(self.passages), count)
        return tuple(replace(one, id=f"p{at}", document="d") for at, one in enumerate(kept))


def load_set(folder: Path) -> RetrievalSet:
    """A folder with corpus.jsonl, queries.jsonl and qrels.jsonl. Queries without an answer are left out."""
    right: dict[str, set[str]] = {}
    for one in _lines(folder / "qrels.jsonl"):
        right.setdefault(one["query_id"], set()).add(one["doc_id"])
    passages = tuple(
        Piece(one["id"], one["title"], one["text"], one.get("doc") or one["id"])
        for one in _lines(folder / "corpus.jsonl")
    )
    asked = [one for one in _lines(folder / "queries.jsonl") if one["id"] in right]
    return RetrievalSet(folder.name, passages, tuple((one["text"], frozenset(right[one["id"]])) for one in asked))


def own_set(files: Sequence[Path]) -> RetrievalSet:
    """Passages of these documents. A question is a heading, its answer the text under it; headings are not indexed."""
    passages: list[Piece] = []
    queries: dict[str, set[str]] = {}
    for path in files:
        document = read(path.name, path.read_bytes())
        for section in split_sections(document):
            for text in split_text(section.text):
                piece = Piece(f"p{len(passages)}", title_of(document), text, path.stem)
                passages.append(piece)
                if len(section.heading) >= 6:
                    queries.setdefault(section.heading.rpartition(" / ")[2], set()).add(piece.id)
    return RetrievalSet("own", tuple(passages), tuple((text, frozenset(right)) for text, right in queries.items()))


def store(folder: Path, pieces: Sequence[Piece]) -> LibraryRecords:
    """A library of these passages under this folder, as policies: nothing is masked."""
    records = LibraryRecords(Database(sqlite_url(folder)))
    by_document: dict[str, list[StoredPassage]] = {}
    for one in pieces:
        passage = Passage(one.id, one.document, one.title, "", "policy", one.text)
        by_document.setdefault(one.document, []).append(StoredPassage(passage, one.text))
    for name, passages in by_document.items():
        digest = hashlib.sha256(name.encode()).hexdigest()
        records.add(LibraryDocument(name, name, name, "policy"), digest, "", "", passages, "benchmark")
    return records


def vectors_of(
    pieces: Sequence[Piece], cache: Path, embedder: BundledEmbedder, tell: Callable[[str, int, int], None]
) -> list[Sequence[float]]:
    """One vector a passage; those that are not in the cache are made, and kept there at once."""
    cache.mkdir(parents=True, exist_ok=True)
    with closing(sqlite3.connect(cache / "vectors.sqlite3")) as kept:
        kept.execute("CREATE TABLE IF NOT EXISTS vectors (key TEXT PRIMARY KEY, vector BLOB)")
        keys = [hashlib.sha256(f"{embedder.name}\n{one.embedded}".encode()).hexdigest() for one in pieces]
        known = {key for (key,) in kept.execute("SELECT key FROM vectors")}
        missing = [(key, one.embedded) for key, one in dict(zip(keys, pieces, strict=True)).items() if key not in known]
        for start in range(0, len(missing), _AT_ONCE):
            batch = missing[start : start + _AT_ONCE]
            made = embedder.passages([text for _, text in batch])
            rows = [
                (key, struct.pack(f"<{len(vector)}f", *vector)) for (key, _), vector in zip(batch, made, strict=True)
            ]
            kept.executemany("INSERT OR REPLACE INTO vectors VALUES (?, ?)", rows)
            kept.commit()
            tell("vectors", start + len(batch), len(missing))
        found = dict(kept.execute("SELECT key, vector FROM vectors"))
    return [struct.unpack(f"<{len(found[key]) // 4}f", found[key]) for key in keys]


def bm25_over_words(pieces: Sequence[Piece]) -> Callable[[str], list[str]] | None:
    """The usual search by words: jieba for words, BM25 over all of them. None where they are not installed."""
    try:
        import jieba
        from rank_bm25 import BM25Okapi
    except ImportError:
        return None
    jieba.setLogLevel(60)
    cut = [[word for word in jieba.lcut(f"{one.title} {one.text}") if word.strip()] for one in pieces]
    ranked = BM25Okapi(cut)

    def search(text: str) -> list[str]:
        scores = ranked.get_scores(jieba.lcut(text))
        return [pieces[at].id for at in scores.argsort()[::-1][:10]]

    return search


def _lines(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]
