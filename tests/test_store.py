"""The store: what a call returned from is on disk, whatever happens next."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from assistant.errors import StoreError
from assistant.model import (
    Finding,
    LibraryDocument,
    Passage,
    Question,
    Report,
    Section,
    Source,
    StoredPassage,
    Usage,
    WriterName,
)
from assistant.store import Database, LibraryRecords, Reports, sqlite_url
from assistant.store.grams import grams

WRITER = WriterName("composer", "rules-1")
SECTION = Section("s1", "一、组织领导", "成立领导小组。\n研究11次。", ("F001",), ("p1",), "drafted")


def reports_in(folder: Path) -> Reports:
    return Reports(Database(sqlite_url(folder)))


def test_a_report_comes_back_as_it_was_saved(tmp_path: Path) -> None:
    reports = reports_in(tmp_path)
    report = Report(
        "标题",
        "civilized-unit",
        "水务局",
        date(2026, 3, 12),
        (SECTION,),
        WRITER,
        findings=(Finding("FACT-1", "block", "s1", 0, 2, "成立", "无来源"),),
        unused_facts=("F002",),
        usage=Usage(1, 2, 3),
        questions=(Question("conflict", "两个数不一致", ("F001",), (Source("要点.md", line=3),)),),
    )
    identity = reports.start("标题", "civilized-unit", "水务局", WRITER)
    reports.save_section(identity, SECTION)
    reports.save_report(identity, report)
    assert reports_in(tmp_path).load(identity) == report
    (entry,) = reports.list()
    assert (entry.id, entry.title, entry.sections, entry.finished) == (identity, "标题", 1, True)


def test_an_unfinished_report_gives_the_sections_it_has_in_the_order_they_were_finished(tmp_path: Path) -> None:
    reports = reports_in(tmp_path)
    identity = reports.start("标题", "k", "u", WRITER)
    other = Section("s0", "", "导语。")
    reports.save_section(identity, SECTION)
    reports.save_section(identity, other)
    reports.save_section(identity, SECTION)
    loaded = reports.load(identity)
    assert loaded.sections == (other, SECTION)
    assert loaded.writer == WRITER
    assert not reports.list()[0].finished


def test_newest_report_first(tmp_path: Path) -> None:
    reports = reports_in(tmp_path)
    first, second = (reports.start(title, "k", "u", WRITER) for title in ("一", "二"))
    assert [entry.id for entry in reports.list()] == [second, first]


def test_unknown_reports_are_errors(tmp_path: Path) -> None:
    reports = reports_in(tmp_path)
    with pytest.raises(StoreError, match="r0"):
        reports.load("r0")
    with pytest.raises(StoreError, match="r0"):
        reports.save_section("r0", SECTION)


KILLED = """
import sys
from pathlib import Path
from assistant.model import Section, WriterName
from assistant.store import Database, Reports, sqlite_url
reports = Reports(Database(sqlite_url(Path(sys.argv[1]))))
identity = reports.start("标题", "k", "u", WriterName("composer", "1"))
reports.save_section(identity, Section("s1", "一、", "第一节。"))
print(identity, flush=True)
sys.stdin.read()
"""


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="there is no SIGKILL on this system")
def test_a_finished_section_survives_a_kill(tmp_path: Path) -> None:
    root = str(Path(__file__).parent.parent)
    process = subprocess.Popen(
        [sys.executable, "-c", KILLED, str(tmp_path)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        cwd=root,
        env={**os.environ, "PYTHONPATH": root},
    )
    assert process.stdout is not None
    identity = process.stdout.readline().strip()
    process.kill()
    process.communicate()
    assert reports_in(tmp_path).load(identity).sections[0].text == "第一节。"


@pytest.mark.parametrize(
    ("url", "word"), [("nonsense", "地址"), ("postgresql://h/d", "postgresql"), ("sqlite:////proc/none/x.db", "目录")]
)
def test_a_database_that_cannot_be_opened_is_explained(url: str, word: str) -> None:
    with pytest.raises(StoreError, match=word):
        Reports(Database(url)).list()


def test_a_damaged_database_is_explained(tmp_path: Path) -> None:
    (tmp_path / "nigao.sqlite3").write_bytes(b"this is no database, only some text " * 50)
    with pytest.raises(StoreError, match="损坏"):
        reports_in(tmp_path).list()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("民政局", ["民", "政", "局", "民政", "政局"]),
        ("ABC局 12.5", ["abc", "局", "12点5"]),
        ("在{单位}任", ["在", "任"]),
        ("，。", []),
    ],
)
def test_grams(text: str, expected: list[str]) -> None:
    assert grams(text) == expected


def stored(identity: str, text: str, lane: str = "policy", section: str = "") -> StoredPassage:
    passage = Passage(
        identity, identity.split("-")[0], "标题", section, "policy" if lane == "policy" else "exemplar", text
    )
    return StoredPassage(passage, text)


def test_lexical_search_ranks_by_weight_and_drops_hits_without_any(tmp_path: Path) -> None:
    records = LibraryRecords(Database(sqlite_url(tmp_path)))
    texts = ["志愿服务活动", "资金管理活动", "河长制活动", "低保活动"]
    passages = [stored(f"d1-{index}", text) for index, text in enumerate(texts)]
    assert records.add(LibraryDocument("d1", "a", "标题", "policy"), "x", "", "", passages, "1")
    assert [one for one, _ in records.lexical("志愿服务", 5)] == ["d1-0"]
    # 活动 stands everywhere and says nothing beside 志愿; alone it is all there is to go by
    assert [one for one, _ in records.lexical("志愿活动", 5)] == ["d1-0"]
    assert len(records.lexical("活动", 5)) == 4
    # a single character in common is no hit
    assert records.lexical("动荡", 5) == ()
    assert records.lexical("志愿", 5, "exemplar") == ()


def test_the_same_content_is_stored_once(tmp_path: Path) -> None:
    records = LibraryRecords(Database(sqlite_url(tmp_path)))
    document = LibraryDocument("d1", "a", "标题", "policy")
    assert records.add(document, "x", "全文", "{}", [stored("d1-1", "正文")], "1")
    assert not records.add(LibraryDocument("d2", "b", "标题", "policy"), "x", "", "", [stored("d2-1", "正文")], "1")
    assert [one.id for one in records.list()] == ["d1"]
    assert records.texts("d1") == ("全文", "{}")


def test_removing_gives_back_the_passages_ids_and_leaves_nothing(tmp_path: Path) -> None:
    records = LibraryRecords(Database(sqlite_url(tmp_path)))
    records.add(LibraryDocument("d1", "a", "标题", "policy"), "x", "", "", [stored("d1-1", "河长制巡查")], "1")
    assert records.remove("d1") == ("d1-1",)
    assert records.lexical("河长制", 5) == ()
    assert dict(records.passages(["d1-1"])) == {}
    assert records.add(LibraryDocument("d1", "a", "标题", "policy"), "x", "", "", [stored("d1-1", "河长制巡查")], "1")


def test_a_data_directory_of_an_older_version_says_so(tmp_path: Path) -> None:
    with sqlite3.connect(tmp_path / "nigao.sqlite3") as old:
        old.execute("create table library_documents (id text primary key, name text)")
    database = Database(sqlite_url(tmp_path))
    with pytest.raises(StoreError) as error:
        LibraryRecords(database).list()
    assert "旧版本" in error.value.what and "NIGAO_DATA_DIR" in error.value.fix
    database.close()
