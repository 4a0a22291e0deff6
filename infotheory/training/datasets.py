"""Five data sets for classification: four drawn from a seed, real digits; and any other, split."""

from __future__ import annotations

import dataclasses
import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib import resources
from zipfile import BadZipFile

import numpy as np
from numpy.typing import ArrayLike, NDArray

from infotheory._core.alignment import order_like
from infotheory._core.arrays import all_finite, numbers
from infotheory._core.classes import NUMBER, class_labels
from infotheory._core.fields import fraction, one_of, whole

Draw = tuple[NDArray[np.float64], NDArray[np.int64]]


@dataclass(frozen=True, eq=False)
class Dataset:
    """Samples and their classes, split into a training and a test part.

    Parameters
    ----------
    name : str
        What the data are called.
    x_train, x_test : ndarray of float64, shape (n, d)
        One sample per row.
    y_train, y_test : ndarray of integers, shape (n,)
        The class of each sample, 0 … K − 1.
    class_names : tuple of str
        The K names.
    """

    name: str
    x_train: NDArray[np.float64]
    y_train: NDArray[np.int64]
    x_test: NDArray[np.float64]
    y_test: NDArray[np.int64]
    class_names: tuple[str, ...]


def load_dataset(name: str, *, seed: int = 0, label_noise: float = 0.0) -> Dataset:
    """Load one of the five data sets: the same bits for the same seed.

    ========  ===============================================================  =======  =======
    name      what                                                             train    test
    ========  ===============================================================  =======  =======
    blobs     3 Gaussians, σ = 0.6, centres on a circle of radius 2            3 × 100  3 × 100
    moons     2 interleaved half circles of radius 1, σ = 0.2                  2 × 100  2 × 100
    rings     3 concentric circles of radius 0.5, 1, 1.5, σ = 0.1              3 × 100  3 × 100
    spiral    3 arms of CS231n, radius 0 … 1, σ = 0.2 in the angle             3 × 100  3 × 100
    digits    1,797 handwritten digits, 8 × 8 pixels of 0 … 1 [1]_             1,437    360
    ========  ===============================================================  =======  =======

    Parameters
    ----------
    name : {"blobs", "moons", "rings", "spiral", "digits"}
        Which data.
    seed : int
        Decides what is drawn; for the digits, which images are kept for the test.
    label_noise : float
        Share of the *training* labels, in [0, 1], that are flipped, each to another class drawn
        uniformly: exactly ``round(label_noise * n)`` of them. Test labels stay clean, and neither
        the samples nor the split change with it.

    Returns
    -------
    Dataset

    Raises
    ------
    ValueError
        If the name is unknown, the seed is negative or the share is outside [0, 1].

    References
    ----------
    .. [1] E. Alpaydin and C. Kaynak, "Optical Recognition of Handwritten Digits", UCI Machine
       Learning Repository, 1998, https://doi.org/10.24432/C50P49 (CC BY 4.0); its test part.

    Examples
    --------
    >>> data = load_dataset("digits")
    >>> data.x_train.shape, data.x_test.shape
    ((1437, 64), (360, 64))
    >>> noisy = load_dataset("digits", label_noise=0.1)
    >>> int((noisy.y_train != data.y_train).sum())
    144
    """
    name = one_of("name", name, (*SHAPES, "digits"))
    seed = whole("seed", seed, at_least=0)
    label_noise = fraction("label_noise", label_noise)
    data = _digits(seed) if name == "digits" else _drawn(name, seed)
    return _with_noise(data, seed, label_noise)


def split_dataset(
    x: ArrayLike,
    y: ArrayLike,
    *,
    name: str = "data",
    class_names: Sequence[str] | None = None,
    seed: int = 0,
    label_noise: float = 0.0,
    standardize: bool = True,
    most: int | None = None,
) -> Dataset:
    """Split samples of any kind into a training part and a test part of a fifth, by the seed.

    Parameters
    ----------
    x : array_like, shape (n, d)
        One sample per row; at least 2.
    y : array_like of integers, shape (n,)
        The class of each sample, 0 … K − 1, of at least 2 classes.
    name : str
        What the data are called.
    class_names : sequence of str, optional
        The K names; without them the classes are called by their numbers.
    seed : int
        Decides which samples are kept for the test: the last fifth, rounded up, of a random
        permutation, as for the digits of ``load_dataset``.
    label_noise : float
        Share of the *training* labels that are flipped, as in ``load_dataset``.
    standardize : bool
        Move and scale each feature so that it has mean 0 and standard deviation 1 in the training
        part. A feature that is constant there becomes 0.
    most : int, optional
        Take at most this many samples, drawn by the seed.

    Returns
    -------
    Dataset

    Raises
    ------
    ValueError, TypeError
        If the shapes do not fit, a number is not finite, a label is not a class, or there is only
        one class.

    Examples
    --------
    >>> data = split_dataset([[1.0], [2.0], [3.0], [4.0], [5.0], [6.0]], [0, 0, 0, 1, 1, 1])
    >>> len(data.x_train), len(data.x_test)
    (4, 2)
    >>> print(round(data.x_train.std(), 12))
    1.0
    """
    seed = whole("seed", seed, at_least=0)
    label_noise = fraction("label_noise", label_noise)
    most = None if most is None else whole("most", most, at_least=2)
    samples, labels = _samples(x, y, class_names)
    names = tuple(map(str, range(labels.max() + 1) if class_names is None else class_names))
    train, test = split_rows(len(labels), seed, most)
    x_train, x_test = samples[train], samples[test]
    if standardize:
        x_train, x_test = _standardized(x_train, x_test)
    data = Dataset(str(name), x_train, labels[train], x_test, labels[test], names)
    return _with_noise(data, seed, label_noise)


def split_rows(
    n: int, seed: int, most: int | None = None
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return which of `n` rows are for training, and which for the test: a fifth, rounded up."""
    order = np.random.default_rng(seed).permutation(n)[:most]
    train, test = np.split(order, [len(order) - math.ceil(len(order) / 5)])
    return train, test


def _samples(
    x: ArrayLike, y: ArrayLike, class_names: Sequence[str] | None
) -> tuple[NDArray[np.float64], NDArray[np.int64]]:
    given, labels = numbers(x, "x"), numbers(y, "y", NUMBER)
    # In one order in memory, the same numbers give the same bits.
    samples = np.ascontiguousarray(given.values.astype(np.float64, copy=False))
    if samples.ndim != 2 or len(samples) < 2 or not samples.shape[1]:
        raise ValueError(
            f"x must have shape (n, d) with n > 1 and d > 0, but has {samples.shape}; reshape it"
        )
    all_finite(samples, "x")
    if labels.values.shape != samples.shape[:1]:
        raise ValueError(
            f"y must be {len(samples)} labels, one for each row of x, but has shape "
            f"{labels.values.shape}; reshape it, or drop the samples without a label"
        )
    classes = np.iinfo(np.int64).max if class_names is None else len(class_names)
    found = class_labels(labels.values, "y", classes)
    if given.labels and labels.labels:
        found = order_like(("x", "y"), given.labels[0], labels.labels[0]).sort(found)
    if found.min() == found.max():
        raise ValueError(f"y must hold at least two classes, but all labels are {found[0]}")
    if class_names is None and found.max() >= len(found):
        raise ValueError(
            f"y must number the classes from 0, but holds {found.max()} among {len(found)} "
            f"labels; {NUMBER}"
        )
    return samples, found


def _standardized(
    train: NDArray[np.float64], test: NDArray[np.float64]
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Give each feature mean 0 and standard deviation 1 in the training part."""
    varies = train.min(axis=0) != train.max(axis=0)
    # Divided by its largest number first, no square overflows.
    largest = np.where(varies, np.abs(train).max(axis=0), 1.0)
    scaled = train / largest
    mean, spread = scaled.mean(axis=0), np.where(varies, scaled.std(axis=0), 1.0)
    return (
        np.where(varies, (scaled - mean) / spread, 0.0),
        np.where(varies, (test / largest - mean) / spread, 0.0),
    )


def _with_noise(data: Dataset, seed: int, label_noise: float) -> Dataset:
    # Noise has a stream of its own, so that it changes labels and nothing else.
    rng = np.random.default_rng([seed, 1])
    y_train = _flip(data.y_train, label_noise, len(data.class_names), rng)
    return dataclasses.replace(data, y_train=y_train)


def _drawn(name: str, seed: int) -> Dataset:
    rng = np.random.default_rng(seed)
    draw, class_names = SHAPES[name]
    return Dataset(name, *draw(rng), *draw(rng), class_names)


def _digits(seed: int) -> Dataset:
    path = resources.files("infotheory.training").joinpath("data/digits.npz")
    try:
        with path.open("rb") as file, np.load(file, allow_pickle=False) as stored:
            x = stored["images"].reshape(-1, 64) / 16
            y = stored["labels"].astype(np.int64)
    except (OSError, EOFError, ValueError, KeyError, BadZipFile) as fault:
        raise OSError(f"{path.name} cannot be read; install infotheory again") from fault
    train, test = split_rows(len(y), seed)
    return Dataset("digits", x[train], y[train], x[test], y[test], tuple("0123456789"))


def _flip(
    y: NDArray[np.int64], share: float, classes: int, rng: np.random.Generator
) -> NDArray[np.int64]:
    """Move a share of labels on by 1 … K − 1 places around the circle of classes."""
    flipped = rng.choice(len(y), size=round(share * len(y)), replace=False)
    noisy = y.copy()
    noisy[flipped] += rng.integers(1, classes, size=len(flipped))
    return noisy % classes


def _blobs(rng: np.random.Generator) -> Draw:
    y = np.repeat(np.arange(3), 100)
    return 2 * _on_circle(2 * np.pi * y / 3) + rng.normal(scale=0.6, size=(300, 2)), y


def _moons(rng: np.random.Generator) -> Draw:
    y = np.repeat(np.arange(2), 100)
    upper = _on_circle(np.tile(np.linspace(0, np.pi, 100), 2))
    lower = np.array([1, 0.5]) - upper
    return np.where(y[:, None] == 0, upper, lower) + rng.normal(scale=0.2, size=(200, 2)), y


def _rings(rng: np.random.Generator) -> Draw:
    y = np.repeat(np.arange(3), 100)
    radius = (1 + y)[:, None] / 2
    circle = _on_circle(rng.uniform(0, 2 * np.pi, size=300))
    return radius * circle + rng.normal(scale=0.1, size=(300, 2)), y


def _spiral(rng: np.random.Generator) -> Draw:
    y = np.repeat(np.arange(3), 100)
    radius = np.tile(np.linspace(0, 1, 100), 3)
    angle = 4 * (y + radius) + rng.normal(scale=0.2, size=300)
    return radius[:, None] * _on_circle(np.pi / 2 - angle), y  # (sin, cos), as CS231n has it


def _on_circle(angle: NDArray[np.float64]) -> NDArray[np.float64]:
    return np.column_stack([np.cos(angle), np.sin(angle)])


SHAPES: dict[str, tuple[Callable[[np.random.Generator], Draw], tuple[str, ...]]] = {
    "blobs": (_blobs, ("A", "B", "C")),
    "moons": (_moons, ("upper", "lower")),
    "rings": (_rings, ("inner", "middle", "outer")),
    "spiral": (_spiral, ("A", "B", "C")),
}
