"""The losses against central differences in 60 digits, and their conventions."""

import math
from decimal import Decimal, localcontext

import numpy as np
import pytest

from infotheory import (
    Loss,
    log_softmax,
    logsumexp,
    mse,
    softmax,
    softmax_cross_entropy,
    softmax_mse,
)

REDUCTIONS = {"mean": lambda n, k: Decimal(n * k), "sum": lambda n, k: Decimal(n),
              "half_sum": lambda n, k: Decimal(2 * n)}  # fmt: skip
LOGITS = np.array(
    [[0.5, -1.0, 2.0], [30.0, 0.0, -2.0], [0.25, 0.25, 0.25], [-700.0, 5.0, 4.0], [3.0, 40.0, 2.0]]
)
LABELS = np.array([2, 0, 1, 1, 0])
SOFT = np.array(
    [[0.25, 0.5, 0.25], [0.0, 1.0, 0.0], [0.125, 0.125, 0.75], [1.0, 0.0, 0.0], [0.5, 0.5, 0.0]]
)


def exact_softmax(row):
    e = [z.exp() for z in row]
    return [x / sum(e) for x in e]


def exact_cross_entropy(y, z):
    terms = (
        t * p.ln()
        for y_row, z_row in zip(y, z, strict=True)
        for t, p in zip(y_row, exact_softmax(z_row), strict=True)
    )
    return -sum(terms) / len(z)


def exact_squared_error(y, prediction, reduction):
    squares = (
        (p - t) ** 2
        for y_row, p_row in zip(y, prediction, strict=True)
        for t, p in zip(y_row, p_row, strict=True)
    )
    return sum(squares) / REDUCTIONS[reduction](len(y), len(y[0]))


def central_differences(loss, z):
    """Return the value of loss(z) and its gradient, from differences of 1e-20 in 60 digits."""
    step = Decimal("1e-20")
    with localcontext() as context:
        context.prec = 60
        z = [[Decimal(x) for x in row] for row in z.tolist()]
        grad = np.empty((len(z), len(z[0])))
        for i, row in enumerate(z):
            for j, x in enumerate(row):
                row[j] = x + step
                above = loss(z)
                row[j] = x - step
                grad[i, j] = (above - loss(z)) / (2 * step)
                row[j] = x
        return float(loss(z)), grad


def decimals(array):
    return [[Decimal(x) for x in row] for row in np.asarray(array, float).tolist()]


@pytest.mark.parametrize("targets", [LABELS, SOFT, np.eye(3)[LABELS]], ids=["labels", "soft", "1"])
def test_gradient_of_softmax_cross_entropy_meets_central_differences(targets):
    y = decimals(targets if targets.ndim == 2 else np.eye(3)[targets])
    value, grad = central_differences(lambda z: exact_cross_entropy(y, z), LOGITS)
    loss = softmax_cross_entropy(targets, LOGITS)
    assert loss.value == pytest.approx(value, rel=1e-13)
    np.testing.assert_allclose(loss.grad, grad, rtol=1e-12, atol=1e-30)


@pytest.mark.parametrize("reduction", REDUCTIONS)
@pytest.mark.parametrize("targets", [LABELS, SOFT], ids=["labels", "soft"])
def test_gradient_of_softmax_mse_meets_central_differences(targets, reduction):
    y = decimals(targets if targets.ndim == 2 else np.eye(3)[targets])
    value, grad = central_differences(
        lambda z: exact_squared_error(y, [exact_softmax(row) for row in z], reduction), LOGITS
    )
    loss = softmax_mse(targets, LOGITS, reduction=reduction)
    assert loss.value == pytest.approx(value, rel=1e-13)
    np.testing.assert_allclose(loss.grad, grad, rtol=1e-12, atol=1e-30)


@pytest.mark.parametrize("reduction", REDUCTIONS)
def test_gradient_of_mse_meets_central_differences(reduction):
    y = decimals(SOFT)
    value, grad = central_differences(lambda z: exact_squared_error(y, z, reduction), LOGITS)
    loss = mse(SOFT, LOGITS, reduction=reduction)
    assert loss.value == pytest.approx(value, rel=1e-13)
    np.testing.assert_allclose(loss.grad, grad, rtol=1e-12)


@pytest.mark.parametrize("loss", [softmax_cross_entropy, softmax_mse])
def test_one_sample_is_a_batch_of_one(loss):
    kwargs = {} if loss is softmax_cross_entropy else {"reduction": "sum"}
    batch = loss([2], [[0.5, -1.0, 2.0]], **kwargs)
    for target in (2, np.int8(2), [0, 0, 1], [False, False, True], [0.0, 0.0, 1.0]):
        one = loss(target, [0.5, -1.0, 2.0], **kwargs)
        assert isinstance(one, Loss)
        assert type(one.value) is float
        assert one.value == batch.value
        np.testing.assert_array_equal(one.grad, batch.grad[0])


@pytest.mark.parametrize("loss", [softmax_cross_entropy, softmax_mse])
def test_labels_are_one_hot_distributions(loss):
    kwargs = {} if loss is softmax_cross_entropy else {"reduction": "mean"}
    by_label = loss(LABELS, LOGITS, **kwargs)
    for one_hot in (np.eye(3)[LABELS], np.eye(3, dtype=int)[LABELS], np.eye(3, dtype=bool)[LABELS]):
        as_distribution = loss(one_hot, LOGITS, **kwargs)
        assert as_distribution.value == by_label.value
        np.testing.assert_array_equal(as_distribution.grad, by_label.grad)


def test_true_class_ruled_out_costs_infinitely_and_still_has_a_gradient():
    value, grad = softmax_cross_entropy([0, 1], [[-np.inf, 1.0, 1.0], [0.0, 0.0, -np.inf]])
    assert value == math.inf
    np.testing.assert_allclose(grad, [[-0.5, 0.25, 0.25], [0.25, -0.25, 0.0]], rtol=1e-15)


def test_a_confident_mistake_has_a_vanishing_squared_error_gradient_of_the_known_size():
    # By hand: for z = (B, 0, …, 0) and another class true, the sum of squares has the gradient
    # exp(−B) · (2K, −4 at the truth, −2 elsewhere), and cross-entropy (1, −1, 0, …).
    b, k = 40.0, 5
    z = np.array([[b, 0, 0, 0, 0]])
    squared = softmax_mse([1], z, reduction="sum").grad / math.exp(-b)
    np.testing.assert_allclose(squared, [[2 * k, -4, -2, -2, -2]], rtol=1e-12)
    np.testing.assert_allclose(softmax_cross_entropy([1], z).grad, [[1, -1, 0, 0, 0]], atol=1e-15)


def test_mse_on_vectors_is_one_output_of_n_samples():
    y_true, y_pred = [1.0, 2.0, 3.0], [1.5, 2.0, 5.0]
    for reduction in REDUCTIONS:
        vector = mse(y_true, y_pred, reduction=reduction)
        column = mse(np.c_[y_true], np.c_[y_pred], reduction=reduction)
        assert vector.value == column.value
        np.testing.assert_array_equal(vector.grad, column.grad[:, 0])


def test_equal_logits_cost_log_k_and_one_minus_one_over_k():
    for k in (2, 10):
        z = np.full((3, k), 1e300)
        assert softmax_cross_entropy([0, 0, 0], z).value == pytest.approx(math.log(k), rel=1e-15)
        squared = softmax_mse([0, 0, 0], z, reduction="sum").value
        assert squared == pytest.approx(1 - 1 / k, rel=1e-15)


def test_a_single_logit_is_a_single_class():
    for z in (3.5, np.float64(-1e308), 7):
        assert type(softmax(z)) is float
        assert softmax(z) == 1
        assert log_softmax(z) == 0
        assert logsumexp(z) == z
