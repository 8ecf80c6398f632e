"""Retrieval quality and speed: words, vectors, and both, on sets of {corpus,queries,qrels}.jsonl.

    python benchmarks/retrieval.py CACHE_DIR SET_DIR... [--sample 2500]

A set that is larger than the sample is cut to all passages that answer some query and --sample others drawn with a
fixed seed: this makes it easier than the whole set, for all methods alike. Vectors are kept in CACHE_DIR.
Speed is measured on 10,000 passages, of the sets and repeated as needed, the query's embedding included.
"""

from __future__ import annotations

import argparse
import itertools
import json
import math
import random
import struct
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from assistant.library.embedding import BundledEmbedder
from assistant.library.fusion import by_best, by_range, fuse
from assistant.library.index import ChromaIndex
from assistant.library.searching import WEIGHTS, Query, Searcher
from assistant.model import LibraryDocument, Passage, StoredPassage
from assistant.store import Database, LibraryRecords, sqlite_url

DEPTH = 40
AT_SCALE = 10_000


def lines(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


def ndcg(found: Sequence[str], right: set[str]) -> float:
    gain = sum(1 / math.log2(at + 2) for at, one in enumerate(found[:10]) if one in right)
    return gain / sum(1 / math.log2(at + 2) for at in range(min(10, len(right))))


def sampled(corpus: list[dict[str, Any]], needed: set[str], sample: int) -> list[dict[str, Any]]:
    if len(corpus) <= sample:
        return corpus
    others = [one["id"] for one in corpus if one["id"] not in needed]
    kept = needed | set(random.Random(7).sample(others, min(sample, len(others))))
    return [one for one in corpus if one["id"] in kept]


def vectors_of(texts: Sequence[str], cache: Path, embedder: BundledEmbedder) -> list[Sequence[float]]:
    width = 384 * 4
    data = bytearray(cache.read_bytes()) if cache.exists() else bytearray()
    for text in texts[len(data) // width :]:
        vector = struct.pack("<384f", *embedder.passages([text])[0])
        data += vector
        with cache.open("ab") as file:
            file.write(vector)
    return [struct.unpack("<384f", data[at : at + width]) for at in range(0, len(texts) * width, width)]


def store(folder: Path, corpus: Sequence[dict[str, Any]]) -> LibraryRecords:
    records = LibraryRecords(Database(sqlite_url(folder)))
    passages = [
        StoredPassage(Passage(one["id"], "d", one["title"], "", "policy", one["text"]), one["text"]) for one in corpus
    ]
    records.add(LibraryDocument("d", "d", "d", "policy"), "d", "", "", passages, "benchmark")
    return records


def quality(folder: Path, cache: Path, sample: int, embedder: BundledEmbedder) -> list[tuple[str, Sequence[float]]]:
    right: dict[str, set[str]] = {}
    for one in lines(folder / "qrels.jsonl"):
        right.setdefault(one["query_id"], set()).add(one["doc_id"])
    corpus = sampled(lines(folder / "corpus.jsonl"), set().union(*right.values()), sample)
    texts = [f"{one['title']}\n{one['text']}" for one in corpus]
    vectors = vectors_of(texts, cache / f"{folder.name}-{len(corpus)}.f32", embedder)
    with tempfile.TemporaryDirectory() as data:
        records, index = store(Path(data), corpus), ChromaIndex(Path(data) / "vectors")
        ids = [one["id"] for one in corpus]
        index.put("e", [(one, vector, {"lane": "policy"}) for one, vector in zip(ids, vectors, strict=True)])
        scores: dict[str, list[float]] = {"words": [], "vectors": [], "rank fusion": [], "hybrid": []}
        for query in (one for one in lines(folder / "queries.jsonl") if one["id"] in right):
            words = records.lexical(query["text"], DEPTH)
            dense = index.nearest("e", embedder.query(query["text"]), DEPTH, {})
            plain = [[(one, 1 / (60 + at)) for at, (one, _) in enumerate(way, 1)] for way in (words, dense)]
            found = {
                "words": [one for one, _ in words],
                "vectors": [one for one, _ in dense],
                "rank fusion": [one.id for one in fuse({"a": plain[0], "b": plain[1]})],
                "hybrid": [one.id for one in fuse({"字词": by_best(words), "语义": by_range(dense)}, WEIGHTS)],
            }
            for method, ranking in found.items():
                scores[method].append(ndcg(ranking, right[query["id"]]))
        index.close()
    print(f"\n{folder.name}: {len(corpus)} passages, {len(scores['words'])} queries, nDCG@10")
    for method, each in scores.items():
        print(f"  {method:12} {sum(each) / len(each):.3f}")
    return list(zip(texts, vectors, strict=True))


def speed(known: Sequence[tuple[str, Sequence[float]]], queries: Sequence[str], embedder: BundledEmbedder) -> None:
    with tempfile.TemporaryDirectory() as data:
        kept = list(itertools.islice(itertools.cycle(known), AT_SCALE))
        corpus = [{"id": f"p{at}", "title": "", "text": text} for at, (text, _) in enumerate(kept)]
        records, index = store(Path(data), corpus), ChromaIndex(Path(data) / "vectors")
        index.put(embedder.name, [(f"p{at}", vector, {"lane": "policy"}) for at, (_, vector) in enumerate(kept)])
        records.mark_embedded([one["id"] for one in corpus], embedder.name)
        searcher = Searcher(records, index, embedder)
        for query in queries[:10]:
            searcher.search(Query(query))
        taken = sorted(timed(lambda text=query: searcher.search(Query(text))) for query in queries)  # type: ignore[misc]
        index.close()
    print(f"\n{AT_SCALE} passages, {len(taken)} queries, milliseconds each, whole search")
    print(f"  median {taken[len(taken) // 2]:.0f}   95 % {taken[len(taken) * 95 // 100]:.0f}   most {taken[-1]:.0f}")


def timed(work: Callable[[], object]) -> float:
    started = time.perf_counter()
    work()
    return (time.perf_counter() - started) * 1000


def main() -> None:
    parser = argparse.ArgumentParser(description="Retrieval quality and speed.")
    parser.add_argument("cache", type=Path)
    parser.add_argument("sets", type=Path, nargs="+")
    parser.add_argument("--sample", type=int, default=2500)
    asked = parser.parse_args()
    asked.cache.mkdir(parents=True, exist_ok=True)
    embedder = BundledEmbedder()
    known = [one for folder in asked.sets for one in quality(folder, asked.cache, asked.sample, embedder)]
    queries = [one["text"] for folder in asked.sets for one in lines(folder / "queries.jsonl")]
    speed(known, queries, embedder)


if __name__ == "__main__":
    main()
