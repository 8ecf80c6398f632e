"""Search: words and vectors, fused by rank. Without vectors it goes by words alone, and says so."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from assistant.errors import LibraryError
from assistant.library.fusion import Fused, fuse
from assistant.library.port import Embedder, Index, Records
from assistant.model import Passage, StoredPassage

_DEPTH = 40  # candidates of each ranking
# half for the vectors: on notes-to-report queries words alone rank better than the small bundled model
_WEIGHTS = {"字词": 1.0, "语义": 0.5, "章节": 0.3}
_ROLE_DEPTH = 12  # the role only reorders what is near the top anyway


@dataclass(frozen=True, slots=True)
class Query:
    """text: what to look for. Empty filters let everything through. role only prefers, it never excludes."""

    text: str
    k: int = 8
    lane: str = ""
    kind: str = ""
    role: str = ""


class Searcher:
    """Reads the records and the index; changes neither."""

    def __init__(self, records: Records, index: Index | None, embedder: Embedder | None) -> None:
        self._records, self._index, self._embedder = records, index, embedder

    def search(self, query: Query) -> tuple[Passage, ...]:
        """Passages, best first; `why` names the rankings, the ranks, and what was not available."""
        lexical = [one for one, _ in self._records.lexical(query.text, _DEPTH, query.lane, query.kind)]
        dense, lacking = self._dense(query)
        rankings: dict[str, Sequence[str]] = {"字词": lexical}
        if not lacking:
            rankings["语义"] = dense
        stored = self._records.passages({*lexical, *dense})
        if query.role:
            order = [one.id for one in fuse(rankings)]
            rankings["章节"] = [one for one in order[:_ROLE_DEPTH] if one in stored and stored[one].role == query.role]
        fused = [one for one in fuse(rankings, _WEIGHTS) if one.id in stored]
        return tuple(_passage(stored[one.id], one, lacking) for one in fused[: query.k])

    def _dense(self, query: Query) -> tuple[Sequence[str], str]:
        """The nearest by vector, and why there are none if they cannot be used.

        Half an index would rank what happens to be in it above everything else: all or nothing.
        """
        if self._embedder is None or self._index is None:
            return (), "未启用向量检索"
        done, total = self._records.progress(self._embedder.name)
        if done < total:
            return (), f"向量索引进度 {done}/{total}"
        if not total or not query.text.strip():
            return (), ""
        try:
            vector = self._embedder.query(query.text)
            where = {"lane": query.lane, "kind": query.kind}
            return self._index.nearest(self._embedder.name, vector, _DEPTH, where), ""
        except LibraryError as error:
            return (), error.what


def _passage(stored: StoredPassage, fused: Fused, lacking: str) -> Passage:
    ranks = "，".join(f"{name}第{rank}" for name, rank in fused.ranks.items())
    why = f"{ranks}（仅按字词检索：{lacking}）" if lacking else ranks
    return replace(stored.passage, score=round(fused.score, 6), why=why)
