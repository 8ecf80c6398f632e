"""A backup of the data folder into one file, while others read and write."""

from __future__ import annotations

import os
import sqlite3
import tempfile
import zipfile
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

from assistant.errors import StoreError
from assistant.store.manifest import DATABASE, MANIFEST, RULES, Manifest, content_of, told_as

_BUSY = 15.0  # seconds to wait for a writer


def back_up(database: Path, rules: Path | None, target: Path, program: str) -> Manifest:
    """Writes the backup; it is there whole or not at all, readable for its owner only.

    SQLite copies the state between two transactions, deleted rows that are still to be scrubbed included; the copy is
    checked. database: the file; it is not opened by the program, so that one of an older version can be kept before
    it is upgraded. rules: the unit's, None if there are none. program: version that goes into the manifest.
    Raises StoreError; a target that exists is never replaced.
    """
    if not database.is_file():
        raise StoreError(f"没有可备份的数据库 {database}", "请检查 NIGAO_DATA_DIR")
    if target.exists():
        raise StoreError(f"{target} 已存在", "请换一个文件名；旧的备份不会被盖掉")
    with (
        told_as(f"写不了备份 {target}"),
        tempfile.TemporaryDirectory(prefix=".nigao-backup-", dir=target.parent) as name,
    ):
        folder = Path(name)
        copy = folder / DATABASE
        schema, counts = _copy(database, copy)
        files = {DATABASE: copy} | ({RULES: rules} if rules is not None else {})
        manifest = Manifest(
            program=program,
            schema_version=schema,
            made=datetime.now(UTC).isoformat(timespec="seconds"),
            counts=counts,
            files={name: content_of(path) for name, path in files.items()},
        )
        packed = folder / "backup.zip"
        _pack(packed, manifest, files)
        packed.chmod(0o600)
        packed.rename(target)
    return manifest


def rows_of(connection: sqlite3.Connection) -> dict[str, int]:
    """How many rows each table has; those of the search by words are made from the others."""
    query = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
    names = [name for (name,) in connection.execute(query)]
    ours = [one for one in names if not one.startswith(("library_grams", "library_vocabulary"))]
    return {one: connection.execute(f'SELECT count(*) FROM "{one}"').fetchone()[0] for one in sorted(ours)}


def schema_of(connection: sqlite3.Connection) -> str:
    """The revision of a database, "" if it has none."""
    query = "SELECT count(*) FROM sqlite_master WHERE name = 'alembic_version'"
    if not connection.execute(query).fetchone()[0]:
        return ""
    row = connection.execute("SELECT version_num FROM alembic_version").fetchone()
    return str(row[0]) if row else ""


def _copy(source: Path, target: Path) -> tuple[str, dict[str, int]]:
    with (
        closing(sqlite3.connect(f"{source.resolve().as_uri()}?mode=rw", timeout=_BUSY, uri=True)) as original,
        closing(sqlite3.connect(target)) as copy,
    ):
        # all pages in one step: a copy in several begins anew with every write of another connection
        original.backup(copy)
        # one file that stands alone, without a log beside it
        copy.execute("PRAGMA journal_mode=DELETE")
        if copy.execute("PRAGMA quick_check").fetchone()[0] != "ok":
            raise StoreError("数据库文件已损坏，没有备份", "请从更早的备份恢复")
        return schema_of(copy), rows_of(copy)


def _pack(target: Path, manifest: Manifest, files: dict[str, Path]) -> None:
    with target.open("wb") as stream:
        with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as packed:
            packed.writestr(MANIFEST, manifest.model_dump_json(indent=2))
            for name, path in files.items():
                packed.write(path, name)
        stream.flush()
        os.fsync(stream.fileno())
