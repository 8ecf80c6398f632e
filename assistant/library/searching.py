"""Search: words and vectors, fused by rank. Without vectors it goes by words alone, and says so."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from assistant.errors import LibraryError
from assistant.library.fusion import Fused, Scored, by_best, by_range, fuse, spread
from assistant.library.port import Embedder, Index, Records
from assistant.model import Passage, StoredPassage

_DEPTH = 40  # candidates of each ranking
# measured by benchmarks/retrieval.py: from 0.3 to 0.8 for the vectors, two very different sets rank about as well
WEIGHTS = {"字词": 1.0, "语义": 0.5, "章节": 0.3}
_IN_FORCE = ("", "现行有效", "有效")
_TERMS = 5  # words told in `why`
_WORD = re.compile(r"[\u3400-\u9fff]{2,}|[A-Za-z0-9]+")
_ROLE_DEPTH = 12  # the role only reorders what is near the top anyway


@dataclass(frozen=True, slots=True)
class Query:
    """text: what to look for. Empty filters let everything through. role only prefers, it never excludes.

    in_force: leave out policies that say they are not in force any more.
    """

    text: str
    k: int = 8
    lane: str = ""
    kind: str = ""
    role: str = ""
    in_force: bool = False


class Searcher:
    """Reads the records and the index; changes neither."""

    def __init__(self, records: Records, index: Index | None, embedder: Embedder | None) -> None:
        self._records, self._index, self._embedder = records, index, embedder

    def search(self, query: Query) -> tuple[Passage, ...]:
        """Passages, best first; `why` names the rankings, the ranks, and what was not available."""
        lexical = self._records.lexical(query.text, _DEPTH, query.lane, query.kind)
        dense, lacking = self._dense(query)
        rankings: dict[str, Scored] = {"字词": by_best(lexical)}
        if not lacking:
            rankings["语义"] = by_range(dense)
        stored = self._records.passages({one for one, _ in (*lexical, *dense)})
        if query.role:
            order = [one.id for one in fuse(rankings, WEIGHTS)]
            fitting = [one for one in order[:_ROLE_DEPTH] if one in stored and stored[one].role == query.role]
            rankings["章节"] = [(one, 1.0) for one in fitting]
        fused = [one for one in fuse(rankings, WEIGHTS) if one.id in stored]
        if query.in_force:
            fused = [one for one in fused if stored[one.id].passage.validity in _IN_FORCE]
        document_of = {one: found.passage.document for one, found in stored.items()}
        best = spread(fused, document_of, query.k, max(1, (query.k + 1) // 2))
        return tuple(_passage(stored[one.id], one, lacking, query.text) for one in best)

    def _dense(self, query: Query) -> tuple[Scored, str]:
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


def _passage(stored: StoredPassage, fused: Fused, lacking: str, query: str) -> Passage:
    passage = stored.passage
    ranks = "，".join(f"{name}第{rank}" for name, rank in fused.ranks.items())
    said = [f"{'范文' if passage.lane == 'exemplar' else '政策'}：{ranks}"]
    terms = shared_terms(query, f"{passage.title}\n{passage.section}\n{passage.text}")
    if terms:
        said.append(f"词：{'、'.join(terms)}")
    if passage.validity not in _IN_FORCE:
        said.append(f"注意：{passage.validity}")
    note = f"（仅按字词检索：{lacking}）" if lacking else ""
    return replace(passage, score=round(fused.score, 6), why="；".join(said) + note)


def shared_terms(query: str, text: str) -> tuple[str, ...]:
    """The longest runs of the query that stand in the text as they are, at most five, in the query's order."""
    found: list[str] = []
    for run in _WORD.findall(query):
        at = 0
        while at < len(run) - 1:
            end = next((end for end in range(len(run), at + 1, -1) if run[at:end] in text), 0)
            if end:
                found.append(run[at:end])
            at = end or at + 1
    kept = sorted(dict.fromkeys(found), key=len, reverse=True)[:_TERMS]
    return tuple(sorted(kept, key=query.index))
