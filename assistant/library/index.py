"""Vectors in Chroma: in this process under the data directory, or on a Chroma server."""

from __future__ import annotations

import hashlib
import sqlite3
import threading
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from assistant.errors import LibraryError
from assistant.library.port import Vector

if TYPE_CHECKING:
    from chromadb.api import ClientAPI

_BATCH = 5_000  # Chroma takes at most 5,461 at once
_FIX = "检索仍可按字词进行；可删除该目录后重建索引"


class ChromaIndex:
    """One collection for each embedder, so that vectors of two are never mixed. Opened at the first use."""

    def __init__(self, folder: Path, server: str = "") -> None:
        """folder: of the vectors. server: URL of a Chroma server, used instead of the folder if given."""
        self._folder, self._server = folder, server
        self._client: ClientAPI | None = None
        self._collections: dict[str, Any] = {}
        self._owner: sqlite3.Connection | None = None
        self._guard = threading.RLock()

    def put(self, embedder: str, items: Sequence[tuple[str, Vector, Mapping[str, str]]]) -> None:
        """Stores (passage id, vector, what to filter by), replacing what has the same id."""
        with self._guard, _errors():
            collection = self._collection(embedder)
            for start in range(0, len(items), _BATCH):
                batch = items[start : start + _BATCH]
                collection.upsert(
                    ids=[one[0] for one in batch],
                    embeddings=[list(one[1]) for one in batch],
                    metadatas=[dict(one[2]) for one in batch],
                )

    def nearest(
        self, embedder: str, vector: Vector, limit: int, where: Mapping[str, str]
    ) -> tuple[tuple[str, float], ...]:
        """(passage id, cosine similarity), the nearest first."""
        conditions: list[dict[str, Any]] = [{key: value} for key, value in where.items() if value]
        chosen = conditions[0] if len(conditions) == 1 else {"$and": conditions} if conditions else None
        with self._guard, _errors():
            collection = self._collection(embedder)
            if not collection.count():
                raise LibraryError("向量索引是空的", "请用 nigao library rebuild 重建")
            found = collection.query(
                query_embeddings=[list(vector)], n_results=limit, where=chosen, include=["distances"]
            )
        distances = (found["distances"] or [[]])[0]
        return tuple((one, 1.0 - far) for one, far in zip(found["ids"][0], distances, strict=True))

    def count(self, embedder: str) -> int:
        """How many vectors of this embedder there are."""
        with self._guard, _errors():
            return int(self._collection(embedder).count())

    def ids(self, embedder: str) -> frozenset[str]:
        """The passages that have a vector of this embedder here."""
        with self._guard, _errors():
            return frozenset(self._collection(embedder).get(include=[])["ids"])

    def remove(self, ids: Sequence[str]) -> None:
        """Takes these passages out of every collection."""
        with self._guard, _errors():
            client = self._opened()
            for collection in client.list_collections():
                if ids:
                    client.get_collection(collection.name, embedding_function=None).delete(ids=list(ids))

    def clear(self) -> None:
        """Takes everything out."""
        with self._guard, _errors():
            client = self._opened()
            for collection in client.list_collections():
                client.delete_collection(collection.name)
            self._collections.clear()

    def close(self) -> None:
        """Lets another process have the folder."""
        with self._guard:
            self._client = None
            self._collections.clear()
            if self._owner is not None:
                self._owner.close()
                self._owner = None

    def _collection(self, embedder: str) -> Any:
        # names may only be ASCII and at most 512 characters long
        name = f"passages-{hashlib.sha256(embedder.encode()).hexdigest()[:16]}"
        if name not in self._collections:
            self._collections[name] = self._opened().get_or_create_collection(
                name, embedding_function=None, metadata={"hnsw:space": "cosine", "embedder": embedder}
            )
        return self._collections[name]

    def _opened(self) -> ClientAPI:
        if self._client is None:
            self._client = self._connect() if self._server else self._open_folder()
        return self._client

    def _open_folder(self) -> ClientAPI:
        import chromadb
        from chromadb.config import Settings

        self._folder.mkdir(parents=True, exist_ok=True)
        self._own()
        return chromadb.PersistentClient(
            path=str(self._folder), settings=Settings(anonymized_telemetry=False, allow_reset=False)
        )

    def _connect(self) -> ClientAPI:
        import chromadb
        from chromadb.config import Settings

        parts = urlsplit(self._server)
        return chromadb.HttpClient(
            host=parts.hostname or "127.0.0.1",
            port=parts.port or 8000,
            ssl=parts.scheme == "https",
            settings=Settings(anonymized_telemetry=False),
        )

    def _own(self) -> None:
        """Two processes on one folder corrupt it silently: hold a lock that ends with the process."""
        owner = sqlite3.connect(self._folder / "owner.lock", timeout=0, isolation_level=None, check_same_thread=False)
        try:
            owner.execute("BEGIN EXCLUSIVE")
        except sqlite3.OperationalError as error:
            owner.close()
            raise LibraryError("向量索引正被另一个程序使用", "检索暂按字词进行，关闭另一个程序后恢复") from error
        self._owner = owner


class _errors:
    """Chroma's own errors as LibraryError."""

    def __enter__(self) -> None:
        return None

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: object) -> None:
        from chromadb.errors import ChromaError

        if isinstance(error, ChromaError | ValueError | OSError | sqlite3.DatabaseError):
            raise LibraryError(f"向量索引不能使用（{type(error).__name__}）", _FIX) from error
