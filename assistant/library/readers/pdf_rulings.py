"""The ruled lines of a PDF page: stroked lines, edges of rectangles, and rectangles so thin that they are lines."""

from __future__ import annotations

import ctypes
import itertools
from collections.abc import Iterator
from typing import Any

from assistant.library.readers.grids import Ruling
from assistant.library.readers.pdf_glyphs import Point, View

_STRAIGHT = 1.0  # points a line may be off the vertical or the horizontal
_THIN = 3.0  # a filled rectangle not wider than this is a line
_MOST = 20_000  # a page with more is a drawing
Matrix = tuple[float, float, float, float, float, float]


def rulings_of(page: Any, view: View) -> list[Ruling]:
    """All horizontal and vertical lines of the page, as it is looked at; none if there are too many for a table."""
    import pypdfium2.raw as pdfium

    found: list[Ruling] = []
    forms: dict[int, Matrix] = {0: (1, 0, 0, 1, 0, 0)}
    for thing in page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_PATH, pdfium.FPDF_PAGEOBJ_FORM]):
        placed = _product(_matrix(thing.raw), forms[thing.level])
        if thing.type == pdfium.FPDF_PAGEOBJ_FORM:
            forms[thing.level + 1] = placed
            continue
        fill, stroke = ctypes.c_int(), ctypes.c_int()
        pdfium.FPDFPath_GetDrawMode(thing.raw, fill, stroke)
        for points in _outlines(thing.raw):
            placed_points = [view.seen(*_applied(placed, point)) for point in points]
            found += _stroked(placed_points) if stroke.value else _filled(placed_points) if fill.value else ()
        if len(found) > _MOST:
            return []
    return found


def _outlines(raw: Any) -> Iterator[list[Point]]:
    """The corners of each part of a path, closed where the path says so; parts with curves are left out."""
    import pypdfium2.raw as pdfium

    points: list[Point] = []
    curved = False
    x, y = ctypes.c_float(), ctypes.c_float()
    for index in range(min(pdfium.FPDFPath_CountSegments(raw), _MOST)):
        segment = pdfium.FPDFPath_GetPathSegment(raw, index)
        kind = pdfium.FPDFPathSegment_GetType(segment)
        if kind == pdfium.FPDF_SEGMENT_MOVETO:
            if len(points) > 1 and not curved:
                yield points
            points, curved = [], False
        curved = curved or kind == pdfium.FPDF_SEGMENT_BEZIERTO
        pdfium.FPDFPathSegment_GetPoint(segment, x, y)
        points.append((x.value, y.value))
        if pdfium.FPDFPathSegment_GetClose(segment):
            points.append(points[0])
    if len(points) > 1 and not curved:
        yield points


def _stroked(points: list[Point]) -> Iterator[Ruling]:
    for (x0, y0), (x1, y1) in itertools.pairwise(points):
        if abs(y0 - y1) <= _STRAIGHT < abs(x0 - x1):
            yield Ruling(True, (y0 + y1) / 2, min(x0, x1), max(x0, x1))
        elif abs(x0 - x1) <= _STRAIGHT < abs(y0 - y1):
            yield Ruling(False, (x0 + x1) / 2, min(y0, y1), max(y0, y1))


def _filled(points: list[Point]) -> Iterator[Ruling]:
    across, down = [x for x, _ in points], [y for _, y in points]
    left, right, top, bottom = min(across), max(across), min(down), max(down)
    if bottom - top <= _THIN < right - left:
        yield Ruling(True, (top + bottom) / 2, left, right)
    elif right - left <= _THIN < bottom - top:
        yield Ruling(False, (left + right) / 2, top, bottom)


def _matrix(raw: Any) -> Matrix:
    import pypdfium2.raw as pdfium

    matrix = pdfium.FS_MATRIX()
    if not pdfium.FPDFPageObj_GetMatrix(raw, matrix):
        return 1, 0, 0, 1, 0, 0
    return matrix.a, matrix.b, matrix.c, matrix.d, matrix.e, matrix.f


def _product(first: Matrix, then: Matrix) -> Matrix:
    a, b, c, d, e, f = first
    p, q, r, s, t, u = then
    return a * p + b * r, a * q + b * s, c * p + d * r, c * q + d * s, e * p + f * r + t, e * q + f * s + u


def _applied(matrix: Matrix, point: Point) -> Point:
    a, b, c, d, e, f = matrix
    x, y = point
    return a * x + c * y + e, b * x + d * y + f
