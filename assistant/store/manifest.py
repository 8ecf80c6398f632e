"""What a backup file says of itself: a zip with the database, the unit's rules and this manifest.

The vector index is not in it: it is made again from the vectors that the database keeps.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Final, Literal

from pydantic import BaseModel, ConfigDict, Field

from assistant.errors import StoreError

DATABASE: Final = "nigao.sqlite3"
RULES: Final = "rules.yaml"
MANIFEST: Final = "manifest.json"
_PIECE: Final = 1 << 20


class Content(BaseModel):
    """One file. bytes: its size."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    sha256: str = Field(pattern=r"^[0-9a-f]{64}$")
    bytes: int = Field(ge=0)


class Manifest(BaseModel):
    """program: version that made it. schema_version: revision of the database, "" if it is older than revisions are.
    made: UTC, ISO 8601. counts: rows of each table. files: by name in the zip."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    format: Literal["nigao-backup-1"] = "nigao-backup-1"
    program: str
    schema_version: str
    made: str
    counts: Mapping[str, int]
    files: Mapping[Literal["nigao.sqlite3", "rules.yaml"], Content]


def pieces(read: Callable[[int], bytes]) -> Iterator[bytes]:
    """A file piece by piece: a database may be larger than the memory."""
    while piece := read(_PIECE):
        yield piece


def content_of(path: Path) -> Content:
    found = hashlib.sha256()
    with path.open("rb") as stream:
        for piece in pieces(stream.read):
            found.update(piece)
    return Content(sha256=found.hexdigest(), bytes=path.stat().st_size)


@contextmanager
def told_as(what: str) -> Iterator[None]:
    """What the system or SQLite says becomes a StoreError. what: Chinese, what could not be done."""
    import sqlite3

    try:
        yield
    except OSError as error:
        raise StoreError(f"{what}（{error.strerror or error}）", "请检查位置、权限和剩余空间") from error
    except sqlite3.OperationalError as error:
        raise StoreError(f"{what}（{error}）", "请检查权限和剩余空间，稍后再试") from error
    except sqlite3.DatabaseError as error:
        raise StoreError(f"{what}：数据库文件已损坏（{error}）", "请从更早的备份恢复") from error
