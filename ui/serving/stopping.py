"""Call back when the process is told to stop, before it waits for open requests."""

import signal
import threading
from collections.abc import Callable
from types import FrameType


def when_stopping(callback: Callable[[], object]) -> None:
    """Call ``callback`` on SIGINT and SIGTERM, before the handlers that are set now.

    A server that is told to stop first answers its open requests: one that waits for a change would
    delay it. Call this once the server runs, since it sets its own handlers. In a thread
    that is not the main one, where no signal arrives, this does nothing.
    """
    if threading.current_thread() is not threading.main_thread():
        return
    for number in (signal.SIGINT, signal.SIGTERM):
        _add(number, callback)


def _add(number: signal.Signals, callback: Callable[[], object]) -> None:
    before = signal.getsignal(number)

    def handle(given: int, frame: FrameType | None) -> None:
        callback()
        if callable(before):
            before(given, frame)

    signal.signal(number, handle)
