"""Small pictures as data: an array of colours becomes a PNG that an image mark shows."""

import base64
import struct
import zlib

import numpy as np
from numpy.typing import NDArray


def png(pixels: NDArray[np.uint8]) -> str:
    """Write an array (height, width, 3) of colours as the address of a picture."""
    height, width, _ = pixels.shape
    rows = np.concatenate(
        [np.zeros((height, 1), np.uint8), pixels.reshape(height, 3 * width)], axis=1
    )
    size = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    chunks = [(b"IHDR", size), (b"IDAT", zlib.compress(rows.tobytes(), 6)), (b"IEND", b"")]
    data = b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(*chunk) for chunk in chunks)
    return "data:image/png;base64," + base64.b64encode(data).decode()


def mix(ground: str, colours: NDArray[np.float64], share: NDArray[np.float64]) -> NDArray[np.uint8]:
    """Lay colours (…, 3) on a ground, each as strong as its share."""
    mixed = rgb(ground) + share[..., None] * (colours - rgb(ground))
    return mixed.round().astype(np.uint8)


def rgb(colour: str) -> NDArray[np.float64]:
    """Read ``"#rrggbb"``."""
    return np.array([int(colour[i : i + 2], 16) for i in (1, 3, 5)], dtype=np.float64)


def _chunk(kind: bytes, body: bytes) -> bytes:
    checksum = zlib.crc32(kind + body)
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", checksum)
