"""Text recognition (OCR) by RapidOCR, the extra `ocr`; its models are inside the package, nothing is downloaded."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from importlib.util import find_spec
from typing import Any

from assistant.library.readers.printed import CHINESE, PrintedLine, tidied

_SURE = 0.5  # RapidOCR's own bound for a line it believes in
# its bounds for finding a line are made for full pages: with 0.5 and 0.3 a single line on an empty page is lost
_FINDING = {"Det.box_thresh": 0.3, "Det.thresh": 0.2}
_INK = 160  # of 255; darker is print
_AROUND = 40  # pixels that are left around the print


def can_recognise() -> bool:
    """Whether the extra is installed; nothing is imported."""
    return all(find_spec(package) is not None for package in ("rapidocr", "onnxruntime"))


class Recogniser:
    """Loads its models when it is made, about a second; then about three seconds a page on one core."""

    def __init__(self) -> None:
        """Raises ImportError where the extra or a library of the system that it needs is missing."""
        from rapidocr import RapidOCR

        threads = {f"EngineConfig.onnxruntime.{one}_op_num_threads": 1 for one in ("intra", "inter")}
        self._engine: Any = RapidOCR(
            params={"Global.log_level": "critical", "Global.text_score": _SURE, **_FINDING, **threads}
        )

    def lines(self, picture: Any) -> tuple[PrintedLine, ...]:
        """The lines of a page from top to bottom, in pixels. picture: height × width × 3 bytes, as numpy array."""
        dark = picture.min(axis=2) < _INK
        down, across = dark.any(axis=1).nonzero()[0], dark.any(axis=0).nonzero()[0]
        if not len(down):
            return ()
        top, left = max(int(down[0]) - _AROUND, 0), max(int(across[0]) - _AROUND, 0)
        found = self._engine(picture[top : down[-1] + _AROUND, left : across[-1] + _AROUND], use_cls=False)
        if not found.txts:
            return ()
        return tuple(_line(text, corners, left, top) for text, corners in zip(found.txts, found.boxes, strict=True))


def rows(lines: Sequence[PrintedLine], scale: float) -> list[PrintedLine]:
    """Lines side by side at the same height are one row, read from left to right with a space between.

    scale: what the places are multiplied by, to make points of pixels.
    """
    ordered = sorted((line for line in lines if line.text), key=lambda line: (line.top + line.bottom, line.left))
    found: list[list[PrintedLine]] = []
    for line in ordered:
        middle = (line.top + line.bottom) / 2
        if found and found[-1][0].top < middle < found[-1][0].bottom:
            found[-1].append(line)
        else:
            found.append([line])
    return [_row(sorted(row, key=lambda one: one.left), scale) for row in found]


def _row(lines: Sequence[PrintedLine], scale: float) -> PrintedLine:
    return PrintedLine(
        tidied(unicodedata.normalize("NFC", " ".join(one.text for one in lines))),
        min(one.left for one in lines) * scale,
        min(one.top for one in lines) * scale,
        max(one.right for one in lines) * scale,
        max(one.bottom for one in lines) * scale,
        lines[0].em * scale,
    )


def _line(text: str, corners: Any, aside: int, above: int) -> PrintedLine:
    across, down = [float(x) + aside for x, _ in corners], [float(y) + above for _, y in corners]
    left, right, top, bottom = min(across), max(across), min(down), max(down)
    units = sum(1.0 if CHINESE.match(one) else 0.55 for one in text.strip())
    return PrintedLine(text.strip(), left, top, right, bottom, (right - left) / max(units, 1.0))
