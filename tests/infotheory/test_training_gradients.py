"""One step of the trainer against the losses, finite differences and Adam's paper."""

import itertools

import numpy as np
import pytest

from infotheory import (
    Dataset,
    TrainingSettings,
    logits,
    mse,
    softmax_cross_entropy,
    softmax_mse,
    train,
)

LOSSES = ("cross_entropy", "softmax_squared_error", "linear_squared_error")
REDUCTIONS = ("sum", "mean", "half_sum")
CASES = [
    ("cross_entropy", "sum"),
    *itertools.product(LOSSES[1:], REDUCTIONS),
]
RATE = 0.5


def loss_of(loss, reduction, targets, z):
    if loss == "cross_entropy":
        return softmax_cross_entropy(targets, z)
    if loss == "softmax_squared_error":
        return softmax_mse(targets, z, reduction=reduction)
    return mse(targets, z, reduction=reduction)


def problem(hidden, scale=1.0, n=12, d=3, k=4):
    rng = np.random.default_rng(5)
    x, y = rng.normal(size=(n, d)), rng.integers(0, k, n)
    sizes = [(d, k), (k,)] if hidden is None else [(d, hidden), (hidden,), (hidden, k), (k,)]
    parameters = tuple(scale * rng.normal(size=size) for size in sizes)
    return Dataset("any", x, y, x, y, tuple("abcd"[:k])), parameters


def smoothed(y, k, smoothing):
    return (1 - smoothing) * np.eye(k)[y] + smoothing / k


def step_gradient(data, parameters, settings):
    """What one step of plain descent at rate η subtracts, over η."""
    start, end = train(data, settings, parameters=parameters)
    return [
        (a - b) / settings.learning_rate
        for a, b in zip(start.parameters, end.parameters, strict=True)
    ]


@pytest.mark.parametrize(("loss", "reduction"), CASES)
@pytest.mark.parametrize("smoothing", [0.0, 0.1])
def test_a_linear_step_descends_the_gradient_of_the_loss(loss, reduction, smoothing):
    data, parameters = problem(None)
    settings = TrainingSettings(
        loss=loss, reduction=reduction, label_smoothing=smoothing, steps=1, learning_rate=RATE
    )
    targets = smoothed(data.y_train, 4, smoothing)
    grad = loss_of(loss, reduction, targets, logits(parameters, data.x_train)).grad
    W, b = step_gradient(data, parameters, settings)
    np.testing.assert_allclose(W, data.x_train.T @ grad, rtol=1e-12, atol=1e-14)
    np.testing.assert_allclose(b, grad.sum(axis=0), rtol=1e-12, atol=1e-14)


@pytest.mark.parametrize(("loss", "reduction"), CASES)
def test_a_hidden_step_descends_the_slope_found_by_finite_differences(loss, reduction):
    data, parameters = problem(hidden=5)
    settings = TrainingSettings(
        loss=loss, reduction=reduction, hidden=5, steps=1, label_smoothing=0.2, learning_rate=RATE
    )
    targets = smoothed(data.y_train, 4, 0.2)

    def value(changed):
        return loss_of(loss, reduction, targets, logits(changed, data.x_train)).value

    h = 1e-5
    for i, gradient in enumerate(step_gradient(data, parameters, settings)):
        for at in np.ndindex(gradient.shape):
            up, down = ([p.copy() for p in parameters] for _ in range(2))
            up[i][at] += h
            down[i][at] -= h
            slope = (value(tuple(up)) - value(tuple(down))) / (2 * h)
            assert gradient[at] == pytest.approx(slope, rel=1e-6, abs=1e-8)


@pytest.mark.parametrize(("loss", "reduction"), CASES)
@pytest.mark.parametrize("scale", [1.0, 10.0])
def test_gradient_output_is_the_mean_norm_of_each_samples_own_gradient(loss, reduction, scale):
    data, parameters = problem(None, scale)
    settings = TrainingSettings(loss=loss, reduction=reduction, label_smoothing=0.1, steps=0)
    (start,) = train(data, settings, parameters=parameters)
    targets = smoothed(data.y_train, 4, 0.1)
    z = logits(parameters, data.x_train)
    own = len(z) * loss_of(loss, reduction, targets, z).grad
    assert start.gradient_output == pytest.approx(np.linalg.norm(own, axis=1).mean(), rel=1e-12)


@pytest.mark.parametrize("hidden", [None, 5])
@pytest.mark.parametrize(("loss", "reduction"), CASES)
def test_gradient_first_is_the_norm_of_the_step_at_the_first_weights(loss, reduction, hidden):
    data, parameters = problem(hidden)
    settings = TrainingSettings(
        loss=loss, reduction=reduction, hidden=hidden, steps=1, learning_rate=RATE
    )
    start = next(train(data, settings, parameters=parameters))
    first = step_gradient(data, parameters, settings)[0]
    assert start.gradient_first == pytest.approx(np.linalg.norm(first), rel=1e-12)


@pytest.mark.parametrize("lead", [10.0, 20.0, 30.0, 36.0, 40.0, 100.0, 600.0])
@pytest.mark.parametrize("reduction", REDUCTIONS)
def test_squared_errors_gradient_keeps_its_digits_at_a_confident_mistake(lead, reduction):
    x, y, z = np.ones((3, 1)), np.array([1, 2, 3]), np.array([[lead, 1.0, 0.0, -1.0]])
    settings = TrainingSettings(loss="softmax_squared_error", reduction=reduction, steps=0)
    data = Dataset("any", x, y, x, y, tuple("abcd"))
    (start,) = train(data, settings, parameters=(np.zeros((1, 4)), z[0]))
    own = 3 * softmax_mse(y, np.repeat(z, 3, axis=0), reduction=reduction).grad
    assert start.gradient_output == pytest.approx(np.linalg.norm(own, axis=1).mean(), rel=1e-12)


def test_adam_follows_algorithm_1_of_its_paper():
    data, parameters = problem(None)
    rate, beta1, beta2, epsilon = 0.1, 0.9, 0.999, 1e-8
    settings = TrainingSettings(optimizer="adam", learning_rate=rate, steps=6, snapshots=7)
    theta = [p.copy() for p in parameters]
    m, v = [0 * p for p in theta], [0 * p for p in theta]
    for t, snapshot in enumerate(train(data, settings, parameters=parameters)):
        if t:
            grad = softmax_cross_entropy(data.y_train, logits(tuple(theta), data.x_train)).grad
            for i, g in enumerate((data.x_train.T @ grad, grad.sum(axis=0))):
                m[i] = beta1 * m[i] + (1 - beta1) * g
                v[i] = beta2 * v[i] + (1 - beta2) * g**2
                m_hat, v_hat = m[i] / (1 - beta1**t), v[i] / (1 - beta2**t)
                theta[i] = theta[i] - rate * m_hat / (np.sqrt(v_hat) + epsilon)
        for ours, paper in zip(snapshot.parameters, theta, strict=True):
            np.testing.assert_allclose(ours, paper, rtol=1e-11, atol=1e-13)


def test_adams_first_step_moves_every_weight_by_the_learning_rate():
    data, parameters = problem(hidden=5)
    settings = TrainingSettings(optimizer="adam", learning_rate=0.01, hidden=5, steps=1)
    slopes = step_gradient(
        data, parameters, TrainingSettings(learning_rate=RATE, hidden=5, steps=1)
    )
    start, end = train(data, settings, parameters=parameters)
    for a, b, slope in zip(start.parameters, end.parameters, slopes, strict=True):
        expected = 0.01 * slope / (np.abs(slope) + 1e-8)
        np.testing.assert_allclose(a - b, expected, rtol=1e-6, atol=1e-9)
