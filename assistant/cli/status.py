"""A status line on stderr that is rewritten in place; where stderr is no terminal there is none."""

from __future__ import annotations

import sys
from typing import TextIO

from assistant.cli.tables import one_line


class StatusLine:
    """Use as a context manager: the line is gone afterwards."""

    def __init__(self, stream: TextIO | None = None) -> None:
        self._stream = stream or sys.stderr
        self._shows = self._stream.isatty()

    def show(self, text: str) -> None:
        """Puts the text in place of what is shown."""
        if self._shows:
            print(f"\r\033[K{one_line(text)}", end="", file=self._stream, flush=True)

    def __enter__(self) -> StatusLine:
        return self

    def __exit__(self, *raised: object) -> None:
        if self._shows:
            print("\r\033[K", end="", file=self._stream, flush=True)
