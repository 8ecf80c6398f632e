"""The schema over time: one revision a file in `versions`, run when a database of an older one is opened.

A revision is never changed once it is released; a change of `assistant.store.tables` is a new one, and `HEAD` names
it. All that is missing is run in one transaction: it is whole or it was not. A revision may rebuild tables (batch
mode), for foreign keys are off while it runs, and are checked before it counts.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.errors import StoreError

if TYPE_CHECKING:
    from sqlalchemy import Connection, Engine

HEAD = "0002"  # known without reading the revisions: opening a database that is up to date costs one query


@dataclass(frozen=True, slots=True)
class Schema:
    """folder: of the revisions, with Alembic's env.py. head: the last of them."""

    folder: Path = Path(__file__).parent
    head: str = HEAD


def bring_up_to_date(engine: Engine, schema: Schema) -> None:
    """Runs what revisions are missing. Two processes may do so at once: the second waits, and finds it done.

    engine: its connections begin as writers with the option nigao_writes, and without foreign keys with
    nigao_rebuilds. Raises StoreError for a database of another program version that cannot be brought to this one.
    """
    with engine.connect() as connection:
        if version_of(connection) == schema.head:
            return
    with engine.connect() as connection:
        writer = connection.execution_options(nigao_writes=True, nigao_rebuilds=True)
        try:
            with writer.begin():
                _upgrade(writer, schema)
        finally:
            # the connection goes back to the pool, and the setting cannot be changed in a transaction
            driver = connection.connection.driver_connection
            if driver is not None:
                driver.execute("PRAGMA foreign_keys=ON")


def version_of(connection: Connection) -> str:
    """The revision the database is of; "" if it has none: it is empty, or older than revisions are."""
    from sqlalchemy import inspect, text

    if not inspect(connection).has_table("alembic_version"):
        return ""
    return connection.execute(text("SELECT version_num FROM alembic_version")).scalar() or ""


def _upgrade(connection: Connection, schema: Schema) -> None:
    from alembic import command
    from alembic.config import Config
    from alembic.script import ScriptDirectory

    config = Config(attributes={"connection": connection})
    # the value goes through Python's configparser, to which a percent sign says something
    config.set_main_option("script_location", str(schema.folder).replace("%", "%%"))
    here = version_of(connection)
    known = {one.revision for one in ScriptDirectory.from_config(config).walk_revisions()}
    if here and here not in known:
        raise StoreError(
            f"数据目录是更新的版本建立的（结构版本 {here}），这个版本不能打开它",
            "请升级程序，或用 NIGAO_DATA_DIR 另设一个数据目录",
        )
    command.upgrade(config, schema.head)
    if connection.exec_driver_sql("PRAGMA foreign_key_check").first() is not None:
        raise StoreError("数据库里有对不上的记录，不能升级；没有改动", "请从备份恢复，或交给维护人员")
