"""The text of a Word paragraph, and what hangs on it."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

# what is no text of the document as it stands: deletions, field codes, phonetic guides, compatibility copies
_LEFT_OUT = frozenset({"del", "moveFrom", "instrText", "delInstrText", "rt", "Fallback", "pPr", "sectPr", "delText"})
_SIGNS = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-", "ptab": "\t"}
_OFF = frozenset({"0", "false", "off"})


@dataclass(slots=True)
class Pieces:
    """text: "\\n" stands for a line break inside the paragraph. notes: keys "comment:3", "footnote:2" in order.
    boxes: the contents of text boxes. revised, hidden: there are tracked changes, there is hidden text."""

    text: str = ""
    notes: list[str] = field(default_factory=list)
    boxes: list[Element] = field(default_factory=list)
    revised: bool = False
    hidden: bool = False


def local(element: Element) -> str:
    """The tag without its namespace: strict and transitional files differ only there."""
    return element.tag.rpartition("}")[2]


def child(element: Element | None, name: str) -> Element | None:
    """The first child with this local name."""
    if element is not None:
        for found in element:
            if local(found) == name:
                return found
    return None


def attribute(element: Element | None, name: str = "val") -> str:
    """The attribute with this local name, "" if there is none."""
    if element is not None:
        for key, value in element.attrib.items():
            if key.rpartition("}")[2] == name:
                return value
    return ""


def switched_on(element: Element | None) -> bool:
    """A Word toggle: present, and not set to off."""
    return element is not None and attribute(element) not in _OFF


def collect(paragraph: Element) -> Pieces:
    """Text and references of one paragraph; text boxes are handed over, not mixed in."""
    pieces = Pieces()
    _walk(paragraph, pieces)
    pieces.text = unicodedata.normalize("NFC", pieces.text)
    return pieces


def _walk(parent: Element, pieces: Pieces) -> None:
    for element in parent:
        kind = local(element)
        if kind in _LEFT_OUT:
            pieces.revised = pieces.revised or kind in {"del", "moveFrom"}
        elif kind == "txbxContent":
            pieces.boxes.append(element)
        elif kind == "r" and switched_on(child(child(element, "rPr"), "vanish")):
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
            _walk(element, pieces)


def _boxes(drawing: Element, pieces: Pieces) -> None:
    """Only the outermost boxes; a box in a box is found when that one is walked."""
    for element in drawing:
        if local(element) == "txbxContent":
            pieces.boxes.append(element)
        elif local(element) != "Fallback":
            _boxes(element, pieces)
