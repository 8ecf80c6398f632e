"""Databases of other versions: what is older is brought up to date whole or not at all, what is newer is refused."""

from __future__ import annotations

import os
import shutil
import signal
import sqlite3
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory

from assistant.errors import StoreError
from assistant.model import WriterName
from assistant.store import Database, LibraryRecords, Reports, Trail, sqlite_url
from assistant.store.migrations import HEAD, Schema
from assistant.store.tables import metadata

ROOT = Path(__file__).parent.parent
FIXTURES = sorted((Path(__file__).parent / "fixtures").glob("store_*.sql"))
WRITER = WriterName("composer", "rules-1")


def loaded(folder: Path, fixture: Path = FIXTURES[0]) -> Path:
    """A data folder as the program of that schema version left it."""
    folder.mkdir(exist_ok=True)
    with sqlite3.connect(folder / "nigao.sqlite3") as connection:
        connection.executescript(fixture.read_text(encoding="utf-8"))
    connection.close()
    return folder


def one_of(folder: Path, query: str) -> object:
    connection = sqlite3.connect(folder / "nigao.sqlite3")
    try:
        return connection.execute(query).fetchone()[0]
    finally:
        connection.close()


def later(folder: Path, body: str) -> Schema:
    """This program's revisions and one more, with this body of `upgrade`."""
    shutil.copytree(Schema().folder, folder, ignore=shutil.ignore_patterns("__pycache__"))
    text = f"from alembic import op\nimport sqlalchemy as sa\nrevision = 'next'\ndown_revision = '{HEAD}'\n\n\n"
    lines = "".join(f"    {line}\n" for line in body.splitlines())
    (folder / "versions" / "next.py").write_text(f"{text}def upgrade():\n{lines}", encoding="utf-8")
    return Schema(folder, "next")


def test_there_is_a_database_of_every_version_and_the_last_one_is_known() -> None:
    script = ScriptDirectory(str(Schema().folder))
    revisions = {one.revision for one in script.walk_revisions()}
    assert script.get_heads() == [HEAD]
    assert {path.stem.removeprefix("store_") for path in FIXTURES} == revisions


@pytest.mark.parametrize("fixture", FIXTURES, ids=lambda path: path.stem)
def test_everything_in_an_older_database_is_there_afterwards(tmp_path: Path, fixture: Path) -> None:
    database = Database(sqlite_url(loaded(tmp_path, fixture)))
    records, reports = LibraryRecords(database), Reports(database)
    assert [(one.id, one.title, one.passages, one.embedded) for one in records.list()] == [
        ("d1", "河长制工作办法", 1, 1),
        ("d2", "示例水务局材料", 1, 0),
    ]
    assert [one for one, _ in records.lexical("志愿服务", 5)] == ["d2-001"]
    assert records.passages(["d2-001"])["d2-001"].original == "示例水务局开展志愿服务。"
    assert dict(records.kept("m1", ["d1-001"])) == {"d1-001": (1.0, 0.5)}
    waiting = records.first_waiting()
    assert waiting is not None and (waiting[0].name, waiting[1].decode()) == ("待读.txt", "待读的内容")
    assert [(one.id, one.finished, one.sections) for one in reports.list()] == [("r2", False, 1), ("r1", True, 1)]
    assert reports.load("r1").sections == reports.load("r2").sections
    assert one_of(tmp_path, "SELECT version_num FROM alembic_version") == HEAD
    reports.start("第三份", "k", "u", WRITER)
    count, _, broken = Trail(database).verify()
    assert broken is None
    assert count == one_of(tmp_path, "SELECT count(*) FROM audit") == (1 if fixture.stem == "store_0001" else 2)
    assert Reports(Database(sqlite_url(tmp_path))).list()[0].title == "第三份"


def test_the_revisions_make_the_tables_the_program_uses(tmp_path: Path) -> None:
    ours = set(metadata.tables)
    with Database(sqlite_url(tmp_path)).read() as connection:
        # FTS5 makes tables of its own
        options = {"include_object": lambda thing, name, kind, *more: kind != "table" or name in ours}
        context = MigrationContext.configure(connection, opts={**options, "compare_type": True})
        assert compare_metadata(context, metadata) == []
        names = {row[0] for row in connection.exec_driver_sql("SELECT name FROM sqlite_master")}
        assert names >= {*ours, "library_grams", "library_vocabulary"}


def test_a_fresh_database_and_an_upgraded_one_are_the_same(tmp_path: Path) -> None:
    def schema_of(folder: Path) -> set[tuple[str, str]]:
        LibraryRecords(Database(sqlite_url(folder))).list()
        connection = sqlite3.connect(folder / "nigao.sqlite3")
        rows = connection.execute("SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL").fetchall()
        connection.close()
        return {(name, " ".join(sql.split())) for name, sql in rows}

    (tmp_path / "fresh").mkdir()
    assert schema_of(tmp_path / "fresh") == schema_of(loaded(tmp_path / "old"))


def test_an_open_database_of_this_version_needs_no_alembic(tmp_path: Path) -> None:
    Reports(Database(sqlite_url(tmp_path))).list()
    code = """
import sys
from pathlib import Path
from assistant.store import Database, Reports, sqlite_url
Reports(Database(sqlite_url(Path(sys.argv[1])))).list()
assert "sqlalchemy" in sys.modules
assert "alembic" not in sys.modules
"""
    done = subprocess.run([sys.executable, "-c", code, str(tmp_path)], capture_output=True, text=True, cwd=ROOT)
    assert done.returncode == 0, done.stderr


def test_a_database_of_a_newer_version_is_refused_and_left_as_it_is(tmp_path: Path) -> None:
    path = loaded(tmp_path) / "nigao.sqlite3"
    Reports(Database(sqlite_url(tmp_path))).list()
    with sqlite3.connect(path) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    connection.close()
    with pytest.raises(StoreError) as error:
        Reports(Database(sqlite_url(tmp_path))).list()
    assert "更新的版本" in error.value.what and "9999" in error.value.what and "升级程序" in error.value.fix
    assert one_of(tmp_path, "SELECT version_num FROM alembic_version") == "9999"
    assert one_of(tmp_path, "SELECT count(*) FROM reports") == 2


def test_an_even_older_database_is_left_as_it_is(tmp_path: Path) -> None:
    with sqlite3.connect(tmp_path / "nigao.sqlite3") as old:
        old.execute("CREATE TABLE library_documents (id text primary key, name text)")
    old.close()
    with pytest.raises(StoreError, match="旧版本"):
        Reports(Database(sqlite_url(tmp_path))).list()
    assert one_of(tmp_path, "SELECT count(*) FROM sqlite_master WHERE type = 'table'") == 1


def test_the_next_version_is_reached_from_this_one(tmp_path: Path) -> None:
    body = "op.add_column('reports', sa.Column('more', sa.Text, nullable=False, server_default='x'))"
    schema = later(tmp_path / "50% 版本", body)
    loaded(tmp_path / "data")
    Reports(Database(sqlite_url(tmp_path / "data"))).list()
    reports = Reports(Database(sqlite_url(tmp_path / "data"), schema=schema))
    assert len(reports.list()) == 2
    assert one_of(tmp_path / "data", "SELECT more FROM reports") == "x"


def test_a_table_that_is_rebuilt_keeps_what_refers_to_it(tmp_path: Path) -> None:
    body = """with op.batch_alter_table('reports', recreate='always') as table:
    table.alter_column('unit', nullable=True)"""
    schema = later(tmp_path / "next", body)
    loaded(tmp_path / "data")
    database = Database(sqlite_url(tmp_path / "data"), schema=schema)
    assert [one.sections for one in Reports(database).list()] == [1, 1]
    with database.write() as connection:
        assert connection.exec_driver_sql("PRAGMA foreign_keys").scalar() == 1


def test_a_revision_that_leaves_rows_without_what_they_refer_to_is_undone(tmp_path: Path) -> None:
    schema = later(tmp_path / "next", "op.execute(\"DELETE FROM reports WHERE id = 'r1'\")")
    loaded(tmp_path / "data")
    with pytest.raises(StoreError, match="没有改动"):
        Reports(Database(sqlite_url(tmp_path / "data"), schema=schema)).list()
    assert [one.id for one in Reports(Database(sqlite_url(tmp_path / "data"))).list()] == ["r2", "r1"]


KILLED = """
import sys
from pathlib import Path
from assistant.store import Database, Reports, sqlite_url
from assistant.store.migrations import Schema
Reports(Database(sqlite_url(Path(sys.argv[1])), schema=Schema(Path(sys.argv[2]), "next"))).list()
"""


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="there is no SIGKILL on this system")
def test_an_upgrade_that_is_killed_never_was(tmp_path: Path) -> None:
    body = """op.execute("CREATE TABLE half (id TEXT)")
op.execute("UPDATE reports SET title = 'half'")
op.execute("DROP TABLE library_vectors")
import os, signal
os.kill(os.getpid(), signal.SIGKILL)"""
    schema = later(tmp_path / "next", body)
    data = loaded(tmp_path / "data")
    Reports(Database(sqlite_url(data))).list()
    command = [sys.executable, "-c", KILLED, str(data), str(schema.folder)]
    done = subprocess.run(command, cwd=ROOT, env={**os.environ, "PYTHONPATH": str(ROOT)}, capture_output=True)
    assert done.returncode == -signal.SIGKILL, done.stderr
    database = Database(sqlite_url(data))
    assert [one.title for one in Reports(database).list()] == ["第二份报告", "第一份报告"]
    assert dict(LibraryRecords(database).kept("m1", ["d1-001"])) == {"d1-001": (1.0, 0.5)}
    assert one_of(data, "SELECT count(*) FROM sqlite_master WHERE name = 'half'") == 0


@pytest.mark.parametrize("old", [True, False])
def test_two_that_open_it_at_once_both_find_it_done(tmp_path: Path, old: bool) -> None:
    if old:
        loaded(tmp_path)
    code = "import sys\n" + KILLED.split("import sys\n")[1].replace(', schema=Schema(Path(sys.argv[2]), "next")', "")
    command = [sys.executable, "-c", code, str(tmp_path)]
    with ThreadPoolExecutor(3) as pool:
        runs = [
            pool.submit(
                subprocess.run, command, cwd=ROOT, env={**os.environ, "PYTHONPATH": str(ROOT)}, capture_output=True
            )
            for _ in range(3)
        ]
    assert [run.result().stderr for run in runs] == [b"", b"", b""]
    assert one_of(tmp_path, "SELECT count(*) FROM alembic_version") == 1
    assert len(Reports(Database(sqlite_url(tmp_path))).list()) == (2 if old else 0)


def test_alembic_of_the_command_line_finds_the_revisions() -> None:
    config = Config()
    config.set_main_option("script_location", str(Schema().folder))
    assert ScriptDirectory.from_config(config).get_current_head() == HEAD
