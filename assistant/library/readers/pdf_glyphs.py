"""The characters of a PDF page with their places, as the page is looked at."""

from __future__ import annotations

import ctypes
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

Point = tuple[float, float]
Box = tuple[float, float, float, float]  # left, top, right, bottom


@dataclass(frozen=True, slots=True)
class Glyph:
    """text: one character. box: None for the spaces and line ends that pdfium puts between."""

    text: str
    box: Box | None
    index: int  # in the text page
    owner: int  # the text object it belongs to, 0 if none


@dataclass(frozen=True, slots=True)
class View:
    """From the coordinates of a file to those of a reader: points from the upper left corner, rotation applied."""

    width: float
    height: float
    seen: Callable[[float, float], Point]

    def box(self, left: float, bottom: float, right: float, top: float) -> Box:
        """The corners in any order of what lies between two opposite corners in the file's coordinates."""
        (x0, y0), (x1, y1) = self.seen(left, bottom), self.seen(right, top)
        return min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)


def view_of(page: Any) -> View:
    """What of a page is shown: its crop box, turned as the page says."""
    left, bottom, right, top = page.get_cropbox()
    turned = page.get_rotation() % 360
    turns: dict[int, Callable[[float, float], Point]] = {
        0: lambda x, y: (x - left, top - y),
        90: lambda x, y: (y - bottom, x - left),
        180: lambda x, y: (right - x, y - bottom),
        270: lambda x, y: (top - y, right - x),
    }
    wide, high = abs(right - left), abs(top - bottom)
    sides = (high, wide) if turned in {90, 270} else (wide, high)
    return View(*sides, turns.get(turned, turns[0]))


def glyphs_of(text_page: Any, view: View) -> list[Glyph]:
    """All characters in the order of the file."""
    import pypdfium2.raw as pdfium

    raw, box = text_page.raw, pdfium.FS_RECTF()
    found: list[Glyph] = []
    for index in range(text_page.count_chars()):
        code = pdfium.FPDFText_GetUnicode(raw, index)
        # 0xFFFE is the mark of a hyphen at the end of a line that pdfium has joined
        if not code or code == 0xFFFE:
            continue
        owner = pdfium.FPDFText_GetTextObject(raw, index)
        place = None
        if owner and pdfium.FPDFText_GetLooseCharBox(raw, index, box):
            place = view.box(box.left, box.bottom, box.right, box.top)
        found.append(Glyph(chr(code), place, index, address(owner)))
    return found


def address(pointer: Any) -> int:
    """What tells one object of a page from another."""
    return ctypes.cast(pointer, ctypes.c_void_p).value or 0
