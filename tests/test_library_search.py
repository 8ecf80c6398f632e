"""What a search puts first, and what it says about it."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from assistant.library import Library
from assistant.library.fusion import Fused, by_range, fuse, spread
from assistant.library.port import Vector
from assistant.library.readers import read
from assistant.library.searching import WEIGHTS, Query, Searcher, shared_terms
from assistant.library.validity import out_of_force
from assistant.store import Database, LibraryRecords, sqlite_url
from tests.library_parts import EXEMPLAR, POLICY, LetterEmbedder, ListIndex, library_in


def test_similarities_are_told_apart_between_the_first_and_the_last() -> None:
    assert by_range([("a", 0.9), ("b", 0.85), ("c", 0.8)])[0] == ("a", 1.0)
    assert by_range([("a", 0.9), ("c", 0.8)])[1] == ("c", 0.0)
    assert by_range([("a", 0.9)]) == [("a", 1.0)]
    assert by_range([]) == ()


def test_words_decide_where_they_cover_the_query_and_vectors_where_they_do_not() -> None:
    vectors = [("b", 1.0), ("c", 0.4), ("a", 0.0)]
    assert fuse({"字词": [("a", 0.6), ("b", 0.1)], "语义": vectors}, WEIGHTS)[0].id == "a"
    assert fuse({"字词": [("a", 0.12), ("b", 0.02)], "语义": vectors}, WEIGHTS)[0].id == "b"


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


# --------------------------------------------------------------------------- in force or not


@pytest.mark.parametrize(
    ("said", "day", "expected"),
    [
        (("现行有效", "", ""), "2026-01-01", ""),
        (("", "", ""), "2026-01-01", ""),
        (("已废止", "", ""), "2026-01-01", "已废止"),
        (("已被取代", "", ""), "1999-01-01", "已被取代"),
        (("部分失效", "", ""), "2026-01-01", ""),
        (("有效性待核对", "", ""), "2026-01-01", ""),
        (("已废止", "2001-01-01", "2012-06-30"), "2012-06-30", ""),
        (("已废止", "2001-01-01", "2012-06-30"), "2012-07-01", "有效期至2012-06-30，已过"),
        (("现行有效", "2025-09", ""), "2025-08-31", "2025-09起施行"),
        (("现行有效", "2025-09", ""), "2025-09-01", ""),
        (("", "", "2024"), "2024-12-31", ""),
        (("", "", "2024"), "2025-01-01", "有效期至2024，已过"),
        (("", "去年", "长期"), "2025-01-01", ""),
    ],
)
def test_dates_go_before_the_word_and_nothing_is_guessed(said: tuple[str, str, str], day: str, expected: str) -> None:
    assert out_of_force(*said, date.fromisoformat(day)) == expected


def dated(library: Library, name: str, validity: str, last: str) -> str:
    head = f"---\ntitle: {name}\nvalidity: {validity}\nvalid_to: '{last}'\n---\n"
    return library.add(read(f"{name}.md", f"{head}# {name}\n河湖保护实行河长制，{name}适用。\n".encode()), "policy").id


def test_policies_out_of_force_are_told_and_left_out_if_asked(tmp_path: Path) -> None:
    library = library_in(tmp_path, LetterEmbedder(), ListIndex())
    dated(library, "老办法", "已废止", "2012-06-30")
    dated(library, "新办法", "现行有效", "")
    doubtful = dated(library, "存疑办法", "有效性待核对", "")
    library.embed()
    every = {one.title: one for one in library.search("河湖保护河长制", day=date(2026, 1, 1))}
    assert every["老办法"].validity == "有效期至2012-06-30，已过"
    assert "注意：有效期至2012-06-30，已过" in every["老办法"].why
    assert "注意：有效性待核对" in every["存疑办法"].why and every["存疑办法"].document == doubtful
    assert "注意" not in every["新办法"].why
    now = library.search("河湖保护河长制", in_force=True, day=date(2026, 1, 1))
    assert {one.title for one in now} == {"新办法", "存疑办法"}
    then = library.search("河湖保护河长制", in_force=True, day=date(2012, 6, 30))
    assert {one.title for one in then} == {"老办法", "新办法", "存疑办法"}


def test_what_a_person_says_goes_before_the_dates_of_the_document(tmp_path: Path) -> None:
    library = library_in(tmp_path)
    extended = dated(library, "延长办法", "", "2012-06-30")
    assert library.search("河湖保护河长制", in_force=True, day=date(2026, 1, 1)) == ()
    library.set_validity(extended, "现行有效")
    (found,) = library.search("河湖保护河长制", in_force=True, day=date(2026, 1, 1))
    assert (found.document, found.validity) == (extended, "现行有效")


def test_what_is_in_force_is_found_behind_any_number_of_expired_ones(tmp_path: Path) -> None:
    library = library_in(tmp_path)
    for at in range(60):
        dated(library, f"老办法{at}", "已废止", "")
    right = dated(library, "规定", "现行有效", "")
    assert [one.document for one in library.search("河湖保护河长制办法适用", 3, in_force=True)] == [right]


# --------------------------------------------------------------------------- role and facts


def test_a_role_alone_finds_its_sections_and_facts_are_looked_for(tmp_path: Path) -> None:
    library = library_in(tmp_path)
    library.add(read("范文.md", EXEMPLAR.encode()), "exemplar")
    first = library.search("", role="organisation")[0]
    assert "组织领导" in first.section and "章节第1" in first.why
    by_facts = library.search("", role="organisation", facts=("志愿服务队开展活动", "服务群众"))
    assert any("志愿服务" in one.section and "志愿服务队开展活动" in one.why for one in by_facts)
    assert library.search("", role="nonsense") == ()


def test_a_long_query_is_embedded_by_its_beginning_and_searched_whole_by_words(tmp_path: Path) -> None:
    asked: list[str] = []

    class Listening(LetterEmbedder):
        def query(self, text: str) -> Vector:
            asked.append(text)
            return super().query(text)

    library = library_in(tmp_path, Listening(), ListIndex())
    library.add(read("范文.md", EXEMPLAR.encode()), "exemplar")
    library.embed()
    found = library.search("某" * 500 + "志愿服务", 1)
    assert len(asked[0]) <= 160
    assert "志愿服务" in found[0].why
