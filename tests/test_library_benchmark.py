"""The measuring itself: right figures for known rankings, nothing sampled, nothing claimed that was not measured."""

from __future__ import annotations

import json
from pathlib import Path
from xml.etree import ElementTree

import pytest

from benchmarks.library import FACTORS, cross_validated, ndcg
from benchmarks.library_report import as_markdown, as_svg
from benchmarks.retrieval_sets import load_set, own_set, store

KNOWLEDGE = Path(__file__).parent.parent / "knowledge"


@pytest.mark.parametrize(
    ("found", "right", "expected"),
    [
        (["a", "b"], {"a"}, 1.0),
        (["b", "a"], {"a"}, 0.6309),
        (["a", "x", "b"], {"a", "b"}, 0.9197),
        (["x"] * 10 + ["a"], {"a"}, 0.0),
        ([], {"a"}, 0.0),
    ],
)
def test_ndcg(found: list[str], right: set[str], expected: float) -> None:
    assert ndcg(found, frozenset(right)) == pytest.approx(expected, abs=1e-4)


def test_a_weight_is_judged_on_the_set_it_was_not_chosen_on() -> None:
    flat = {f"weight x{factor}": [0.5] for factor in FACTORS}
    sets = {"one": {**flat, "weight x2.0": [0.9]}, "other": {**flat, "weight x0.5": [0.8]}}
    assert cross_validated(sets) == {"one": 0.5, "other": 0.5}
    assert cross_validated({"one": flat}) == {}


def test_a_set_is_taken_whole(tmp_path: Path) -> None:
    rows = {
        "corpus": [{"id": f"p{at}", "title": "题", "text": f"第{at}段"} for at in range(50)],
        "queries": [{"id": "q1", "text": "第7段"}, {"id": "q2", "text": "没有答案"}],
        "qrels": [{"query_id": "q1", "doc_id": "p7", "score": 1}, {"query_id": "q1", "doc_id": "p8", "score": 1}],
    }
    for name, each in rows.items():
        text = "\n".join(json.dumps(one, ensure_ascii=False) for one in each)
        (tmp_path / f"{name}.jsonl").write_text(text, encoding="utf-8")
    loaded = load_set(tmp_path)
    assert len(loaded.passages) == 50
    assert loaded.queries == (("第7段", frozenset({"p7", "p8"})),)
    records = store(tmp_path / "data", loaded.repeated(120))
    assert sum(one.passages for one in records.list()) == 120


def test_the_own_set_asks_for_what_stands_under_headings_that_are_not_indexed() -> None:
    own = own_set(sorted((KNOWLEDGE / "policies").glob("*.md")))
    here = {one.id for one in own.passages}
    assert own.queries and all(right <= here for _, right in own.queries)


def test_the_report_says_what_was_not_measured() -> None:
    weights = {f"weight x{factor}": 0.5 for factor in FACTORS}
    found = {
        "machine": "2 cores",
        "sets": {"<一>": {"passages": 3, "queries": 2}},
        "ndcg": {"<一>": {"words (FTS5)": 0.25, "vectors": 0.5, "rank fusion 1:1": 0.5, "search": 0.75, **weights}},
        "weight": 0.15,
        "cross-validated": {},
        "milliseconds": {"whole search": {"median": 12.0}},
        "intake": {"documents a second": 2.0},
        "memory, MB": 100.0,
    }
    text = as_markdown(found)
    assert "| jieba + BM25 | not measured |" in text
    assert "| search | 0.750 |" in text
    drawn = ElementTree.fromstring(as_svg(found))
    assert len([one for one in drawn.iter() if one.tag.endswith("rect")]) == 4
