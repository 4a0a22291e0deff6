"""Digits where they are hard to keep, against sums of 80 decimal digits."""

import math
from decimal import Decimal, localcontext

import numpy as np
import pytest

from infotheory import (
    cross_entropy,
    entropy,
    js_divergence,
    kl_divergence,
    mutual_information,
    total_variation,
)

DIGITS = 80
GAPS = [10.0**-k for k in range(1, 16, 2)]


def shares(weights):
    """Return p / Σp in decimals, from the exact values of the floats."""
    exact = [Decimal(float(w)) for w in weights]
    return [w / sum(exact) for w in exact]


def exact_kl(p, q):
    return sum((a * (a / b).ln() for a, b in zip(p, q, strict=True) if a), Decimal(0))


def exact_js(p, q):
    middle = [(a + b) / 2 for a, b in zip(p, q, strict=True)]
    return (exact_kl(p, middle) + exact_kl(q, middle)) / 2


def relative_error(got, truth):
    return abs(float((Decimal(got) - truth) / truth))


@pytest.fixture(autouse=True)
def _many_digits():
    with localcontext() as context:
        context.prec = DIGITS
        yield


@pytest.mark.parametrize("gap", GAPS)
@pytest.mark.parametrize("normalize", [False, True])
def test_near_equal_floats_keep_twelve_digits(gap, normalize):
    rng = np.random.default_rng(round(-math.log10(gap)))
    for _ in range(8):
        p = rng.dirichlet(np.ones(12))
        q = p * (1 + gap * rng.uniform(-1, 1, size=12))
        q /= q.sum()
        exact = shares(p), shares(q)
        nats = {"base": math.e, "normalize": normalize}
        assert relative_error(kl_divergence(p, q, **nats), exact_kl(*exact)) < 1e-12
        assert relative_error(js_divergence(p, q, **nats), exact_js(*exact)) < 1e-12
        distance = sum(abs(a - b) for a, b in zip(*exact, strict=True)) / 2
        assert relative_error(total_variation(p, q, normalize=True), distance) < 1e-12


@pytest.mark.parametrize("gap", GAPS[:5])
def test_near_equal_counts_of_any_totals_keep_twelve_digits(gap):
    rng = np.random.default_rng(round(-math.log10(gap)))
    for _ in range(8):
        p = rng.integers(10**11, 10**12, 10)
        q = np.rint(3 * p * (1 + gap * rng.uniform(-1, 1, size=10)))
        exact = shares(p), shares(q)
        nats = {"base": math.e, "normalize": True}
        assert relative_error(kl_divergence(p, q, **nats), exact_kl(*exact)) < 1e-12
        assert relative_error(js_divergence(p, q, **nats), exact_js(*exact)) < 1e-12
        distance = sum(abs(a - b) for a, b in zip(*exact, strict=True)) / 2
        assert relative_error(total_variation(p, q, normalize=True), distance) < 1e-12


@pytest.mark.parametrize("gap", GAPS)
def test_near_independent_tables_keep_twelve_digits(gap):
    rng = np.random.default_rng(round(-math.log10(gap)))
    for _ in range(8):
        joint = np.outer(rng.dirichlet(np.ones(3)), rng.dirichlet(np.ones(4)))
        joint *= 1 + gap * rng.uniform(-1, 1, size=joint.shape)
        joint /= joint.sum()
        together = np.reshape(shares(joint.ravel()), joint.shape)
        apart = np.outer(together.sum(axis=1), together.sum(axis=0))
        truth = exact_kl(together.ravel().tolist(), apart.ravel().tolist())
        assert relative_error(mutual_information(joint, base=math.e), truth) < 1e-12


@pytest.mark.parametrize("dtype", ["float64", "float32"])
def test_divergence_is_that_of_the_exactly_normalised_however_far_sums_may_be_off(dtype):
    off = math.sqrt(np.finfo(dtype).eps) / 2
    p = np.array([0.25, 0.75 + off], dtype)
    q = np.array([0.5, 0.5 - off], dtype)
    truth = exact_kl(shares(p), shares(q))
    assert relative_error(kl_divergence(p, q, base=math.e), truth) < 1e-12


@pytest.mark.parametrize(
    ("p", "q"),
    [
        ([1, 1], [1e308, 5e-324]),
        ([1, 1, 1], [1e308, 1e308, 5e-324]),
        ([5e-324, 1e308], [1, 1]),
        ([1, 2, 3], [1e-323, 2e-323, 4e-323]),
        ([1e-320, 3e-320], [1e-320, 1e308]),
    ],
)
def test_weights_may_span_the_whole_range_of_floats(p, q):
    exact = shares(p), shares(q)
    surprise = -sum(a * b.ln() for a, b in zip(*exact, strict=True))
    nats = {"base": math.e, "normalize": True}
    assert relative_error(kl_divergence(p, q, **nats), exact_kl(*exact)) < 1e-12
    assert relative_error(cross_entropy(p, q, **nats), surprise) < 1e-12
    assert relative_error(js_divergence(p, q, **nats), exact_js(*exact)) < 1e-12


@pytest.mark.parametrize("ahead", [1e3, 1e9, 1e15, 1e200])
def test_entropy_of_one_weight_far_ahead_keeps_twelve_digits(ahead):
    weights = [0.3, ahead, 0.2, 0.0]
    with localcontext() as context:
        context.prec = 300
        truth = -sum(p * p.ln() for p in shares(weights) if p)
        got = entropy(weights, base=math.e, normalize=True)
        assert relative_error(got, truth) < 1e-12


@pytest.mark.parametrize("tail", [1e-278, 1e-170, 3e-166, 1e-120])
def test_a_share_too_small_for_a_float_still_counts(tail):
    weights = [tail, 1e150]
    with localcontext() as context:
        context.prec = 1000
        p, q = shares(weights), [Decimal("0.5")] * 2
        entropy_truth = -sum(x * x.ln() for x in p)
        surprise_truth = -sum(x * y.ln() for x, y in zip(q, p, strict=True))
        got = entropy(weights, base=math.e, normalize=True)
        assert abs(Decimal(got) - entropy_truth) <= max(
            entropy_truth * Decimal("1e-12"), Decimal("5e-324")
        )
        got = cross_entropy([1, 1], weights, base=math.e, normalize=True)
        assert relative_error(got, surprise_truth) < 1e-12
        got = kl_divergence([1, 1], weights, base=math.e, normalize=True)
        assert relative_error(got, exact_kl(q, p)) < 1e-12
