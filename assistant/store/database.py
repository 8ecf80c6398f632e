"""The database: SQLite in write-ahead mode under the data directory, unless a URL says otherwise."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from assistant.errors import StoreError
from assistant.store.duties import done, owed
from assistant.store.lexical import Lexical, lexical_for
from assistant.store.migrations import Schema, bring_up_to_date

if TYPE_CHECKING:
    from sqlalchemy import URL, Connection, Engine

_BUSY = 15.0  # seconds a writer waits for another


def sqlite_url(data_dir: Path) -> str:
    """The default database of a data directory."""
    return f"sqlite:///{(data_dir / 'nigao.sqlite3').as_posix()}"


class Database:
    """Connections and the tables. Opened at the first use; several processes may use one file."""

    def __init__(self, url: str, busy: float = _BUSY, schema: Schema | None = None) -> None:
        """url: as SQLAlchemy takes it ("sqlite:///data/nigao.sqlite3"). busy: seconds to wait for others.

        schema: what a database is brought to when it is opened; by default this program's.
        """
        self._url, self._busy, self._schema = url, busy, schema or Schema()
        self._engine: Engine | None = None
        self._opening = threading.Lock()

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """A connection to read with. Raises StoreError."""
        with self._errors(), self._opened().connect() as connection:
            yield connection

    @contextmanager
    def write(self) -> Iterator[Connection]:
        """A transaction: all of it is on disk when the block ends, or none of it. Raises StoreError."""
        with self._errors(), self._opened().execution_options(nigao_writes=True).begin() as connection:
            yield connection

    def scrub(self) -> bool:
        """Leaves no byte in the files of what was deleted, if that is owed; see assistant.store.duties.

        False if another reader is in the way: it stays owed.
        What SQLite keeps of deleted rows: the full-text index's tombstones, the slack of pages, the log. VACUUM
        writes every page anew; the log, which still holds the old ones, is emptied after it. Raises StoreError.
        """
        with self.read() as connection:
            times = owed(connection).get("scrub", 0)
        if not times:
            return True
        for statement in (*self.lexical.scrub(), "VACUUM", "PRAGMA wal_checkpoint(TRUNCATE)"):
            answer = self._outside(statement)
        # (busy, frames in the log, frames written back)
        if answer[0][0]:
            return False
        with self.write() as connection:
            done(connection, "scrub", times)
        return True

    def _outside(self, statement: str) -> list[tuple[Any, ...]]:
        # VACUUM cannot run in a transaction, and SQLAlchemy's connections always begin one here
        with self._errors(), _driver_errors(), closing(self._opened().raw_connection()) as connection:
            cursor = connection.cursor()
            answer: list[tuple[Any, ...]] = cursor.execute(statement).fetchall()
            cursor.close()
        return answer

    def file(self) -> Path:
        """The file of an SQLite database. Raises StoreError for any other."""
        url = self._parsed()
        lexical_for(url.get_backend_name())
        return Path(url.database or "")

    @cached_property
    def lexical(self) -> Lexical:
        """How this database searches by words. Raises StoreError if it is none that is known."""
        return lexical_for(self._parsed().get_backend_name())

    def close(self) -> None:
        """Gives all connections back."""
        if self._engine is not None:
            self._engine.dispose()
            self._engine = None

    def _opened(self) -> Engine:
        with self._opening:
            if self._engine is None:
                self._engine = self._open()
            return self._engine

    def _parsed(self) -> URL:
        from sqlalchemy import make_url
        from sqlalchemy.exc import ArgumentError

        try:
            return make_url(self._url)
        except ArgumentError as error:
            raise StoreError("数据库地址写得不对", "请检查 NIGAO_DATABASE_URL") from error

    def _open(self) -> Engine:
        from sqlalchemy import create_engine, event

        url = self._parsed()
        lexical_for(url.get_backend_name())  # a database that cannot be searched is not opened
        if url.database and url.database != ":memory:":
            _make_folder(Path(url.database).parent)
        engine = create_engine(url, connect_args={"timeout": self._busy, "check_same_thread": False})
        event.listen(engine, "connect", _prepare)
        # pysqlite begins a transaction too late for a safe read-then-write; SQLAlchemy's own recipe
        event.listen(engine, "begin", _begin)
        try:
            bring_up_to_date(engine, self._schema)
        except BaseException:
            engine.dispose()
            raise
        return engine

    @contextmanager
    def _errors(self) -> Iterator[None]:
        from sqlalchemy.exc import DatabaseError, OperationalError

        try:
            yield
        except OperationalError as error:
            if "locked" in str(error):
                raise StoreError("数据库正被另一个程序占用", "请稍后再试，或关闭另一个程序") from error
            raise StoreError(f"数据库打不开或不能写入（{error.orig}）", "请检查数据目录的权限和磁盘空间") from error
        except DatabaseError as error:
            raise StoreError(f"数据库文件已损坏（{error.orig}）", "请从备份恢复，或换一个数据目录") from error


@contextmanager
def _driver_errors() -> Iterator[None]:
    """SQLite's own errors as SQLAlchemy would tell them."""
    import sqlite3

    from sqlalchemy.exc import DatabaseError, OperationalError

    try:
        yield
    except sqlite3.OperationalError as error:
        raise OperationalError(None, None, error) from error
    except sqlite3.DatabaseError as error:
        raise DatabaseError(None, None, error) from error


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StoreError(f"不能建立数据目录 {folder}", "请检查 NIGAO_DATA_DIR 和目录权限") from error


def _prepare(connection: Any, record: object) -> None:
    connection.isolation_level = None
    cursor = connection.cursor()
    # secure_delete: what is deleted is overwritten at once, not when its page is next used
    settings = ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "secure_delete=ON")
    for pragma in settings:
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _begin(connection: Connection) -> None:
    # a writer takes its turn at once: a transaction that reads first cannot wait when it comes to write
    options = connection.get_execution_options()
    if options.get("nigao_rebuilds", False):
        # a table that is rebuilt is dropped, which would delete what refers to it
        connection.exec_driver_sql("PRAGMA foreign_keys=OFF")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if options.get("nigao_writes", False) else "BEGIN")
