"""A hundred thousand random and adversarial inputs: what no input may bring about."""

import math

import numpy as np
import pytest

from infotheory import (
    binary_entropy,
    conditional_entropy,
    cross_entropy,
    entropy,
    gaussian_kl,
    joint_entropy,
    js_divergence,
    kl_divergence,
    log_softmax,
    logsumexp,
    mutual_information,
    perplexity,
    self_information,
    softmax,
    softmax_cross_entropy,
    softmax_mse,
    total_variation,
)

ROWS = 8_000
RNG = np.random.default_rng(2024)


def near(p, gap):
    q = p * (1 + gap * RNG.uniform(-1, 1, size=p.shape))
    return q / q.sum(axis=-1, keepdims=True)


def dirichlet(concentration, n):
    return RNG.dirichlet(np.full(n, concentration), ROWS)


def tails(smallest, n):
    exponents = RNG.uniform(math.log10(smallest), 0, size=(ROWS, n))
    exponents[:, 0] = 0
    w = 10.0**exponents
    return w / w.sum(axis=-1, keepdims=True)


def one_hot(n):
    return np.eye(n)[RNG.integers(0, n, ROWS)]


def sparse(n):
    w = RNG.integers(0, 3, size=(ROWS, n)).astype(float)
    w[:, 0] += w.sum(axis=-1) == 0
    return w / w.sum(axis=-1, keepdims=True)


def ties(n):
    return RNG.permuted(np.tile(np.r_[np.full(n - 1, 1 / n), 1 - (n - 1) / n], (ROWS, 1)), axis=1)


even = dirichlet(1.0, 6)
PAIRS = {
    "random": (dirichlet(1.0, 5), dirichlet(1.0, 5)),
    "uneven": (dirichlet(0.05, 8), dirichlet(0.05, 8)),
    "near-equal, gap 1e-6": (even, near(even, 1e-6)),
    "near-equal, gap 1e-12": (even, near(even, 1e-12)),
    "last digits": (even, near(even, 1e-16)),
    "equal": (even, even.copy()),
    "tails of 1e-300": (tails(1e-300, 4), tails(1e-300, 4)),
    "tails of denormals": (tails(1e-320, 4), tails(1e-320, 4)),
    "one-hot": (one_hot(3), one_hot(3)),
    "one-hot against random": (one_hot(4), dirichlet(0.2, 4)),
    "zeros": (sparse(5), sparse(5)),
    "ties": (ties(7), ties(7)),
    "a single outcome": (np.ones((ROWS, 1)), np.ones((ROWS, 1))),
}
COUNTS = {
    "small": (RNG.integers(1, 9, (ROWS, 4)), RNG.integers(1, 9, (ROWS, 4))),
    "huge": (RNG.integers(1, 2**62, (ROWS, 4)), RNG.integers(1, 2**62, (ROWS, 4))),
    "sums that overflow": (RNG.uniform(1, 1.7, (ROWS, 3)) * 1e308, np.full((ROWS, 3), 1e308)),
    "denormal": (RNG.integers(1, 9, (ROWS, 3)) * 5e-324, RNG.integers(1, 9, (ROWS, 3)) * 5e-324),
    "everything": tuple(10.0 ** RNG.uniform(-323, 308, (2, ROWS, 5))),
}


def check(value, top=math.inf):
    """Hold measures to what holds for all of them; a NaN or a −0.0 is never an answer."""
    value = np.asarray(value)
    assert not np.isnan(value).any()
    assert not np.signbit(value).any()
    assert (value <= top).all()


def sweep(p, q, normalize):
    kept = p.copy(), q.copy()
    n, kwargs = p.shape[-1], {"normalize": normalize}
    check(entropy(p, **kwargs), math.log2(n) + 1e-12)
    check(perplexity(p, **kwargs), n + 1e-12)
    check(total_variation(p, q, **kwargs), 1 + 1e-12)
    check(js_divergence(p, q, **kwargs), 1)
    cost, excess = cross_entropy(p, q, **kwargs), kl_divergence(p, q, **kwargs)
    check(cost)
    check(excess)
    impossible = ((p > 0) & (q == 0)).any(axis=-1)
    np.testing.assert_array_equal(np.isinf(cost), impossible)
    np.testing.assert_array_equal(np.isinf(excess), impossible)
    np.testing.assert_allclose(cost, entropy(p, **kwargs) + excess, rtol=1e-12, atol=1e-12)
    assert not kl_divergence(p, p, **kwargs).any()
    assert not js_divergence(p, p, **kwargs).any()
    assert not total_variation(p, p, **kwargs).any()
    np.testing.assert_array_equal(p, kept[0])
    np.testing.assert_array_equal(q, kept[1])


def test_the_sweep_holds_a_hundred_thousand_pairs():
    assert sum(len(p) for p, _ in [*PAIRS.values(), *COUNTS.values()]) >= 100_000


@pytest.mark.parametrize("normalize", [False, True])
@pytest.mark.parametrize("name", PAIRS)
def test_no_distribution_makes_a_warning_a_nan_a_minus_zero_or_a_negative_measure(name, normalize):
    sweep(*PAIRS[name], normalize)


@pytest.mark.parametrize("name", COUNTS)
def test_no_weights_make_a_warning_a_nan_a_minus_zero_or_a_negative_measure(name):
    sweep(*COUNTS[name], normalize=True)


@pytest.mark.parametrize("name", PAIRS)
def test_no_table_makes_a_warning_a_nan_a_minus_zero_or_a_negative_measure(name):
    p, q = PAIRS[name]
    for i in range(0, ROWS, 80):
        joint = np.stack([p[i], q[i]])
        for table in (joint / 2, p[i][:, None] * q[i]):
            kept = table.copy()
            check(joint_entropy(table, normalize=True))
            check(mutual_information(table, normalize=True), 1 + math.log2(len(p[i])))
            for given in (0, 1):
                check(conditional_entropy(table, given=given, normalize=True))
            np.testing.assert_array_equal(table, kept)


def test_no_probability_makes_a_warning_a_nan_or_a_minus_zero():
    ends = [0.0, -0.0, 1.0, 5e-324, 1 - 2**-53]
    small = 10.0 ** RNG.uniform(-323, 0, ROWS)
    p = np.concatenate([ends, RNG.uniform(0, 1, ROWS), small, 1 - small])
    check(self_information(p))
    check(binary_entropy(p), 1)


def test_no_gaussians_make_a_warning_a_nan_or_a_negative_divergence():
    mean_p, mean_q = RNG.choice([-1.0, 1.0], (2, ROWS)) * 10.0 ** RNG.uniform(-323, 308, (2, ROWS))
    std_p, std_q = 10.0 ** RNG.uniform(-323, 308, (2, ROWS))
    check(gaussian_kl(mean_p, std_p, mean_q, std_q))
    check(gaussian_kl(mean_p, std_p, mean_p, np.nextafter(std_p, 1)))
    assert not gaussian_kl(mean_p, std_p, mean_p, std_p).any()


@pytest.mark.parametrize("scale", [1e-300, 1e-9, 1.0, 40.0, 1e4, 1e308])
def test_no_logits_make_a_warning_or_a_nan(scale):
    z = RNG.uniform(-1, 1, (ROWS, 5)) * scale
    z[:, 1:][RNG.random((ROWS, 4)) < 0.2] = -np.inf
    kept = z.copy()
    labels = RNG.integers(0, 5, ROWS)
    p = softmax(z)
    check(p, 1)
    np.testing.assert_allclose(p.sum(axis=-1), 1, rtol=1e-14)
    check(-log_softmax(z) + 0.0)
    assert not np.isnan(logsumexp(z)).any()
    for loss in (
        softmax_cross_entropy(labels, z),
        softmax_mse(labels, z, reduction="sum"),
        softmax_cross_entropy(p, z),
    ):
        check(loss.value)
        assert np.isfinite(loss.grad).all()
        assert not (np.signbit(loss.grad) & (loss.grad == 0)).any()
        np.testing.assert_allclose(loss.grad.sum(axis=-1), 0, atol=1e-15)
    np.testing.assert_array_equal(z, kept)
