"""Class labels: integers from 0, one per sample, or an error that names the first bad one."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from infotheory._core.alignment import Labels
from infotheory._core.arrays import element, numbers

NUMBER = "number the classes from 0, as np.unique(labels, return_inverse=True)[1] does"


def class_labels(
    y: NDArray[Any], name: str, classes: int, labels: Labels = (), cure: str = ""
) -> NDArray[np.int64]:
    """Return real numbers as class labels, each in 0 … classes − 1."""
    if y.dtype.kind == "f" and y.size:
        missing = np.isnan(y)
        if missing.any():
            raise ValueError(
                f"{name} must be a class for each sample, but "
                f"{element(name, y, missing, labels)}, which is a missing value; "
                "drop the samples without a label first"
            )
        broken = y != np.floor(y)
        if broken.any():
            raise TypeError(
                f"{name} must be integers where they are labels, but "
                f"{element(name, y, broken, labels)}; {cure or NUMBER}"
            )
    if y.dtype.kind not in "iu":
        raise TypeError(
            f"{name} must be integers where they are labels, not {y.dtype}; "
            f"convert with .astype(int){', or ' + cure if cure else ''}"
        )
    bad = (y < 0) | (y >= classes)
    if bad.any():
        raise ValueError(
            f"{name} must be labels in 0 … {classes - 1}, but {element(name, y, bad, labels)}; "
            "count classes from 0, and give a column to each"
        )
    return y.astype(np.int64)


def events(x: Any, name: str) -> NDArray[np.bool_]:
    """Return whether each event happened: True or False, 1 or 0."""
    values = numbers(x, name).values
    if values.dtype.kind == "b":
        return values
    return class_labels(values, name, 2, cure="say True or False").astype(np.bool_)
