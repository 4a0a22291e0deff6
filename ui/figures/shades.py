"""Colours mixed with the background, each by its share."""

import numpy as np
from numpy.typing import NDArray


def mix(ground: str, colours: NDArray[np.float64], share: NDArray[np.float64]) -> NDArray[np.uint8]:
    """Mix colours (…, 3) with the background: a share of 0 is the background, 1 the colour."""
    mixed = rgb(ground) + share[..., None] * (colours - rgb(ground))
    return mixed.round().astype(np.uint8)


def rgb(colour: str) -> NDArray[np.float64]:
    """Read ``"#rrggbb"``."""
    return np.array([int(colour[i : i + 2], 16) for i in (1, 3, 5)], dtype=np.float64)
