"""The parts of the command line that need no service: arguments, columns, dates, files, JSON numbers, usage errors."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from assistant.cli.arguments import spread_notes, take_debug
from assistant.cli.failures import usage_line
from assistant.cli.files import expand_folders, output_format, parse_date, read_files, unfinished_name, write_whole
from assistant.cli.serving import is_loopback
from assistant.cli.shapes import number
from assistant.cli.tables import display_width, one_line, shorten, table
from assistant.errors import FileMissing, NigaoError, RefusedFile, UnreadableFile, UsageError


@pytest.mark.parametrize(
    ("given", "spread"),
    [
        ("check d.md --notes a.md b.xlsx", "check d.md --notes a.md --notes b.xlsx"),
        ("check d.md --notes a.md b.md --json", "check d.md --notes a.md --notes b.md --json"),
        ("check d.md --notes a.md --notes b.md", "check d.md --notes a.md --notes b.md"),
        ("check d.md --notes a b --reference c d", "check d.md --notes a --notes b --reference c d"),
        ("check --notes a b -- d.md", "check --notes a --notes b -- d.md"),
        ("check d.md", "check d.md"),
    ],
)
def test_everything_after_notes_up_to_the_next_option_is_notes(given: str, spread: str) -> None:
    assert spread_notes(given.split()) == spread.split()


def test_debug_may_stand_anywhere_but_after_a_double_dash() -> None:
    assert take_debug(["facts", "a.md", "--debug"]) == (["facts", "a.md"], True)
    assert take_debug(["--debug", "facts"]) == (["facts"], True)
    assert take_debug(["facts", "--", "--debug"]) == (["facts", "--", "--debug"], False)


def test_a_chinese_character_takes_two_places() -> None:
    assert display_width("近300万元") == 9
    assert shorten("居家养老服务", 7) == "居家养…"
    assert display_width(shorten("居家养老服务", 8)) <= 8
    assert table(("甲", "b"), [("一二", "x"), ("c", "y")]) == "甲    b\n一二  x\nc     y"


def test_a_cell_cannot_steer_the_terminal() -> None:
    assert one_line("第一行\n第二行\t\x1b[2J完") == "第一行 第二行 [2J完"


@pytest.mark.parametrize("text", ["2025-11-20", "2025/11/20", "2025.11.20", "2025年11月20日", " 2025 年 11 月 20 日 "])
def test_dates_as_people_write_them(text: str) -> None:
    assert parse_date(text) == date(2025, 11, 20)


@pytest.mark.parametrize("text", ["2025年11月", "2025-02-30", "明天", "20251120"])
def test_what_is_no_date_is_wrong_usage(text: str) -> None:
    with pytest.raises(UsageError, match=text):
        parse_date(text)


def test_no_date_is_no_date() -> None:
    assert parse_date("") is None


@pytest.mark.parametrize(("value", "written"), [(126000.0, "126000"), (38.5, "38.5"), (None, "None"), (0.0, "0")])
def test_whole_numbers_are_written_without_a_point(value: float | None, written: str) -> None:
    assert str(number(value)) == written


@pytest.mark.parametrize(
    ("english", "chinese"),
    [
        ("Missing argument 'NOTES...'.", "缺少参数 NOTES..."),
        ("No such option: --foo Did you mean --for?", "没有选项 --foo"),
        ("No such command 'nope'.", "没有命令 nope"),
        ("Option '--kind' requires an argument.", "选项 --kind 后面要有值"),
        ("Invalid value for '-k': Input should be greater than or equal to 1", "-k 的值不能用：不能小于 1"),
        ("Something quite new", "Something quite new"),
    ],
)
def test_the_parsers_messages_in_chinese(english: str, chinese: str) -> None:
    assert usage_line(english) == chinese


def test_files_go_by_their_bare_name_unless_two_share_it(tmp_path: Path) -> None:
    paths = [tmp_path / "甲" / "要点.md", tmp_path / "乙" / "要点.md", tmp_path / "指标.csv"]
    for path in paths:
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(b"x")
    names = [file.name for file in read_files([*paths, paths[2]], 10)]
    assert names == [paths[0].as_posix(), paths[1].as_posix(), "指标.csv"]


def test_what_cannot_be_read_is_named(tmp_path: Path) -> None:
    big = tmp_path / "大.md"
    big.write_bytes(b"x" * 11)
    with pytest.raises(FileMissing, match=r"无\.md"):
        read_files([tmp_path / "无.md"], 10)
    with pytest.raises(UnreadableFile, match="文件夹"):
        read_files([tmp_path], 10)
    with pytest.raises(RefusedFile, match=r"大\.md"):
        read_files([big], 10)


def test_a_folder_stands_for_the_readable_files_in_it(tmp_path: Path) -> None:
    for name in ("b.docx", "a.md", "图.png", ".hidden.md", "下/c.PDF"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(b"x")
    assert [path.name for path in expand_folders([tmp_path])[0]] == ["a.md", "b.docx", "c.PDF"]
    (tmp_path / "空").mkdir()
    with pytest.raises(FileMissing, match="空"):
        expand_folders([tmp_path / "空"])


def test_output_formats_go_by_the_ending() -> None:
    assert [output_format(Path(name)) for name in ("a.docx", "b.MD", "c.json")] == ["docx", "md", "json"]
    with pytest.raises(UsageError, match=r"a\.pdf"):
        output_format(Path("a.pdf"))


def test_an_unfinished_draft_has_a_name_of_its_own() -> None:
    assert unfinished_name(Path("x/稿.docx")) == Path("x/稿.未完成.docx")


def test_a_file_is_written_whole_or_not_at_all(tmp_path: Path) -> None:
    target = tmp_path / "稿.md"
    target.write_text("旧", encoding="utf-8")
    write_whole(target, "新".encode())
    assert target.read_text(encoding="utf-8") == "新"
    with pytest.raises(NigaoError, match="写不了"):
        write_whole(tmp_path / "没有" / "稿.md", b"x")
    assert [path.name for path in tmp_path.iterdir()] == ["稿.md"]


@pytest.mark.parametrize(
    ("host", "only_here"), [("127.0.0.1", True), ("::1", True), ("localhost", True), ("0.0.0.0", False)]
)
def test_which_addresses_only_this_machine_reaches(host: str, only_here: bool) -> None:
    assert is_loopback(host) is only_here
