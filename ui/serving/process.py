"""What is set for the whole process, once, by the entry: importing this sets nothing."""

import ctypes
import sys
from contextlib import suppress

import numpy  # noqa: F401 - brings the BLAS that is limited
import pyarrow as pa
from threadpoolctl import threadpool_limits

from ui.serving.cache import cached
from ui.serving.edition import is_in_browser

_MOST_FILES = 65_536


@cached(1)
def set_up_process() -> None:
    """Set up the process; later calls do nothing."""
    limit_blas_threads()
    use_one_allocator()
    allow_open_files()


def limit_blas_threads() -> None:
    """Let a matrix product use one thread.

    Two threads on matrices this small wait for each other: beside a browser, a frame of the digits
    took three times as long (measured). An environment variable comes too late, since Streamlit may
    have loaded numpy before.
    """
    threadpool_limits(limits=1, user_api="blas")


def use_one_allocator() -> None:
    """Let Arrow take its memory from the system, so that `return_memory` gives it back, too."""
    if not is_in_browser():
        pa.set_memory_pool(pa.system_memory_pool())


def return_memory() -> None:
    """Return free memory to the system after work that took much: glibc keeps it otherwise.

    It keeps some for every thread, and each visitor has threads of their own.
    """
    if sys.platform.startswith("linux"):
        with suppress(OSError, AttributeError):  # another C library
            ctypes.CDLL(None).malloc_trim(0)


def allow_open_files() -> None:
    """Let the process hold as many connections as the system lets it ask for.

    Each phone in a room holds one, or two; many systems begin with 1,024.
    """
    if sys.platform == "win32" or is_in_browser():
        return
    import resource  # noqa: PLC0415 - not on every system

    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = _MOST_FILES if hard == resource.RLIM_INFINITY else min(hard, _MOST_FILES)
    if soft != resource.RLIM_INFINITY and soft < wanted:
        with suppress(ValueError, OSError):  # macOS allows less than it says
            resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))
