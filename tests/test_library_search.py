"""What a search puts first, and what it says about it."""

from __future__ import annotations

from pathlib import Path

from assistant.library.fusion import Fused, by_best, by_range, fuse, spread
from assistant.library.readers import read
from assistant.library.searching import Query, Searcher, shared_terms
from assistant.store import Database, LibraryRecords, sqlite_url
from tests.library_parts import EXEMPLAR, POLICY, LetterEmbedder, ListIndex, library_in


def test_scores_are_brought_to_one_scale() -> None:
    assert by_best([("a", 8.0), ("b", 2.0)]) == [("a", 1.0), ("b", 0.25)]
    assert by_range([("a", 0.9), ("b", 0.85), ("c", 0.8)])[0] == ("a", 1.0)
    assert by_range([("a", 0.9), ("c", 0.8)])[1] == ("c", 0.0)
    assert list(by_best([])) == list(by_range([])) == []


def test_a_word_match_far_ahead_stays_ahead_and_among_equals_the_vectors_decide() -> None:
    weights = {"words": 1.0, "vectors": 0.5}
    vectors = [("b", 1.0), ("c", 0.4), ("a", 0.0)]
    assert fuse({"words": [("a", 1.0), ("b", 0.2)], "vectors": vectors}, weights)[0].id == "a"
    assert fuse({"words": [("a", 1.0), ("b", 0.9)], "vectors": vectors}, weights)[0].id == "b"


def test_fusion_keeps_ranks_and_breaks_ties_by_id() -> None:
    fused = fuse({"words": [("b", 1.0)], "vectors": [("a", 1.0)]})
    assert [one.id for one in fused] == ["a", "b"]
    assert dict(fused[0].ranks) == {"vectors": 1}
    assert fuse({}) == ()


def test_one_document_does_not_crowd_out_the_others_but_fills_up() -> None:
    fused = [Fused(one, 1.0, {}) for one in ("x1", "x2", "x3", "y1")]
    document_of = {"x1": "x", "x2": "x", "x3": "x", "y1": "y"}
    assert [one.id for one in spread(fused, document_of, 3, 2)] == ["x1", "x2", "y1"]
    assert [one.id for one in spread(fused, document_of, 4, 2)] == ["x1", "x2", "y1", "x3"]


def test_shared_terms_are_the_longest_runs() -> None:
    assert shared_terms("河湖长制巡查", "每季度巡查河湖一次") == ("河湖", "巡查")
    assert shared_terms("甲", "甲") == ()


def test_why_names_lane_ranks_terms_and_that_a_policy_has_expired(tmp_path: Path) -> None:
    library = library_in(tmp_path, LetterEmbedder(), ListIndex())
    library.add(read("办法.md", POLICY.encode()), "policy")
    library.add(read("范文.md", EXEMPLAR.encode()), "exemplar")
    library.embed()
    why = library.search("河湖保护每季度巡查", lane="policy")[0].why
    assert why.startswith("政策：") and "字词第1" in why and "语义第1" in why
    assert "河湖保护" in why and "注意：已废止" in why
    assert "注意" not in library.search("志愿服务活动", lane="exemplar")[0].why


def test_policies_out_of_force_can_be_left_out(tmp_path: Path) -> None:
    library = library_in(tmp_path)
    library.add(read("办法.md", POLICY.encode()), "policy")
    searcher = Searcher(LibraryRecords(Database(sqlite_url(tmp_path))), None, None)
    assert searcher.search(Query("河湖保护"))
    assert searcher.search(Query("河湖保护", in_force=True)) == ()
