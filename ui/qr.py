"""A link as a QR code on the page."""

from functools import lru_cache

import segno

from ui.charts.qr import qr_code
from ui.look import Look
from ui.show import show


def show_qr(link: str, look: Look, key: str, *, pixels: int = 320) -> None:
    """Draw the link as a QR code."""
    show(qr_code(_modules(link), look, pixels=pixels), key)


@lru_cache(maxsize=256)
def _modules(link: str) -> tuple[bytes, ...]:
    return tuple(bytes(row) for row in segno.make_qr(link).matrix)
