"""What can be trained at all: data and the work asked for, checked once before the first step."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from infotheory._core.alignment import order_like
from infotheory._core.arrays import all_finite, numbers
from infotheory._core.classes import NUMBER, class_labels
from infotheory.training.datasets import Dataset
from infotheory.training.network import Array
from infotheory.training.settings import TrainingSettings

WORK_LIMIT = 1_000_000_000
"""Largest steps × samples × max(hidden, 1): some minutes of one core."""

HIDDEN_LIMIT = 10_000
"""Largest hidden layer: beyond it a single step would not fit the memory of a small machine."""


def checked(data: Dataset, settings: TrainingSettings) -> Dataset:
    """Return the data in float64, or raise and name what is wrong with them."""
    x_train, y_train = _check_part("train", data.x_train, data.y_train, len(data.class_names))
    x_test, y_test = _check_part("test", data.x_test, data.y_test, len(data.class_names))
    if x_test.shape[1] != x_train.shape[1]:
        raise ValueError(
            f"x_test must have the {x_train.shape[1]} features of x_train; got {x_test.shape[1]}"
        )
    _check_work(len(x_train), settings)
    return Dataset(data.name, x_train, y_train, x_test, y_test, data.class_names)


def _check_part(
    part: str, x: Array, y: NDArray[np.int64], classes: int
) -> tuple[Array, NDArray[np.int64]]:
    samples, given = numbers(x, f"x_{part}"), numbers(y, f"y_{part}", NUMBER)
    x = samples.values.astype(np.float64, copy=False)
    if x.ndim != 2 or x.size == 0:
        raise ValueError(
            f"x_{part} must have shape (n, d) with n, d > 0, but has {x.shape}; reshape it"
        )
    all_finite(x, f"x_{part}")
    if given.values.shape != x.shape[:1]:
        raise ValueError(
            f"y_{part} must be {len(x)} labels, one for each row of x_{part}, but has shape "
            f"{given.values.shape}; reshape it, or drop the samples without a label"
        )
    y = class_labels(given.values, f"y_{part}", classes)
    if samples.labels and given.labels:
        order = order_like((f"x_{part}", f"y_{part}"), samples.labels[0], given.labels[0])
        y = order.sort(y)
    return np.ascontiguousarray(x), y


def _check_work(samples: int, settings: TrainingSettings) -> None:
    hidden = settings.hidden or 0
    if hidden > HIDDEN_LIMIT:
        raise ValueError(f"hidden must be at most {HIDDEN_LIMIT:,}; got {hidden:,}")
    work = settings.steps * samples * max(hidden, 1)
    if work > WORK_LIMIT:
        fewer = "steps or hidden units" if hidden else "steps"
        raise ValueError(
            f"steps × samples × max(hidden, 1) must be at most {WORK_LIMIT:,}; "
            f"got {settings.steps:,} × {samples:,} × {max(hidden, 1):,}: take fewer {fewer}"
        )
