"""What `nigao check` and `nigao criteria` do once their words are read."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.cli.files import check_place, read_files, write_whole
from assistant.errors import UsageError

if TYPE_CHECKING:
    from assistant.appraisal import Coverage, Examination
    from assistant.cli.runtime import ServicePort
    from assistant.model import NamedFile

_PAGES = (".html", ".htm")
_LISTS = (".md", ".docx")


def read_criteria(words: str, most: int) -> NamedFile | str:
    """A file where there is one of this name, else the id of a pack; words that look like a path must be a file."""
    path = Path(words)
    if words and (path.exists() or path.suffix or path.parent != Path()):
        return read_files([path], most)[0]
    return words


def check_page_place(path: Path | None, inputs: Sequence[Path]) -> None:
    """Everything wrong with `--html` that can be known before the work."""
    if path is None:
        return
    if path.suffix.lower() not in _PAGES:
        raise UsageError(f"网页不能写成 {path.name} 这种格式", "文件名以 .html 结尾")
    check_place(path, inputs)


def check_list_place(path: Path | None, inputs: Sequence[Path]) -> None:
    """Everything wrong with `criteria -o` that can be known before the work."""
    if path is None:
        return
    if path.suffix.lower() not in _LISTS:
        raise UsageError(f"清单不能写成 {path.name} 这种格式", f"文件名以 {'、'.join(_LISTS)} 结尾")
    check_place(path, inputs)


def write_page(service: ServicePort, examined: Examination, path: Path | None) -> str:
    """Writes the page where one is asked for; what to say of it, "" for nothing."""
    if path is None:
        return ""
    write_whole(path, service.check_page(examined).encode("utf-8"))
    return str(path)


def write_list(service: ServicePort, coverage: Coverage, path: Path | None) -> str:
    """Writes the list of evidence where one is asked for."""
    if path is None:
        return ""
    write_whole(path, service.evidence_list(coverage, "docx" if path.suffix.lower() == ".docx" else "md"))
    return str(path)
