"""The losses against central differences in 60 digits, and their conventions."""

import math
from decimal import Decimal, localcontext

import numpy as np
import pytest

from infotheory import (
    DistributionError,
    Loss,
    log_softmax,
    logsumexp,
    mse,
    sigmoid_cross_entropy,
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


def losses_of_samples(targets=LABELS, logits=LOGITS):
    """Each loss as a function of its options, on the same five samples."""
    one_hot, column = np.eye(3)[targets], logits[:, 0]
    calls = {
        "softmax_cross_entropy": lambda **options: softmax_cross_entropy(
            targets, logits, **options
        ),
        "sigmoid_cross_entropy": lambda **options: sigmoid_cross_entropy(
            targets > 0, column, **options
        ),
    }
    for reduction in REDUCTIONS:
        calls[f"softmax_mse {reduction}"] = lambda r=reduction, **options: softmax_mse(
            targets, logits, reduction=r, **options
        )
        calls[f"mse {reduction}"] = lambda r=reduction, **options: mse(
            one_hot, logits, reduction=r, **options
        )
    return calls


@pytest.mark.parametrize("name", losses_of_samples())
def test_a_loss_is_the_average_of_its_samples(name):
    loss = losses_of_samples()[name]
    own, whole = loss(per_sample=True), loss()
    assert own.value.shape == (5,)
    assert own.grad.shape == whole.grad.shape
    assert whole.value == pytest.approx(own.value.mean(), rel=1e-14)
    np.testing.assert_allclose(whole.grad, own.grad / 5, rtol=1e-14)


@pytest.mark.parametrize("name", losses_of_samples())
@pytest.mark.parametrize("size", [1, 1e-310, 1e305])
def test_weights_that_are_counts_repeat_samples(name, size):
    counts = np.array([2, 0, 3, 1, 1])
    again = np.repeat(np.arange(5), counts)
    repeated = losses_of_samples(LABELS[again], LOGITS[again])[name]()
    weighted = losses_of_samples()[name](weights=counts * size)
    assert weighted.value == pytest.approx(repeated.value, rel=1e-9 if size < 1 else 1e-13)
    first = np.cumsum(counts) - counts
    grads = counts * repeated.grad[np.minimum(first, len(again) - 1)].T
    np.testing.assert_allclose(weighted.grad.T, grads, rtol=1e-9 if size < 1 else 1e-13)


@pytest.mark.parametrize("name", losses_of_samples())
def test_weights_times_the_samples_own_losses_is_what_per_sample_gives(name):
    loss, weights = losses_of_samples()[name], np.array([2.0, 0.0, 3.0, 1.0, 0.5])
    own, weighted = loss(per_sample=True), loss(per_sample=True, weights=weights)
    np.testing.assert_allclose(weighted.value, weights * own.value, rtol=1e-15)
    np.testing.assert_allclose(weighted.grad.T, weights * own.grad.T, rtol=1e-15)
    average = loss(weights=weights)
    assert average.value == pytest.approx(weighted.value.sum() / weights.sum(), rel=1e-14)


def test_a_sample_of_weight_0_costs_nothing_even_if_it_costs_infinitely():
    z = [[-np.inf, 0.0], [0.0, 0.0]]
    assert softmax_cross_entropy([0, 0], z).value == math.inf
    weighted = softmax_cross_entropy([0, 0], z, weights=[0, 1])
    assert weighted.value == math.log(2)
    assert not weighted.grad[0].any()
    own = softmax_cross_entropy([0, 0], z, weights=[0, 1], per_sample=True)
    assert own.value.tolist() == [0, math.log(2)]


@pytest.mark.parametrize("epsilon", [0.0, 0.1, 1.0])
@pytest.mark.parametrize("targets", [LABELS, SOFT], ids=["labels", "soft"])
def test_label_smoothing_mixes_the_targets_with_equal_probabilities(epsilon, targets):
    smoothed = (1 - epsilon) * (targets if targets.ndim == 2 else np.eye(3)[targets]) + epsilon / 3
    got = softmax_cross_entropy(targets, LOGITS, label_smoothing=epsilon)
    expected = softmax_cross_entropy(smoothed, LOGITS)
    assert got.value == pytest.approx(expected.value, rel=1e-14)
    np.testing.assert_allclose(got.grad, expected.grad, rtol=1e-12, atol=1e-16)


@pytest.mark.parametrize("epsilon", [0.0, 0.1])
def test_sigmoid_cross_entropy_is_the_softmax_cross_entropy_of_0_and_z(epsilon):
    z = np.array([0.0, 1.5, -3.0, 40.0, -40.0, 800.0, -800.0, 1e308, -1e308, -np.inf, -np.inf])
    for y in (np.arange(len(z)) % 2, np.arange(len(z)) % 2 == 0, np.linspace(0, 1, len(z))):
        options = {"label_smoothing": epsilon, "per_sample": True}
        got = sigmoid_cross_entropy(y, z, **options)
        two = softmax_cross_entropy(
            np.column_stack([1 - y * 1.0, y]), np.column_stack([0 * z[:1].repeat(len(z)), z]),
            **options,
        )  # fmt: skip
        np.testing.assert_allclose(got.value, two.value, rtol=1e-14)
        np.testing.assert_allclose(got.grad, two.grad[:, 1], rtol=1e-12, atol=1e-16)


def test_gradient_of_sigmoid_cross_entropy_meets_central_differences():
    y, z = np.array([1, 0, 1, 0.25, 1.0]), np.array([[0.5], [-30.0], [40.0], [2.0], [-700.0]])

    def exact(z):
        terms = []
        for t, (x,) in zip(decimals(y[:, None]), z, strict=True):
            p, q = 1 / (1 + (-x).exp()), 1 / (1 + x.exp())
            terms.append(t[0] * p.ln() + (1 - t[0]) * q.ln())
        return -sum(terms) / len(z)

    value, grad = central_differences(exact, z)
    for logits in (z, z[:, 0]):
        loss = sigmoid_cross_entropy(y, logits)
        assert loss.value == pytest.approx(value, rel=1e-13)
        np.testing.assert_allclose(loss.grad.ravel(), grad.ravel(), rtol=1e-12, atol=1e-30)
        assert loss.grad.shape == logits.shape


def test_one_sample_alone_has_a_number_for_its_own_loss():
    for own in (
        softmax_cross_entropy(0, [0.0, 0.0], per_sample=True),
        softmax_mse(0, [0.0, 0.0], reduction="sum", per_sample=True, weights=[1]),
        sigmoid_cross_entropy(1, 0.5, per_sample=True, weights=1.0),
    ):
        assert type(own.value) is float


def test_weights_and_labels_of_pandas_go_by_their_index():
    pd = pytest.importorskip("pandas")
    z = pd.DataFrame(LOGITS, index=list("abcde"))
    y, w = pd.Series(LABELS, index=z.index), pd.Series([2.0, 0, 3, 1, 1], index=z.index)
    expected = softmax_cross_entropy(LABELS, LOGITS, weights=w.to_numpy())
    got = softmax_cross_entropy(y[::-1], z, weights=w[::-1])
    assert got.value == expected.value
    np.testing.assert_array_equal(got.grad, expected.grad)
    column = z[0]
    one = sigmoid_cross_entropy((y > 0)[::-1], column, weights=w[::-1])
    assert one.value == sigmoid_cross_entropy(LABELS > 0, LOGITS[:, 0], weights=[2, 0, 3, 1, 1])[0]
    with pytest.raises(ValueError, match="weights must have the same labels"):
        softmax_cross_entropy(y, z, weights=w.rename({"a": "z"}))


def test_each_sample_has_digits_of_its_own_in_squared_error():
    error = np.array([1e-200, 1e-160, 1.0, 1e150])
    own = mse(np.zeros(4), error, reduction="sum", per_sample=True)
    np.testing.assert_allclose(own.value, [0.0, 1e-320, 1.0, 1e300], rtol=1e-3)
    np.testing.assert_allclose(own.grad, 2 * error, rtol=1e-15)


@pytest.mark.parametrize(
    ("call", "error", "words"),
    [
        (lambda: softmax_cross_entropy([0], [[0.0, 1.0]], weights=[1, 2]), ValueError, "(1,)"),
        (lambda: mse([1.0], [2.0], reduction="sum", weights=[-1]), DistributionError, "weights[0]"),
        (lambda: mse([1.0], [2.0], reduction="sum", weights=[0]), DistributionError, "all zero"),
        (lambda: softmax_cross_entropy([0], [[0.0, 1.0]], weights=["a"]), TypeError, "weights"),
        (
            lambda: softmax_cross_entropy([0], [[0.0, 1.0]], label_smoothing=1.5),
            ValueError,
            "label_smoothing",
        ),
        (lambda: sigmoid_cross_entropy([2], [0.0]), DistributionError, "targets[0] is 2"),
        (lambda: sigmoid_cross_entropy([3.5], [1.0]), DistributionError, "look swapped"),
        (lambda: sigmoid_cross_entropy([1], [np.inf]), ValueError, "logits[0] is inf"),
        (lambda: sigmoid_cross_entropy([1], [np.nan]), ValueError, "logits[0] is nan"),
        (lambda: sigmoid_cross_entropy([1], [[0.0, 1.0]]), ValueError, "softmax_cross_entropy"),
        (lambda: sigmoid_cross_entropy([1, 0], [0.0]), ValueError, "(1,)"),
        (lambda: sigmoid_cross_entropy([], []), ValueError, "no sample"),
        (lambda: softmax_cross_entropy([0], [[1.0]]), ValueError, "sigmoid_cross_entropy"),
    ],
)
def test_bad_weights_and_targets_are_named(call, error, words):
    with pytest.raises(error) as caught:
        call()
    assert words in str(caught.value)
