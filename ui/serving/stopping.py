"""Notice that the process is told to end, before it waits for the requests that are left."""

import signal
import threading
from collections.abc import Callable
from types import FrameType


def when_stopping(callback: Callable[[], object]) -> None:
    """Call back when the process is told to end; the handlers that are set now follow.

    A server that is told to end answers what it was asked before: a request that waits for a change
    would hold it up. Call this once the server runs, since it sets its own handlers. In a thread
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
