"""Vectors made in the background: one thread, resumable, with progress. Nothing waits for it."""

from __future__ import annotations

import threading
from collections.abc import Callable

from assistant.errors import LibraryError, StoreError
from assistant.library.port import Embedder, Index, Records

_BATCH = 8  # passages; about two seconds of work for the bundled model on one core


class VectorMaker:
    """Makes the vectors that are missing. What is done is recorded batch by batch, so a kill loses one batch."""

    def __init__(self, records: Records, index: Index, embedder: Embedder) -> None:
        self._records, self._index, self._embedder = records, index, embedder
        self._work = threading.Lock()
        self._wanted = threading.Event()
        self._stop = threading.Event()
        self._thread: threading.Thread | None = None
        self.failure: LibraryError | StoreError | None = None

    def run(self, progress: Callable[[int, int], None] | None = None) -> None:
        """Makes all missing vectors now; progress gets (done, all). Raises LibraryError, StoreError."""
        with self._work:
            self._verify()
            while not self._stop.is_set() and self._batch():
                if progress is not None:
                    progress(*self._records.progress(self._embedder.name))

    def wake(self) -> None:
        """There may be something to do: starts the thread, or tells it. Returns at once."""
        self._wanted.set()
        if self._thread is None or not self._thread.is_alive():
            self._thread = threading.Thread(target=self._serve, name="nigao-vectors", daemon=True)
            self._thread.start()

    def close(self, timeout: float = 10.0) -> None:
        """Ends the thread after its current batch."""
        self._stop.set()
        self._wanted.set()
        if self._thread is not None:
            self._thread.join(timeout)

    def _serve(self) -> None:
        while not self._stop.is_set():
            self._wanted.wait()
            self._wanted.clear()
            try:
                self.run()
                self.failure = None
            except (LibraryError, StoreError) as error:
                # told by Library.state(); tried again at the next wake
                self.failure = error

    def _verify(self) -> None:
        """The index is a cache: if it does not hold what the records say, all vectors are made again."""
        done, _ = self._records.progress(self._embedder.name)
        if done and self._index.count(self._embedder.name) != done:
            self._records.forget_vectors()
            self._index.clear()

    def _batch(self) -> bool:
        name = self._embedder.name
        waiting = self._records.pending(name, _BATCH)
        if not waiting:
            return False
        stored = self._records.passages(one for one, _ in waiting)
        waiting = tuple(item for item in waiting if item[0] in stored)
        vectors = self._embedder.passages([text for _, text in waiting])
        items = [
            (one, vector, {"lane": stored[one].passage.lane, "kind": stored[one].kind})
            for (one, _), vector in zip(waiting, vectors, strict=True)
        ]
        self._index.put(name, items)
        self._records.mark_embedded([one for one, _ in waiting], name)
        # a document that was removed meanwhile must not leave its vectors behind
        gone = [one for one, _ in waiting if one not in self._records.passages([one])]
        if gone:
            self._index.remove(gone)
        return True
