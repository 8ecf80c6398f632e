"""Secrecy marks: a file that bears one is not read (保密法; the mark's form is that of GB/T 9704-2012, 7.2.2)."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.errors import RefusedFile
from assistant.model import Document

# "机密★1年", "秘密★", "绝密 ★ 长期", or the bare word standing alone at the head of the document
_STARRED = re.compile(r"(?:绝|机|秘)\s*密\s*[★☆*]")
_ALONE = re.compile(r"^(?:密级\s*[:：]?\s*)?((?:绝|机|秘)\s*密)(?:\s*(?:\d+\s*年|长期))?$")
_HEAD = 15


def secrecy_mark(document: Document) -> str:
    """The mark as it stands in the document, "" if there is none."""
    return mark_in(_lines(document))


def refuse_marked(name: str, texts: Sequence[str]) -> None:
    """For what is no text of the document, heads and feet. Raises RefusedFile if one of them is a secrecy mark."""
    if mark := mark_in(texts):
        raise marked(name, mark)


def marked(name: str, mark: str) -> RefusedFile:
    """The refusal of a file that bears this mark."""
    return RefusedFile(f"{name} 标有密级“{mark}”，不得在本系统处理", "请按保密规定处理，移除该文件")


def mark_in(texts: Sequence[str]) -> str:
    """The first line that is a mark, "" if none is."""
    for index, text in enumerate(texts):
        # prose about secrecy says 涉密, 保密 or names the grades; a mark stands at the start of a short line
        if (found := _STARRED.search(text)) and found.start() <= 12 and len(text) <= 40:
            return found.group()
        if index < _HEAD and (alone := _ALONE.match(text)):
            return alone[1]
    return ""


def _lines(document: Document) -> list[str]:
    lines = []
    for block in document.blocks:
        if block.table is not None:
            lines += [cell.text.strip() for row in block.table.rows for cell in row if cell.text.strip()]
        else:
            lines += [part.strip() for part in block.text.split("\n") if part.strip()]
    return lines + [value for value in document.front_matter.values() if isinstance(value, str)]
