"""One page of a PDF file: its lines and tables, or that it is a picture."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from assistant.library.readers.grids import grids
from assistant.library.readers.pdf_glyphs import Glyph, View, glyphs_of, view_of
from assistant.library.readers.pdf_hidden import unseen
from assistant.library.readers.pdf_parts import parts_of
from assistant.library.readers.pdf_rulings import rulings_of
from assistant.library.readers.printed import Part, PrintedPage

_PICTURE = 0.5  # share of the page that a picture covers, from which the page is a picture
_STAMP = 15  # characters that the program of a scanner may put on a page
_DRAWN = 200  # paths on a page without text: letters drawn as shapes


@dataclass(frozen=True, slots=True)
class ReadPage:
    """scan: it must be recognised to be read. layer: a picture whose unseen text layer was read.
    hidden: there was text that nobody sees and that was not read."""

    printed: PrintedPage
    scan: bool = False
    layer: bool = False
    hidden: bool = False

    @property
    def number(self) -> int:
        return self.printed.number

    @property
    def parts(self) -> tuple[Part, ...]:
        return self.printed.parts


def read_page(page: Any, number: int) -> ReadPage:
    """Reads and closes the page."""
    text_page = page.get_textpage()
    try:
        view = view_of(page)
        glyphs = glyphs_of(text_page, view)
        return _read(page, number, glyphs, view)
    finally:
        text_page.close()
        page.close()


def _read(page: Any, number: int, glyphs: list[Glyph], view: View) -> ReadPage:
    hidden = unseen(page, glyphs, view)
    seen = [glyph for glyph in glyphs if glyph.index not in hidden.all]
    visible = sum(1 for glyph in seen if glyph.text.strip())
    scan = layer = False
    if visible <= _STAMP and _is_picture(page, view, text=bool(visible or hidden.all)):
        # the text layer of a recognised scan is not painted, and there is nothing else to read
        layer = len(hidden.unpainted) > _STAMP
        scan = not layer
        seen = [glyph for glyph in glyphs if glyph.index not in hidden.all - hidden.unpainted] if layer else seen
    parts = parts_of(seen, grids(rulings_of(page, view)))
    dropped = bool(hidden.all - hidden.unpainted) if layer else bool(hidden.all)
    return ReadPage(PrintedPage(number, view.width, view.height, tuple(parts)), scan, layer, dropped)


def _is_picture(page: Any, view: View, *, text: bool) -> bool:
    """A picture covers the page, or, where there is no text at all, something is drawn that may be letters."""
    import pypdfium2.raw as pdfium

    covered, drawn, pictures = 0.0, 0, 0
    for found in page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_IMAGE, pdfium.FPDF_PAGEOBJ_PATH]):
        if found.type == pdfium.FPDF_PAGEOBJ_PATH:
            drawn += 1
            continue
        pictures += 1
        left, bottom, right, top = found.get_bounds()
        covered += max(right - left, 0) * max(top - bottom, 0)
    return covered >= view.width * view.height * _PICTURE or (not text and (pictures > 0 or drawn >= _DRAWN))
