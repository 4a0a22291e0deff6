"""What is set for the whole process, once, by the entry: importing this sets nothing."""

import os
import socket
from contextlib import suppress

import numpy  # noqa: F401 - brings the BLAS that is limited
from threadpoolctl import threadpool_limits

from ui.serving.cache import cached

_OPEN_FILES = "/dev/fd"  # Linux and macOS; elsewhere there is no such folder


@cached(1)
def set_up_process() -> None:
    """Set up the process; later calls do nothing."""
    limit_blas_threads()
    disable_nagle()


def limit_blas_threads() -> None:
    """Let a matrix product use one thread.

    Two threads on matrices this small wait for each other: beside a browser, a frame of the digits
    took three times as long (measured). An environment variable comes too late, since Streamlit may
    have loaded numpy before.
    """
    threadpool_limits(limits=1, user_api="blas")


def disable_nagle() -> None:
    """Send each message to a browser without waiting for the acknowledgement of the last one.

    A run sends a dozen small messages. Under Nagle's algorithm the second waits for the browser's
    delayed acknowledgement: a run of 14 ms took 48 (measured on Linux). asyncio would switch that
    off, but not for a socket that was bound for it, as Streamlit does (uvicorn's issue 3149).
    A connection takes the option over from the socket that listens, so once is enough.
    """
    if not os.path.isdir(_OPEN_FILES):
        return
    for number in os.listdir(_OPEN_FILES):
        with suppress(OSError):  # no socket, or none of TCP
            each = socket.socket(fileno=int(number))
            try:
                each.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            finally:
                each.detach()  # it stays open: it belongs to somebody else
