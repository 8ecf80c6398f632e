"""The finished report as files to download, in a folder that only this session's page knows."""

from __future__ import annotations

import atexit
import re
import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Literal

from assistant.model import Report

Format = Literal["docx", "md", "json"]
FORMATS: tuple[Format, ...] = ("docx", "md", "json")
_UNFIT = re.compile(r'[\x00-\x1f\x7f\\/:*?"<>|\ud800-\udfff]+')


def file_stem(title: str) -> str:
    """The title as a file name: no character that Windows or a path forbids, 60 characters at most."""
    return _UNFIT.sub("", title).strip(" .")[:60] or "报告"


def exports_folder() -> Path:
    """Where the sessions' folders are; it goes when the process ends."""
    folder = Path(tempfile.mkdtemp(prefix="nigao-"))
    atexit.register(discard, folder)
    return folder


def write_files(
    report: Report, export: Callable[[Report, Format], bytes], parent: Path
) -> tuple[Path, tuple[str, ...]]:
    """(folder, one path a format). The folder is new in `parent`, readable by this process's user only."""
    folder = Path(tempfile.mkdtemp(dir=parent))
    paths = []
    for form in FORMATS:
        path = folder / f"{file_stem(report.title)}.{form}"
        path.write_bytes(export(report, form))
        paths.append(str(path))
    return folder, tuple(paths)


def discard(folder: Path | None) -> None:
    """Removes a folder made by write_files."""
    if folder is not None:
        shutil.rmtree(folder, ignore_errors=True)
