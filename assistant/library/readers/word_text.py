"""The text of a Word paragraph, and what hangs on it."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from assistant.library.readers.word_xml import attribute, child, local

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

# what is no text of the document as it stands: deletions, field codes, phonetic guides, compatibility copies
_LEFT_OUT = frozenset({"del", "moveFrom", "instrText", "delInstrText", "rt", "Fallback", "pPr", "sectPr", "delText"})
_SIGNS = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-", "ptab": "\t"}
_PICTURES = frozenset({"blip", "imagedata"})


@dataclass(slots=True)
class Pieces:
    """text: "\\n" stands for a line break inside the paragraph. notes: keys "comment:3", "footnote:2" in order.
    boxes: the contents of text boxes. revised, hidden: there are tracked changes, there is text that nobody sees.
    pictures: how many hang here."""

    text: str = ""
    notes: list[str] = field(default_factory=list)
    boxes: list[Element] = field(default_factory=list)
    revised: bool = False
    hidden: bool = False
    pictures: int = 0


Unseen = Callable[["Element | None"], bool]  # whether a run with these properties is seen by nobody


def collect(paragraph: Element, unseen: Unseen) -> Pieces:
    """Text and references of one paragraph; text boxes are handed over, not mixed in."""
    pieces = Pieces()
    _walk(paragraph, pieces, unseen)
    pieces.text = unicodedata.normalize("NFC", pieces.text)
    return pieces


def _walk(parent: Element, pieces: Pieces, unseen: Unseen) -> None:
    for element in parent:
        kind = local(element)
        if kind in _LEFT_OUT:
            pieces.revised = pieces.revised or kind in {"del", "moveFrom"}
        elif kind == "txbxContent":
            pieces.boxes.append(element)
        elif kind == "r" and unseen(child(element, "rPr")):
            pieces.hidden = pieces.hidden or any(local(part) == "t" and part.text for part in element)
        elif kind == "t":
            pieces.text += element.text or ""
        elif kind in _SIGNS:
            pieces.text += "" if attribute(element, "type") in {"page", "column"} else _SIGNS[kind]
        elif kind in {"footnoteReference", "endnoteReference", "commentReference"}:
            pieces.notes.append(f"{kind.removesuffix('Reference')}:{attribute(element, 'id')}")
        elif kind == "drawing" or kind == "pict" or kind == "object":
            _boxes(element, pieces)
        else:
            pieces.revised = pieces.revised or kind in {"ins", "moveTo"}
            _walk(element, pieces, unseen)


def _boxes(drawing: Element, pieces: Pieces) -> None:
    """Only the outermost boxes; a box in a box is found when that one is walked."""
    for element in drawing:
        if local(element) == "txbxContent":
            pieces.boxes.append(element)
        elif local(element) != "Fallback":
            pieces.pictures += local(element) in _PICTURES
            _boxes(element, pieces)
