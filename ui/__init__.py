"""What the pages share."""

from ui.serving.process import hold_back_blas, send_at_once

hold_back_blas()
send_at_once()
