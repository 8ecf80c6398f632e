"""What one browser tab has. It lives in one gr.State; nothing of a user is kept on a module or the service."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from assistant.errors import EmptyNotes, UsageError
from assistant.model import DraftRequest, NamedFile
from assistant.ui.view import View

PASTED_NAME = "粘贴要点.md"
_DAY = re.compile(r"\s*(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?\s*")


@dataclass(frozen=True, slots=True)
class Session:
    view: View = field(default_factory=View)
    folder: Path | None = None  # where this tab's exports are; removed with the session


def note_files(pasted: str, uploads: Sequence[NamedFile]) -> tuple[NamedFile, ...]:
    """What was pasted (as one more file) and what was uploaded. EmptyNotes if there is nothing at all."""
    own = (NamedFile(PASTED_NAME, pasted.encode("utf-8", "replace")),) if pasted.strip() else ()
    if not own and not uploads:
        raise EmptyNotes("还没有要点", "请先粘贴要点，或上传要点文件")
    return (*own, *uploads)


def request_for(
    notes: Sequence[NamedFile], references: Sequence[NamedFile], kind: str, unit: str, day: str
) -> DraftRequest:
    """The request as the fields say it. UsageError for a date that is none."""
    return DraftRequest(tuple(notes), tuple(references), kind=kind, unit=unit.strip(), as_of=parse_day(day))


def parse_day(text: str) -> date | None:
    """2026-03-12, 2026/3/12 or 2026年3月12日; None for nothing."""
    if not text.strip():
        return None
    found = _DAY.fullmatch(text)
    try:
        if found is None:
            raise ValueError(text)
        return date(int(found[1]), int(found[2]), int(found[3]))
    except ValueError as error:
        raise UsageError(f"成文日期“{text.strip()}”不是日期", "写成 2026年3月12日 这样") from error
