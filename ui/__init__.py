"""What the pages share."""

import numpy  # noqa: F401 - brings the BLAS that is held back next
from threadpoolctl import threadpool_limits

# Two threads on matrices this small wait for each other: beside a browser, a frame of the digits
# took three times as long (measured). An environment variable comes too late, since Streamlit may
# have loaded numpy before.
threadpool_limits(limits=1, user_api="blas")
