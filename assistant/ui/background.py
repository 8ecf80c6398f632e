"""The service's events out of a thread of their own: reading and composing take time, and the page must stay awake."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable

from assistant.events import Event

SECONDS_BETWEEN_BEATS = 2.0


class Beat:
    """Nothing has happened for a while. A generator is only closed where it yields: without beats, work that waits
    for a silent model would go on after its tab was closed."""


async def in_background(start: Callable[[], AsyncIterator[Event]]) -> AsyncIterator[Event | Beat]:
    """Runs `start()` in another thread with its own event loop and yields its events in order, beats between them.

    What it raises is raised here. If this generator is closed early (cancelled, tab closed), the work is cancelled.
    """
    home = asyncio.get_running_loop()
    queue: asyncio.Queue[Event | None] = asyncio.Queue()
    working: list[Callable[[], object]] = []  # how to cancel the work, once it has begun
    closed: list[bool] = []

    async def pump() -> None:
        task, loop = asyncio.current_task(), asyncio.get_running_loop()
        if task is not None:
            working.append(lambda: loop.call_soon_threadsafe(task.cancel))
        if closed:
            return
        async for event in start():
            home.call_soon_threadsafe(queue.put_nowait, event)

    thread = asyncio.ensure_future(asyncio.to_thread(lambda: asyncio.run(pump())))
    thread.add_done_callback(lambda _: queue.put_nowait(None))
    try:
        while (event := await _next(queue)) is not None:
            yield event
        await thread
    finally:
        closed.append(True)
        if not thread.done():
            thread.add_done_callback(lambda done: done.cancelled() or done.exception())
            for cancel in working:
                cancel()


async def _next(queue: asyncio.Queue[Event | None]) -> Event | Beat | None:
    try:
        return await asyncio.wait_for(queue.get(), SECONDS_BETWEEN_BEATS)
    except TimeoutError:
        return Beat()
