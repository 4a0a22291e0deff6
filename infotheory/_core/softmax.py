"""The softmax of rows of logits, and its logarithm, where no digit is lost."""

from typing import NamedTuple, TypeAlias

import numpy as np
from numpy.typing import ArrayLike, NDArray

from infotheory._core.alignment import aligned
from infotheory._core.arrays import COUNT, Numbers, element, numbers
from infotheory._core.checks import broadcast_shape, outcomes_last
from infotheory._core.distributions import Outcomes, labels_last, line, outcomes
from infotheory._core.sums import FloatArray, row_sums

# Row and column numbers, to index with.
Place: TypeAlias = tuple[NDArray[np.intp], NDArray[np.intp]]


class Softmax(NamedTuple):
    """The softmax of rows of logits, and where each row's largest is, to index with."""

    log_p: FloatArray
    p: FloatArray
    leader: Place


def softmax_of_rows(z: FloatArray) -> Softmax:
    """Return the softmax of each row."""
    top, leader, e, rest = exponentials(z)
    log_p = z - top[:, None] - np.log1p(rest)[:, None]
    e[leader] = 1.0
    return Softmax(log_p, e / (1 + rest)[:, None], leader)


def probabilities_of_rows(z: FloatArray) -> FloatArray:
    """Return the softmax of each row alone, in a third of the time of `softmax_of_rows`."""
    p: FloatArray = np.exp(z - z.max(axis=1, keepdims=True))
    p /= p.sum(axis=1, keepdims=True)
    return p


def exponentials(z: FloatArray) -> tuple[FloatArray, Place, FloatArray, FloatArray]:
    """Return each row's largest logit, its place, the others' exp(z − largest), and their sum."""
    leader = np.arange(len(z)), z.argmax(axis=-1)
    top = z[leader]
    e = np.exp(z - top[:, None])
    e[leader] = 0.0
    return top, leader, e, row_sums(e)


def logits_of(z: Numbers, name: str, axis: int = -1) -> FloatArray:
    """Return logits as float64 with the classes on the last axis; a number is one class."""
    given = z.values.astype(np.float64, copy=False)
    values = outcomes_last(np.atleast_1d(given), name, axis)
    if values.shape[-1] == 0:
        raise ValueError(f"{name} has no classes along axis {axis}; give at least one logit")
    if not (values < np.inf).all():
        missing = np.isnan(given)
        if missing.any():
            raise ValueError(
                f"{name} must be numbers, but {element(name, given, missing, z.labels)}; "
                "find out where it comes from, or drop such samples first"
            )
        raise ValueError(
            f"{name} must be below inf, but {element(name, given, given == np.inf, z.labels)}; "
            "only -inf is allowed, for a class ruled out"
        )
    ruled_out = values[..., 0] == -np.inf
    if ruled_out.any() and (ruled_out := (values == -np.inf).all(axis=-1)).any():
        raise ValueError(
            f"{name} must leave a class in each line along axis {axis}, but "
            f"{line(ruled_out, axis, values.ndim)}rules all of them out with -inf; "
            "give one a finite logit"
        )
    return values


def rows_of(z: FloatArray) -> FloatArray:
    """Return the lines along the last axis as the rows of a 2-D array."""
    return z.reshape(-1, z.shape[-1])


def pair_with_logits(
    p: ArrayLike, q: ArrayLike | None, logits: ArrayLike | None, axis: int, normalize: bool
) -> tuple[Outcomes, FloatArray]:
    """Return truth, and the logarithms of a model that is given by its logits."""
    if logits is None or q is not None:
        raise TypeError("the model must be given either as q or as logits=; give one of them")
    given, model = numbers(p, "p", COUNT), numbers(logits, "logits")
    truth, z = outcomes(given, "p", axis, normalize), logits_of(model, "logits", axis)
    if given.labels and model.labels:
        p_labels, z_labels = (labels_last(x.labels, axis) for x in (given, model))
        _, z = aligned(("p", "logits"), truth.values, p_labels, z, z_labels)
    shape, model_shape = truth.values.shape, z.shape
    if shape[-1] != model_shape[-1]:
        raise ValueError(
            f"p and logits must have the same outcomes along axis {axis}, but p has {shape[-1]} "
            f"and logits has {model_shape[-1]}; give outcomes that only one of them knows "
            "probability 0, or the logit -inf"
        )
    if shape != model_shape:
        broadcast_shape(p=shape, logits=model_shape)
    return truth, softmax_of_rows(rows_of(z)).log_p.reshape(z.shape)
