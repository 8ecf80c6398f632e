"""The audit trail in the database: what was done stands in it, and what was done to it is found."""

from __future__ import annotations

import asyncio
import hashlib
import json
import sqlite3
from dataclasses import replace
from pathlib import Path

import pytest
from test_store import WRITER, stored

from assistant.bootstrap import build
from assistant.cli.entry import run
from assistant.cli.runtime import Runtime
from assistant.errors import StoreError
from assistant.events import ReportFinished
from assistant.model import DraftRequest, LibraryDocument, NamedFile, Report, WriterName
from assistant.review.audit import model_word
from assistant.settings import Settings
from assistant.store import Database, LibraryRecords, Reports, Trail, sqlite_url

DIGEST = "a" * 64
NOTES = "---\nunit: 云溪市青岚区民政局\n---\n## 组织领导\n- 召开专题会议12次，联系人张三，电话13800138000\n"


def filled(folder: Path) -> Database:
    database = Database(sqlite_url(folder))
    records, reports = LibraryRecords(database), Reports(database)
    policy = LibraryDocument("d1", "a", "标题", "policy")
    records.add(policy, DIGEST, "", "", [stored("d1-1", "河长制巡查")], "1")
    records.set_validity("d1", "现行有效")
    identity = reports.start("标题", "k", "u", WRITER, [b"notes"], [b"exemplar"])
    reports.save_report(identity, Report("标题", "k", "u", None, (), WRITER))
    records.remove("d1")
    return database


def told(database: Database) -> list[tuple[str, str, str]]:
    return [(one.actor, one.action, one.subject or one.report) for one in Trail(database).entries()]


def test_who_did_what_stands_in_it(tmp_path: Path) -> None:
    database = filled(tmp_path)
    report = Reports(database).list()[0].id
    assert told(database) == [
        ("local", "library.change", DIGEST),
        ("local", "library.change", DIGEST),
        ("local", "report.create", report),
        ("local", "section.draft", report),
        ("local", "library.change", DIGEST),
    ]
    details = [dict(one.details) for one in Trail(database).entries()]
    assert [one.get("change") for one in details] == ["add", "validity", None, None, "remove"]
    assert details[2]["notes"] == (hashlib.sha256(b"notes").hexdigest(),)
    assert (details[2]["provider"], details[2]["model"]) == ("composer", "rules-1")
    assert (details[3]["sections"], details[3]["findings"]) == (0, 0)
    count, head, broken = Trail(database).verify()
    assert (count, broken) == (5, None) and head is not None and head.number == 5


def test_what_comes_with_the_program_is_the_programs_doing(tmp_path: Path) -> None:
    database = Database(sqlite_url(tmp_path))
    records = LibraryRecords(database)
    shipped = LibraryDocument("d1", "a", "标题", "policy", shipped=True)
    records.add(shipped, DIGEST, "", "", [stored("d1-1", "正文")], "1")
    records.add(replace(shipped, id="d2"), "b" * 64, "", "", [stored("d2-1", "新正文")], "1", ["d1"])
    records.remove("d2", by_program=True)
    assert told(database) == [("machine", "library.change", one * 64) for one in "aabb"]


def test_what_was_not_done_is_not_told(tmp_path: Path) -> None:
    """One transaction: an entry cannot be there without what it tells."""
    database = filled(tmp_path)
    before = Trail(database).entries()
    with pytest.raises(StoreError):
        Reports(database).save_report("r0", Report("标题", "k", "u", None, (), WRITER))
    LibraryRecords(database).set_validity("nothing", "已废止")
    LibraryRecords(database).remove("nothing")
    with pytest.raises(ZeroDivisionError), database.write() as connection:
        from assistant.review.permissions import Action
        from assistant.store.trail import record

        record(connection, "local", Action.LIBRARY_CHANGE)
        raise ZeroDivisionError
    assert Trail(database).entries() == before


def test_no_change_without_its_entry(tmp_path: Path) -> None:
    """The other way round: where the entry cannot be written, nothing is."""
    database = filled(tmp_path)
    with database.write() as connection:
        connection.exec_driver_sql("CREATE TRIGGER full BEFORE INSERT ON audit BEGIN SELECT RAISE(ABORT, 'full'); END")
    reports, records = len(Reports(database).list()), LibraryRecords(database)
    with pytest.raises(StoreError):
        Reports(database).start("标题", "k", "u", WRITER)
    with pytest.raises(StoreError):
        records.add(LibraryDocument("d9", "a", "标题", "policy"), "c" * 64, "", "", [stored("d9-1", "正文")], "1")
    assert len(Reports(database).list()) == reports and records.list() == ()


@pytest.mark.parametrize("statement", ["UPDATE audit SET actor = 'u2' WHERE number = 2", "DELETE FROM audit"])
def test_the_database_itself_refuses_to_change_an_entry(tmp_path: Path, statement: str) -> None:
    filled(tmp_path).close()
    connection = sqlite3.connect(tmp_path / "nigao.sqlite3")
    with pytest.raises(sqlite3.IntegrityError, match="append-only"):
        connection.execute(statement)
    connection.close()


def tamper(folder: Path, *statements: str) -> tuple[int, str] | None:
    """Around the triggers, as somebody with the file could; what verifying says then."""
    connection = sqlite3.connect(folder / "nigao.sqlite3")
    for name in ("audit_unchanged", "audit_undeleted"):
        connection.execute(f"DROP TRIGGER {name}")
    for statement in statements:
        assert connection.execute(statement).rowcount > 0
    connection.commit()
    connection.close()
    database = Database(sqlite_url(folder))
    broken = Trail(database).verify()[2]
    database.close()
    return (broken.number, broken.why) if broken is not None else None


@pytest.mark.parametrize("column", ["at", "actor", "action", "report", "subject", "details", "previous", "hash"])
def test_one_changed_byte_is_found(tmp_path: Path, column: str) -> None:
    filled(tmp_path).close()
    # every byte of the value in turn would be slow; the first, the middle and the last one
    number = {"report": 3}.get(column, 2)
    connection = sqlite3.connect(tmp_path / "nigao.sqlite3")
    value = connection.execute(f"SELECT {column} FROM audit WHERE number = ?", [number]).fetchone()[0]
    connection.close()
    base = (tmp_path / "nigao.sqlite3").read_bytes()
    for at in {0, len(value) // 2, len(value) - 1}:
        (tmp_path / "nigao.sqlite3").write_bytes(base)
        other = value[:at] + ("0" if value[at] != "0" else "1") + value[at + 1 :]
        found = tamper(tmp_path, f"UPDATE audit SET {column} = '{other}' WHERE number = {number}")
        assert found is not None and found[0] == number


def test_another_spelling_of_the_same_details_is_found(tmp_path: Path) -> None:
    filled(tmp_path).close()
    found = tamper(tmp_path, "UPDATE audit SET details = details || ' ' WHERE number = 2")
    assert found == (2, "第2条记录被改动过")


@pytest.mark.parametrize(
    ("statements", "number"),
    [
        (("DELETE FROM audit WHERE number = 3",), 3),
        (("DELETE FROM audit WHERE number = 1",), 1),
        (("DELETE FROM audit WHERE number = 5",), 5),
        (("DELETE FROM audit",), 1),
        (("DELETE FROM audit_head",), 5),
        (("UPDATE audit_head SET number = 4, hash = (SELECT hash FROM audit WHERE number = 4)",), 5),
    ],
)
def test_a_missing_entry_is_found(tmp_path: Path, statements: tuple[str, ...], number: int) -> None:
    filled(tmp_path).close()
    found = tamper(tmp_path, *statements)
    assert found is not None and found[0] == number


def test_a_trail_cut_with_its_head_is_found_by_the_head_noted_elsewhere(tmp_path: Path) -> None:
    database = filled(tmp_path)
    noted = Trail(database).verify()[1]
    database.close()
    cut = ("DELETE FROM audit WHERE number = 5",)
    head = "UPDATE audit_head SET number = 4, hash = (SELECT hash FROM audit WHERE number = 4)"
    assert tamper(tmp_path, *cut, head) is None
    broken = Trail(Database(sqlite_url(tmp_path))).verify(noted)[2]
    assert broken is not None and broken.number == 5


@pytest.mark.parametrize(
    ("name", "kept"),
    [("qwen3:8b", True), ("Qwen/Qwen2.5-72B", True), ("gpt-4o-20240806", True), ("通义千问", False), ("a b", False)],
)
def test_any_name_of_a_model_can_be_told(tmp_path: Path, name: str, kept: bool) -> None:
    database = Database(sqlite_url(tmp_path))
    Reports(database).start("标题", "k", "u", WriterName("openai-compatible", name))
    assert dict(Trail(database).entries()[0].details)["model"] == model_word(name)
    assert (model_word(name) == name) is kept
    assert Trail(database).verify()[2] is None


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(data_dir=tmp_path / "data", embedding="none", _env_file=None)  # type: ignore[call-arg]


def test_a_draft_and_its_export_are_told_without_any_of_their_text(settings: Settings) -> None:
    service = build(settings)

    async def drafted() -> Report:
        request = DraftRequest(notes=(NamedFile("要点.md", NOTES.encode()),), offline=True, kind="civilized-unit")
        (finished,) = [one async for one in service.draft(request) if isinstance(one, ReportFinished)]
        return finished.report

    report = asyncio.run(drafted())
    data = service.export(report, "md")
    lines = [json.loads(one) for one in service.audit_lines()]
    mine = [one for one in lines if one["actor"] == "local"]
    assert [one["action"] for one in mine] == ["report.create", "section.draft", "report.export"]
    assert mine[0]["details"]["notes"] == [hashlib.sha256(NOTES.encode()).hexdigest()]
    assert mine[0]["report"] == mine[1]["report"] != ""
    assert mine[2]["details"] == {"content": hashlib.sha256(data).hexdigest(), "form": "md"}
    text = "".join(service.audit_lines())
    assert text.isascii() and "13800138000" not in text and "要点" not in text
    assert service.audit_verify()[2] is None
    service.close()


def test_on_the_command_line(settings: Settings, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    def nigao(*words: str) -> tuple[int, str]:
        code = run(["audit", *words], Runtime(settings=lambda: settings))
        said = capsys.readouterr()
        return code, said.out + said.err

    data = settings.data_dir
    data.mkdir()
    filled(data).close()
    code, said = nigao("verify")
    assert code == 0 and "共 5 条" in said
    head = said.split("最后一条：")[1][:66]
    assert nigao("verify", "--head", head)[0] == 0
    assert nigao("verify", "--head", "x")[0] == 2
    code, said = nigao("verify", "--head", f"5:{'0' * 64}")
    assert code == 1 and "被改动过" in said
    output = tmp_path / "trail.jsonl"
    assert nigao("export", "-o", str(output))[0] == 0
    assert [json.loads(one)["number"] for one in output.read_text(encoding="utf-8").splitlines()] == [1, 2, 3, 4, 5]
    assert nigao("export", "-o", str(output))[0] == 2
    assert tamper(data, "UPDATE audit SET actor = 'u2' WHERE number = 3") is not None
    code, said = nigao("verify")
    assert code == 1 and "第3条记录被改动过" in said and said.count("\n") == 1


def test_what_stops_a_draft_does_not_take_what_was_written(settings: Settings) -> None:
    service = build(settings)
    report = Report("标题", "k", "u", None, (), WRITER)
    settings.data_dir.mkdir()
    (settings.data_dir / "nigao.sqlite3").write_bytes(b"this is no database, only some text " * 50)
    with pytest.raises(StoreError):
        service.export(report, "md")
    assert "标题" in service.rescue(report, "md").decode()
    service.close()
