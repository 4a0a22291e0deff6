"""Wait for a room to change: one look at the store now and then serves all phones in a room."""

import asyncio
import random
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass, field

LOOK_SECONDS = 0.3  # between two looks at a room
WOKEN_A_SECOND = 1500  # phones; more at once would hold up everybody else's clicks


@dataclass
class _Watch:
    """A room that somebody waits for."""

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
        self.count = 0

    @property
    def full(self) -> bool:
        """Whether nobody more can wait: whoever comes has to ask again later."""
        return self.count >= self._most

    async def wait(self, code: str, version: str, seconds: float) -> None:
        """Return when the room's version is another one, or after so many seconds."""
        watch = self._watches.setdefault(code, _Watch())
        watch.waiting += 1
        self.count += 1
        if watch.task is None:
            watch.task = asyncio.create_task(self._look(code, watch))
        try:
            with suppress(TimeoutError):
                await asyncio.wait_for(self._another(watch, version), seconds)
                await asyncio.sleep(random.random() * watch.waiting / WOKEN_A_SECOND)
        finally:
            watch.waiting -= 1
            self.count -= 1
            if not watch.waiting:
                watch.task.cancel()
                del self._watches[code]

    async def _another(self, watch: _Watch, version: str) -> None:
        while watch.version in (None, version):
            await watch.changed.wait()

    async def _look(self, code: str, watch: _Watch) -> None:
        while True:
            version = await self._version_of(code)
            if version != watch.version:
                watch.version = version
                watch.changed.set()
                watch.changed = asyncio.Event()
            await asyncio.sleep(LOOK_SECONDS)
