"""Train a small classifier under a chosen loss, and see what it looked like on the way."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from infotheory._core.checks import quiet
from infotheory._core.fields import fraction
from infotheory._core.loss_kernels import smooth
from infotheory.training.datasets import Dataset
from infotheory.training.metrics import Metrics, measure
from infotheory.training.network import (
    Array,
    Layers,
    Parameters,
    Scratch,
    backward,
    check_parameters,
    forward,
    glorot,
    shapes,
)
from infotheory.training.optimizers import OPTIMIZERS, State
from infotheory.training.output_gradients import output_gradient
from infotheory.training.settings import TrainingSettings
from infotheory.training.trainable import checked


@dataclass(frozen=True, eq=False)
class Snapshot:
    """A run at one moment.

    Parameters
    ----------
    step : int
        Updates made so far; 0 is the start.
    train, test : Metrics
        Measured on all training and all test samples.
    gradient_output : float
        Mean over the training samples of the Euclidean norm of each one's own loss gradient at
        its logits, in the loss that is trained (smoothed targets included).
    gradient_first : float
        Frobenius norm of the gradient of the loss, averaged over all training samples, at the
        first weight matrix.
    parameters : tuple of ndarray
        ``(W, b)`` or ``(W1, b1, W2, b2)``; copies that belong to the snapshot.
    diverged : bool
        True if anything above is not finite; the run ends there.
    """

    step: int
    train: Metrics
    test: Metrics
    gradient_output: float
    gradient_first: float
    parameters: Parameters
    diverged: bool


def train(
    data: Dataset, settings: TrainingSettings, *, parameters: Parameters | None = None
) -> Iterator[Snapshot]:
    """Train, and yield snapshots along the way.

    Parameters
    ----------
    data : Dataset
        Left as it is.
    settings : TrainingSettings
        Loss, model, optimiser and everything else.
    parameters : tuple of ndarray, optional
        Start from exactly these weights: a fork of another run. `init` and `wrong_bias` are
        then ignored; the batch order and the optimiser's memory start afresh.

    Yields
    ------
    Snapshot
        ``min(snapshots, steps + 1)`` of them, evenly spread over the steps, the first at 0, the
        last at ``steps``. If values stop being finite, the run ends with the first snapshot that
        finds them so, and that one says ``diverged``.

    Raises
    ------
    ValueError
        At once, before the first snapshot is asked for: if labels are not classes, shapes do not
        fit, `hidden` exceeds 10,000, or steps × samples × max(hidden, 1) exceeds 1e9. The message
        names what is wrong.

    Notes
    -----
    Everything random comes from ``settings.seed`` only, and does not depend on the loss. So two
    runs that differ in their loss share first weights and batch order, and a run is reproducible
    bit for bit on the same machine with the same versions of Python and numpy. Another processor
    may add the terms of a matrix product in another order: a long run can amplify that difference
    of the last bits.

    Examples
    --------
    >>> from infotheory import TrainingSettings, load_dataset, train
    >>> settings = TrainingSettings(init="zero", wrong_bias=6.0, steps=20, snapshots=3)
    >>> for snapshot in train(load_dataset("blobs"), settings):
    ...     print(snapshot.step, round(snapshot.train.accuracy, 3))
    0 0.333
    10 0.943
    20 0.983
    """
    data = checked(data, settings)
    start = _start(data, settings, parameters)
    return _snapshots(data, settings, start)


def steps_to_accuracy(
    data: Dataset, settings: TrainingSettings, *, target: float = 0.9
) -> int | None:
    """First step at which the training accuracy reaches a target.

    Parameters
    ----------
    data : Dataset
        Left as it is.
    settings : TrainingSettings
        As for `train`; ``snapshots`` is ignored, and the accuracy is measured after each update.
    target : float
        Share of the training samples, in [0, 1].

    Returns
    -------
    int or None
        Number of updates made by then (0: right from the start); None if ``settings.steps``
        updates do not suffice.

    Raises
    ------
    ValueError
        As for `train`, and if the target is not in [0, 1].

    Examples
    --------
    >>> from infotheory import TrainingSettings, load_dataset, steps_to_accuracy
    >>> steps_to_accuracy(load_dataset("blobs"), TrainingSettings(init="zero", wrong_bias=6.0))
    8
    """
    target = fraction("target", target)
    data = checked(data, settings)
    for state, layers in _run(data, settings, _start(data, settings, None)):
        accuracy = _accuracy(state, layers, data)
        if accuracy >= target:
            return state.step
        if math.isnan(accuracy):
            break
    return None


@quiet  # a run that diverges says so in its snapshot, not by warnings
def _update(
    state: State,
    x: Array,
    layers: Layers,
    targets: Array,
    settings: TrainingSettings,
    scratch: Scratch,
) -> State:
    """Make the update that follows from what the layers put out for one batch."""
    g = output_gradient(layers[-1], targets, settings)
    gradient = backward(state.parameters, x, layers, g, scratch)
    return OPTIMIZERS[settings.optimizer](state, gradient, settings.learning_rate)


def _run(
    data: Dataset, settings: TrainingSettings, start: Parameters
) -> Iterator[tuple[State, Layers | None]]:
    """State at the start and after each update.

    Beside it what its layers put out for all training samples, where that is known, until the next
    state is asked for.
    """
    targets = _targets(data, settings)
    state = State(start)
    scratch: Scratch = None
    for batch in _batches(len(targets), settings):
        x = data.x_train[batch]
        if settings.hidden and (scratch is None or scratch[0].shape[1] != len(x)):
            # The allocator would otherwise fetch large arrays afresh from the system at each step.
            scratch = np.empty((settings.hidden, len(x))), np.empty((settings.hidden, len(x)))
        layers = _outputs(state.parameters, x, scratch)
        yield state, layers if isinstance(batch, slice) else None
        state = _update(state, x, layers, targets[batch], settings, scratch)
    yield state, None


_outputs = quiet(forward)


def _batches(samples: int, settings: TrainingSettings) -> Iterator[slice | NDArray[np.int64]]:
    """One index of samples for each step; each pass is a fresh shuffle, cut into batches."""
    size = samples if settings.batch_size is None else min(settings.batch_size, samples)
    _, rng = np.random.default_rng(settings.seed).spawn(2)
    for step in range(settings.steps):
        if size == samples:
            yield slice(None)
            continue
        at = step % -(-samples // size)
        if at == 0:
            order = rng.permutation(samples)
        yield order[at * size : (at + 1) * size]


def _snapshots(data: Dataset, settings: TrainingSettings, start: Parameters) -> Iterator[Snapshot]:
    count = min(settings.snapshots, settings.steps + 1)
    due = set(np.linspace(0, settings.steps, count).round().astype(int).tolist())
    targets = _targets(data, settings)
    for state, layers in _run(data, settings, start):
        if state.step in due:
            snapshot = _snapshot(state, layers, data, targets, settings)
            yield snapshot
            if snapshot.diverged:
                return


@quiet
def _snapshot(
    state: State,
    layers: Layers | None,
    data: Dataset,
    targets: Array,
    settings: TrainingSettings,
) -> Snapshot:
    layers = layers or forward(state.parameters, data.x_train)
    g = output_gradient(layers[-1], targets, settings)
    first = backward(state.parameters, data.x_train, layers, g)[0]
    train = measure(layers[-1], data.y_train)
    test = measure(forward(state.parameters, data.x_test)[-1], data.y_test)
    gradient_output = float(np.sqrt((g**2).sum(axis=1)).mean())
    gradient_first = float(np.linalg.norm(first))
    finite = np.isfinite(
        [train.cross_entropy, test.cross_entropy, gradient_output, gradient_first]
    ).all() and all(np.isfinite(array).all() for array in state.parameters)
    return Snapshot(
        step=state.step,
        train=train,
        test=test,
        gradient_output=gradient_output,
        gradient_first=gradient_first,
        parameters=tuple(array.copy() for array in state.parameters),
        diverged=not finite,
    )


@quiet
def _accuracy(state: State, layers: Layers | None, data: Dataset) -> float:
    """Training accuracy; NaN, which reaches no target, once an output is not finite."""
    z = (layers or forward(state.parameters, data.x_train))[-1]
    if not np.isfinite(z).all():
        return math.nan
    return np.count_nonzero(z.argmax(axis=1) == data.y_train) / len(z)


def _targets(data: Dataset, settings: TrainingSettings) -> Array:
    """Return the smoothed labels, laid out class by class like the logits."""
    onehot = np.asfortranarray(np.eye(len(data.class_names))[data.y_train])
    return smooth(onehot, settings.label_smoothing)


def _start(data: Dataset, settings: TrainingSettings, parameters: Parameters | None) -> Parameters:
    """First weights: those given, or drawn ones with the wrong bias."""
    expected = shapes(data.x_train.shape[1], settings.hidden, len(data.class_names))
    if parameters is not None:
        return check_parameters(parameters, expected)
    if settings.init == "zero":
        drawn = tuple(np.zeros(shape) for shape in expected)
    else:
        rng, _ = np.random.default_rng(settings.seed).spawn(2)
        drawn = tuple(glorot(shape, rng) for shape in expected)
    drawn[-1][0] += settings.wrong_bias
    return drawn
