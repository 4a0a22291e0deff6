"""Wait for a room to change: one poll of the store serves all phones in a room."""

import asyncio
import random
from collections.abc import Awaitable, Callable, Coroutine
from dataclasses import dataclass, field
from typing import Any

from ui.serving.stopping import when_stopping

LOOK_SECONDS = 0.3  # between two looks at a room
WOKEN_A_SECOND = 1500  # phones; more at once would hold up everybody else's clicks


@dataclass
class _Watch:
    """A room that at least one request waits for."""

    version: str | None = None  # not yet looked up
    changed: asyncio.Event = field(default_factory=asyncio.Event)
    waiting: int = 0
    task: "asyncio.Task[None] | None" = None


class Waiting:
    """Requests that wait for a room's next version: at most ``most`` in this process.

    ``version_of`` returns the version of a room by its code; it may not raise.
    """

    def __init__(self, version_of: Callable[[str], Awaitable[str]], most: int) -> None:
        self._version_of, self._most = version_of, most
        self._watches: dict[str, _Watch] = {}
        self._is_open, self._is_closed = False, False
        self.count = 0

    @property
    def full(self) -> bool:
        """Whether no further request can wait: clients have to ask again later."""
        return self._is_closed or self.count >= self._most

    async def wait(
        self, code: str, version: str, seconds: float, gone: Coroutine[Any, Any, None]
    ) -> None:
        """Return when the room's version is another one, or after so many seconds.

        ``gone`` returns when whoever waits has hung up, which ends the wait too.
        """
        self._open()
        watch = self._watches.setdefault(code, _Watch())
        watch.waiting += 1
        self.count += 1
        if watch.task is None:
            watch.task = asyncio.create_task(self._look(code, watch))
        tasks = [asyncio.create_task(each) for each in (self._another(watch, version), gone)]
        try:
            await asyncio.wait(tasks, timeout=seconds, return_when=asyncio.FIRST_COMPLETED)
            if tasks[0].done() and not self._is_closed:
                await asyncio.sleep(random.random() * watch.waiting / WOKEN_A_SECOND)
        finally:
            for task in tasks:
                task.cancel()
            watch.waiting -= 1
            self.count -= 1
            if not watch.waiting:
                watch.task.cancel()
                del self._watches[code]

    def _open(self) -> None:
        """End all waits when the process receives a signal to stop."""
        if self._is_open:
            return
        self._is_open = True
        loop = asyncio.get_running_loop()
        when_stopping(lambda: loop.call_soon_threadsafe(self._close))

    def _close(self) -> None:
        self._is_closed = True
        for watch in self._watches.values():
            watch.changed.set()

    async def _another(self, watch: _Watch, version: str) -> None:
        while watch.version in (None, version) and not self._is_closed:
            await watch.changed.wait()

    async def _look(self, code: str, watch: _Watch) -> None:
        while True:
            version = await self._version_of(code)
            if version != watch.version:
                watch.version = version
                watch.changed.set()
                watch.changed = asyncio.Event()
            await asyncio.sleep(LOOK_SECONDS)
