"""Backup and restore: everything comes back, and what is not whole touches nothing."""

from __future__ import annotations

import json
import sqlite3
import threading
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from test_store import WRITER, stored

from assistant import __version__
from assistant.cli.entry import run
from assistant.cli.runtime import Runtime
from assistant.errors import StoreError
from assistant.model import LibraryDocument, Section
from assistant.settings import Settings
from assistant.store import Database, LibraryRecords, Reports, sqlite_url
from assistant.store.backup import back_up
from assistant.store.manifest import DATABASE, MANIFEST, RULES
from assistant.store.migrations import HEAD
from assistant.store.restoring import restore

SECTION = Section("s1", "一、组织领导", "研究11次。")


def filled(folder: Path) -> Database:
    """A data folder with two reports, a policy with a vector, rules and an index."""
    database = Database(sqlite_url(folder))
    records, reports = LibraryRecords(database), Reports(database)
    records.add(LibraryDocument("d1", "a", "标题", "policy"), "x", "全文", "{}", [stored("d1-1", "河长制巡查")], "1")
    records.keep("m1", {"标题\n河长制巡查": [1.0, 0.5]})
    records.mark_embedded(["d1-1"], "m1")
    for title in ("一", "二"):
        reports.save_section(reports.start(title, "k", "u", WRITER), SECTION)
    (folder / RULES).write_text("rules:\n  PUN-03: off\n", encoding="utf-8")
    (folder / "vectors").mkdir()
    (folder / "vectors" / "chroma.sqlite3").write_bytes(b"index")
    return database


def count(folder: Path) -> int:
    """How many reports there are; the database is closed again."""
    database = Database(sqlite_url(folder))
    try:
        return len(Reports(database).list())
    finally:
        database.close()


def backup_of(tmp_path: Path) -> Path:
    filled(tmp_path / "data").close()
    target = tmp_path / "b.zip"
    back_up(tmp_path / "data" / DATABASE, tmp_path / "data" / RULES, target, __version__)
    return target


def test_everything_comes_back(tmp_path: Path) -> None:
    source = backup_of(tmp_path)
    assert zipfile.ZipFile(source).namelist() == [MANIFEST, DATABASE, RULES]
    assert source.stat().st_mode & 0o077 == 0
    manifest, old = restore(source, tmp_path / "far" / "new")
    assert old is None and manifest.schema_version == HEAD and manifest.counts["reports"] == 2
    database = Database(sqlite_url(tmp_path / "far" / "new"))
    records, reports = LibraryRecords(database), Reports(database)
    assert [(one.title, one.sections) for one in reports.list()] == [("二", 1), ("一", 1)]
    assert reports.load(reports.list()[0].id).sections == (SECTION,)
    assert [one for one, _ in records.lexical("河长制", 5)] == ["d1-1"]
    assert records.texts("d1") == ("全文", "{}")
    assert (tmp_path / "far" / "new" / RULES).read_text(encoding="utf-8") == "rules:\n  PUN-03: off\n"
    # the index was left out: it is filled anew, from the vectors that are kept
    assert not (tmp_path / "far" / "new" / "vectors").exists()
    assert [(one, tuple(vector)) for one, vector, _ in records.ready("m1", 5)] == [("d1-1", (1.0, 0.5))]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["b.zip", "data", "far"]


def test_a_backup_under_writes_is_one_moment(tmp_path: Path) -> None:
    """Each report is stored with its section in one transaction here: a copy of two moments would show one alone."""
    database = filled(tmp_path / "data")
    begun, enough = threading.Event(), threading.Event()

    def write() -> None:
        number = 0
        while not enough.is_set():
            number += 1
            with database.write() as connection:
                connection.exec_driver_sql(
                    "INSERT INTO reports (id, title, kind, unit, started, position, provider, model) "
                    f"VALUES ('w{number}', '{'长' * 3000}', 'k', 'u', '', {number}, 'p', 'm')"
                )
                connection.exec_driver_sql(
                    f"INSERT INTO report_sections (report, id, position, content) VALUES ('w{number}', 's', 1, x'00')"
                )
            if number == 20:
                begun.set()

    writer = threading.Thread(target=write)
    writer.start()
    try:
        assert begun.wait(60)
        for number in range(3):
            back_up(tmp_path / "data" / DATABASE, None, tmp_path / f"{number}.zip", __version__)
    finally:
        enough.set()
        writer.join()
    for number in range(3):
        manifest, _ = restore(tmp_path / f"{number}.zip", tmp_path / f"r{number}")
        assert manifest.counts["reports"] == manifest.counts["report_sections"] >= 22
        assert count(tmp_path / f"r{number}") == manifest.counts["reports"]


def test_a_folder_with_something_in_it_is_left_alone_or_kept_beside(tmp_path: Path) -> None:
    source, data = backup_of(tmp_path), tmp_path / "data"
    running = Database(sqlite_url(data))
    Reports(running).start("第三份", "k", "u", WRITER)
    with pytest.raises(StoreError, match="已经有内容"):
        restore(source, data)
    assert count(data) == 3
    with pytest.raises(StoreError, match="另一个程序"):
        restore(source, data, keep_old=True)
    assert len(Reports(running).list()) == 3
    running.close()
    _, old = restore(source, data, keep_old=True)
    assert old is not None and old.parent == tmp_path and old.name.startswith("data.old-")
    assert count(data) == 2
    assert count(old) == 3
    assert (old / "vectors" / "chroma.sqlite3").read_bytes() == b"index"


def test_an_empty_folder_is_filled(tmp_path: Path) -> None:
    source = backup_of(tmp_path)
    (tmp_path / "empty").mkdir()
    restore(source, tmp_path / "empty")
    assert count(tmp_path / "empty") == 2


def repacked(source: Path, target: Path, change: Callable[[str, bytes], bytes | None]) -> None:
    """The zip with other contents; None leaves a file out. The zip's own sums are right."""
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w") as new:
        for name in old.namelist():
            data = change(name, old.read(name))
            if data is not None:
                new.writestr(name, data)


def _manifest_with(**changes: object) -> Callable[[str, bytes], bytes | None]:
    return lambda name, data: json.dumps(json.loads(data) | changes).encode() if name == MANIFEST else data


def _one_byte(name: str, data: bytes) -> bytes:
    at = data.index("研究11次".encode()) if name == DATABASE else 0
    return data[:at] + bytes([data[at] ^ 1]) + data[at + 1 :] if name == DATABASE else data


@pytest.mark.parametrize(
    ("change", "word"),
    [
        (_one_byte, "校验值"),
        (lambda name, data: data + b"x" if name == RULES else data, "校验值"),
        (lambda name, data: data[:-1] if name == DATABASE else data, "校验值"),
        (lambda name, data: None if name == DATABASE else data, "不是完整"),
        (lambda name, data: None if name == MANIFEST else data, "不是完整"),
        (lambda name, data: b"{}" if name == MANIFEST else data, "不是完整"),
        (_manifest_with(format="nigao-backup-2"), "不是完整"),
        (_manifest_with(files={"../x": {"sha256": "0" * 64, "bytes": 1}}), "不是完整"),
        (_manifest_with(counts={"reports": 5}), "清单"),
    ],
)
def test_a_tampered_backup_is_refused(tmp_path: Path, change: Callable[[str, bytes], bytes | None], word: str) -> None:
    repacked(backup_of(tmp_path), tmp_path / "bad.zip", change)
    before = sorted(tmp_path.rglob("*"))
    for target, keep in ((tmp_path / "new", False), (tmp_path / "data", True)):
        with pytest.raises(StoreError, match=word):
            restore(tmp_path / "bad.zip", target, keep_old=keep)
    assert sorted(tmp_path.rglob("*")) == before


@pytest.mark.parametrize("part", [0.0, 0.3, 0.9, 0.999])
def test_a_cut_file_is_refused(tmp_path: Path, part: float) -> None:
    data = backup_of(tmp_path).read_bytes()
    (tmp_path / "cut.zip").write_bytes(data[: int(len(data) * part)])
    with pytest.raises(StoreError, match="不是完整的拟稿备份"):
        restore(tmp_path / "cut.zip", tmp_path / "new")
    assert not (tmp_path / "new").exists()


def test_bytes_damaged_on_the_way_are_refused(tmp_path: Path) -> None:
    data = bytearray(backup_of(tmp_path).read_bytes())
    data[len(data) // 2] ^= 0xFF
    (tmp_path / "bad.zip").write_bytes(data)
    with pytest.raises(StoreError, match="没有恢复"):
        restore(tmp_path / "bad.zip", tmp_path / "new")
    assert not (tmp_path / "new").exists()


def test_a_backup_of_a_newer_version_is_refused_and_of_an_older_one_brought_up_to_date(tmp_path: Path) -> None:
    backup_of(tmp_path).unlink()
    data = tmp_path / "data"
    with sqlite3.connect(data / DATABASE) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    connection.close()
    back_up(data / DATABASE, None, tmp_path / "newer.zip", __version__)
    with pytest.raises(StoreError, match="更新的版本"):
        restore(tmp_path / "newer.zip", tmp_path / "new")
    assert not (tmp_path / "new").exists()
    fixture = Path(__file__).parent / "fixtures" / "store_0001.sql"
    (tmp_path / "old").mkdir()
    with sqlite3.connect(tmp_path / "old" / DATABASE) as connection:
        connection.executescript(fixture.read_text(encoding="utf-8"))
    connection.close()
    assert back_up(tmp_path / "old" / DATABASE, None, tmp_path / "older.zip", __version__).schema_version == ""
    restore(tmp_path / "older.zip", tmp_path / "new")
    assert [one.id for one in Reports(Database(sqlite_url(tmp_path / "new"))).list()] == ["r2", "r1"]


def test_on_the_command_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    filled(tmp_path / "data")  # stays open, as a workbench would have it
    target = tmp_path / "b.zip"

    def nigao(*words: str, folder: str = "data") -> tuple[int, str]:
        settings = Settings(data_dir=tmp_path / folder, embedding="none", _env_file=None)  # type: ignore[call-arg]
        code = run(words, Runtime(settings=lambda: settings))
        said = capsys.readouterr()
        return code, said.out + said.err

    assert nigao("backup", str(target), folder="nothing")[0] == 1
    code, said = nigao("backup", str(target))
    assert code == 0 and "2 份报告" in said
    code, said = nigao("backup", str(target))
    assert code == 1 and "已存在" in said and said.count("\n") == 1
    code, said = nigao("restore", str(target))
    assert code == 1 and "--keep-old" in said and said.count("\n") == 1
    code, said = nigao("restore", str(target), "--data-dir", str(tmp_path / "new"))
    assert code == 0 and str(tmp_path / "new") in said
    code, said = nigao("library", "search", "河长制", "--json", folder="new")
    assert code == 0 and "河长制巡查" in said
    (tmp_path / "foreign.zip").write_text("no zip")
    code, said = nigao("restore", str(tmp_path / "foreign.zip"), folder="other")
    assert code == 1 and "不是完整的拟稿备份" in said and said.count("\n") == 1
