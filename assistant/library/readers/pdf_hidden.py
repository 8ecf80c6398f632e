"""Which characters of a PDF page nobody sees: they may say what the page does not.

Not painted at all, painted in the colour of the ground, smaller than print can be, outside the page, or under
something that was painted over them. What is doubtful is looked at: a character is seen where the picture of the
page is not of one shade.
"""

from __future__ import annotations

import ctypes
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from assistant.library.readers.pdf_glyphs import Box, Glyph, View, address

_UNPAINTED = frozenset({3, 7})  # PDF text rendering modes: neither filled nor stroked; only a clipping path
_STROKED = 1
_FAINT = 13  # of 255, opacity
_LIGHT = 225  # of 255, brightness; only such text is looked at
_SMALLEST = 2.0  # points
_CONTRAST = 20  # of 255
_SAMPLES = 6  # characters of a text object that are looked at
_MOST_PAIRS = 1_000_000  # of a text and something painted after it, a page
_LONGEST_SIDE = 4000  # pixels


@dataclass(frozen=True, slots=True)
class Unseen:
    """Indices of glyphs that nobody sees. unpainted: those of them that a recognised scan would have."""

    all: frozenset[int]
    unpainted: frozenset[int]


@dataclass(frozen=True, slots=True)
class _Inks:
    """Text objects by address: never painted; to be looked at."""

    unpainted: frozenset[int]
    doubtful: frozenset[int]


def unseen(page: Any, glyphs: Sequence[Glyph], view: View) -> Unseen:
    """The hidden characters of a page. Blanks are never hidden, they have nothing to show."""
    inks = _inks(page)
    unpainted = {glyph.index for glyph in glyphs if glyph.owner in inks.unpainted and glyph.text.strip()}
    hidden = {glyph.index for glyph in glyphs if glyph.text.strip() and glyph.box and _misplaced(glyph.box, view)}
    if inks.doubtful:
        hidden |= _without_contrast(page, glyphs, inks.doubtful, view)
    return Unseen(frozenset(hidden | unpainted), frozenset(unpainted - hidden))


def _misplaced(box: Box, view: View) -> bool:
    left, top, right, bottom = box
    small = max(bottom - top, right - left) < _SMALLEST
    return small or right <= 0 or bottom <= 0 or left >= view.width or top >= view.height


def _inks(page: Any) -> _Inks:
    import pypdfium2.raw as pdfium

    unpainted, doubtful = set(), set()
    texts: list[tuple[int, Box]] = []
    pairs = 0
    for found in page.get_objects():
        if found.type == pdfium.FPDF_PAGEOBJ_TEXT:
            mode = pdfium.FPDFTextObj_GetTextRenderMode(found.raw)
            light, opaque = _colour(found.raw, stroked=mode == _STROKED)
            if mode in _UNPAINTED or opaque < _FAINT:
                unpainted.add(address(found.raw))
            elif light >= _LIGHT:
                doubtful.add(address(found.raw))
            if found.level == 0:
                texts.append((address(found.raw), _bounds(found.raw)))
        elif found.level == 0 and texts and pairs < _MOST_PAIRS and _covers(found):
            bounds = _bounds(found.raw)
            pairs += len(texts)
            doubtful |= {text for text, place in texts if _inside(place, bounds)}
    return _Inks(frozenset(unpainted), frozenset(doubtful - unpainted))


def _colour(raw: Any, *, stroked: bool) -> tuple[int, int]:
    """(brightness, opacity), each 0 to 255; black where the file does not say."""
    import pypdfium2.raw as pdfium

    red, green, blue, opaque = (ctypes.c_uint() for _ in range(4))
    get = pdfium.FPDFPageObj_GetStrokeColor if stroked else pdfium.FPDFPageObj_GetFillColor
    if not get(raw, red, green, blue, opaque):
        return 0, 255
    return (red.value * 299 + green.value * 587 + blue.value * 114) // 1000, opaque.value


def _covers(found: Any) -> bool:
    """A picture, or an area filled with one colour, that is painted after some text."""
    import pypdfium2.raw as pdfium

    if found.type == pdfium.FPDF_PAGEOBJ_IMAGE:
        return True
    if found.type != pdfium.FPDF_PAGEOBJ_PATH:
        return False
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    return bool(pdfium.FPDFPath_GetDrawMode(found.raw, fill, stroke)) and fill.value != 0


def _bounds(raw: Any) -> Box:
    import pypdfium2.raw as pdfium

    left, bottom, right, top = (ctypes.c_float() for _ in range(4))
    if not pdfium.FPDFPageObj_GetBounds(raw, left, bottom, right, top):
        return 0.0, 0.0, 0.0, 0.0
    return left.value, bottom.value, right.value, top.value


def _inside(text: Box, cover: Box) -> bool:
    middle = (text[1] + text[3]) / 2
    return cover[1] < middle < cover[3] and min(text[2], cover[2]) - max(text[0], cover[0]) > 0


def _without_contrast(page: Any, glyphs: Sequence[Glyph], doubtful: frozenset[int], view: View) -> set[int]:
    """Characters of text objects whose place in the picture of the page is of one shade."""
    by_owner: dict[int, list[Glyph]] = {}
    for glyph in glyphs:
        if glyph.owner in doubtful and glyph.box and glyph.text.strip():
            by_owner.setdefault(glyph.owner, []).append(glyph)
    if not by_owner:
        return set()
    scale = min(2.0, _LONGEST_SIDE / max(view.width, view.height, 1.0))
    bitmap = page.render(scale=scale, grayscale=True)
    hidden: set[int] = set()
    for group in by_owner.values():
        step = max(len(group) // _SAMPLES, 1)
        if all(_flat(bitmap, glyph.box, scale) for glyph in group[::step] if glyph.box):
            hidden |= {glyph.index for glyph in group}
    bitmap.close()
    return hidden


def _flat(bitmap: Any, box: Box, scale: float) -> bool:
    shades = [shade for row in _rows(bitmap, box, scale) for shade in (min(row), max(row))]
    return not shades or max(shades) - min(shades) < _CONTRAST


def _rows(bitmap: Any, box: Box, scale: float) -> Iterator[bytes]:
    left, top, right, bottom = (round(edge * scale) for edge in box)
    data = memoryview(bitmap.buffer).cast("B")
    for row in range(max(top, 0), min(bottom + 1, bitmap.height)):
        start = row * bitmap.stride
        part = bytes(data[start + max(left, 0) : start + min(right + 1, bitmap.width)])
        if part:
            yield part
