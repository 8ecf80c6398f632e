"""Text recognition (OCR) by RapidOCR, the extra `ocr`; its models are inside the package, nothing is downloaded."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from typing import Any

_SURE = 0.5  # RapidOCR's own bound for a line it believes in


@dataclass(frozen=True, slots=True)
class SeenLine:
    """A printed line: its text and its edges in pixels."""

    text: str
    left: float
    top: float
    right: float
    bottom: float


def can_recognise() -> bool:
    """Whether the extra is installed; nothing is imported."""
    return all(find_spec(package) is not None for package in ("rapidocr", "onnxruntime"))


class Recogniser:
    """Loads its models when it is made, about a second; then about three seconds a page on one core."""

    def __init__(self) -> None:
        """Raises ImportError where the extra or a library of the system that it needs is missing."""
        from rapidocr import RapidOCR

        threads = {f"EngineConfig.onnxruntime.{one}_op_num_threads": 1 for one in ("intra", "inter")}
        self._engine: Any = RapidOCR(params={"Global.log_level": "critical", "Global.text_score": _SURE, **threads})

    def lines(self, picture: Any) -> tuple[SeenLine, ...]:
        """The lines of a page from top to bottom. picture: height × width × 3 bytes, as numpy array."""
        found = self._engine(picture, use_cls=False)
        if not found.txts:
            return ()
        seen = [_line(text, corners) for text, corners in zip(found.txts, found.boxes, strict=True)]
        return tuple(seen)


def rows(lines: Sequence[SeenLine]) -> list[str]:
    """Lines side by side at the same height are one row, read from left to right with a space between."""
    ordered = sorted(lines, key=lambda line: (line.top + line.bottom, line.left))
    joined: list[list[SeenLine]] = []
    for line in ordered:
        middle = (line.top + line.bottom) / 2
        if joined and joined[-1][0].top < middle < joined[-1][0].bottom:
            joined[-1].append(line)
        else:
            joined.append([line])
    return [" ".join(one.text for one in sorted(row, key=lambda one: one.left)) for row in joined]


def _line(text: str, corners: Any) -> SeenLine:
    across = [float(x) for x, _ in corners]
    down = [float(y) for _, y in corners]
    return SeenLine(text.strip(), min(across), min(down), max(across), max(down))
