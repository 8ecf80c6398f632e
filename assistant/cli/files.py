"""Inputs read with clear complaints, outputs checked before any work is done and written whole or not at all."""

from __future__ import annotations

import os
import re
import tempfile
from collections import Counter
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import cast

from assistant.cli.runtime import Format
from assistant.errors import FileMissing, NigaoError, RefusedFile, UnreadableFile, UsageError
from assistant.model import NamedFile

# What the readers take; a folder that is added to the library is searched for these.
READABLE = (".md", ".txt", ".docx", ".doc", ".pdf", ".xlsx", ".xls", ".csv")
_OUTPUT_FORMATS = {".docx": "docx", ".md": "md", ".json": "json"}


def _read_one(path: Path, max_bytes: int) -> bytes:
    if not path.exists():
        raise FileMissing(f"没有文件 {path}", "请检查路径和文件名")
    if path.is_dir():
        raise UnreadableFile(f"{path} 是文件夹，不是文件", "请给出其中的文件")
    if not path.is_file():
        raise UnreadableFile(f"{path} 不是普通文件", "请先存成文件再用")
    size = path.stat().st_size
    if size > max_bytes:
        limit = f"{max_bytes / 1_000_000:g} MB"
        raise RefusedFile(
            f"{path} 有 {size / 1_000_000:.1f} MB，超过上限 {limit}", "请拆分文件，或调大 NIGAO_MAX_FILE_BYTES"
        )
    try:
        return path.read_bytes()
    except OSError as error:
        raise UnreadableFile(f"{path} 读不出来（{error.strerror}）", "请检查文件的权限") from error


def read_files(paths: Sequence[Path], max_bytes: int) -> tuple[NamedFile, ...]:
    """The files in order, each once. A file goes by its bare name unless two share it.

    Raises FileMissing, UnreadableFile or RefusedFile, naming the path as it was given.
    """
    return tuple(NamedFile(name, _read_one(path, max_bytes)) for path, name in _named(paths))


def read_each(paths: Sequence[Path], max_bytes: int) -> tuple[tuple[NamedFile, ...], tuple[NigaoError, ...]]:
    """The same, but one that cannot be read keeps none of the others out: its error is given back."""
    files: list[NamedFile] = []
    refused: list[NigaoError] = []
    for path, name in _named(paths):
        try:
            files.append(NamedFile(name, _read_one(path, max_bytes)))
        except (FileMissing, RefusedFile, UnreadableFile) as error:
            refused.append(error)
    return tuple(files), tuple(refused)


def _named(paths: Sequence[Path]) -> list[tuple[Path, str]]:
    """Each file once, with the name it goes by."""
    unique = {os.path.realpath(path): path for path in reversed(paths)}
    ordered = [path for path in dict.fromkeys(paths) if unique[os.path.realpath(path)] == path]
    shared = Counter(path.name for path in ordered)
    return [(path, path.name if shared[path.name] == 1 else path.as_posix()) for path in ordered]


def expand_folders(paths: Sequence[Path]) -> tuple[tuple[Path, ...], tuple[Path, ...]]:
    """Folders replaced by the readable files in and below them, by name; hidden ones are left out.

    Second, the links that lead out of their folder: nobody who hands in a folder means what lies elsewhere.
    """
    found: list[Path] = []
    leaving: list[Path] = []
    for path in paths:
        if not path.is_dir():
            found.append(path)
            continue
        inside, outside = _inside(path)
        if not inside:
            raise FileMissing(f"文件夹 {path} 里没有能读的文件", f"能读的格式：{' '.join(READABLE)}")
        found += inside
        leaving += outside
    return tuple(found), tuple(leaving)


def _inside(folder: Path) -> tuple[list[Path], list[Path]]:
    """(readable files, links that lead out of the folder)"""
    home = os.path.realpath(folder)
    files: list[Path] = []
    leaving: list[Path] = []
    for one in sorted(folder.rglob("*")):
        if any(part.startswith(".") for part in one.relative_to(folder).parts):
            continue
        readable = one.suffix.lower() in READABLE
        if not Path(os.path.realpath(one)).is_relative_to(home):  # resolve raises for a link to itself
            # what lies below a link that leads out is told with the link
            leaving += [one] if one.is_symlink() and (readable or one.is_dir()) else []
        elif readable and not one.is_dir():
            files.append(one)
    return files, leaving


def parse_date(text: str) -> date | None:
    """2025-11-20, 2025/11/20, 2025.11.20 or 2025年11月20日; "" is None. UsageError for anything else."""
    if not text:
        return None
    found = re.fullmatch(r"\s*(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?\s*", text)
    if found is None:
        raise UsageError(f"看不懂日期“{text}”", "请写成 2025-11-20 或 2025年11月20日")
    try:
        return date(*(int(part) for part in found.groups()))
    except ValueError as error:
        raise UsageError(f"没有“{text}”这一天", "请检查日期") from error


def output_format(path: Path) -> Format:
    """By the ending; UsageError if it is none of ours."""
    found = _OUTPUT_FORMATS.get(path.suffix.lower())
    if found is None:
        raise UsageError(f"不能写成 {path.name} 这种格式", f"输出文件以 {'、'.join(_OUTPUT_FORMATS)} 结尾")
    return cast(Format, found)


def check_outputs(outputs: Sequence[Path], inputs: Sequence[Path]) -> None:
    """Everything that would make writing fail and can be known before the work begins.

    UsageError: unknown ending, an output that is also an input. NigaoError: no such folder, no right to write.
    """
    for path in outputs:
        output_format(path)
        check_place(path, inputs)


def check_place(path: Path, inputs: Sequence[Path]) -> None:
    """An output can be written there and is no input. UsageError: it is an input. NigaoError: no folder, no right."""
    if path.resolve() in {one.resolve() for one in inputs}:
        raise UsageError(f"输出 {path} 同时是输入，写出会盖掉它", "请换一个输出文件名")
    folder = path.parent
    if not folder.is_dir():
        raise NigaoError(f"没有输出文件夹 {folder}", "请先建立它，或换一个位置")
    if path.is_dir():
        raise NigaoError(f"输出 {path} 是文件夹", "请给出文件名")
    if not os.access(path if path.exists() else folder, os.W_OK):
        raise NigaoError(f"没有权限写 {path}", "请换一个位置，或检查权限")


def unfinished_name(path: Path) -> Path:
    """Where an interrupted draft goes, so that it never replaces a finished one: 稿.docx -> 稿.未完成.docx."""
    return path.with_name(f"{path.stem}.未完成{path.suffix}")


def write_whole(path: Path, data: bytes) -> None:
    """The file is either the old one or the whole new one. NigaoError if it cannot be written."""
    target = path.resolve()
    try:
        mode = target.stat().st_mode & 0o777 if target.exists() else 0o666 & ~_umask()
        handle, temporary = tempfile.mkstemp(prefix=".nigao-", dir=target.parent)
        try:
            with os.fdopen(handle, "wb") as stream:
                stream.write(data)
            Path(temporary).chmod(mode)
            Path(temporary).replace(target)
        except BaseException:
            Path(temporary).unlink(missing_ok=True)
            raise
    except OSError as error:
        raise NigaoError(f"写不了 {path}（{error.strerror}）", "请检查位置、权限和剩余空间") from error


def _umask() -> int:
    """The process's mask for new files; it can only be read by setting it."""
    mask = os.umask(0o022)
    os.umask(mask)
    return mask
