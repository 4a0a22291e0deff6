"""Whatever numbers come in: layouts, signed zeros, number types, labels, mappings, iterables."""

import itertools
import math
from collections import Counter, deque
from decimal import Decimal
from fractions import Fraction

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import infotheory as it
from infotheory import TrainingSettings, load_dataset, logits, steps_to_accuracy, train

for_all = settings(deadline=None, max_examples=40, derandomize=True)

MEASURES = {
    "entropy": lambda p, q, **o: it.entropy(p, **o),
    "perplexity": lambda p, q, **o: it.perplexity(p, **o),
    "cross_entropy": it.cross_entropy,
    "kl_divergence": it.kl_divergence,
    "js_divergence": it.js_divergence,
    "total_variation": it.total_variation,
}
PAIRS = [*MEASURES][2:]
TABLES = {
    "joint_entropy": it.joint_entropy,
    "conditional_entropy given 0": lambda t, **o: it.conditional_entropy(t, given=0, **o),
    "conditional_entropy given 1": lambda t, **o: it.conditional_entropy(t, given=1, **o),
    "mutual_information": it.mutual_information,
}
WEIGHTS = st.lists(st.integers(0, 9), min_size=1, max_size=7).filter(any)


def bits(x):
    """The answer to the last bit."""
    return np.asarray(x).tobytes()


def layouts(a):
    """The same numbers, differently laid out in memory."""
    wide = np.repeat(a, 2, axis=-1)
    yield np.asfortranarray(a)
    yield wide[..., ::2]
    yield a[::-1].copy()[::-1]
    yield a.astype(a.dtype.newbyteorder())
    yield np.lib.stride_tricks.as_strided(
        np.frombuffer(b"\0" + a.tobytes(), np.uint8)[1:].view(a.dtype), a.shape, a.strides
    )


# Layouts


@pytest.mark.parametrize("name", MEASURES)
@pytest.mark.parametrize("axis", [0, 1, -1])
@pytest.mark.parametrize("normalize", [False, True])
def test_no_measure_depends_on_the_order_in_memory(name, axis, normalize):
    rng = np.random.default_rng(5)
    p, q = rng.random((2, 90, 130))
    if not normalize:
        p, q = (w / w.sum(axis=axis, keepdims=True) for w in (p, q))
    measure = MEASURES[name]
    truth = bits(measure(p, q, axis=axis, normalize=normalize))
    for other in (layouts(p), layouts(q)):
        for laid_out in other:
            same = (laid_out, q) if np.array_equal(laid_out, p) else (p, laid_out)
            assert bits(measure(*same, axis=axis, normalize=normalize)) == truth


@pytest.mark.parametrize("name", TABLES)
@pytest.mark.parametrize("normalize", [False, True])
def test_no_measure_of_a_table_depends_on_the_order_in_memory(name, normalize):
    table = np.random.default_rng(6).random((90, 130))
    table = table if normalize else table / table.sum()
    truth = bits(TABLES[name](table, normalize=normalize))
    for laid_out in layouts(table):
        assert bits(TABLES[name](laid_out, normalize=normalize)) == truth


def test_no_loss_depends_on_the_order_in_memory():
    rng = np.random.default_rng(7)
    z, y = rng.normal(size=(90, 70)), rng.random((90, 70))
    y /= y.sum(axis=1, keepdims=True)
    losses = (
        it.softmax_cross_entropy,
        lambda y, z: it.softmax_mse(y, z, reduction="sum"),
        lambda y, z: it.mse(y, z, reduction="mean"),
    )
    for loss in losses:
        truth = [bits(part) for part in loss(y, z)]
        for a, b in zip(layouts(y), layouts(z), strict=True):
            assert [bits(part) for part in loss(a, b)] == truth


@pytest.mark.parametrize("n", [3, 100_000, 3_000_000])
@pytest.mark.parametrize("normalize", [False, True])
def test_equal_outcomes_have_the_logarithm_of_their_number_along_either_axis(n, normalize):
    columns = np.full((n, 2), 0.1 if normalize else 1 / n)
    for values, axis in ((columns, 0), (columns.T.copy(), 1)):
        h = it.entropy(values, axis=axis, normalize=normalize)
        np.testing.assert_allclose(h, math.log2(n), rtol=1e-12)
        np.testing.assert_allclose(
            it.perplexity(values, axis=axis, normalize=normalize), n, rtol=1e-12
        )


def test_a_table_and_its_transpose_tell_as_much():
    table = np.random.default_rng(8).random((400, 300))
    for normalize in (False, True):
        weights = table if normalize else table / table.sum()
        there = it.mutual_information(weights, normalize=normalize)
        back = it.mutual_information(weights.T, normalize=normalize)
        assert back == pytest.approx(there, rel=1e-12)


@pytest.mark.parametrize(
    "name", ["cross_entropy", "kl_divergence", "js_divergence", "total_variation"]
)
@pytest.mark.parametrize("normalize", [False, True])
def test_pairs_that_broadcast_are_measured_as_if_one_by_one(name, normalize):
    rng = np.random.default_rng(9)
    p, q = rng.dirichlet(np.ones(60), size=40), rng.dirichlet(np.ones(60), size=(3, 30))
    q[..., 0] = 0
    q /= q.sum(axis=-1, keepdims=True)
    measure = MEASURES[name]
    pairs = measure(p[:, None, None], q, normalize=normalize)
    assert pairs.shape == (40, 3, 30)
    for i, j, k in itertools.product((0, 39), (0, 2), (0, 17, 29)):
        one = measure(p[i], q[j, k], normalize=normalize)
        assert pairs[i, j, k] == pytest.approx(one, rel=1e-13)


@pytest.mark.parametrize("normalize", [False, True])
def test_pairwise_divergences_need_no_more_memory_than_blocks_and_their_result(normalize):
    import tracemalloc

    p = np.random.default_rng(3).dirichlet(np.ones(50), size=200)
    for name in PAIRS:
        tracemalloc.start()
        MEASURES[name](p[:, None], p[None], normalize=normalize)
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        assert peak < 200 * 200 * 50 * 8 / 2, name  # half of what all pairs side by side take


@pytest.mark.parametrize("share_of_zeros", [0.0, 0.5])
def test_long_weights_need_no_more_memory_than_a_few_copies(share_of_zeros):
    import tracemalloc

    rng = np.random.default_rng(4)
    weights = rng.random(500_000) * (rng.random(500_000) >= share_of_zeros)
    for measure in (it.entropy, it.perplexity, lambda w, **how: it.cross_entropy(w, w, **how)):
        tracemalloc.start()
        measure(weights, normalize=True)
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        assert peak < 3.5 * weights.nbytes


# Signed zeros


def signed_zeros(values):
    """Every way to write the zeros among some numbers as -0.0."""
    zeros = [i for i, x in enumerate(values) if x == 0]
    for signs in itertools.product((0.0, -0.0), repeat=len(zeros)):
        signed = list(map(float, values))
        for i, zero in zip(zeros, signs, strict=True):
            signed[i] = zero
        yield signed


@pytest.mark.parametrize("name", MEASURES)
@pytest.mark.parametrize("normalize", [False, True])
@pytest.mark.parametrize(("p", "q"), [([0.5, 0.5, 0], [1, 0, 0]), ([1, 0, 0], [0.5, 0, 0.5])])
def test_a_negative_zero_is_zero_in_every_measure(name, normalize, p, q):
    truth = bits(MEASURES[name](p, q, normalize=normalize))
    for signed_p, signed_q in itertools.product(signed_zeros(p), signed_zeros(q)):
        assert bits(MEASURES[name](signed_p, signed_q, normalize=normalize)) == truth


@pytest.mark.parametrize("name", TABLES)
def test_a_negative_zero_is_zero_in_every_table(name):
    truth = bits(TABLES[name]([[0.5, 0], [0, 0.5]]))
    for a, b, c, d in signed_zeros([0.5, 0, 0, 0.5]):
        assert bits(TABLES[name]([[a, b], [c, d]])) == truth


def test_a_negative_zero_is_zero_element_by_element_and_in_logits():
    assert bits(it.self_information(-0.0)) == bits(math.inf)
    assert bits(it.binary_entropy([-0.0])) == bits([0.0])
    assert it.huffman_code([1.0, -0.0]) == it.huffman_code([1.0, 0.0])
    assert bits(it.expected_length([1.0, -0.0], ("0", "1"))) == bits(1.0)
    assert bits(it.gaussian_kl(-0.0, 1, 0.0, 1)) == bits(0.0)
    for function in (it.softmax, it.log_softmax, it.logsumexp):
        assert bits(function([-0.0, 0.0])) == bits(function([0.0, 0.0]))
    assert bits(it.mse([-0.0], [0.0], reduction="sum").grad) == bits([0.0])
    assert bits(it.mse([0.0], [-0.0], reduction="sum").grad) == bits([0.0])


# Number types


@for_all
@given(WEIGHTS)
def test_counts_are_the_same_in_every_number_type_and_container(counts):
    truth = it.entropy(np.array(counts), normalize=True)
    types = [np.uint8, np.int16, np.uint64, np.float16, np.float32, np.longdouble, object]
    forms = [np.array(counts, kind) for kind in types]
    forms += [tuple(counts), list(map(Fraction, counts)), list(map(Decimal, counts))]
    forms += [iter(counts), (c for c in counts), map(float, counts), deque(counts)]
    forms += [dict(enumerate(counts)), dict(enumerate(counts)).values()]
    forms += [pd.Series(counts), pd.Series(counts, dtype="Int64"), pd.Index(counts)]
    for form in forms:
        assert it.entropy(form, normalize=True) == truth


def test_integers_beyond_int64_are_numbers_too():
    assert it.entropy([2**70, 2**70], normalize=True) == 1


def test_settings_hold_python_s_own_numbers():
    settings = TrainingSettings(
        steps=np.uint8(20),
        hidden=np.int32(4),
        batch_size=np.int8(7),
        seed=np.uint16(3),
        snapshots=np.int64(5),
        learning_rate=Fraction(1, 10),
        label_smoothing=np.float32(0.5),
        wrong_bias=np.int8(2),
    )
    plain = TrainingSettings(
        steps=20, hidden=4, batch_size=7, seed=3, snapshots=5,
        learning_rate=0.1, label_smoothing=0.5, wrong_bias=2.0,
    )  # fmt: skip
    assert settings == plain
    assert hash(settings) == hash(plain)
    for field in ("steps", "hidden", "batch_size", "seed", "snapshots"):
        assert type(getattr(settings, field)) is int
    for field in ("learning_rate", "label_smoothing", "wrong_bias"):
        assert type(getattr(settings, field)) is float
    assert [s.step for s in train(load_dataset("blobs"), settings)] == [0, 5, 10, 15, 20]


def test_a_limit_cannot_be_walked_past_with_narrow_integers():
    settings = TrainingSettings(steps=np.int32(100_000), hidden=np.int32(100))
    with pytest.raises(ValueError, match="steps × samples"):
        train(load_dataset("blobs"), settings)


@pytest.mark.parametrize("value", [Decimal("0.1"), 10**400, Fraction(10**400), np.array(0.1), 1j])
def test_what_cannot_become_a_number_is_refused_by_the_name_of_its_field(value):
    with pytest.raises(ValueError, match=r"^learning_rate must be a finite number"):
        TrainingSettings(learning_rate=value)


# Masks, and what else the trainer was blind to


MASKED = np.ma.masked_array([0.5, 0.5], [False, True])


HIDDEN = [
    *([MASKED, MASKED], [[0.5, 0.5], MASKED], [0.5, np.ma.masked], ([MASKED],), [[[MASKED]]]),
    *({"a": np.ma.masked, "b": 1}, iter([MASKED]), [{"a": np.ma.masked}]),
]


@pytest.mark.parametrize("hidden", HIDDEN)
def test_a_mask_is_found_wherever_it_hides(hidden):
    with pytest.raises(TypeError, match=r"^p(\[0\])? must not be a masked array"):
        it.entropy(hidden)


BLOBS = load_dataset("blobs")
NO_FEATURES = {
    "masked": np.ma.masked_array(BLOBS.x_train, BLOBS.x_train > 1),
    "complex": BLOBS.x_train * 1j,
    "strings": BLOBS.x_train.astype(str),
    "missing": [[None, 0.5]] * 300,
}


@pytest.mark.parametrize("kind", NO_FEATURES)
def test_the_trainer_takes_no_features_that_the_measures_would_not(kind):
    import dataclasses

    data = dataclasses.replace(BLOBS, x_train=NO_FEATURES[kind])
    for call in (train, steps_to_accuracy):
        with pytest.raises(TypeError, match=r"^x_train must .*; "):
            call(data, TrainingSettings())
    with pytest.raises(TypeError, match=r"^x must .*; "):
        logits((np.eye(2), np.zeros(2)), NO_FEATURES[kind])
    with pytest.raises(TypeError, match=r"^parameters\[0\] must .*; "):
        logits((NO_FEATURES[kind], np.zeros(2)), [[1.0, 2.0]])


def test_the_trainer_goes_by_the_labels_of_pandas():
    import dataclasses

    x, y = pd.DataFrame(BLOBS.x_train), pd.Series(BLOBS.y_train)
    shuffled = y.sample(frac=1, random_state=0)
    settings = TrainingSettings(steps=3)
    runs = [
        list(train(dataclasses.replace(BLOBS, x_train=x, y_train=labels), settings))[-1]
        for labels in (y, shuffled)
    ]
    assert runs[0].train == runs[1].train
    with pytest.raises(ValueError, match="x_train and y_train must have the same labels"):
        train(dataclasses.replace(BLOBS, x_train=x, y_train=shuffled.add_prefix("n")), settings)


# Labels


@for_all
@given(WEIGHTS.flatmap(lambda w: st.tuples(st.just(w), st.permutations(range(len(w))))))
def test_labels_that_are_the_same_set_are_aligned(case):
    counts, order = case
    names = [f"outcome {i}" for i in range(len(counts))]
    p = pd.Series(counts, index=names)
    q = pd.Series(np.arange(1, len(counts) + 1), index=names)
    for name, measure in MEASURES.items():
        truth = measure(p.to_numpy(), q.to_numpy(), normalize=True)
        assert measure(p, q.iloc[order], normalize=True) == pytest.approx(truth, rel=1e-12), name
        assert measure(p.iloc[order], q, normalize=True) == pytest.approx(truth, rel=1e-12), name
        assert measure(p, q.to_numpy(), normalize=True) == truth, name  # one alone goes by place


def test_two_value_counts_of_the_same_letters_are_compared_letter_by_letter():
    a, b = (pd.Series(list(text)).value_counts() for text in ("aabbbc", "cccab"))
    assert list(a.index) != list(b.index)
    p, q = [2 / 6, 3 / 6, 1 / 6], [1 / 5, 1 / 5, 3 / 5]
    truth = sum(x * math.log2(x / y) for x, y in zip(p, q, strict=True))
    assert it.kl_divergence(a, b, normalize=True) == pytest.approx(truth, rel=1e-14)


def test_columns_and_rows_of_a_data_frame_are_aligned():
    rng = np.random.default_rng(1)
    p, q = (pd.DataFrame(rng.dirichlet(np.ones(4), size=5), columns=list("abcd")) for _ in "pq")
    truth = it.kl_divergence(p.to_numpy(), q.to_numpy())
    shuffled = q.sample(frac=1, random_state=0)[list("dbca")]
    np.testing.assert_allclose(it.kl_divergence(p, shuffled), truth, rtol=1e-13)
    np.testing.assert_allclose(it.kl_divergence(p.T, shuffled.T, axis=0), truth, rtol=1e-13)
    one = q.iloc[0]
    np.testing.assert_allclose(
        it.kl_divergence(p, one[list("cdab")]), it.kl_divergence(p.to_numpy(), one.to_numpy())
    )


def test_rows_with_labels_in_a_list_are_put_in_one_order():
    p = [pd.Series([0.5, 0.25, 0.25], list("abc")), pd.Series([0.1, 0.2, 0.7], list("cba"))]
    expected = it.kl_divergence([[0.5, 0.25, 0.25], [0.7, 0.2, 0.1]], [0.2, 0.3, 0.5])
    q = pd.Series([0.5, 0.2, 0.3], list("cab"))
    np.testing.assert_allclose(it.kl_divergence(p, q), expected, rtol=1e-14)


def test_losses_and_gaussians_go_by_label_and_answer_in_the_order_of_the_prediction():
    rows, classes = [3, 1, 2], ["cat", "dog"]
    z = pd.DataFrame([[2.0, -1.0], [0.5, 0.0], [1.0, 3.0]], rows, classes)
    y = pd.Series([0, 1, 1], rows)
    truth = it.softmax_cross_entropy(y.to_numpy(), z.to_numpy())
    for targets in (y, y.sort_index()):
        loss = it.softmax_cross_entropy(targets, z)
        assert loss.value == truth.value
        np.testing.assert_array_equal(loss.grad, truth.grad)
    soft = pd.DataFrame([[0.9, 0.1], [0.2, 0.8], [0.0, 1.0]], rows, classes)
    truth = it.softmax_cross_entropy(soft.to_numpy(), z.to_numpy())
    loss = it.softmax_cross_entropy(soft.sort_index()[["dog", "cat"]], z)
    np.testing.assert_array_equal(loss.grad, truth.grad)
    a, b = pd.Series([1.0, 2.0, 4.0], rows), pd.Series([1.5, 2.0, 5.0], rows)
    np.testing.assert_array_equal(
        it.mse(a.sort_index(), b, reduction="sum").grad,
        it.mse(a.to_numpy(), b.to_numpy(), reduction="sum").grad,
    )
    np.testing.assert_array_equal(
        it.gaussian_kl(a, 1, b.sort_index(), 2), it.gaussian_kl(a.to_numpy(), 1, b.to_numpy(), 2)
    )


AB, AD = (pd.Series([0.5, 0.5], labels) for labels in (["a", "b"], ["a", "d"]))
LABELS_THAT_DIFFER = {
    "p and q must have the same labels, but 'b' is in p alone and 'd' is in q alone; reindex": (
        lambda: it.kl_divergence(AB, AD)
    ),
    "but 'b' is in p alone; reindex": lambda: it.js_divergence(AB, pd.Series([1.0], ["a"])),
    "but 1, 2, 3 and 2 more are in q alone": (
        lambda: it.cross_entropy(pd.Series([1.0]), pd.Series([0.5, *[0.1] * 5]))
    ),
    "q has the label 'a' more than once": (
        lambda: it.kl_divergence(AB, pd.Series([0.5, 0.5], ["a", "a"]))
    ),
    "logits and targets must have the same labels, but 0, 1 are in logits alone": (
        lambda: it.softmax_cross_entropy(pd.Series([0, 1], [5, 6]), pd.DataFrame(np.eye(2)))
    ),
    "mean_p and std_q must have the same labels": lambda: it.gaussian_kl(AB, 1, 0, AD),
    "p and logits must have the same labels": (
        lambda: it.kl_divergence({"a": 1.0}, logits={"b": 1.0})
    ),
}


@pytest.mark.parametrize("message", LABELS_THAT_DIFFER)
def test_labels_that_differ_are_an_error_that_says_which(message):
    with pytest.raises(ValueError) as caught:  # noqa: PT011 - the whole message is compared
        LABELS_THAT_DIFFER[message]()
    assert message in str(caught.value)


def test_labels_may_be_called_what_a_series_calls_its_parts():
    p = pd.Series([0.75, 0.25], ["columns", "index"])
    q = pd.Series([0.75, 0.25], ["index", "columns"])
    assert it.kl_divergence(p, q) == it.kl_divergence([0.75, 0.25], [0.25, 0.75])


def test_a_missing_value_may_be_a_label():
    a = pd.Series([1.0, np.nan, 1.0]).value_counts(dropna=False)
    b = pd.Series([np.nan, 1.0, np.nan]).value_counts(dropna=False)
    assert it.kl_divergence(a, b, normalize=True) == pytest.approx(1 / 3, rel=1e-14)


def test_polars_columns_go_by_name_and_series_by_place():
    pl = pytest.importorskip("polars")
    p, q = (
        pl.DataFrame({"a": [0.5, 1.0], "b": [0.5, 0.0]}),
        pl.DataFrame({"b": [0.25], "a": [0.75]}),
    )
    expected = it.kl_divergence([[0.5, 0.5], [1.0, 0.0]], [0.75, 0.25])
    np.testing.assert_array_equal(it.kl_divergence(p, q), expected)
    assert it.entropy(pl.Series([1, 1]), normalize=True) == 1
    with pytest.raises(it.DistributionError, match=r"^p must be finite, but p\[1\] is nan"):
        it.entropy(pl.Series([1, None]), normalize=True)
    with pytest.raises(TypeError, match=r"^p must be .*LazyFrame; call its .collect\(\) first"):
        it.entropy(pl.LazyFrame({"a": [1.0]}))


# Mappings


WORDS = st.text("abcdef", min_size=1, max_size=12)


@for_all
@given(WORDS, WORDS)
def test_two_mappings_are_compared_over_the_union_of_their_keys(one, other):
    p, q = Counter(one), Counter(other)
    keys = sorted(set(p) | set(q))
    for name, measure in MEASURES.items():
        truth = measure([p[k] for k in keys], [q[k] for k in keys], normalize=True)
        assert measure(p, q, normalize=True) == pytest.approx(truth, rel=1e-12), name
    assert it.kl_divergence(p, Counter(one[::-1]), normalize=True) == 0
    rows = [p, q]
    np.testing.assert_allclose(
        it.entropy(rows, normalize=True), [it.entropy(row, normalize=True) for row in rows]
    )


@for_all
@given(st.lists(st.tuples(st.sampled_from("ab"), st.integers(0, 2)), min_size=1))
def test_a_counter_of_pairs_is_a_joint_distribution(pairs):
    table = np.array([[pairs.count((x, y)) for y in range(3)] for x in "ab"])
    for name, measure in TABLES.items():
        counted = measure(Counter(pairs), normalize=True)
        truth = measure(table, normalize=True)
        assert counted == pytest.approx(truth, rel=1e-12, abs=1e-15), name
    both = pd.DataFrame(pairs, columns=["x", "y"]).value_counts()
    assert it.joint_entropy(both, normalize=True) == pytest.approx(
        it.joint_entropy(table, normalize=True), rel=1e-12
    )


def test_codes_of_mappings_go_by_key():
    p = {"a": 0.5, "b": 0.25, "c": 0.25}
    code = dict(zip(p, it.huffman_code(p), strict=True))
    backwards = dict(reversed(code.items()))
    assert it.expected_length(p, backwards) == it.entropy(p) == 1.5
    assert it.kraft_sum(backwards) == 1
    with pytest.raises(ValueError, match=r"p and code must have the same labels, but 'c' is in p"):
        it.expected_length(p, {"a": "0", "b": "1"})


# keepdims


@pytest.mark.parametrize("name", [*MEASURES, "logsumexp"])
def test_keepdims_keeps_the_axis_with_length_one(name):
    p = np.random.default_rng(2).dirichlet(np.ones(4), size=(2, 3))
    measure = MEASURES.get(name, lambda p, q, **o: it.logsumexp(p, **o))
    for axis in (-1, 2, 0, 1):
        laid_out = np.moveaxis(p, -1, axis)
        kept = measure(laid_out, laid_out, axis=axis, keepdims=True)
        gone = measure(laid_out, laid_out, axis=axis)
        assert kept.shape == np.sum(laid_out, axis=axis, keepdims=True).shape
        np.testing.assert_array_equal(np.squeeze(kept, axis=axis), gone)
    one = measure(p[0, 0], p[0, 0], keepdims=True)
    assert one.shape == (1,)
    assert one[0] == measure(p[0, 0], p[0, 0])


# Logits in place of a model


def test_a_class_whose_softmax_underflows_is_far_and_not_infinitely_far():
    p, z = [0.5, 0.5], [0.0, -800.0]
    assert np.exp(z)[1] == 0
    nats = it.kl_divergence(p, logits=z, base=math.e)
    assert nats == pytest.approx(400 - math.log(2), rel=1e-15)
    assert it.cross_entropy(p, logits=z, base=math.e) == pytest.approx(400, rel=1e-15)
    assert it.kl_divergence([1, 3], logits=z, base=math.e, normalize=True) == pytest.approx(
        600 - it.entropy([0.25, 0.75], base=math.e), rel=1e-15
    )
    for measure in (it.kl_divergence, it.cross_entropy):
        assert measure(p, logits=[0.0, -math.inf]) == math.inf
    assert it.kl_divergence([1.0, 0.0], logits=[0.0, -math.inf]) == 0


@for_all
@given(
    st.lists(st.tuples(st.floats(0, 1), st.floats(-1000, 1000)), min_size=1, max_size=6).filter(
        lambda pairs: sum(p for p, _ in pairs) > 1e-3
    )
)
def test_a_model_given_by_logits_is_the_one_of_their_softmax(pairs):
    p, z = np.array(pairs).T
    p /= p.sum()
    log_q = it.log_softmax(z)
    cross = -math.fsum(p * log_q)
    assert it.cross_entropy(p, logits=z, base=math.e) == pytest.approx(cross, rel=1e-12)
    q = it.softmax(z)
    if q.min() > 1e-300:
        divergence = it.kl_divergence(p, q / q.sum(), base=math.e)
        by_logits = it.kl_divergence(p, logits=z, base=math.e)
        assert by_logits == pytest.approx(divergence, rel=1e-9, abs=1e-12)
        assert it.cross_entropy(p, logits=z, base=math.e) == pytest.approx(
            it.entropy(p, base=math.e) + by_logits, rel=1e-9, abs=1e-12
        )


def test_cross_entropy_of_logits_is_the_loss_of_training_in_bits():
    rng = np.random.default_rng(4)
    y, z = rng.dirichlet(np.ones(5), size=8), rng.normal(size=(8, 5)) * 30
    loss = it.softmax_cross_entropy(y, z).value
    assert it.cross_entropy(y, logits=z, base=math.e).mean() == pytest.approx(loss, rel=1e-14)
    along_0 = it.cross_entropy(y.T, logits=z.T, axis=0)
    np.testing.assert_allclose(along_0, it.cross_entropy(y, logits=z), rtol=1e-14)


def test_a_model_is_given_once():
    for options in ({}, {"q": [1.0], "logits": [0.0]}):
        with pytest.raises(TypeError, match=r"^the model must be given either as q or as logits="):
            it.kl_divergence([1.0], **options)


# Bounds that a theorem sets, and rounding must not pass


@for_all
@given(st.integers(1, 200), st.floats(1e-3, 1e3))
def test_perplexity_never_exceeds_the_number_of_outcomes(n, weight):
    assert it.perplexity([weight] * n, normalize=True) <= n
    assert it.perplexity([*[weight] * n, 0.0], normalize=True) <= n


@for_all
@given(st.lists(st.floats(1e-3, 1), min_size=1, max_size=8), st.randoms())
def test_a_variable_tells_of_itself_no_more_than_its_entropy(weights, random):
    p = np.array(weights) / sum(weights)
    order = random.sample(range(len(p)), len(p))
    table = np.diag(p)[:, order]
    for normalize in (False, True):
        bound = it.entropy(p, normalize=normalize)
        told = it.mutual_information(table, normalize=normalize)
        assert told <= bound
        assert told == pytest.approx(bound, rel=1e-12)


# Ends of the range


def test_a_weight_too_small_for_a_share_still_cannot_happen_under_the_model():
    p, q = [1e-289, 1e252], [0, 1]
    assert it.kl_divergence(p, q, normalize=True) == math.inf
    assert it.cross_entropy(p, q, normalize=True) == math.inf
    assert it.kl_divergence([p, [0, 1]], q, normalize=True).tolist() == [math.inf, 0]


def test_squared_error_overflows_only_where_its_mean_does():
    n = 10
    value, grad = it.mse(np.zeros(n), np.full(n, 1.2e154), reduction="mean")
    assert value == pytest.approx(1.44e308, rel=1e-15)
    np.testing.assert_allclose(grad, 2.4e153, rtol=1e-15)
    far = it.mse(np.full(n, -1e308), np.full(n, 1e308), reduction="mean")
    assert far.value == math.inf
    np.testing.assert_allclose(far.grad, 4e307, rtol=1e-15)
    tiny = it.mse([1e-160], [0.0], reduction="sum").value
    assert tiny == pytest.approx(1e-320, abs=5e-324)
