"""The theorems of information theory, each as a property of the measures and named after it."""

import itertools
import math

import numpy as np
import pandas as pd
import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from infotheory import (
    binary_entropy,
    conditional_entropy,
    cross_entropy,
    entropy,
    expected_length,
    gaussian_kl,
    huffman_code,
    joint_entropy,
    js_divergence,
    kl_divergence,
    kraft_sum,
    log_softmax,
    logsumexp,
    mutual_information,
    perplexity,
    self_information,
    softmax,
    total_variation,
)


def for_all(*strategies):
    """Try a theorem on the same examples each time, however slow the machine is."""
    return lambda test: settings(deadline=None, max_examples=60, derandomize=True)(
        given(*strategies)(test)
    )


CLOSE = 1e-12
# Weights over the whole range of floats, and zeros among them.
WEIGHT = st.one_of(
    st.just(0.0),
    st.floats(1e-3, 1.0),
    st.floats(1e-300, 1.0),
    st.integers(1, 1000).map(float),
)


def weights(n):
    return st.lists(WEIGHT, min_size=n, max_size=n).filter(any).map(np.array)


def distributions(n):
    return weights(n).map(lambda w: w / w.sum())


LENGTHS = st.integers(1, 8)
ONE = LENGTHS.flatmap(distributions)
TWO = LENGTHS.flatmap(lambda n: st.tuples(distributions(n), distributions(n)))
FOUR = LENGTHS.flatmap(lambda n: st.tuples(*[distributions(n)] * 4))
JOINT = st.tuples(st.integers(1, 4), st.integers(1, 4)).flatmap(
    lambda shape: distributions(shape[0] * shape[1]).map(lambda p: p.reshape(shape))
)


def positive(p):
    return (p + 1e-3) / (p + 1e-3).sum()


@for_all(TWO)
def test_gibbs_divergence_is_never_negative(pair):
    p, q = pair
    assert kl_divergence(p, q) >= 0
    assert js_divergence(p, q) >= 0


@for_all(ONE)
def test_divergence_of_equal_distributions_is_exactly_zero(p):
    for same in (kl_divergence(p, p), js_divergence(p, p), total_variation(p, p)):
        assert same == 0
        assert math.copysign(1, same) == 1


@for_all(ONE, st.integers(0, 7))
def test_divergence_is_zero_only_for_equal_distributions(p, shift):
    p = positive(p)
    q = np.roll(p, shift)
    assert (kl_divergence(p, q) == 0) == (js_divergence(p, q) == 0) == np.array_equal(p, q)


@for_all(TWO)
def test_cross_entropy_is_entropy_plus_divergence(pair):
    p, q = pair
    assert cross_entropy(p, q) == pytest.approx(entropy(p) + kl_divergence(p, q), CLOSE, CLOSE)


@for_all(JOINT)
def test_chain_rule_of_entropy(joint):
    marginals = joint.sum(axis=1), joint.sum(axis=0)
    for given_axis, marginal in enumerate(marginals):
        chained = entropy(marginal) + conditional_entropy(joint, given=given_axis)
        assert joint_entropy(joint) == pytest.approx(chained, CLOSE, CLOSE)


@for_all(st.tuples(distributions(6), distributions(6)), st.sampled_from([(1, 6), (2, 3), (3, 2)]))
def test_chain_rule_of_divergence(pair, shape):
    p, q = pair[0].reshape(shape), positive(pair[1]).reshape(shape)
    p_x, q_x = p.sum(axis=1), q.sum(axis=1)
    rows = [
        weight * kl_divergence(p_row, q_row, normalize=True)
        for weight, p_row, q_row in zip(p_x, p, q, strict=True)
        if weight > 0
    ]
    chained = kl_divergence(p_x, q_x) + sum(rows)
    assert kl_divergence(p.ravel(), q.ravel()) == pytest.approx(chained, CLOSE, CLOSE)


@for_all(ONE, ONE)
def test_entropy_adds_up_over_independent_events(p, q):
    both = np.outer(p, q)
    assert joint_entropy(both) == pytest.approx(entropy(p) + entropy(q), CLOSE, CLOSE)


@for_all(st.floats(1e-150, 1.0), st.floats(1e-150, 1.0))
def test_surprise_adds_up_over_independent_events(a, b):
    both = self_information(a) + self_information(b)
    assert self_information(a * b) == pytest.approx(both, CLOSE, CLOSE)


@for_all(FOUR)
def test_divergence_adds_up_over_independent_events(four):
    p, q, r, s = four
    q, s = positive(q), positive(s)
    both = kl_divergence(np.outer(p, r).ravel(), np.outer(q, s).ravel())
    assert both == pytest.approx(kl_divergence(p, q) + kl_divergence(r, s), CLOSE, CLOSE)


@for_all(JOINT)
def test_conditioning_reduces_entropy(joint):
    assert conditional_entropy(joint, given=0) <= entropy(joint.sum(axis=0)) + CLOSE
    assert conditional_entropy(joint, given=1) <= entropy(joint.sum(axis=1)) + CLOSE


@for_all(JOINT)
def test_joint_entropy_is_subadditive(joint):
    parts = entropy(joint.sum(axis=0)), entropy(joint.sum(axis=1))
    assert max(parts) - CLOSE <= joint_entropy(joint) <= sum(parts) + CLOSE


@for_all(JOINT)
def test_mutual_information_is_what_the_entropies_share(joint):
    shared = entropy(joint.sum(axis=0)) + entropy(joint.sum(axis=1)) - joint_entropy(joint)
    assert mutual_information(joint) == pytest.approx(shared, CLOSE, 1e-11)


@for_all(JOINT)
def test_mutual_information_is_symmetric_and_never_negative(joint):
    information = mutual_information(joint)
    assert information >= 0
    assert information == pytest.approx(mutual_information(joint.T), CLOSE, 1e-30)


@for_all(
    st.lists(st.integers(0, 99), min_size=1, max_size=6).filter(any),
    st.lists(st.integers(0, 99), min_size=1, max_size=6).filter(any),
)
def test_mutual_information_of_independent_counts_is_exactly_zero(rows, columns):
    assert mutual_information(np.outer(rows, columns), normalize=True) == 0


@for_all(JOINT, st.randoms(use_true_random=False))
def test_data_processing_loses_information(joint, random):
    merged = merge(joint, [random.randrange(2) for _ in range(joint.shape[1])])
    assert mutual_information(merged) <= mutual_information(joint) + CLOSE


@for_all(TWO, st.randoms(use_true_random=False))
def test_data_processing_brings_distributions_closer(pair, random):
    groups = [random.randrange(2) for _ in pair[0]]
    p, q = (merge(x[None], groups)[0] for x in pair)
    for measure in (kl_divergence, js_divergence, total_variation):
        assert measure(p, q) <= measure(*pair) * (1 + CLOSE) + CLOSE


def merge(table, groups):
    """Return the table with the columns of each group added up."""
    return table @ np.eye(max(groups) + 1)[groups]


@for_all(FOUR, st.floats(0, 1))
def test_divergence_is_convex_in_both_arguments(four, t):
    p, q, r, s = four
    mixed = kl_divergence(t * p + (1 - t) * r, t * q + (1 - t) * s)
    parts = [w * d for w, d in ((t, kl_divergence(p, q)), (1 - t, kl_divergence(r, s))) if w > 0]
    assert mixed <= sum(parts) * (1 + CLOSE) + CLOSE


@for_all(TWO, st.floats(0, 1))
def test_entropy_is_concave(pair, t):
    p, q = pair
    assert entropy(t * p + (1 - t) * q) >= t * entropy(p) + (1 - t) * entropy(q) - CLOSE


@for_all(TWO)
def test_pinsker(pair):
    p, q = pair
    bound = 2 * total_variation(p, q) ** 2
    assert kl_divergence(p, q, base=math.e) >= bound * (1 - CLOSE)


@for_all(ONE)
def test_entropy_is_at_most_log_n_and_perplexity_at_most_n(p):
    n = len(p)
    assert 0 <= entropy(p) <= math.log2(n) + CLOSE
    assert 1 <= perplexity(p) <= n * (1 + CLOSE)
    assert entropy(np.full(n, 1 / n)) == pytest.approx(math.log2(n), CLOSE, CLOSE)


@for_all(ONE)
def test_divergence_from_the_uniform_is_what_entropy_misses(p):
    missing = math.log2(len(p)) - entropy(p)
    assert kl_divergence(p, np.full(len(p), 1 / len(p))) == pytest.approx(missing, CLOSE, CLOSE)


@for_all(st.floats(0, 1))
def test_binary_entropy_is_the_entropy_of_two_outcomes(p):
    assert binary_entropy(p) == pytest.approx(entropy([p, 1 - p]), 1e-9, CLOSE)
    assert binary_entropy(1 - p) == pytest.approx(binary_entropy(p), 1e-9, CLOSE)


@for_all(TWO)
def test_jensen_shannon_is_symmetric_and_at_most_one_bit(pair):
    p, q = pair
    assert js_divergence(p, q) == js_divergence(q, p)
    assert js_divergence(p, q) <= 1


@for_all(TWO)
def test_jensen_shannon_is_the_mean_divergence_from_the_middle(pair):
    p, q = pair
    middle = (p + q) / 2
    mean = (kl_divergence(p, middle) + kl_divergence(q, middle)) / 2
    assert js_divergence(p, q) == pytest.approx(mean, 1e-11, CLOSE)


@for_all(LENGTHS.flatmap(lambda n: st.tuples(*[distributions(n)] * 3)))
def test_root_of_jensen_shannon_obeys_the_triangle_inequality(three):
    p, q, r = three
    distance = [math.sqrt(js_divergence(a, b)) for a, b in ((p, r), (p, q), (q, r))]
    assert distance[0] <= distance[1] + distance[2] + 1e-9


@for_all(ONE)
def test_huffman_is_within_one_bit_of_the_entropy(p):
    code = huffman_code(p)
    length = expected_length(p, code)
    assert entropy(p) <= length + CLOSE
    if (p > 0).all():
        assert length - 1 < entropy(p) + CLOSE


@for_all(ONE)
def test_kraft_sum_of_an_optimal_code_is_one_and_no_word_begins_another(p):
    code = huffman_code(p)
    assert kraft_sum(code) == 1
    words = sorted(code)
    assert not any(b.startswith(a) for a, b in itertools.pairwise(words))


@for_all(st.integers(1, 5).flatmap(weights))
def test_huffman_is_as_short_as_the_best_lengths_that_kraft_allows(w):
    n = len(w)
    p = w / w.sum()
    allowed = (
        lengths
        for lengths in itertools.product(range(n), repeat=n)
        if sum(2.0**-length for length in lengths) <= 1
    )
    best = min(float(np.dot(p, lengths)) for lengths in allowed)
    assert expected_length(p, huffman_code(p)) == pytest.approx(best, CLOSE)


@for_all(st.lists(st.text("01", max_size=5), max_size=8, unique=True))
def test_mcmillan_a_prefix_free_code_has_a_kraft_sum_of_at_most_one(words):
    prefix_free = [
        w for w in words if not any(w != other and w.startswith(other) for other in words)
    ]
    assert kraft_sum(prefix_free) <= 1


@for_all(TWO, st.sampled_from([math.e, 10, 1.5, 256]))
def test_change_of_base_divides_by_its_logarithm(pair, base):
    p, q = pair
    bits = math.log2(base)
    assert entropy(p, base=base) * bits == pytest.approx(entropy(p), CLOSE)
    for measure in (cross_entropy, kl_divergence, js_divergence):
        assert measure(p, q, base=base) * bits == pytest.approx(measure(p, q), CLOSE)


@for_all(TWO, st.randoms(use_true_random=False))
def test_order_of_the_outcomes_does_not_matter(pair, random):
    order = random.sample(range(len(pair[0])), len(pair[0]))
    p, q = pair
    assert entropy(p[order]) == pytest.approx(entropy(p), CLOSE, 1e-300)
    for measure in (cross_entropy, kl_divergence, js_divergence, total_variation):
        assert measure(p[order], q[order]) == pytest.approx(measure(p, q), CLOSE, 1e-30)


@for_all(
    LENGTHS.flatmap(lambda n: st.tuples(weights(n), weights(n))),
    st.integers(-60, 60),
    st.integers(-60, 60),
)
def test_normalize_does_not_see_the_scale(pair, a, b):
    p, q = pair
    scaled_p, scaled_q = np.ldexp(p, a), np.ldexp(q, b)
    assume(np.array_equal(np.ldexp(scaled_p, -a), p))
    assume(np.array_equal(np.ldexp(scaled_q, -b), q))
    assert entropy(scaled_p, normalize=True) == entropy(p, normalize=True)
    assert perplexity(scaled_p, normalize=True) == perplexity(p, normalize=True)
    for measure in (cross_entropy, kl_divergence, js_divergence, total_variation):
        scaled = measure(scaled_p, scaled_q, normalize=True)
        assert scaled == pytest.approx(measure(p, q, normalize=True), CLOSE)


@for_all(TWO)
def test_normalize_leaves_distributions_as_they_are(pair):
    p, q = pair
    assert entropy(p, normalize=True) == pytest.approx(entropy(p), CLOSE, CLOSE)
    for measure in (cross_entropy, kl_divergence, js_divergence, total_variation):
        assert measure(p, q, normalize=True) == pytest.approx(measure(p, q), CLOSE, CLOSE)


@pytest.mark.parametrize("axis", [0, 1, 2, -1, -2, -3])
def test_axis_is_a_loop_over_the_others(axis):
    rng = np.random.default_rng(axis + 3)
    w, v = rng.gamma(0.5, size=(2, 3, 4, 5))
    p, q = w / w.sum(axis=axis, keepdims=True), v / v.sum(axis=axis, keepdims=True)
    others = [n for i, n in enumerate(p.shape) if i != axis % 3]
    p_lines, q_lines = (np.moveaxis(x, axis, -1).reshape(-1, x.shape[axis]) for x in (p, q))
    for measure in (entropy, perplexity):
        loop = np.reshape([measure(line) for line in p_lines], others)
        np.testing.assert_allclose(measure(p, axis=axis), loop, CLOSE)
    for measure in (cross_entropy, kl_divergence, js_divergence, total_variation):
        loop = np.reshape([measure(*lines) for lines in zip(p_lines, q_lines, strict=True)], others)
        np.testing.assert_allclose(measure(p, q, axis=axis), loop, CLOSE)
    z = np.log(w)
    z_lines = np.moveaxis(z, axis, -1).reshape(-1, z.shape[axis])
    loop = np.reshape([logsumexp(line) for line in z_lines], others)
    np.testing.assert_allclose(logsumexp(z, axis=axis), loop, CLOSE)
    for function in (softmax, log_softmax):
        loop = np.array([function(line) for line in z_lines]).reshape(*others, -1)
        np.testing.assert_allclose(np.moveaxis(function(z, axis=axis), axis, -1), loop, CLOSE)


def test_long_and_many_distributions_are_a_loop_over_rows():
    rng = np.random.default_rng(1)
    for shape in ((3, 20_000), (5_000, 7), (2, 3, 9_000)):
        w, v = rng.gamma(0.3, size=(2, *shape))
        p, q = w / w.sum(axis=-1, keepdims=True), v / v.sum(axis=-1, keepdims=True)
        p[..., 1] += p[..., 0]
        p[..., 0] = 0
        for measure in (cross_entropy, kl_divergence, js_divergence, total_variation):
            got = measure(p, q)
            assert got.shape == shape[:-1]
            last = (-1,) * (len(shape) - 1)
            assert got[last] == pytest.approx(measure(p[last], q[last]), CLOSE)
            against_one = measure(p, q[last])
            assert against_one[last] == pytest.approx(got[last], CLOSE)
        assert entropy(p)[last] == pytest.approx(entropy(p[last]), CLOSE)


@for_all(TWO)
def test_float32_and_pandas_are_measured_in_float64(pair):
    p, q = (x.astype(np.float32) for x in pair)
    exact_p, exact_q = p.astype(np.float64), q.astype(np.float64)
    close = {"rel": 1e-12, "abs": 1e-30}
    assert entropy(p, normalize=True) == entropy(exact_p, normalize=True)
    for measure in (cross_entropy, kl_divergence, js_divergence, total_variation):
        truth = measure(exact_p, exact_q, normalize=True)
        assert measure(p, q, normalize=True) == pytest.approx(truth, **close)
        assert measure(pd.Series(p), list(q), normalize=True) == pytest.approx(truth, **close)


@for_all(
    st.floats(-1e3, 1e3),
    st.floats(1e-3, 1e3),
    st.floats(-1e3, 1e3),
    st.floats(1e-3, 1e3),
    st.integers(-60, 60),
)
@example(0.0, 1.0, 0.0, 1.0 + 1e-9, 1)
def test_gaussian_divergence_does_not_see_the_scale(mean_p, std_p, mean_q, std_q, power):
    divergence = gaussian_kl(mean_p, std_p, mean_q, std_q)
    assert divergence >= 0
    scaled = gaussian_kl(*(x * 2.0**power for x in (mean_p, std_p, mean_q, std_q)))
    assert scaled == pytest.approx(divergence, CLOSE)
    assert gaussian_kl(mean_p, std_p, mean_p, std_p) == 0


LOGITS = st.lists(st.floats(-50, 50), min_size=1, max_size=8).map(np.array)


@for_all(LOGITS)
def test_softmax_is_a_distribution_and_log_softmax_its_logarithm(z):
    p = softmax(z)
    assert p.sum() == pytest.approx(1, CLOSE)
    np.testing.assert_allclose(np.exp(log_softmax(z)), p, 1e-11)


@for_all(LOGITS, st.integers(-100, 100))
def test_softmax_does_not_see_a_shift(z, shift):
    z = np.round(z, 3)
    np.testing.assert_allclose(softmax(z + shift), softmax(z), 1e-10)
    assert logsumexp(z + shift) == pytest.approx(logsumexp(z) + shift, CLOSE, CLOSE)


@for_all(LOGITS, st.randoms(use_true_random=False))
def test_variational_principle_logsumexp_is_the_best_of_mean_plus_entropy(z, random):
    p = softmax(z)
    best = float(p @ z) + entropy(p, base=math.e)
    assert logsumexp(z) == pytest.approx(best, CLOSE, 1e-11)
    other = np.array([random.random() + 1e-9 for _ in z])
    other /= other.sum()
    assert float(other @ z) + entropy(other, base=math.e) <= logsumexp(z) + 1e-11
