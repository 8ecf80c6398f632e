"""Search: words and vectors, fused by rank. Without vectors it goes by words alone, and says so."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from assistant.errors import LibraryError
from assistant.library.fusion import Fused, Scored, by_range, fuse, spread
from assistant.library.naming import named_by, unknown_numbers
from assistant.library.port import Embedder, Index, Records, Vector
from assistant.library.roles import words_of
from assistant.library.validity import doubt, out_of_force
from assistant.model import Passage, StoredPassage
from assistant.review.masking import struck

LONGEST = 2_000  # characters of a query that are looked at: three pages of notes
_DEPTH = 40  # candidates of each ranking
_DEEPEST = 640  # if too few of them are in force
_EMBEDDED = 160  # characters of a query; the bundled model takes about a millisecond for each
# measured by benchmarks/library.py: from 0.1 to 0.22 for the vectors, two very different sets rank about as well
WEIGHTS = {"字词": 1.0, "语义": 0.15, "章节": 0.1}
_NAMED, _MOST_NAMED = "题名文号", 8  # documents that the query names; more than a search shows are not wanted
_PENDING = "语义待算"  # passages whose vector is not made yet
# above all that the other rankings can add up to
_ALL_WEIGHTS = {**WEIGHTS, _PENDING: WEIGHTS["语义"], _NAMED: 3.0}
_TERMS = 5  # words told in `why`
_WORD = re.compile(r"[\u3400-\u9fff]{2,}|[A-Za-z0-9]+")
_ROLE_DEPTH = 12  # the role only reorders what is near the top anyway


@dataclass(frozen=True, slots=True)
class Query:
    """text, facts: what to look for; without either, sections of the role. Empty filters let everything through.

    role only prefers, it never excludes. in_force: leave out policies that are not in force on the day. day: on which
    it is judged what is in force; None: today.
    """

    text: str
    k: int = 8
    lane: str = ""
    kind: str = ""
    role: str = ""
    in_force: bool = False
    day: date | None = None
    facts: tuple[str, ...] = ()

    def wording(self) -> str:
        """What is searched for, in words: at most LONGEST characters; what was asked is told by `remarks`."""
        return " ".join(part for part in (self.text.strip(), *self.facts) if part)[:LONGEST] or words_of(self.role)

    def length(self) -> int:
        """Characters that were asked for, before the query was cut."""
        return len(" ".join(part for part in (self.text.strip(), *self.facts) if part))


class Searcher:
    """Reads the records and the index; changes neither."""

    def __init__(self, records: Records, index: Index | None, embedder: Embedder | None) -> None:
        self._records, self._index, self._embedder = records, index, embedder
        self._last: tuple[str, Vector] | None = None  # a draft asks for exemplars and for policies in the same words

    def search(self, query: Query) -> tuple[Passage, ...]:
        """Passages, best first; `why` names the rankings, the ranks, and what was not available."""
        wording, day, depth = query.wording(), query.day or date.today(), _DEPTH
        vector, lacking = self._vector(wording)
        named = self._named(query, wording)
        while True:
            rankings, lacking = self._rankings(query, wording, vector, lacking, depth)
            rankings = _with_named(rankings, named)
            stored = self._records.passages({one for ranking in rankings.values() for one, _ in ranking})
            if query.in_force:
                stored = {one: found for one, found in stored.items() if not _over(found.passage, day)}
            full = any(len(ranking) >= depth for name, ranking in rankings.items() if name != _NAMED)
            if len(stored) >= query.k or not full or depth >= _DEEPEST:
                break
            depth *= 4
        fused = _fused(self._with_pending(rankings, lacking), stored, query.role)
        document_of = {one: found.passage.document for one, found in stored.items()}
        best = spread(fused, document_of, query.k, max(1, (query.k + 1) // 2))
        by_meaning = "语义" in rankings
        return tuple(_passage(stored[one.id], one, lacking, wording, day, by_meaning=by_meaning) for one in best)

    def remarks(self, query: Query) -> tuple[str, ...]:
        """That the query was cut, that no document has a number it asks for, that search goes by words; in Chinese."""
        said: list[str] = []
        if query.length() > LONGEST:
            said.append(f"要找的话有 {query.length()} 字，只用了前 {LONGEST} 字")
        said += [f"库中没有文号为 {one} 的文件，以下只是内容相近的" for one in self._unknown(query.wording())]
        if self._embedder is None or self._index is None:
            said.append("仅按字词检索（未启用向量检索）")
        elif not (progress := self._records.progress(self._embedder.name))[0]:
            said.append(f"仅按字词检索（向量索引进度 {progress[0]}/{progress[1]}）")
        return tuple(said)

    def _unknown(self, wording: str) -> tuple[str, ...]:
        return unknown_numbers(wording, self._records.named())

    def _named(self, query: Query, wording: str) -> dict[str, tuple[str, ...]]:
        """Passages of each document that the query names, as far as the filters let it through."""
        documents = [
            one for one in self._records.named() if query.lane in ("", one.lane) and query.kind in ("", one.kind)
        ]
        return {one.id: self._records.passage_ids(one.id) for one in named_by(wording, documents)[:_MOST_NAMED]}

    def _rankings(
        self, query: Query, wording: str, vector: Vector | None, lacking: str, depth: int
    ) -> tuple[dict[str, Scored], str]:
        rankings: dict[str, Scored] = {"字词": self._records.lexical(wording, depth, query.lane, query.kind)}
        if vector is None or self._index is None or self._embedder is None:
            return rankings, lacking
        try:
            where = {"lane": query.lane, "kind": query.kind}
            rankings["语义"] = by_range(self._index.nearest(self._embedder.name, vector, depth, where))
        except LibraryError as error:
            return rankings, error.what
        return rankings, lacking

    def _vector(self, wording: str) -> tuple[Vector | None, str]:
        """The vector to search with, None if there is none to be used; and what is lacking, "" if nothing is."""
        if self._embedder is None or self._index is None:
            return None, "未启用向量检索"
        done, total = self._records.progress(self._embedder.name)
        lacking = f"向量索引进度 {done}/{total}" if done < total else ""
        # the embedder may be an endpoint: what is personal is left out, before a cut could halve a number
        asked, last = struck(wording[: 4 * _EMBEDDED])[:_EMBEDDED].strip(), self._last
        if not done or not asked:
            return None, lacking
        if last is not None and last[0] == asked:
            return last[1], lacking
        try:
            self._last = asked, self._embedder.query(asked)
        except LibraryError as error:
            return None, error.what
        return self._last[1], lacking

    def _with_pending(self, rankings: Mapping[str, Scored], lacking: str) -> Mapping[str, Scored]:
        """While vectors arrive, passages that wait for theirs get what the others got on average.

        Otherwise half an index would rank what happens to be in it above everything else.
        """
        if not lacking or "语义" not in rankings or self._embedder is None:
            return rankings
        embedded, near = self._records.embedded_ids(self._embedder.name), dict(rankings["语义"])
        by_words = [one for one, _ in rankings["字词"]]
        known = [near.get(one, 0.0) for one in by_words if one in embedded]
        usual = sum(known) / len(known) if known else 0.5
        return {**rankings, _PENDING: [(one, usual) for one in by_words if one not in embedded]}


def _with_named(rankings: Mapping[str, Scored], named: Mapping[str, Sequence[str]]) -> dict[str, Scored]:
    """The passages of documents that are asked for by name go first: those that were found, else how each begins."""
    found = {one for ranking in rankings.values() for one, _ in ranking}
    scored: list[tuple[str, float]] = []
    for at, passages in enumerate(named.values()):
        chosen = [one for one in passages if one in found] or passages[:1]
        scored += [(one, 1.0 - at / (2 * _MOST_NAMED)) for one in chosen]
    return {**rankings, _NAMED: scored} if scored else dict(rankings)


def _fused(rankings: Mapping[str, Scored], stored: Mapping[str, StoredPassage], role: str) -> list[Fused]:
    here = {name: [hit for hit in ranking if hit[0] in stored] for name, ranking in rankings.items()}
    if role:
        order = [one.id for one in fuse(here, _ALL_WEIGHTS)][:_ROLE_DEPTH]
        here["章节"] = [(one, 1.0) for one in order if stored[one].role == role]
    return list(fuse(here, _ALL_WEIGHTS))


def _over(passage: Passage, day: date) -> str:
    return out_of_force(passage.validity, passage.valid_from, passage.valid_to, day)


def _passage(stored: StoredPassage, fused: Fused, lacking: str, query: str, day: date, *, by_meaning: bool) -> Passage:
    passage = stored.passage
    ranks = "，".join(f"{name}第{rank}" for name, rank in fused.ranks.items() if name not in (_PENDING, _NAMED))
    ranks = "，".join(part for part in ("题名或文号相同" if _NAMED in fused.ranks else "", ranks) if part)
    said = [f"{'范文' if passage.lane == 'exemplar' else '政策'}：{ranks}"]
    terms = shared_terms(query, f"{passage.title}\n{passage.section}\n{passage.text}")
    if terms:
        said.append(f"词：{'、'.join(terms)}")
    over = _over(passage, day)
    warning = over or (doubt(passage.validity, passage.valid_to) if passage.lane == "policy" else "")
    if warning:
        said.append(f"注意：{warning}")
    note = f"（{'语义检索尚不完整' if by_meaning else '仅按字词检索'}：{lacking}）" if lacking else ""
    shown = replace(passage, validity=over or passage.validity or warning)
    return replace(shown, score=round(fused.score, 6), why="；".join(said) + note)


def shared_terms(query: str, text: str) -> tuple[str, ...]:
    """The longest runs of the query that stand in the text as they are, at most five, in the query's order."""
    found: list[str] = []
    for run in _WORD.findall(query):
        at = 0
        while at < len(run) - 1:
            end = at + 1
            while end < len(run) and run[at : end + 1] in text:  # what stands in the text has all its beginnings there
                end += 1
            if end - at > 1:
                found.append(run[at:end])
            at = end
    kept = sorted(dict.fromkeys(found), key=len, reverse=True)[:_TERMS]
    return tuple(sorted(kept, key=query.index))
