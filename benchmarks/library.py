"""The reference library measured: what it finds, how fast, how quickly it takes things in, beside plain baselines.

    python -m benchmarks.library OUT_DIR [--sets SET_DIR...] [--cache DIR] [--queries N]

A set is a folder with corpus.jsonl (id, title, text), queries.jsonl (id, text) and qrels.jsonl (query_id, doc_id).
Every passage of a set is searched, nothing is sampled. Without sets a small corpus is made of the shipped exemplars
and policies: the question is a section's heading, the answer its text, and the headings are not indexed.
OUT_DIR gets library.md, library.json and library.svg. Vectors are kept in --cache: making them is most of the time.
The baseline by words needs `jieba` and `rank-bm25`, which the project itself does not; without them it is left out.
"""

from __future__ import annotations

import argparse
import json
import math
import os
import resource
import sys
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from assistant.library import Library
from assistant.library.embedding import BundledEmbedder
from assistant.library.fusion import Scored, by_range, fuse
from assistant.library.index import ChromaIndex
from assistant.library.readers import read
from assistant.library.searching import WEIGHTS, Query, Searcher
from assistant.store import Database, LibraryRecords, sqlite_url
from benchmarks.library_report import as_markdown, as_svg
from benchmarks.retrieval_sets import RetrievalSet, bm25_over_words, load_set, own_set, store, vectors_of

DEPTH = 40
AT_SCALE = 10_000
FACTORS = (0.25, 0.5, 0.75, 1.0, 1.25, 1.5, 2.0, 4.0)  # of the weight of vectors: how much its choice matters
Ranking = Sequence[str]


def ndcg(found: Ranking, right: frozenset[str]) -> float:
    """nDCG at 10, every answer being worth the same."""
    gain = sum(1 / math.log2(at + 2) for at, one in enumerate(found[:10]) if one in right)
    return gain / sum(1 / math.log2(at + 2) for at in range(min(10, len(right))))


def mean(values: Sequence[float]) -> float:
    return sum(values) / len(values)


def fused(words: Scored, dense: Scored, factor: float) -> Ranking:
    """What the library does with two rankings, with another weight for the vectors."""
    weights = {**WEIGHTS, "语义": WEIGHTS["语义"] * factor}
    return [one.id for one in fuse({"字词": words, "语义": by_range(dense)}, weights)]


def by_rank(words: Scored, dense: Scored) -> Ranking:
    """Plain reciprocal rank fusion, one to one."""
    plain = [[(one, 1 / (60 + at)) for at, (one, _) in enumerate(way, 1)] for way in (words, dense)]
    return [one.id for one in fuse({"a": plain[0], "b": plain[1]})]


def quality(one: RetrievalSet, vectors: Sequence[Sequence[float]], embedder: BundledEmbedder) -> dict[str, list[float]]:
    """Method -> nDCG of every query. "search" is the library's own search from end to end."""
    scores: dict[str, list[float]] = {}
    baseline = bm25_over_words(one.passages)
    with tempfile.TemporaryDirectory() as data:
        records, index = store(Path(data), one.passages), ChromaIndex(Path(data) / "vectors")
        ids = [passage.id for passage in one.passages]
        index.put(embedder.name, [(key, vector, {"lane": "policy"}) for key, vector in zip(ids, vectors, strict=True)])
        records.mark_embedded(ids, embedder.name)
        searcher = Searcher(records, index, embedder)
        for at, (text, right) in enumerate(one.queries):
            words = records.lexical(text, DEPTH)
            dense = index.nearest(embedder.name, embedder.query(text), DEPTH, {})
            found: dict[str, Ranking] = {
                "words (FTS5)": [key for key, _ in words],
                "vectors": [key for key, _ in dense],
                "rank fusion 1:1": by_rank(words, dense),
                "search": [passage.id for passage in searcher.search(Query(text, 10))],
                **{f"weight x{factor}": fused(words, dense, factor) for factor in FACTORS},
            }
            if baseline is not None:
                found["jieba + BM25"] = baseline(text)
            for method, ranking in found.items():
                scores.setdefault(method, []).append(ndcg(ranking, right))
            progress("queries", at + 1, len(one.queries))
        index.close()
    return scores


def cross_validated(sets: Mapping[str, Mapping[str, Sequence[float]]]) -> dict[str, float]:
    """nDCG of each set with the weight that was best on the others, each set counting the same."""
    chosen = {}
    for name in sets:
        others = [scores for other, scores in sets.items() if other != name]
        if others:
            best = max(FACTORS, key=lambda factor: mean([mean(one[f"weight x{factor}"]) for one in others]))
            chosen[name] = mean(sets[name][f"weight x{best}"])
    return chosen


def percentiles(values: Sequence[float]) -> dict[str, float]:
    ordered = sorted(values)
    return {"median": ordered[len(ordered) // 2], "95 %": ordered[len(ordered) * 95 // 100], "most": ordered[-1]}


def timed(work: Callable[[], object]) -> tuple[float, float]:
    """(milliseconds by the clock, milliseconds of the processor)."""
    clock, processor = time.perf_counter(), time.process_time()
    work()
    return (time.perf_counter() - clock) * 1000, (time.process_time() - processor) * 1000


def speed(
    one: RetrievalSet, vectors: Sequence[Sequence[float]], embedder: BundledEmbedder
) -> dict[str, dict[str, float]]:
    """Part -> milliseconds, on 10,000 passages: those given, repeated or cut as needed."""
    passages = one.repeated(AT_SCALE)
    taken: dict[str, list[tuple[float, float]]] = {}
    with tempfile.TemporaryDirectory() as data:
        records, index = store(Path(data), passages), ChromaIndex(Path(data) / "vectors")
        index.put(
            embedder.name,
            [(key.id, vectors[at % len(vectors)], {"lane": "policy"}) for at, key in enumerate(passages)],
        )
        records.mark_embedded([passage.id for passage in passages], embedder.name)
        searcher = Searcher(records, index, embedder)
        for text, _ in one.queries[:10]:
            searcher.search(Query(text, lane="policy"))
        for at, (text, _) in enumerate(one.queries):
            vector = embedder.query(text)
            parts: dict[str, Callable[[], object]] = {
                "whole search": lambda text=text: searcher.search(Query(text)),  # type: ignore[misc]
                "whole search, one lane": lambda text=text: searcher.search(Query(text, lane="policy")),  # type: ignore[misc]
                "of it: embedding the query": lambda text=text: embedder.query(text),  # type: ignore[misc]
                "of it: words": lambda text=text: records.lexical(text, DEPTH),  # type: ignore[misc]
                "of it: vectors": lambda vector=vector: index.nearest(embedder.name, vector, DEPTH, {}),  # type: ignore[misc]
            }
            for name, work in parts.items():
                taken.setdefault(name, []).append(timed(work))
            progress("timed", at + 1, len(one.queries))
        index.close()
    return {
        name: {
            **percentiles([clock for clock, _ in each]),
            **{f"{key} (processor)": value for key, value in percentiles([used for _, used in each]).items()},
        }
        for name, each in taken.items()
    }


def intake(files: Sequence[Path], copies: int, embedder: BundledEmbedder, texts: Sequence[str]) -> dict[str, float]:
    """How many documents and passages a second are read, masked and stored, and how many vectors a second are made."""
    with tempfile.TemporaryDirectory() as data:
        library = Library(LibraryRecords(Database(sqlite_url(Path(data)))), None, None)
        started, documents, passages = time.perf_counter(), 0, 0
        for copy in range(copies):
            for path in files:
                # another sentence makes it another document
                content = path.read_bytes() + f"\n\n这是第{copy + 1}份。\n".encode()
                lane = "exemplar" if path.parent.name == "exemplars" else "policy"
                passages += library.add(read(f"{copy}-{path.name}", content), lane, "", content).passages
                documents += 1
        seconds = time.perf_counter() - started
    embedder.passages(texts[:1])
    started = time.perf_counter()
    embedder.passages(texts)
    return {
        "documents read and stored, a second": documents / seconds,
        "passages read and stored, a second": passages / seconds,
        "passages embedded, a second, one core": len(texts) / (time.perf_counter() - started),
    }


def progress(what: str, done: int, total: int) -> None:
    if sys.stderr.isatty() or done == total:
        print(f"\r{what} {done}/{total}", end="\n" if done == total else "", file=sys.stderr, flush=True)


def measured(sets: Sequence[RetrievalSet], cache: Path, files: Sequence[Path]) -> dict[str, object]:
    embedder = BundledEmbedder()
    vectors = {one.name: vectors_of(one.passages, cache, embedder, progress) for one in sets}
    scores = {one.name: quality(one, vectors[one.name], embedder) for one in sets}
    together = sets[0].joined(sets[1:])
    timing = speed(together, [vector for one in sets for vector in vectors[one.name]], embedder)
    sample = [passage.text for passage in together.passages[:: max(1, len(together.passages) // 40)]][:40]
    return {
        "machine": f"{os.cpu_count()} cores, load {os.getloadavg()[0]:.1f} when the measuring ended",
        "sets": {one.name: {"passages": len(one.passages), "queries": len(one.queries)} for one in sets},
        "ndcg": {name: {method: mean(each) for method, each in methods.items()} for name, methods in scores.items()},
        "weight": WEIGHTS["语义"],
        "cross-validated": cross_validated(scores),
        "milliseconds": timing,
        "intake": intake(files, 4, embedder, sample),
        "memory, MB": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("out", type=Path)
    parser.add_argument("--sets", type=Path, nargs="*", default=[])
    parser.add_argument("--cache", type=Path, default=None)
    parser.add_argument("--queries", type=int, default=0, help="only the first N of each set; 0: all")
    asked = parser.parse_args()
    knowledge = Path(__file__).parent.parent / "knowledge"
    files = [*sorted((knowledge / "exemplars").glob("*.md")), *sorted((knowledge / "policies").glob("*.md"))]
    sets = [load_set(folder) for folder in asked.sets] or [own_set(files)]
    sets = [one.shortened(asked.queries) for one in sets]
    asked.out.mkdir(parents=True, exist_ok=True)
    found = measured(sets, asked.cache or asked.out, files)
    (asked.out / "library.json").write_text(json.dumps(found, ensure_ascii=False, indent=1), encoding="utf-8")
    (asked.out / "library.md").write_text(as_markdown(found), encoding="utf-8")
    (asked.out / "library.svg").write_text(as_svg(found), encoding="utf-8")
    print(as_markdown(found))


if __name__ == "__main__":
    main()
