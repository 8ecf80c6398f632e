"""A data folder from a backup. Nothing is touched before the whole of it was unpacked, compared and opened beside."""

from __future__ import annotations

import hashlib
import os
import sqlite3
import tempfile
import zipfile
import zlib
from contextlib import closing
from datetime import datetime
from pathlib import Path

from pydantic import ValidationError

from assistant.errors import StoreError
from assistant.store.backup import rows_of, schema_of
from assistant.store.database import Database, sqlite_url
from assistant.store.library_records import LibraryRecords
from assistant.store.manifest import DATABASE, MANIFEST, Content, Manifest, pieces, told_as

_MOST_MANIFEST = 1 << 20


def restore(source: Path, data_dir: Path, *, keep_old: bool = False) -> tuple[Manifest, Path | None]:
    """What the backup says of itself, and where the old folder is now.

    data_dir: must be empty or not be there; with keep_old a folder that has something in it is renamed and stays
    beside. An older database is brought up to date on the way. Raises StoreError, and then nothing was changed.
    """
    if not source.is_file():
        raise StoreError(f"找不到备份 {source}", "请检查文件名")
    occupied = data_dir.exists() and (not data_dir.is_dir() or any(data_dir.iterdir()))
    if occupied and not (keep_old and data_dir.is_dir()):
        raise StoreError(
            f"数据目录 {data_dir} 里已经有内容，没有恢复",
            "用 --data-dir 另选一个空目录，或加 --keep-old 把旧目录改名后留在旁边",
        )
    with told_as(f"不能恢复到 {data_dir}"):
        data_dir = data_dir.resolve()
        data_dir.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=".nigao-restore-", dir=data_dir.parent) as name:
            fresh = Path(name) / "data"
            fresh.mkdir()
            manifest = _unpack(source, fresh)
            _open(fresh, manifest, source)
            return manifest, _put(fresh, data_dir, occupied)


def _unpack(source: Path, folder: Path) -> Manifest:
    """All files with the hashes the manifest gives. Raises StoreError for anything else."""
    try:
        with zipfile.ZipFile(source) as packed:
            manifest = _manifest(packed, source)
            for name, content in manifest.files.items():
                _unpack_one(packed, name, content, folder / name, source)
    except (zipfile.BadZipFile, zlib.error, EOFError, KeyError, NotImplementedError, RuntimeError) as error:
        raise _foreign(source) from error
    return manifest


def _manifest(packed: zipfile.ZipFile, source: Path) -> Manifest:
    with packed.open(MANIFEST) as stream:
        text = stream.read(_MOST_MANIFEST)
    try:
        manifest = Manifest.model_validate_json(text)
    except ValidationError as error:
        raise _foreign(source) from error
    if DATABASE not in manifest.files:
        raise _foreign(source)
    return manifest


def _unpack_one(packed: zipfile.ZipFile, name: str, content: Content, target: Path, source: Path) -> None:
    found, size = hashlib.sha256(), 0
    with packed.open(name) as stream, target.open("xb") as out:
        for piece in pieces(stream.read):
            size += len(piece)
            if size > content.bytes:
                break
            found.update(piece)
            out.write(piece)
        out.flush()
        os.fsync(out.fileno())
    if size != content.bytes or found.hexdigest() != content.sha256:
        raise StoreError(f"备份 {source} 里的 {name} 与清单上的校验值不符，没有恢复", "请换一份备份")


def _open(folder: Path, manifest: Manifest, source: Path) -> None:
    with closing(sqlite3.connect(folder / DATABASE)) as connection:
        if (schema_of(connection), rows_of(connection)) != (manifest.schema_version, manifest.counts):
            raise StoreError(f"备份 {source} 的内容与它的清单不符，没有恢复", "请换一份备份")
    database = Database(sqlite_url(folder))
    try:
        # there is no vector index yet: it is filled again from the vectors the database keeps
        LibraryRecords(database).index_is_fresh()
    finally:
        database.close()


def _put(fresh: Path, data_dir: Path, occupied: bool) -> Path | None:
    if not occupied:
        if data_dir.exists():
            data_dir.rmdir()
        fresh.rename(data_dir)
        return None
    _require_unused(data_dir / DATABASE)
    old = data_dir.with_name(f"{data_dir.name}.old-{datetime.now():%Y%m%d-%H%M%S}")
    if old.exists():
        raise StoreError(f"{old} 已存在，没有恢复", "请过一秒再试")
    data_dir.rename(old)
    try:
        fresh.rename(data_dir)
    except OSError:
        old.rename(data_dir)
        raise
    return old


def _require_unused(database: Path) -> None:
    """A program that has the old folder open would go on writing into it, unseen."""
    if not database.is_file():
        return
    with closing(sqlite3.connect(database, timeout=0.5)) as connection:
        try:
            # in exclusive mode the first look at the file needs every other connection gone
            connection.execute("PRAGMA locking_mode=EXCLUSIVE")
            connection.execute("BEGIN EXCLUSIVE")
            connection.rollback()
        except sqlite3.OperationalError as error:
            raise StoreError("数据目录正被另一个程序使用，没有恢复", "请先停掉工作台，再恢复") from error
        except sqlite3.DatabaseError:
            return  # damaged, which is why somebody restores


def _foreign(source: Path) -> StoreError:
    return StoreError(f"{source} 不是完整的拟稿备份，没有恢复", "请检查文件是否传完，或换一份备份")
