"""Vectors in Chroma: in this process under the data directory, or on a Chroma server."""

from __future__ import annotations

import contextlib
import ctypes
import hashlib
import shutil
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
_FIX = "检索仍可按字词进行；工作台会自动重建，也可运行 nigao library rebuild"
_WIDER = 4  # times as many passages as are wanted are looked at before a filter is left to Chroma
_ASKED = ["distances", "metadatas"]
_M_MMAP_THRESHOLD = -3  # malloc.h
_M_PERTURB = -6  # likewise
_LOCK, _OPEN = "owner.lock", "open.mark"


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
        """(passage id, cosine similarity), the nearest first.

        Chroma lists everything a filter lets through before it searches: where that is most of the library, it takes
        ten times as long as searching. So first the filter is held against the nearest of all.
        """
        wanted = {key: value for key, value in where.items() if value}
        with self._guard, _errors():
            collection = self._collection(embedder)
            if not collection.count():
                raise LibraryError("向量索引是空的", "请用 nigao library rebuild 重建")
            if not wanted:
                return _hits(collection.query(query_embeddings=[list(vector)], n_results=limit, include=_ASKED))
            hits = _hits(
                collection.query(query_embeddings=[list(vector)], n_results=limit * _WIDER, include=_ASKED), wanted
            )
            if len(hits) < limit:
                conditions: list[dict[str, Any]] = [{key: value} for key, value in wanted.items()]
                chosen = conditions[0] if len(conditions) == 1 else {"$and": conditions}
                hits = _hits(
                    collection.query(query_embeddings=[list(vector)], n_results=limit, where=chosen, include=_ASKED)
                )
        return hits[:limit]

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
        """Takes everything out; a folder is thrown away, whatever state it is in."""
        with self._guard, _errors():
            if self._server:
                client = self._opened()
                for collection in client.list_collections():
                    client.delete_collection(collection.name)
                self._collections.clear()
                return
            self._release()
            # the lock of a folder that was deleted meanwhile keeps nobody out
            self._disown()
            self._own()
            for path in self._folder.iterdir():
                if path.is_dir():
                    shutil.rmtree(path)
                elif not path.name.startswith(_LOCK):
                    path.unlink()

    def close(self) -> None:
        """Lets another process have the folder."""
        with self._guard:
            opened = self._client is not None
            self._release()
            if opened and not self._server:
                (self._folder / _OPEN).unlink(missing_ok=True)
            self._disown()

    def _release(self) -> None:
        self._collections.clear()
        if self._client is not None:
            # without it Chroma hands the same open files to the next client of this folder
            self._client.close()  # type: ignore[attr-defined]
            self._client = None

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
        """Chroma ends the whole process over some damaged files: those that a process left open are not trusted."""
        import chromadb
        from chromadb.api.shared_system_client import SharedSystemClient
        from chromadb.config import Settings
        from chromadb.errors import ChromaError

        self._own()
        mark = self._folder / _OPEN
        if mark.exists():
            raise LibraryError("向量索引上次没有正常关闭", _FIX)
        mark.touch()
        _allocate_clean()
        try:
            return chromadb.PersistentClient(
                path=str(self._folder), settings=Settings(anonymized_telemetry=False, allow_reset=False)
            )
        except ChromaError:
            # what failed to open is kept by Chroma and would be handed out to the next client of this folder
            SharedSystemClient.clear_system_cache()
            raise

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
        if self._owner is not None:
            return
        self._folder.mkdir(parents=True, exist_ok=True)
        owner = sqlite3.connect(self._folder / _LOCK, timeout=0, isolation_level=None, check_same_thread=False)
        try:
            owner.execute("BEGIN EXCLUSIVE")
        except sqlite3.OperationalError as error:
            owner.close()
            if error.sqlite_errorcode not in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
                raise LibraryError(f"向量索引的文件夹不能写（{error}）", "请检查磁盘剩余空间和文件夹权限") from error
            raise LibraryError("向量索引正被另一个程序使用", "检索暂按字词进行，关闭另一个程序后恢复") from error
        self._owner = owner

    def _disown(self) -> None:
        if self._owner is not None:
            self._owner.close()
            self._owner = None


def _hits(found: Any, wanted: Mapping[str, str] | None = None) -> tuple[tuple[str, float], ...]:
    """(id, similarity) of an answer of Chroma to one vector, as far as the metadata are as wanted."""
    rows = zip(found["ids"][0], found["distances"][0], found["metadatas"][0], strict=True)
    return tuple((one, 1.0 - far) for one, far, facets in rows if (wanted or {}).items() <= dict(facets or {}).items())


def _allocate_clean() -> None:
    """What Chroma writes in advance of vectors is memory it never cleared: texts of ours might be in it.

    From this size on glibc then takes fresh pages, which are zero; the bundled embedder's vectors are above it from
    the first one on. By itself glibc raises this size as the process goes on. Below it, memory is cleared as it is
    handed out and overwritten as it is given back.
    """
    with contextlib.suppress(OSError, AttributeError, TypeError):  # Windows, macOS, musl
        library = ctypes.CDLL(None)
        library.mallopt(_M_MMAP_THRESHOLD, 128 << 10)
        library.mallopt(_M_PERTURB, 255)  # the byte for what is freed; what is handed out gets its complement, zero


class _errors:
    """Chroma's own errors as LibraryError."""

    def __enter__(self) -> None:
        return None

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: object) -> None:
        from chromadb.errors import ChromaError

        if isinstance(error, ChromaError | ValueError | OSError | sqlite3.DatabaseError):
            raise LibraryError(f"向量索引不能使用（{type(error).__name__}）", _FIX) from error
