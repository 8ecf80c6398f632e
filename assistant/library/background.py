"""Vectors made in the background: one thread, resumable, with progress. Nothing waits for it."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Mapping, Sequence

from assistant.errors import LibraryError, StoreError
from assistant.library.port import Embedder, Index, Records, Vector

_BATCH = 8  # passages; about two seconds of work for the bundled model on one core


class VectorMaker:
    """Makes the vectors that are missing. What is done is recorded batch by batch, so a kill loses one batch."""

    def __init__(self, records: Records, index: Index, embedder: Embedder) -> None:
        self._records, self._index, self._embedder = records, index, embedder
        self._work = threading.Lock()
        self._wanted = threading.Event()
        self._stop = threading.Event()
        self._thread: threading.Thread | None = None
        self._pace = 0.0  # passages a second, of this run
        self.failure: LibraryError | StoreError | None = None

    def run(self, progress: Callable[[int, int], None] | None = None) -> None:
        """Makes all missing vectors now; progress gets (done, all). Raises LibraryError, StoreError."""
        with self._work:
            self._verify()
            started, made = time.monotonic(), 0
            while not self._stop.is_set() and (fresh := self._batch()):
                made += fresh
                self._pace = made / max(time.monotonic() - started, 1e-6)
                if progress is not None:
                    progress(*self._records.progress(self._embedder.name))

    def minutes_left(self, passages: int) -> float | None:
        """Minutes for so many passages at the pace of this run; None before its first batch is done."""
        if not passages:
            return 0.0
        return passages / self._pace / 60 if self._pace else None

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
        """The index is a cache: what it lacks is made again, what the records do not know is taken out.

        A process that was killed leaves at most one batch that only one of the two knows.
        """
        name = self._embedder.name
        here, there = self._records.embedded_ids(name), self._index.ids(name)
        self._records.forget_vectors(here - there)
        if there - here:
            self._index.remove(sorted(there - here))

    def _batch(self) -> int:
        """How many vectors were put into the index; 0: all are there."""
        name = self._embedder.name
        waiting = self._records.pending(name, _BATCH)
        if not waiting:
            return 0
        stored = self._records.passages(one for one, _ in waiting)
        waiting = tuple(item for item in waiting if item[0] in stored)
        vectors = self._vectors([text for _, text in waiting])
        items = [
            (one, vectors[text], {"lane": stored[one].passage.lane, "kind": stored[one].kind}) for one, text in waiting
        ]
        self._index.put(name, items)
        self._records.mark_embedded([one for one, _ in waiting], name)
        # a document that was removed meanwhile must not leave its vectors behind
        gone = [one for one, _ in waiting if one not in self._records.passages([one])]
        if gone:
            self._index.remove(gone)
        return max(len(items), 1)

    def _vectors(self, texts: Sequence[str]) -> Mapping[str, Vector]:
        """Text -> vector; only those are made that were never made before."""
        name = self._embedder.name
        known = dict(self._records.cached(name, texts))
        new = [text for text in dict.fromkeys(texts) if text not in known]
        made = dict(zip(new, self._embedder.passages(new), strict=True)) if new else {}
        self._records.cache(name, made)
        return {**known, **made}
