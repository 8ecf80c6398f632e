"""A document -> sections -> pieces small enough to retrieve and to embed, never cut inside a sentence."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from assistant.library.roles import guess_role
from assistant.model import Block, Document, SectionRole

# Bumped whenever splitting, masking or what is read of validity changes, so that what is there is split anew.
CHUNKING = "sections-7"
_LARGEST = 480  # characters; the bundled embedder takes 512 tokens, about 1.4 characters each
_SENTENCE = re.compile(r"[^。！？!?；;\n]*[。！？!?；;\n]+[”’）)」』]*|[^。！？!?；;\n]+$")

_ADDRESS = ("：", ":")
_APART = re.compile(r"(?:[\u3400-\u9fff][ \t　]+){2,}[\u3400-\u9fff]")


@dataclass(frozen=True, slots=True)
class SectionText:
    """One section: its headings from the outermost in, " / " between them ("" before the first), and its text."""

    heading: str
    text: str
    role: SectionRole


def title_of(document: Document) -> str:
    """Front matter's title, else the first heading of level 1, else the first short line, else the file's name.

    A line that addresses somebody (各位代表：) is no title, and 政 府 工 作 报 告 is 政府工作报告.
    """
    said = document.front_matter.get("title", "")
    if isinstance(said, str) and said:
        return said
    for block in document.blocks[:3]:
        if block.kind == "heading" and block.level == 1 and not re.match(r"[一二三四五六七八九十]+、", block.text):
            return _closed_up(block.text)
    first = document.blocks[0] if document.blocks else None
    if first is not None and first.kind == "paragraph" and len(first.text) <= 45 and not first.text.endswith(_ADDRESS):
        return _closed_up(first.text)
    return document.name.rsplit(".", 1)[0]


def split_sections(document: Document) -> tuple[SectionText, ...]:
    """The sections with text, in order. The title is no section; comments are no text."""
    title = title_of(document)
    sections: list[SectionText] = []
    path: list[tuple[int, str]] = []
    lines: list[str] = []
    for block in document.blocks:
        if block.kind == "comment" or (not lines and not sections and not path and _is_title(block, title)):
            continue
        if block.kind == "heading":
            _close(sections, path, lines)
            path = [one for one in path if one[0] < block.level] + [(block.level, block.text)]
        else:
            lines += _lines(block)
    _close(sections, path, lines)
    return tuple(sections)


def split_text(text: str, largest: int = _LARGEST) -> tuple[str, ...]:
    """Pieces of at most `largest` characters: whole paragraphs as far as they fit, else whole sentences.

    A single sentence that is longer stays whole.
    """
    pieces: list[str] = []
    current = ""
    for unit in _units(text, largest):
        if current and len(current) + len(unit) > largest:
            pieces.append(current.strip())
            current = ""
        current += unit
    if current.strip():
        pieces.append(current.strip())
    return tuple(pieces)


def _units(text: str, largest: int) -> Iterator[str]:
    for paragraph in text.split("\n"):
        if len(paragraph) <= largest:
            yield paragraph + "\n"
        else:
            sentences = _SENTENCE.findall(paragraph)
            yield from sentences[:-1]
            yield sentences[-1] + "\n"


def _closed_up(line: str) -> str:
    """Without the blanks of a line whose characters stand apart to fill it."""
    return "".join(line.split()) if _APART.fullmatch(line) else line


def _is_title(block: Block, title: str) -> bool:
    """The title as it stands in the text, which may say a little more or less than the front matter does."""
    return _closed_up(block.text) == title or (
        block.kind == "heading" and block.level == 1 and (title in block.text or block.text in title)
    )


def _close(sections: list[SectionText], path: list[tuple[int, str]], lines: list[str]) -> None:
    text = "\n".join(lines).strip()
    lines.clear()
    if text:
        heading = " / ".join(one for _, one in path)
        sections.append(SectionText(heading, text, guess_role(heading, text)))


def _lines(block: Block) -> list[str]:
    if block.table is None:
        return [block.text]
    rows = []
    for row in block.table.rows:
        texts = [cell.text.replace("\n", " ") for cell in row if cell.text and not cell.merged]
        if texts:
            rows.append("　".join(texts))
    return rows
