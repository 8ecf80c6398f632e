"""The vectors that are missing are made and put into the index; what is done is recorded, so a kill loses one batch."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable

from assistant.errors import LibraryError
from assistant.library.port import Embedder, Index, Vectors

_BATCH = 8  # texts embedded at once; about two seconds of work for the bundled model on one core
_PUT = 500  # vectors put into the index at once
_PROBES = 5  # passages looked up to see whether the index answers


class VectorMaker:
    """The index is a cache: what it lacks is put in again, what the records do not know is taken out."""

    def __init__(self, records: Vectors, index: Index, embedder: Embedder) -> None:
        self._records, self._index, self._embedder = records, index, embedder
        self._work = threading.Lock()
        self._trusted = False  # the index was held against the records since it was last doubted
        self._fresh = False  # the index was emptied, and has taken nothing since
        self._made, self._seconds = 0, 0.0

    def run(self, progress: Callable[[int, int], None] | None = None) -> None:
        """Makes all missing vectors now; progress gets (done, all). Raises LibraryError, StoreError."""
        self.doubt()
        while self.step():
            if progress is not None:
                progress(*self._records.progress(self._embedder.name))

    def step(self) -> bool:
        """Puts a batch of vectors into the index, or makes one; False if all are there. Raises as `run`."""
        with self._work:
            if not self._trusted:
                self._verify()
                self._trusted = True
            return self._put() or self._make()

    def doubt(self) -> None:
        """The next step holds the index against the records before it goes on."""
        self._trusted = False

    def renew(self, *, anew: bool = False) -> None:
        """Empties the index; the next steps fill it. anew: the vectors that are kept are not trusted either."""
        with self._work:
            if anew:
                self._records.discard_vectors(self._embedder.name)
            self._empty()

    def refill(self) -> None:
        """Puts in what the index lacks, as far as the vectors are kept. Raises as `run`."""
        with self._work:
            while self._put():
                pass

    def minutes_left(self, passages: int) -> float | None:
        """Minutes for so many passages at the pace so far; None while there is none."""
        if not passages:
            return 0.0
        return passages * self._seconds / self._made / 60 if self._made else None

    def _empty(self) -> None:
        self._index.clear()
        self._records.index_is_fresh()
        self._fresh = True

    def _verify(self) -> None:
        """A process that was killed leaves at most one batch that only one of the two knows."""
        name = self._embedder.name
        here = self._records.embedded_ids(name)
        try:
            there = self._index.ids(name)
            if not self._answers(sorted(here & there)):
                raise LibraryError("向量索引答非所问")
        except LibraryError:
            self._empty()
            return
        self._records.forget_vectors(here - there)
        if there - here:
            self._index.remove(sorted(there - here))

    def _answers(self, ids: list[str]) -> bool:
        """Whether passages are found by their own vectors. Half may be missed: the search is approximate."""
        chosen = ids[:: max(1, len(ids) // _PROBES)][:_PROBES]
        vectors = self._records.kept(self._embedder.name, chosen)
        nearest = [self._index.nearest(self._embedder.name, vector, 1, {}) for vector in vectors.values()]
        return 2 * sum(bool(found) and found[0][1] > 0.9999 for found in nearest) >= len(nearest)

    def _put(self) -> bool:
        """What is made goes into the index. A folder that was damaged or deleted meanwhile is begun anew, once."""
        name = self._embedder.name
        items = self._records.ready(name, _PUT)
        if not items:
            return False
        try:
            self._index.put(name, items)
        except LibraryError:
            if self._fresh:
                raise
            self._empty()
            return True
        self._fresh = False
        # a document that was removed meanwhile must not leave its vectors behind
        gone = self._records.mark_embedded([one for one, _, _ in items], name)
        if gone:
            self._index.remove(sorted(gone))
        return True

    def _make(self) -> bool:
        name = self._embedder.name
        texts = self._records.unmade(name, _BATCH)
        if not texts:
            return False
        started = time.monotonic()
        self._records.keep(name, dict(zip(texts, self._embedder.passages(texts), strict=True)))
        self._made += len(texts)
        self._seconds += time.monotonic() - started
        self._put()
        return True
