"""A link as a QR code on the page."""

import segno
import streamlit as st

from ui.serving.cache import cached

_LONGEST = 700  # characters; beyond, a camera cannot tell the modules from the last row
_QUIET = 4  # modules of white around, as the standard asks; a dark page needs them


def show_qr(link: str, key: str, *, pixels: int = 320) -> bool:
    """Draw the link as a QR code, unless it is too long for one; return whether it was."""
    if len(link) > _LONGEST:
        return False
    with st.container(key=key):
        st.html(_image(link, pixels))
    return True


@cached(256)
def _image(link: str, pixels: int) -> str:
    """Return the code as an image of lines, sharp at any size: black on white in either scheme."""
    code = segno.make_qr(link, error="l")
    each = max(pixels // code.symbol_size(border=_QUIET)[0], 1)  # whole pixels: no seam shows
    source = code.svg_data_uri(scale=each, border=_QUIET, light="white")
    return (
        f'<img src="{source}" alt="A QR code of the address written beside it." '
        'style="max-width: 100%; height: auto">'
    )
