"""A link as a QR code on the page."""

import segno

from ui.page.render import render_figure
from ui.serving.cache import cached
from ui.sharing.qr_figure import qr_code
from ui.style.appearance import Appearance

_LONGEST = 700  # characters; beyond, a camera cannot tell the modules from the last row


def show_qr(link: str, appearance: Appearance, key: str, *, pixels: int = 320) -> bool:
    """Draw the link as a QR code, unless it is too long for one; return whether it was."""
    if len(link) > _LONGEST:
        return False
    render_figure(qr_code(_modules(link), appearance, pixels=pixels), key, may_grow=False)
    return True


@cached(256)
def _modules(link: str) -> tuple[bytes, ...]:
    return tuple(bytes(row) for row in segno.make_qr(link, error="l").matrix)
