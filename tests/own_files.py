"""Files that a visitor might bring to the race."""

from __future__ import annotations

import numpy as np
import pandas as pd

import infotheory as it


def csv(table: pd.DataFrame) -> bytes:
    return table.to_csv(index=False, lineterminator="\n").encode()


def digits() -> tuple[np.ndarray, np.ndarray]:
    """The pixels and the labels in the order in which the digits are published."""
    data = it.load_dataset("digits")
    order = np.argsort(np.random.default_rng(0).permutation(1797))
    x, y = np.concatenate([data.x_train, data.x_test]), np.concatenate([data.y_train, data.y_test])
    return x[order], y[order]


def digits_csv() -> bytes:
    x, y = digits()
    return csv(pd.DataFrame(x).add_prefix("pixel_").assign(label=y))


def clouds(features: int = 2, classes: tuple[str, ...] = ("ant", "bee", "cat"), n: int = 90):
    """Gaussian clouds whose first two features tell the classes apart, more or less."""
    rng = np.random.default_rng(4)
    y = np.arange(n) % len(classes)
    angle = 2 * np.pi * y / len(classes)
    x = rng.normal(size=(n, features))
    x[:, 0] += 2 * np.cos(angle)
    if features > 1:
        x[:, 1] += 2 * np.sin(angle)
    table = pd.DataFrame(x.round(4), columns=[f"f{i}" for i in range(features)])
    return table.assign(kind=np.array(classes)[y])
