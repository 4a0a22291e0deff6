"""A linear classifier, or one with a hidden ReLU layer: its weights, outputs and gradients."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import numpy as np
from numpy.typing import ArrayLike, NDArray

from infotheory._core.arrays import finite, real
from infotheory._core.checks import quiet

Array = NDArray[np.float64]

Parameters = tuple[Array, ...]
"""``(W, b)`` or ``(W1, b1, W2, b2)``; shapes (d, h), (h,), (h, k), (k,)."""

Layers = tuple[Array, ...]
"""What each layer puts out: (logits,) or (hidden, logits)."""

Scratch = tuple[Array, Array] | None
"""Memory for what is as large as the hidden layer's output, (h, n) twice: overwritten freely."""


@quiet
def logits(parameters: Parameters, x: ArrayLike) -> Array:
    """Give the outputs of a network, before any softmax.

    ``x @ W + b``, or with a hidden layer ``relu(x @ W1 + b1) @ W2 + b2``.

    Parameters
    ----------
    parameters : tuple of ndarray
        ``(W, b)`` or ``(W1, b1, W2, b2)``, as a snapshot holds them.
    x : array_like, shape (n, d)
        One sample per row.

    Returns
    -------
    ndarray, shape (n, k)
        A row of logits for each sample, in nats: their softmax is the predicted distribution.

    Raises
    ------
    TypeError
        If `parameters` or `x` do not hold real numbers.
    ValueError
        If the shapes of `parameters` and `x` do not fit together, or `x` is not finite.

    Examples
    --------
    >>> import numpy as np
    >>> logits((np.eye(2), np.array([1.0, 0.0])), [[2.0, 3.0]])
    array([[3., 3.]])
    """
    x = finite(x, "x")
    if x.ndim != 2:
        raise ValueError(
            f"x must have shape (n, d), one sample a row, but has {x.shape}; reshape it"
        )
    hidden = np.size(parameters[1]) if len(parameters) == 4 else None
    classes = np.size(parameters[-1]) if parameters else 0
    checked = check_parameters(parameters, shapes(x.shape[1], hidden, classes))
    return np.ascontiguousarray(forward(checked, x)[-1])


def shapes(features: int, hidden: int | None, classes: int) -> list[tuple[int, ...]]:
    """Shapes of the parameters, first layer first, each weight matrix before its bias."""
    sizes = [features, classes] if hidden is None else [features, hidden, classes]
    return [
        shape for inputs, outputs in pairwise(sizes) for shape in ((inputs, outputs), (outputs,))
    ]


def check_parameters(parameters: Parameters, expected: Sequence[tuple[int, ...]]) -> Parameters:
    """Return copies in float64, or raise if a shape is not the expected one."""
    given = [real(array, f"parameters[{i}]") for i, array in enumerate(parameters)]
    got = [array.shape for array in given]
    if got != list(expected):
        raise ValueError(f"parameters must have the shapes {expected}, but have {got}")
    return tuple(np.array(array, order="C") for array in given)


def glorot(shape: tuple[int, ...], rng: np.random.Generator) -> Array:
    """Weights uniform on ±sqrt(6 / (fan in + fan out)); biases (1-D) zero."""
    if len(shape) == 1:
        return np.zeros(shape)
    bound = np.sqrt(6 / sum(shape))
    return rng.uniform(-bound, bound, size=shape)


def forward(parameters: Parameters, x: Array, scratch: Scratch = None) -> Layers:
    """Give what each layer puts out."""
    if len(parameters) == 2:
        W, b = parameters
        return (affine(x, W, b),)
    W1, b1, W2, b2 = parameters
    hidden = affine(x, W1, b1, out=scratch and scratch[0])
    np.maximum(hidden, 0, out=hidden)
    return hidden, affine(hidden, W2, b2)


def backward(
    parameters: Parameters,
    x: Array,
    layers: Layers,
    output_gradient: Array,
    scratch: Scratch = None,
) -> Parameters:
    """Gradient of the batch's averaged loss, in the order and shapes of the parameters.

    `output_gradient` holds each sample's own gradient at the logits, shape (n, k).
    """
    g = output_gradient / len(x)
    if len(parameters) == 2:
        return x.T @ g, g.sum(axis=0)
    hidden, W2 = layers[0], parameters[2]
    back = np.matmul(W2, g.T, out=scratch and scratch[1]).T
    back *= hidden > 0
    return x.T @ back, back.sum(axis=0), hidden.T @ g, g.sum(axis=0)


def affine(x: Array, W: Array, b: Array, out: Array | None = None) -> Array:
    """``x @ W + b``, laid out class by class: sums and maxima over a few classes are then fast."""
    z: Array = np.matmul(W.T, x.T, out=out).T
    z += b
    return z
