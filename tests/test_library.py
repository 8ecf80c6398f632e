"""The library: what is added is found, masked where it must be, and gone when it is removed."""

from __future__ import annotations

import threading
from dataclasses import replace
from pathlib import Path

import pytest
from library_parts import EXEMPLAR, LetterEmbedder, ListIndex, exemplar, library_in, policy

from assistant.errors import LibraryError
from assistant.library.preview import parts_of
from assistant.library.readers import read
from assistant.model import Block, Cell, Document, PreviewPart, Source, Table


def test_an_exemplar_is_kept_whole_and_shown_masked(tmp_path: Path) -> None:
    library = library_in(tmp_path)
    added = library.add(exemplar(), "exemplar")
    assert (added.kind, added.level, added.year, added.passages) == ("civilized-unit", "市级", "2024", 3)
    assert "石桥区水务局现有干部职工86人" in library.show(added.id)[1]
    for passage in library.search("组织领导 志愿服务 干部职工", 10):
        shown = passage.title + passage.section + passage.text
        assert not any(word in shown for word in ("石桥", "云川", "河小青", "86", "28.6", "2024"))


def test_a_policy_is_verbatim_with_its_particulars(tmp_path: Path) -> None:
    library = library_in(tmp_path)
    added = library.add(policy(), "policy")
    assert (added.number, added.issuer, added.date) == ("石政发〔2023〕7号", "石桥区人民政府", "2023-05-01")
    (found,) = library.search("河长制", 3, "policy")
    assert "2023年起每季度巡查1次" in found.text
    assert (found.validity, found.section, found.lane) == ("已废止", "第一章 总则", "policy")


def test_a_preview_shows_the_warnings_of_the_reader_and_every_page_even_if_nothing_was_read_from_it(
    tmp_path: Path,
) -> None:
    library = library_in(tmp_path)
    pages = tuple(Block("paragraph", text, Source("扫.pdf", page=page)) for page, text in ((1, "首页"), (3, "末页")))
    entry = library.add(Document("扫.pdf", pages, warnings=("第2页没有文字",)), "policy", data=b"1")
    preview = library.preview(entry.id)
    assert preview.warnings == ("第2页没有文字",)
    assert [(part.label, [block.text for block in part.blocks]) for part in preview.parts] == [
        ("第1页", ["首页"]),
        ("第2页", []),
        ("第3页", ["末页"]),
    ]


def test_a_preview_of_a_workbook_goes_sheet_by_sheet_and_of_a_text_in_one(tmp_path: Path) -> None:
    table = Table("指标", ((Cell("场次", "A1"), Cell("93", "B1")),))
    sheets = [
        Block("table", "", Source("表.xlsx", cell=f"{name}!A1"), table=table) for name in ("指标", "人员", "指标")
    ]
    labels = [(part.label, len(part.blocks)) for part in parts_of(Document("表.xlsx", tuple(sheets)))]
    assert labels == [("指标", 2), ("人员", 1)]
    assert parts_of(exemplar()) == (PreviewPart("全文", exemplar().blocks),)


def test_a_person_says_whether_a_policy_is_in_force(tmp_path: Path) -> None:
    library = library_in(tmp_path)
    entry, other = library.add(policy(), "policy"), library.add(exemplar(), "exemplar")
    assert library.set_validity(entry.id, "现行有效").validity == "现行有效"
    assert library.search("河长制", 3, "policy")[0].validity == "现行有效"
    library.rebuild()
    assert library.list()[0].validity == "现行有效"
    with pytest.raises(LibraryError, match="范文"):
        library.set_validity(other.id, "现行有效")


def test_the_same_content_is_added_once_and_not_to_the_other_lane(tmp_path: Path) -> None:
    library = library_in(tmp_path)
    first = library.add(exemplar(), "exemplar", "", EXEMPLAR.encode())
    again = library.add(read("别名.md", EXEMPLAR.encode()), "exemplar", "", EXEMPLAR.encode())
    assert again.id == first.id
    assert len(library.list()) == 1
    with pytest.raises(LibraryError, match="范文"):
        library.add(exemplar(), "policy", "", EXEMPLAR.encode())


def test_removed_without_a_trace(tmp_path: Path) -> None:
    embedder, index = LetterEmbedder(), ListIndex()
    library = library_in(tmp_path, embedder, index)
    kept, gone = library.add(policy(), "policy"), library.add(exemplar(), "exemplar")
    library.embed()
    library.remove(gone.id)
    assert [document.id for document in library.list()] == [kept.id]
    assert {passage.document for passage in library.search("组织领导 志愿服务 河长制", 20)} == {kept.id}
    assert index.count(embedder.name) == kept.passages
    with pytest.raises(LibraryError):
        library.show(gone.id)


@pytest.mark.parametrize("action", ["show", "remove"])
def test_an_unknown_id_is_an_error_with_a_way_out(tmp_path: Path, action: str) -> None:
    with pytest.raises(LibraryError) as caught:
        getattr(library_in(tmp_path), action)("d0")
    assert "d0" in caught.value.what
    assert caught.value.fix


def test_search_goes_by_words_and_says_so_until_there_are_vectors(tmp_path: Path) -> None:
    embedder = LetterEmbedder()
    library = library_in(tmp_path, embedder)
    library.add(exemplar(), "exemplar")
    before = library.search("志愿服务")
    assert "仅按字词检索：向量索引进度 0/3" in before[0].why
    assert "语义" not in before[0].why
    library.embed()
    after = library.search("志愿服务")
    assert "字词第1" in after[0].why
    assert "语义第1" in after[0].why
    assert "仅按字词检索" not in after[0].why


def test_while_vectors_arrive_those_that_wait_lose_nothing(tmp_path: Path) -> None:
    library = library_in(tmp_path, LetterEmbedder())
    library.add(exemplar(), "exemplar")
    library.embed()
    waiting = library.add(policy(), "policy")
    found = library.search("河长制", 20)
    assert found[0].document == waiting.id
    assert "语义检索尚不完整：向量索引进度 3/" in found[0].why
    assert "语义第" not in found[0].why and "语义待算" not in found[0].why
    assert any("语义第" in passage.why for passage in library.search("志愿服务", 20))


def test_a_passage_without_its_vector_is_ranked_as_the_others_on_average(tmp_path: Path) -> None:
    library = library_in(tmp_path, LetterEmbedder())
    first = library.add(policy(), "policy")
    library.embed()
    twin = library.add(replace(policy(), name="另一份.md", blocks=(*policy().blocks, *policy().blocks[-1:])), "policy")
    scores = {passage.document: passage.score for passage in reversed(library.search("河长制巡查", 20))}
    assert scores[twin.id] == pytest.approx(scores[first.id], rel=0.2)


def test_without_an_embedder_search_says_so(tmp_path: Path) -> None:
    library = library_in(tmp_path)
    library.add(exemplar(), "exemplar")
    assert "未启用向量检索" in library.search("志愿服务")[0].why


@pytest.mark.parametrize("query", ["", "！？", "的", '" OR 1', "志愿*", "NEAR(a b)", "不相干的词汇xyz", "组" * 5000])
def test_any_query_is_answered(tmp_path: Path, query: str) -> None:
    library = library_in(tmp_path)
    library.add(exemplar(), "exemplar")
    assert len(library.search(query, 3)) <= 3


def test_lane_filters_kind_goes_first_role_prefers(tmp_path: Path) -> None:
    library = library_in(tmp_path)
    library.add(policy(), "policy")
    first = library.add(exemplar(), "exemplar")
    other = library.add(
        read("别.md", "# 甲\n## 一、组织领导\n成立领导小组。\n## 二、活动\n领导小组组织活动。\n".encode()),
        "exemplar",
        "work-report",
    )
    assert {passage.lane for passage in library.search("河长制 领导小组", 10, "exemplar")} == {"exemplar"}
    by_kind = library.search("领导小组", 10, "exemplar", "civilized-unit")
    assert by_kind[0].document == first.id
    assert [passage.why for passage in by_kind if passage.document == other.id]
    assert all("其他类型" in passage.why for passage in by_kind if passage.document == other.id)
    by_role = library.search("成立领导小组组织活动", 10, "exemplar", "work-report", "organisation")
    assert any("章节第1" in passage.why and "组织领导" in passage.section for passage in by_role)


def test_a_changed_embedder_makes_its_own_vectors(tmp_path: Path) -> None:
    index = ListIndex()
    first = library_in(tmp_path, LetterEmbedder("first"), index)
    first.add(exemplar(), "exemplar")
    first.embed()
    second = library_in(tmp_path, LetterEmbedder("second"), index)
    assert second.state().embedded == 0
    second.embed()
    assert index.count("second") == second.state().passages == second.state().embedded


def test_a_lost_index_is_noticed_and_made_again(tmp_path: Path) -> None:
    embedder = LetterEmbedder()
    library = library_in(tmp_path, embedder, ListIndex())
    library.add(exemplar(), "exemplar")
    library.embed()
    index = ListIndex()
    later = library_in(tmp_path, embedder, index)
    later.embed()
    assert index.count(embedder.name) == later.state().passages


def test_vectors_are_resumed_where_a_failure_stopped_them(tmp_path: Path) -> None:
    embedder = LetterEmbedder()
    library = library_in(tmp_path, embedder)
    library.add(exemplar(), "exemplar")
    embedder.broken = True
    with pytest.raises(LibraryError):
        library.embed()
    embedder.broken = False
    seen: list[tuple[int, int]] = []
    library.embed(lambda done, total: seen.append((done, total)))
    assert seen[-1] == (3, 3)


@pytest.mark.parametrize(("anew", "asked"), [(False, 3), (True, 6)], ids=["vectors kept", "all anew"])
def test_rebuild_changes_nothing_and_asks_the_embedder_only_if_told_to(tmp_path: Path, anew: bool, asked: int) -> None:
    embedder = LetterEmbedder()
    library = library_in(tmp_path, embedder)
    library.add(exemplar(), "exemplar")
    library.embed()
    before = library.search("志愿服务", 5)
    told: list[tuple[str, int, int]] = []
    library.rebuild(lambda *what: told.append(what), anew=anew)
    assert library.search("志愿服务", 5) == before
    assert len(embedder.asked) == asked
    assert told == [("拆分", 1, 1), ("向量", 3, 3)]


def test_adding_does_not_wait_for_vectors_made_in_the_background(tmp_path: Path) -> None:
    begun, go_on = threading.Event(), threading.Event()

    class Waiting(LetterEmbedder):
        def passages(self, texts: object) -> list[list[float]]:
            begun.set()
            assert go_on.wait(30)
            return [list(one) for one in super().passages(texts)]  # type: ignore[arg-type]

    embedder = Waiting()
    library = library_in(tmp_path, embedder)
    library.start()
    library.add(exemplar(), "exemplar")
    assert begun.wait(30)
    library.add(policy(), "policy")
    assert "仅按字词检索" in library.search("志愿服务")[0].why
    go_on.set()
    library.embed()
    assert library.state().embedded == library.state().passages == 4
    library.close()


def test_what_is_shipped_is_added_once_and_follows_the_files(tmp_path: Path) -> None:
    knowledge = tmp_path / "knowledge"
    (knowledge / "exemplars").mkdir(parents=True)
    (knowledge / "policies").mkdir()
    file = knowledge / "exemplars" / "a.md"
    file.write_text(EXEMPLAR, encoding="utf-8")
    library = library_in(tmp_path / "data")
    assert library.sync_shipped(knowledge).added == ("a.md",)
    assert library.sync_shipped(knowledge).added == ()
    assert library.list()[0].shipped
    file.write_text(EXEMPLAR.replace("93场", "94场"), encoding="utf-8")
    changed = library.sync_shipped(knowledge)
    assert (changed.added, changed.removed) == (("a.md",), ("a.md",))
    file.unlink()
    assert library.sync_shipped(knowledge).removed == ("a.md",)
    assert library.list() == ()
