"""How a text is built: paragraphs, sentences, segments (between ；), pieces (between ，、：), with offsets. Pure."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from assistant.clauses import split

_MARK_IN_NUMBER = re.compile(r"(?<=\d)[,:：，](?=\d)")
_BRACKET = re.compile(r"[（(]([^（）()\n]{0,60}\d[^（）()\n]{0,60})[）)]")  # 资格证43人（初级28人、中级15人）
_HAS_MEANING = re.compile(r"\w")


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of text without ，、：；。; paragraph, sentence, segment count from 0 through the whole text."""

    start: int
    end: int
    paragraph: int
    sentence: int
    segment: int
    mark: str  # what ended it: one of the marks, "" at the end of a segment


def lay_out(text: str) -> tuple[Piece, ...]:
    """All pieces in order of place. Marks inside brackets, quotes and numbers do not cut."""
    guarded = _BRACKET.sub(lambda hit: f"，{hit[1]}，", _MARK_IN_NUMBER.sub("·", text))
    pieces: list[Piece] = []
    sentence = segment = 0
    for number, paragraph in enumerate(split(guarded, "\n")):
        for line in split(paragraph.text, "。！？!?"):
            for part in split(line.text, "；;"):
                at = paragraph.start + line.start + part.start
                for piece in split(part.text, "，、：,:"):
                    if _HAS_MEANING.search(piece.text):
                        pieces.append(Piece(at + piece.start, at + piece.end, number, sentence, segment, piece.mark))
                segment += 1
            sentence += 1
    return tuple(pieces)


_FARTHEST = 2000  # characters; a stretch without any stop is read no further back


def stretch_start(text: str, position: int, marks: str) -> int:
    """Where the stretch begins that the position lies in: behind the last of these marks, within 2000 characters."""
    floor = max(0, position - _FARTHEST)
    return max(floor, *(text.rfind(mark, floor, position) + 1 for mark in marks))


_DROPPED = re.compile(r"[\s“”\"‘’「」（）()《》〈〉【】〔〕\[\]·—\-]+")


def plain(text: str) -> str:
    """The characters that carry meaning, in one spelling: no spaces, quotation marks, brackets; half-width Latin."""
    return _DROPPED.sub("", unicodedata.normalize("NFKC", text)).lower()
