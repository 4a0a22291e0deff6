"""What the pages share."""

import os

# One training at a time keeps a core busy; a second BLAS thread on a busy host only slows it.
# Said before numpy is loaded, which reads it then.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
