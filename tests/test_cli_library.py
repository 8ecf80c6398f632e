"""nigao library: what is added, listed, shown, removed, found."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest
from cli_fake import CommandLine

from assistant.library import LibraryState
from assistant.model import LibraryDocument, Passage


@pytest.fixture
def nigao(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> CommandLine:
    return CommandLine(capsys, tmp_path)


DOCUMENT = LibraryDocument("d7", "范文.docx", "某局申报材料", "exemplar", "civilised-unit", passages=12, embedded=3)
PASSAGE = Passage(
    "d7-2", "d7", "某局申报材料", "一、组织领导", "exemplar", "{单位}把创建工作摆上日程。", 0.5, "范文：字词第1"
)


def test_library_add_reads_files_and_folders(nigao: CommandLine) -> None:
    one = nigao.note("夹/a.md")
    nigao.note("夹/b.txt")
    assert nigao("library", "add", one.parent, "--as", "exemplar", "--kind", "k").code == 0
    assert nigao.service.asked[0] == ("add", ["a.md", "b.txt"], "exemplar", "k")


def test_one_file_that_cannot_be_added_is_the_error_itself(nigao: CommandLine) -> None:
    nigao.service.unreadable = ("要点.md",)
    done = nigao("library", "add", nigao.note(), "--as", "policy")
    assert (done.code, done.err) == (1, "错误：要点.md 读不了。请检查。\n")


def test_of_several_files_each_that_cannot_be_added_is_told_and_the_others_are_added(nigao: CommandLine) -> None:
    nigao.service.unreadable = ("乙.md",)
    nigao.service.documents = (DOCUMENT, LibraryDocument("d0", "甲.md", "甲的题名", "policy"))
    done = nigao("library", "add", nigao.note("甲.md"), nigao.note("乙.md"), "--as", "policy")
    assert done.code == 1
    assert "甲的题名" in done.out
    assert DOCUMENT.title not in done.out
    assert done.err.splitlines() == [
        "注意：乙.md 读不了。请检查。",
        "错误：2 份文件中有 1 份没有加入，原因见上。其余的已经加入。",
    ]


def test_what_a_file_replaced_is_said(nigao: CommandLine) -> None:
    nigao.service.note = "甲.md《甲》与原有的 甲.md《甲》（d1）是同一份材料的新旧稿，已取代它"
    done = nigao("library", "add", nigao.note("甲.md"), "--as", "policy")
    assert (done.code, done.err) == (0, f"注意：{nigao.service.note}\n")


def test_removing_what_comes_with_the_program_says_that_it_comes_back(nigao: CommandLine) -> None:
    nigao.service.documents = (DOCUMENT, LibraryDocument("s1", "条例.md", "条例", "policy", shipped=True))
    assert nigao("library", "remove", "d7").out == "已删去 d7\n"
    assert "下次" in nigao("library", "remove", "s1").out


def test_a_bad_file_of_a_folder_is_one_line_and_the_others_are_added(nigao: CommandLine) -> None:
    one = nigao.note("夹/a.md")
    os.mkfifo(one.parent / "管道.txt")
    (one.parent / "断.txt").symlink_to("没有这个.txt")
    (one.parent / "圈.txt").symlink_to("圈.txt")
    done = nigao("library", "add", one.parent, "--as", "policy")
    assert nigao.service.asked[0] == ("add", ["a.md"], "policy", "")
    assert done.code == 1
    said = done.err.splitlines()
    assert [name in line for name, line in zip(("圈.txt", "断.txt", "管道.txt"), said, strict=False)] == [True] * 3
    assert said[3:] == ["错误：4 份文件中有 3 份没有加入，原因见上。其余的已经加入。"]


def test_links_that_leave_the_folder_are_not_followed_and_are_said(nigao: CommandLine) -> None:
    one, other = nigao.note("夹/a.md"), nigao.note("外/密.md")
    (one.parent / "去.md").symlink_to(other)
    (one.parent / "外夹").symlink_to(other.parent)
    (one.parent / "同.md").symlink_to(nigao.note("夹/b.md"))
    done = nigao("library", "add", one.parent, "--as", "policy")
    assert nigao.service.asked[0][1] == ["a.md", "b.md"], "what a link inside leads to is there once"
    assert done.code == 0
    assert [name in line for name, line in zip(("去.md", "外夹"), sorted(done.err.splitlines()), strict=True)] == [
        True
    ] * 2


def test_an_empty_path_is_not_the_current_folder(nigao: CommandLine) -> None:
    done = nigao("library", "add", "", "--as", "policy")
    assert (done.code, nigao.service.asked) == (2, [])
    assert "路径是空的" in done.err


def test_a_file_name_cannot_steer_the_terminal(nigao: CommandLine) -> None:
    nigao.service.unreadable = ("\x1b[2J红.md",)
    done = nigao("library", "add", nigao.note("\x1b[2J红.md"), nigao.note("乙.md"), "--as", "policy")
    assert "[2J红.md 读不了" in done.err
    assert "\x1b" not in done.err + done.out


def test_the_list_shows_the_file_names(nigao: CommandLine) -> None:
    nigao.service.documents = (DOCUMENT, LibraryDocument("d8", "乙.docx", DOCUMENT.title, "exemplar"))
    out = nigao("library", "list").out
    assert "范文.docx" in out and "乙.docx" in out


def test_library_list_tells_what_waits_and_what_is_not_scrubbed(nigao: CommandLine) -> None:
    nigao.service.state = LibraryState(1, 1, 0, "", waiting=3, traces=True)
    err = nigao("library", "list").err
    assert "3 份文件等待读取" in err
    assert "残留" in err


def test_library_show_by_pages_shows_where_nothing_was_read(nigao: CommandLine) -> None:
    nigao.service.documents = (DOCUMENT,)
    out = nigao("library", "show", "d7", "--pages").out
    assert "提示：第1页是图片" in out
    assert "【第1页】\n（没有读出文字）" in out
    assert "【第2页】\n第二页的话" in out


def test_library_add_must_be_told_what_for(nigao: CommandLine) -> None:
    assert nigao("library", "add", nigao.note()).code == 2
    assert nigao("library", "add", nigao.note(), "--as", "novel").code == 2
    assert nigao.service.asked == []


def test_library_list_show_remove_rebuild(nigao: CommandLine) -> None:
    nigao.service.documents = (DOCUMENT,)
    assert "d7" in nigao("library", "list").out
    (listed,) = json.loads(nigao("library", "list", "--json").out)["documents"]
    assert (listed["id"], listed["as"], listed["passages"], listed["embedded"]) == ("d7", "exemplar", 12, 3)
    assert "原文第一行" in nigao("library", "show", "d7").out
    assert nigao("library", "remove", "d7").code == 0
    assert nigao("library", "rebuild").code == 0
    assert nigao("library", "rebuild", "--anew").code == 0
    assert nigao.service.asked[-3:] == [("remove", "d7"), ("rebuild", False), ("rebuild", True)]


def test_an_unknown_document_is_one_line(nigao: CommandLine) -> None:
    done = nigao("library", "show", "d9")
    assert (done.code, done.out) == (1, "")
    assert done.err == "错误：参考库里没有 d9。用 nigao library list 看有哪些。\n"


def test_library_search_in_words_and_as_json(nigao: CommandLine) -> None:
    nigao.service.passages = (PASSAGE,)
    assert "《某局申报材料》（范文，一、组织领导） d7-2" in nigao("library", "search", "组织").out
    done = nigao(
        "library",
        "search",
        "组织",
        "-k",
        "3",
        "--as",
        "exemplar",
        "--json",
        "--kind",
        "work-report",
        "--role",
        "organisation",
        "--in-force",
    )
    result = {"id": "d7-2", "document": "d7", "title": "某局申报材料", "section": "一、组织领导", "as": "exemplar"}
    more = {"text": "{单位}把创建工作摆上日程。", "score": 0.5, "validity": "", "why": PASSAGE.why}
    assert json.loads(done.out) == {"remarks": ["仅按字词检索（未启用向量检索）"], "results": [result | more]}
    assert nigao("library", "search", "组织").err == "注意：仅按字词检索（未启用向量检索）\n"
    assert PASSAGE.why in nigao("library", "search", "组织", "--why").out
    assert nigao.service.asked[:2] == [
        ("search", "组织", 5, None, "", "", False),
        ("search", "组织", 3, "exemplar", "work-report", "organisation", True),
    ]
