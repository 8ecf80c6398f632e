"""Search by words: what is ranked, what is not, and that ranking a pool is like ranking everything."""

from __future__ import annotations

import random
from collections.abc import Sequence
from pathlib import Path

import pytest
from sqlalchemy import text

from assistant.errors import StoreError
from assistant.model import Lane, LibraryDocument, Passage, StoredPassage
from assistant.store import Database, LibraryRecords, sqlite_url
from assistant.store.grams import query_terms
from assistant.store.lexical import lexical_for

COMMON = "的工作和全市单位"
WORDS = tuple(chr(0x4E00 + 7 * at) for at in range(120))  # one character each; the first ones are frequent


def stored_in(folder: Path, texts: Sequence[str], lane: Lane = "policy", kind: str = "") -> Database:
    """A library of one document a lane, whose passages p0, p1 … are these texts."""
    database = Database(sqlite_url(folder))
    passages = [
        StoredPassage(Passage(f"{lane}{at}", lane, "", "", lane, one), one, kind) for at, one in enumerate(texts)
    ]
    document = LibraryDocument(lane, lane, lane, lane, kind)
    LibraryRecords(database).add(document, lane, "", "", passages, "test")
    return database


def found(database: Database, query: str, limit: int = 10, lane: str = "", kind: str = "") -> list[str]:
    return [one for one, _ in LibraryRecords(database).lexical(query, limit, lane, kind)]


def many(count: int, seed: int) -> list[str]:
    """Passages of forty characters; the k-th character is drawn with a weight of 1/k, as words are."""
    chance = random.Random(seed)
    weights = [1 / (at + 1) for at in range(len(WORDS))]
    return ["".join(chance.choices(WORDS, weights, k=40)) for _ in range(count)]


def test_terms_are_data_each_once_the_longer_first() -> None:
    assert query_terms('水利" OR NEAR(水利') == ("near", "水利", "or", "水", "利")
    assert query_terms("！？") == ()


@pytest.mark.parametrize(
    "query", ['"', "' OR 1=1 --", "NEAR(水 利)", "title:水利", "水利*", "^水利", "-水利", "AND", "水" * 9000]
)
def test_no_query_is_an_expression(tmp_path: Path, query: str) -> None:
    database = stored_in(tmp_path, ["水利设施管护", *(f"其他内容{one}" for one in WORDS)])
    assert len(found(database, query)) <= 1


def test_ranking_a_pool_puts_first_what_ranking_everything_does(tmp_path: Path) -> None:
    texts = many(2000, 1)
    database = stored_in(tmp_path, texts)
    everything = text(
        "SELECT id FROM library_grams WHERE library_grams MATCH :expression "
        "ORDER BY bm25(library_grams, 0.0, 0.6, 1.5, 1.0), id LIMIT 5"
    )
    chance = random.Random(2)
    for start in range(0, 2000, 100):
        query = texts[start][:12] + "".join(chance.choices(WORDS[:6], k=6))
        expression = " OR ".join(f'"{term}"' for term in query_terms(query))
        with database.read() as connection:
            right = list(connection.execute(everything, {"expression": expression}).scalars())
        assert found(database, query, 5)[:3] == right[:3]
        assert right[0] == f"policy{start}"


def test_a_score_is_the_share_of_the_query_that_a_passage_has(tmp_path: Path) -> None:
    others = many(400, 6)
    database = stored_in(tmp_path, ["河长制巡查" * 8, "河长制巡查", "河长", *others])
    scores = dict(LibraryRecords(database).lexical("河长制巡查", 3))
    assert 0.75 < scores["policy0"] < 1.05
    assert scores["policy2"] < 0.5 * scores["policy1"] < scores["policy0"]
    diluted = dict(LibraryRecords(database).lexical(f"河长制巡查{others[7][:12]}", 3))
    assert diluted["policy0"] < 0.7 * scores["policy0"]


def test_a_rare_word_finds_its_passage_without_any_other_word(tmp_path: Path) -> None:
    database = stored_in(tmp_path, [*(COMMON + one for one in many(1500, 3)), "禾浦"])
    assert "policy1500" in found(database, f"禾浦{COMMON}", 40)


def test_what_a_filter_lets_through_is_ranked_however_little_it_is(tmp_path: Path) -> None:
    stored_in(tmp_path, ["河长制巡查" + one for one in many(1500, 4)])
    database = stored_in(tmp_path, ["巡查" + one for one in many(3, 5)], "exemplar", "report")
    assert len(found(database, "河长制巡查", 10)) == 10
    assert sorted(found(database, "河长制巡查", 10, "exemplar")) == ["exemplar0", "exemplar1", "exemplar2"]
    assert sorted(found(database, "河长制巡查", 10, "", "report")) == ["exemplar0", "exemplar1", "exemplar2"]
    assert found(database, "河长制巡查", 10, "exemplar", "other") == []


def test_a_database_without_search_by_words_is_named() -> None:
    with pytest.raises(StoreError, match="postgresql"):
        lexical_for("postgresql")
