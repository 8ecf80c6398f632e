"""One thread for what nobody waits for: one thing after another, so that it takes one core and no more."""

from __future__ import annotations

import threading
from collections.abc import Callable

from assistant.errors import LibraryError, StoreError

_LOOK_AGAIN = 30.0  # seconds; another process may have added something, an endpoint may be back


class Background:
    """Calls `step` until it has nothing to do, then when woken and now and then. What failed is tried again."""

    def __init__(self, step: Callable[[], bool], look: Callable[[], None]) -> None:
        """step: does a piece of work, False if there is none. look: called before the first step of every round.

        Both may raise LibraryError or StoreError.
        """
        self._step, self._look = step, look
        self._wanted = threading.Event()
        self._stop = threading.Event()
        self._thread: threading.Thread | None = None
        self._idle = threading.Event()
        self._guard = threading.Lock()
        self.failure: LibraryError | StoreError | None = None

    def wake(self) -> None:
        """There may be something to do: starts the thread, or tells it. Returns at once."""
        with self._guard:
            self._idle.clear()
            self._wanted.set()
        if self._thread is None or not self._thread.is_alive():
            self._thread = threading.Thread(target=self._serve, name="nigao-library", daemon=True)
            self._thread.start()

    def settled(self, timeout: float) -> bool:
        """Waits until there is nothing to do, or nothing that can be done; False if that takes longer (seconds)."""
        return self._idle.wait(timeout)

    def close(self, timeout: float = 10.0) -> None:
        """Ends the thread after its current piece of work."""
        self._stop.set()
        self._wanted.set()
        self.join(timeout)

    def join(self, timeout: float) -> None:
        """Waits for the thread to end, at most so many seconds."""
        if self._thread is not None:
            self._thread.join(timeout)

    def _serve(self) -> None:
        try:
            while not self._stop.is_set():
                self._wanted.clear()
                self._round()
                with self._guard:
                    if not self._wanted.is_set():
                        self._idle.set()
                self._wanted.wait(_LOOK_AGAIN)
        finally:
            if not self._stop.is_set():
                self.failure = LibraryError(
                    "后台整理参考库的程序出错停下了", "请把运行日志交给管理员，重新起动后会继续"
                )

    def _round(self) -> None:
        try:
            self._look()
            while not self._stop.is_set() and self._step():
                self.failure = None
            self.failure = None
        except (LibraryError, StoreError) as error:
            # told by Library.state()
            self.failure = error
