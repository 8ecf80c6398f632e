"""The database: SQLite in write-ahead mode under the data directory, unless a URL says otherwise."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from assistant.errors import StoreError

if TYPE_CHECKING:
    from sqlalchemy import Connection, Engine

_BUSY = 15  # seconds a writer waits for another
_GRAMS = (
    "CREATE VIRTUAL TABLE IF NOT EXISTS library_grams USING fts5("
    "id UNINDEXED, title, section, body, tokenize='unicode61')"
)


def sqlite_url(data_dir: Path) -> str:
    """The default database of a data directory."""
    return f"sqlite:///{(data_dir / 'nigao.sqlite3').as_posix()}"


class Database:
    """Connections and the tables. Opened at the first use; several processes may use one file."""

    def __init__(self, url: str) -> None:
        """url: as SQLAlchemy takes it ("sqlite:///data/nigao.sqlite3")."""
        self._url = url
        self._engine: Engine | None = None

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

    def close(self) -> None:
        """Gives all connections back."""
        if self._engine is not None:
            self._engine.dispose()
            self._engine = None

    def _opened(self) -> Engine:
        if self._engine is None:
            self._engine = self._open()
        return self._engine

    def _open(self) -> Engine:
        from sqlalchemy import create_engine, event, make_url, text
        from sqlalchemy.exc import ArgumentError

        from assistant.store.tables import metadata

        try:
            url = make_url(self._url)
        except ArgumentError as error:
            raise StoreError("数据库地址写得不对", "请检查 NIGAO_DATABASE_URL") from error
        if url.get_backend_name() != "sqlite":
            raise StoreError(
                f"还不支持 {url.get_backend_name()} 数据库", "请去掉 NIGAO_DATABASE_URL，使用自带的 SQLite"
            )
        if url.database and url.database != ":memory:":
            _make_folder(Path(url.database).parent)
        engine = create_engine(url, connect_args={"timeout": _BUSY, "check_same_thread": False})
        event.listen(engine, "connect", _prepare)
        # pysqlite begins a transaction too late for a safe read-then-write; SQLAlchemy's own recipe
        event.listen(engine, "begin", _begin)
        with engine.begin() as connection:
            metadata.create_all(connection)
            connection.execute(text(_GRAMS))
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


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StoreError(f"不能建立数据目录 {folder}", "请检查 NIGAO_DATA_DIR 和目录权限") from error


def _prepare(connection: Any, record: object) -> None:
    connection.isolation_level = None
    cursor = connection.cursor()
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", f"busy_timeout={_BUSY * 1000}"):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _begin(connection: Connection) -> None:
    # a writer takes its turn at once: a transaction that reads first cannot wait when it comes to write
    writes = connection.get_execution_options().get("nigao_writes", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
