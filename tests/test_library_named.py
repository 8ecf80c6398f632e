"""What a query names comes first, what cannot be known is said, and a policy's own word of its validity counts."""

from __future__ import annotations

import sqlite3
from datetime import date
from pathlib import Path

import pytest
from library_parts import EXEMPLAR, POLICY, LetterEmbedder, ListIndex, library_in

from assistant.errors import LibraryError
from assistant.library import Library
from assistant.library.index import ChromaIndex
from assistant.library.readers import read
from assistant.library.searching import LONGEST, Query, shared_terms
from assistant.library.stated_validity import Stated, stated_in
from assistant.library.validity import UNSTATED
from assistant.model import LibraryDocument
from assistant.store import Database, LibraryRecords, sqlite_url

DAY = date(2026, 11, 1)
MENTIONS = "# 河湖巡查通知\n\n" + "按照石桥区河湖保护办法的要求，落实石桥区河湖保护办法。\n" * 6


def add(library: Library, name: str, text: str) -> LibraryDocument:
    return library.add(read(name, text.encode()), "policy")


@pytest.mark.parametrize(
    "query",
    [
        "石政发〔2023〕7号",
        "石政发[2023]7号",
        "石政发（2023）7 号",
        "石桥区河湖保护办法",
        "《石桥区河湖保护办法》的要求",
    ],
)
def test_the_document_of_that_number_or_title_goes_first(tmp_path: Path, query: str) -> None:
    library = library_in(tmp_path, LetterEmbedder(), ListIndex())
    add(library, "通知.md", MENTIONS)
    right = add(library, "办法.md", POLICY)
    library.embed()
    first = library.search(query)[0]
    assert first.document == right.id
    assert "题名或文号相同" in first.why
    assert library.remarks(query) == ()


def test_a_name_does_not_get_past_the_filters(tmp_path: Path) -> None:
    library = library_in(tmp_path)
    add(library, "办法.md", POLICY)
    assert library.search("石政发〔2023〕7号", lane="exemplar") == ()
    assert library.search("石政发〔2023〕7号", in_force=True, day=DAY) == ()


@pytest.mark.parametrize("number", ["石政发〔2019〕5号", "石政发〔2023〕17号", "石政发〔2023〕70号"])
def test_a_number_that_no_document_has_is_said(tmp_path: Path, number: str) -> None:
    library = library_in(tmp_path, LetterEmbedder(), ListIndex())
    add(library, "办法.md", POLICY)
    library.embed()
    assert library.remarks(f"{number} 河湖") == (f"库中没有文号为 {number} 的文件，以下只是内容相近的",)
    assert "文号相同" not in library.search(f"{number} 河湖")[0].why


def test_that_it_goes_by_words_and_that_the_query_was_cut_is_said(tmp_path: Path) -> None:
    library = library_in(tmp_path)
    library.add(read("范文.md", EXEMPLAR.encode()), "exemplar")
    said = library.remarks("志愿服务" * 2_500)
    assert said == (f"要找的话有 10000 字，只用了前 {LONGEST} 字", "仅按字词检索（未启用向量检索）")
    assert len(Query("志愿服务" * 2_500).wording()) == LONGEST
    assert library.search("志愿服务" * 2_500)


def test_shared_terms_look_at_each_character_of_the_query_about_once() -> None:
    class Counting(str):
        looks = 0

        def __contains__(self, part: object) -> bool:
            Counting.looks += 1
            return super().__contains__(part)  # type: ignore[operator]

    query = "".join(chr(0x4E00 + at) for at in range(2_000))
    assert shared_terms(query, Counting(query[500:1_500])) == (query[500:1_500],)
    assert Counting.looks <= 2 * len(query)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("第十三条 本办法自2023年9月8日起施行，有效期3年。", Stated("2023-09-08", "2026-09-07")),
        ("第五十条　自2020年2月29日起执行。本通知有效期一年。", Stated("2020-02-29", "2021-02-28")),
        ("本办法自2024年1月1日起施行，有效期至2026年12月31日。", Stated("2024-01-01", "2026-12-31")),
        ("本细则自印发之日起实施，有效期5年。\n某局\n2024年5月6日\n", Stated("2024-05-06", "2029-05-05")),
        (
            "本细则自印发之日起实施，有效期5年。\n2024年5月6日\n2024年6月1日\n",
            Stated("", "", "有效期5年，起算日未读出"),
        ),
        ("本条例自2021年1月1日起施行。", Stated("2021-01-01")),
        ("《石桥区办法》自2001年1月1日起施行。", Stated()),
        ("评定结果有效期三年，自评定之日起计算。", Stated()),
        ("本办法自2024年13月1日起施行。", Stated()),
    ],
)
def test_what_a_text_says_of_itself_is_read_and_nothing_else(text: str, expected: Stated) -> None:
    assert stated_in(text) == expected


def test_an_expired_policy_without_front_matter_is_left_out_and_an_unknown_one_is_marked(tmp_path: Path) -> None:
    library = library_in(tmp_path)
    add(library, "旧.md", "# 旧办法\n\n河湖保护工作要求。\n\n本办法自2023年9月8日起施行，有效期3年。\n")
    unknown = add(library, "新.md", "# 新办法\n\n河湖保护巡查要求。\n")
    (found,) = library.search("河湖保护", in_force=True, day=DAY)
    assert (found.document, found.validity) == (unknown.id, UNSTATED)
    assert UNSTATED in found.why
    (old,) = [one for one in library.search("河湖保护", day=DAY) if one.document != unknown.id]
    assert old.validity == "有效期至2026-09-07，已过"
    then = library.search("河湖保护", in_force=True, day=date(2024, 1, 1))
    assert {one.document: UNSTATED in one.why for one in then} == {old.document: False, unknown.id: True}


def test_what_front_matter_says_goes_before_the_text(tmp_path: Path) -> None:
    text = "---\nvalidity: 现行有效\n---\n# 办法\n\n本办法自2001年1月1日起施行，有效期3年。\n"
    entry = add(library_in(tmp_path), "办法.md", text)
    assert (entry.validity, entry.valid_from, entry.valid_to) == ("现行有效", "", "")


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("政 府 工 作 报 告\n\n各位代表：\n现在报告工作。\n", "政府工作报告"),
        ("各位代表：\n\n现在报告工作。\n", "报告稿"),
        ("关于 2024 年工作的通知\n\n现通知如下。\n", "关于 2024 年工作的通知"),
    ],
)
def test_a_title_is_told_from_an_address_and_closed_up(tmp_path: Path, text: str, title: str) -> None:
    assert add(library_in(tmp_path), "报告稿.txt", text).title == title


def test_a_policy_added_by_an_older_version_gets_its_days_when_it_is_split_anew(tmp_path: Path) -> None:
    library, records = library_in(tmp_path), LibraryRecords(Database(sqlite_url(tmp_path)))
    entry = add(library, "旧.md", "# 旧办法\n\n本办法自2023年9月8日起施行，有效期3年。\n")
    records.set_validity(entry.id, "")
    library.rebuild()
    assert (library.list()[0].valid_from, library.list()[0].valid_to) == ("2023-09-08", "2026-09-07")


@pytest.mark.parametrize(("code", "in_use"), [(sqlite3.SQLITE_FULL, False), (sqlite3.SQLITE_BUSY, True)])
def test_a_full_disk_is_not_said_to_be_another_program(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: int, in_use: bool
) -> None:
    class Refusing:
        def execute(self, statement: str) -> None:
            error = sqlite3.OperationalError("database or disk is full")
            error.sqlite_errorcode = code
            raise error

        def close(self) -> None:
            return None

    monkeypatch.setattr(sqlite3, "connect", lambda *asked, **options: Refusing())
    with pytest.raises(LibraryError) as told:
        ChromaIndex(tmp_path).count("letters")
    assert ("另一个程序" in told.value.what, "磁盘剩余空间" in told.value.fix) == (in_use, not in_use)
