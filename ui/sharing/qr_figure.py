"""A QR code as a figure: dark modules on white with their quiet zone, on either ground."""

from collections.abc import Sequence
from typing import Any

import altair as alt
import pandas as pd

from ui.figures.figure import Figure, named, spec
from ui.serving.cache import cached
from ui.style.appearance import Appearance

_QUIET = 4  # modules of white around, as the standard asks


def qr_code(modules: Sequence[Sequence[int]], appearance: Appearance, *, pixels: int) -> Figure:
    """Draw the modules, row by row; what is dark is true."""
    size = len(modules)
    dark = [(x, y) for y, row in enumerate(modules) for x, is_dark in enumerate(row) if is_dark]
    table = pd.DataFrame(dark, columns=["x", "y"]).assign(
        x2=lambda t: t.x + 1, y2=lambda t: t.y + 1
    )
    return Figure(_code(appearance, size, pixels), {"modules": table})


@cached(64)
def _code(appearance: Appearance, size: int, pixels: int) -> dict[str, Any]:
    whole = [-_QUIET, size + _QUIET]
    each = pixels // (size + 2 * _QUIET)  # whole pixels, so that no seam shows

    def scale(*, down: bool) -> alt.Scale:
        return alt.Scale(domain=whole, nice=False, zero=False, reverse=down)

    chart = (
        alt.Chart(named("modules"))
        .mark_rect(color="black", aria=False)
        .encode(
            x=alt.X("x:Q", axis=None, scale=scale(down=False)),
            x2="x2:Q",
            y=alt.Y("y:Q", axis=None, scale=scale(down=True)),
            y2="y2:Q",
        )
        .properties(view=alt.ViewBackground(fill="white", stroke=None))
    )
    extent = each * (size + 2 * _QUIET)
    return spec(
        chart,
        appearance.palette,
        width=extent,
        height=extent,
        description="A QR code of the address written beside it.",
    )
