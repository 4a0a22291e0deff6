"""What is set for the whole process, once, by the entry: importing this sets nothing."""

import numpy  # noqa: F401 - brings the BLAS that is limited
from threadpoolctl import threadpool_limits

from ui.serving.cache import cached


@cached(1)
def set_up_process() -> None:
    """Set up the process; later calls do nothing."""
    limit_blas_threads()


def limit_blas_threads() -> None:
    """Let a matrix product use one thread.

    Two threads on matrices this small wait for each other: beside a browser, a frame of the digits
    took three times as long (measured). An environment variable comes too late, since Streamlit may
    have loaded numpy before.
    """
    threadpool_limits(limits=1, user_api="blas")
