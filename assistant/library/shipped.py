"""The exemplars and policies that come with the program, as files."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import get_args

from assistant.errors import LibraryError
from assistant.model import Lane

_FOLDERS: dict[Lane, str] = {"exemplar": "exemplars", "policy": "policies"}


@dataclass(frozen=True, slots=True)
class Synced:
    """Names of files that were added, and of documents that are shipped no more and were removed."""

    added: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()


def shipped_files(knowledge_dir: Path) -> Iterator[tuple[Lane, Path, bytes]]:
    """Lane, path and content of every one, exemplars first. Raises LibraryError for one that cannot be read."""
    for lane in get_args(Lane):
        for path in sorted((knowledge_dir / _FOLDERS[lane]).glob("*.md")):
            try:
                yield lane, path, path.read_bytes()
            except OSError as error:
                raise LibraryError(f"随附的文件 {path.name} 读不出来", "请重新安装") from error
