"""Small pictures as data: an array of colours becomes a PNG that an image mark shows."""

import base64
from io import BytesIO

import numpy as np
from numpy.typing import NDArray
from PIL import Image


def png(pixels: NDArray[np.uint8]) -> str:
    """Write an array (height, width, 3) of colours as the address of a picture."""
    file = BytesIO()
    Image.fromarray(pixels).save(file, "PNG")
    return "data:image/png;base64," + base64.b64encode(file.getvalue()).decode()


def mix(ground: str, colours: NDArray[np.float64], share: NDArray[np.float64]) -> NDArray[np.uint8]:
    """Lay colours (…, 3) on a ground, each as strong as its share."""
    mixed = rgb(ground) + share[..., None] * (colours - rgb(ground))
    return mixed.round().astype(np.uint8)


def rgb(colour: str) -> NDArray[np.float64]:
    """Read ``"#rrggbb"``."""
    return np.array([int(colour[i : i + 2], 16) for i in (1, 3, 5)], dtype=np.float64)
