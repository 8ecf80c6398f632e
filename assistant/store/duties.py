"""What a change leaves to be done later, and what must be done even if the process is killed before: in the database.

scrub: bytes of deleted rows may still be in the files. index: vectors of passages that are gone may be in its files.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from sqlalchemy import Connection

Duty = Literal["scrub", "index"]


def owe(connection: Connection, duty: Duty) -> None:
    """It is to be done, from the end of this transaction on."""
    from sqlalchemy import insert, update

    from assistant.store.tables import duties

    again = update(duties).where(duties.c.name == duty).values(times=duties.c.times + 1)
    if not connection.execute(again).rowcount:
        connection.execute(insert(duties).values(name=duty, times=1))


def owed(connection: Connection) -> Mapping[str, int]:
    """What is still to be done, and how many times it was asked for."""
    from sqlalchemy import select

    from assistant.store.tables import duties

    return {row.name: row.times for row in connection.execute(select(duties))}


def done(connection: Connection, duty: Duty, times: int) -> None:
    """It was done for what had been asked until then; if it was asked for again meanwhile, it stays owed."""
    from sqlalchemy import delete

    from assistant.store.tables import duties

    connection.execute(delete(duties).where(duties.c.name == duty, duties.c.times == times))
