"""The honest file: labels sent batch by batch, under a model that learns from those sent before.

Nobody need be told the weights. Both sides begin with the same ones, and train them on the labels
that both have.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import ArrayLike, NDArray

from infotheory._core.arrays import finite, numbers
from infotheory._core.classes import class_labels
from infotheory._core.fields import whole
from infotheory.arithmetic_coding import ArithmeticDecoder, ArithmeticEncoder
from infotheory.information import self_information
from infotheory.losses import softmax
from infotheory.training import Dataset, TrainingSettings, logits, train
from infotheory.training.network import Parameters

Labels = NDArray[np.int64]
Progress = Callable[[float], object]


@dataclass(frozen=True)
class Online:
    """How the labels are sent.

    Parameters
    ----------
    settings : TrainingSettings
        The model, its first weights, its loss and its optimiser; `steps` has no say.
    batch : int
        How many labels are sent before both sides train again.
    updates : int
        How many updates both make then, each on all labels sent so far.
    """

    settings: TrainingSettings
    batch: int = 16
    updates: int = 16

    def __post_init__(self) -> None:
        whole("batch", self.batch, at_least=1)
        whole("updates", self.updates, at_least=0)


@dataclass(frozen=True, eq=False)
class OnlineFile:
    """A file, and what each label in it cost.

    Parameters
    ----------
    data : bytes
    bits : ndarray, shape (n,)
        −log₂ of the probability that the model gave to each label when it was sent.
    """

    data: bytes
    bits: NDArray[np.float64]


def write_online(
    labels: ArrayLike,
    x: ArrayLike,
    classes: int,
    how: Online,
    *,
    progress: Progress = lambda _: None,
) -> OnlineFile:
    """Write the labels of `x` into a file that holds all that is needed to learn the model.

    Parameters
    ----------
    labels : array_like of integers, shape (n,)
        Each one of 0 … `classes` − 1.
    x : array_like, shape (n, d)
        What both sides know.
    classes : int
        At least 1.
    how : Online
    progress : callable
        Is told the share done.

    Returns
    -------
    OnlineFile

    References
    ----------
    A. P. Dawid, "Statistical Theory: The Prequential Approach", *Journal of the Royal Statistical
    Society* A 147, 1984, 278-292. L. Blier and Y. Ollivier, "The Description Length of Deep
    Learning Models", *NeurIPS* 2018.

    Examples
    --------
    >>> import math
    >>> from infotheory import load_dataset
    >>> data = load_dataset("blobs")
    >>> how = Online(TrainingSettings(init="zero"))
    >>> file = write_online(data.y_train, data.x_train, 3, how)
    >>> len(file.data) < 300 * math.log2(3) / 8
    True
    >>> (read_online(file.data, data.x_train, 3, how) == data.y_train).all()
    np.True_
    """
    given = class_labels(numbers(labels, "labels").values, "labels", classes)
    encoder, bits = ArithmeticEncoder(), []

    def send(place: int, q: NDArray[np.float64]) -> int:
        label = int(given[place])
        encoder.encode(label, q)
        bits.append(float(self_information(q[label])))
        return label

    _learn_on_the_way(finite(x, "x"), classes, how, send, progress)
    return OnlineFile(encoder.finish(), np.array(bits))


def read_online(
    data: bytes,
    x: ArrayLike,
    classes: int,
    how: Online,
    *,
    progress: Progress = lambda _: None,
) -> Labels:
    """Read the labels from the file alone; parameters as for `write_online`."""
    decoder = ArithmeticDecoder(data)

    def receive(_place: int, q: NDArray[np.float64]) -> int:
        return decoder.decode(q)

    return _learn_on_the_way(finite(x, "x"), classes, how, receive, progress)


def _learn_on_the_way(
    x: NDArray[np.float64],
    classes: int,
    how: Online,
    label_of: Callable[[int, NDArray[np.float64]], int],
    progress: Progress,
) -> Labels:
    """Do what both sides do: predict a batch, learn its labels, train on all that is known."""
    known = np.zeros(len(x), np.int64)
    parameters = _end(_trained(x[:1], known[:1], classes, replace(how.settings, steps=0)))
    for start in range(0, len(x), how.batch):
        end = min(start + how.batch, len(x))
        q = np.asarray(softmax(logits(parameters, x[start:end])))
        for place, row in zip(range(start, end), q, strict=True):
            known[place] = label_of(place, row)
        settings = replace(how.settings, steps=how.updates, snapshots=2)
        if end < len(x):
            parameters = _end(_trained(x[:end], known[:end], classes, settings, parameters))
        progress(end / len(x))
    return known


def _trained(
    x: NDArray[np.float64],
    y: Labels,
    classes: int,
    settings: TrainingSettings,
    start: Parameters | None = None,
) -> Iterator[Parameters]:
    names = tuple(map(str, range(classes)))
    data = Dataset("labels sent so far", x, y, x[:1], y[:1], names)
    return (snapshot.parameters for snapshot in train(data, settings, parameters=start))


def _end(parameters: Iterator[Parameters]) -> Parameters:
    *_, last = parameters
    return last
