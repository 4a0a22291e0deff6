"""Labels and what was predicted for them as they come in, and what each row costs."""

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from infotheory._core.alignment import order_like
from infotheory._core.arrays import Numbers, element, numbers
from infotheory._core.classes import NUMBER, class_labels
from infotheory._core.distributions import DistributionError, outcomes
from infotheory._core.softmax import logits_of
from infotheory._core.sums import FloatArray, row_sums

SWAPPED = "the two look swapped: the labels come first"


class Predictions(NamedTuple):
    """Labels, and forecasts: a column for each class, or the one of class 1 as a vector."""

    labels: NDArray[np.int64]
    q: FloatArray

    def surprise(self) -> FloatArray:
        """Return −ln of what each row gave to its label."""
        y, q = self
        if q.ndim == 2:
            return 0.0 - np.log(q[np.arange(len(y)), y])
        return 0.0 - np.where(y == 1, np.log(q), np.log1p(-q))

    def squared_error(self) -> FloatArray:
        """Return Σ (q − onehot)² over the classes of each row."""
        y, q = self
        if q.ndim == 1:
            return 2 * (q - y) ** 2
        error = q.copy()
        error[np.arange(len(y)), y] -= 1
        error *= error
        return row_sums(error)

    def top(self) -> tuple[FloatArray, NDArray[np.bool_]]:
        """Return each row's largest probability, and whether it is the label's; ties go low."""
        y, q = self
        if q.ndim == 1:
            return np.maximum(q, 1 - q), (q > 0.5) == (y == 1)
        leader = q.argmax(axis=1)
        return q[np.arange(len(y)), leader], leader == y


def predictions(labels: ArrayLike, probabilities: ArrayLike) -> Predictions:
    """Return labels and probabilities, a row each, or raise and say what is wrong with them."""
    y, q = numbers(labels, "labels", NUMBER), numbers(probabilities, "probabilities")
    _check_shapes(y, q, "probabilities")
    values = q.values.astype(np.float64, copy=False)
    if values.ndim == 2 and values.shape[1] > 1:
        cure = "divide each row by its sum, or take the softmax if these are logits"
        values = outcomes(q, "probabilities", cure=cure).values
    else:
        bad = ~((values >= 0) & (values <= 1))
        if bad.any():
            raise DistributionError(
                "probabilities of class 1 must lie in [0, 1], but "
                f"{element('probabilities', values, bad, q.labels)}; take 1/(1 + exp(-z)) if these "
                "are logits z"
            )
        values = values.reshape(-1) + 0.0
    return Predictions(_labels(y, q, "probabilities", 2 if values.ndim == 1 else -1), values)


def two_classes(labels: ArrayLike, probabilities: ArrayLike, function: str) -> Predictions:
    """Return `predictions` over two classes."""
    given = predictions(labels, probabilities)
    if given.q.ndim == 2 and given.q.shape[1] != 2:
        raise ValueError(
            f"probabilities must be of two classes for {function}, but have {given.q.shape[1]} "
            "columns; take one class k against the rest: labels == k and probabilities[:, k]"
        )
    return given


def labels_and_logits(labels: ArrayLike, logits: ArrayLike) -> Predictions:
    """Return labels and logits with a column for each class; one column is the log-odds."""
    y, z = numbers(labels, "labels", NUMBER), numbers(logits, "logits")
    _check_shapes(y, z, "logits")
    values = z.values.astype(np.float64, copy=False)
    if values.ndim == 1 or values.shape[1] == 1:
        column = values.reshape(-1)
        z = Numbers(np.column_stack([np.zeros(len(column)), column]), z.labels[:1])
    return Predictions(_labels(y, z, "logits"), logits_of(z, "logits"))


def _check_shapes(y: Numbers, q: Numbers, name: str) -> None:
    shape, y_shape = q.values.shape, y.values.shape
    if len(shape) not in (1, 2) or 0 in shape:
        raise ValueError(
            f"{name} must have shape (n, k), a row for each label, or (n,) of the second of two "
            f"classes, with at least one row, but have {shape}; "
            + (SWAPPED if len(y_shape) == 2 else "reshape them")
        )
    if y_shape == shape[:1]:
        return
    if len(y_shape) == 2 and len(shape) == 1 and y_shape[0] == shape[0]:
        cure = f"{SWAPPED}, then the {name}" if y_shape[1] > 1 else "flatten them with .ravel()"
    elif y_shape == shape:
        cure = "take .argmax(axis=1) of one-hot rows"
    elif not y_shape:
        cure = "write one label as [label], and its row as [row]"
    else:
        cure = "give each row its label"
    raise ValueError(
        f"labels must have shape {shape[:1]}, one for each row of {name}, but have {y_shape}; "
        f"{cure}"
    )


def _labels(y: Numbers, q: Numbers, name: str, classes: int = -1) -> NDArray[np.int64]:
    """Return class numbers, True as 1, in the order of the rows where both have labels."""
    classes = q.values.shape[1] if classes < 0 else classes
    values = y.values
    if values.dtype.kind == "b" and classes == 2:
        values = values.astype(np.int64)
    if values.dtype.kind == "f" and np.isin(q.values, range(classes)).all():
        broken = values != np.floor(values)
        if broken.any() and not np.isnan(values).any():
            raise TypeError(
                "labels must be integers, but "
                f"{element('labels', values, broken, y.labels)}; {SWAPPED}, then the {name}"
            )
    checked = class_labels(values, "labels", classes, y.labels)
    if not (q.labels and y.labels) or q.labels[0] is None or y.labels[0] is None:
        return checked
    return order_like((name, "labels"), q.labels[0], y.labels[0]).sort(checked, 0)
