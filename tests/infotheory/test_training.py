"""What the trainer promises: settings, snapshots, reproducibility, forks, limits, errors."""

import dataclasses
import itertools
import math
import pickle
import time

import numpy as np
import pytest

import infotheory
import infotheory.training
import infotheory.training.datasets
from infotheory import (
    Dataset,
    TrainingSettings,
    load_dataset,
    logits,
    softmax_cross_entropy,
    steps_to_accuracy,
    train,
)

LOSSES = ("cross_entropy", "softmax_squared_error", "linear_squared_error")
BLOBS = load_dataset("blobs")


def same_snapshot(a, b):
    """Bit for bit, NaN equal to NaN."""
    return pickle.dumps(a) == pickle.dumps(b)


def one_feature_each(n, k=3):
    """n samples that each have a feature of their own: a row of W moves when its sample is used."""
    x, y = np.eye(n), np.arange(n) % k
    return Dataset("rows", x, y, x, y, tuple("abcdefgh"[:k]))


def moved_rows(snapshots):
    """Which samples each step has used."""
    for before, after in itertools.pairwise(snapshots):
        yield np.flatnonzero((before.parameters[0] != after.parameters[0]).any(axis=1)).tolist()


def test_the_public_names_are_where_they_are_said_to_be():
    for name in ("TrainingSettings", "Snapshot", "Metrics", "train", "steps_to_accuracy", "logits"):
        assert getattr(infotheory, name) is getattr(infotheory.training, name)
    for name in ("Dataset", "load_dataset"):
        assert getattr(infotheory, name) is getattr(infotheory.training.datasets, name)


# Settings


def test_settings_are_frozen_hashable_and_equal_by_value():
    assert hash(TrainingSettings(hidden=32)) == hash(TrainingSettings(hidden=32))
    assert TrainingSettings(hidden=32) == TrainingSettings(hidden=32) != TrainingSettings()
    with pytest.raises(dataclasses.FrozenInstanceError):
        TrainingSettings().steps = 3


def test_defaults_are_those_of_the_default_race():
    assert dataclasses.asdict(TrainingSettings()) == {
        "loss": "cross_entropy",
        "reduction": "sum",
        "hidden": None,
        "learning_rate": 0.5,
        "steps": 200,
        "batch_size": None,
        "optimizer": "sgd",
        "label_smoothing": 0.0,
        "init": "glorot",
        "wrong_bias": 0.0,
        "seed": 0,
        "snapshots": 100,
    }


@pytest.mark.parametrize(
    ("field", "values"),
    [
        ("loss", ["mse", "", None, 1, ["cross_entropy"]]),
        ("reduction", ["none", None]),
        ("optimizer", ["SGD", "momentum", None]),
        ("init", ["normal", None]),
        ("hidden", [0, -1, 1.5, "32", True, math.inf]),
        ("learning_rate", [0, -0.1, math.inf, math.nan, "0.5", None, True, 1j]),
        ("steps", [-1, 1.5, None, True, "200"]),
        ("batch_size", [0, -1, 2.0, "all", True]),
        ("label_smoothing", [-0.1, 1.1, math.nan, None]),
        ("wrong_bias", [math.inf, math.nan, None, "6"]),
        ("seed", [-1, 0.5, None]),
        ("snapshots", [0, 1, -3, 2.5, None]),
    ],
)
def test_errors_of_settings_name_the_field(field, values):
    for value in values:
        with pytest.raises(ValueError, match=rf"^{field} must"):
            TrainingSettings(**{field: value})


def test_zero_weights_are_refused_for_hidden_units_which_would_never_learn():
    with pytest.raises(ValueError, match="init"):
        TrainingSettings(init="zero", hidden=4)


def test_numpy_numbers_are_numbers():
    settings = TrainingSettings(steps=np.int64(3), learning_rate=np.float32(0.5), seed=np.uint8(1))
    assert len(list(train(BLOBS, settings))) == 4


# Snapshots


@pytest.mark.parametrize("steps", [0, 1, 2, 7, 200])
@pytest.mark.parametrize("snapshots", [2, 3, 100, 1000])
def test_snapshots_are_evenly_spread_from_the_start_to_the_last_step(steps, snapshots):
    at = [s.step for s in train(BLOBS, TrainingSettings(steps=steps, snapshots=snapshots))]
    assert len(at) == min(snapshots, steps + 1)
    assert at[0] == 0
    assert at[-1] == steps
    gaps = np.diff(at)
    if len(gaps):
        assert gaps.min() > 0
        assert gaps.max() - gaps.min() <= 1


def test_how_many_snapshots_are_taken_changes_nothing_of_the_run():
    few, many = (
        list(train(BLOBS, TrainingSettings(hidden=8, steps=40, batch_size=32, snapshots=count)))
        for count in (3, 41)
    )
    assert all(same_snapshot(snapshot, many[snapshot.step]) for snapshot in few)


@pytest.mark.parametrize("hidden", [None, 8])
@pytest.mark.parametrize("optimizer", ["sgd", "adam"])
def test_arrays_of_a_snapshot_are_its_own(hidden, optimizer):
    settings = TrainingSettings(hidden=hidden, optimizer=optimizer, steps=6, snapshots=7)
    untouched = list(train(BLOBS, settings))
    for snapshot, expected in zip(train(BLOBS, settings), untouched, strict=True):
        assert same_snapshot(snapshot, expected)
        for array in snapshot.parameters:
            assert array.base is None
            array[...] = np.nan  # nothing of the run may notice
    for a, b in itertools.combinations(untouched, 2):
        for left, right in itertools.product(a.parameters, b.parameters):
            assert not np.shares_memory(left, right)


@pytest.mark.parametrize(
    ("hidden", "shapes"), [(None, [(2, 3), (3,)]), (8, [(2, 8), (8,), (8, 3), (3,)])]
)
def test_parameters_have_the_promised_shapes_and_logits_follow_from_them(hidden, shapes):
    start = next(train(BLOBS, TrainingSettings(hidden=hidden)))
    assert [array.shape for array in start.parameters] == shapes
    if hidden is None:
        W, b = start.parameters
        expected = BLOBS.x_test @ W + b
    else:
        W1, b1, W2, b2 = start.parameters
        expected = np.maximum(BLOBS.x_test @ W1 + b1, 0) @ W2 + b2
    np.testing.assert_allclose(logits(start.parameters, BLOBS.x_test), expected, rtol=1e-12)


def test_glorot_draws_uniformly_within_its_bounds_and_leaves_biases_zero():
    digits = load_dataset("digits")
    W1, b1, W2, b2 = next(train(digits, TrainingSettings(hidden=64))).parameters
    for W, bound in ((W1, math.sqrt(6 / 128)), (W2, math.sqrt(6 / 74))):
        assert 0.95 * bound < np.abs(W).max() <= bound
        # A uniform on ±a has standard deviation a/√3.
        assert W.std() == pytest.approx(bound / math.sqrt(3), rel=0.1)
    assert not b1.any()
    assert not b2.any()


def test_zero_init_starts_from_equal_probabilities():
    start = next(train(BLOBS, TrainingSettings(init="zero")))
    assert not any(array.any() for array in start.parameters)
    assert start.train.cross_entropy == pytest.approx(math.log(3), rel=1e-15)


# Reproducibility


@pytest.mark.parametrize("hidden", [None, 16])
@pytest.mark.parametrize("batch_size", [None, 32])
@pytest.mark.parametrize("optimizer", ["sgd", "adam"])
@pytest.mark.parametrize("loss", LOSSES)
def test_two_runs_of_the_same_settings_are_bit_identical(loss, hidden, batch_size, optimizer):
    settings = TrainingSettings(
        loss=loss,
        hidden=hidden,
        batch_size=batch_size,
        optimizer=optimizer,
        learning_rate=0.05,
        steps=60,
        snapshots=5,
    )
    runs = [list(train(load_dataset("blobs"), settings)) for _ in range(2)]
    assert all(same_snapshot(a, b) for a, b in zip(*runs, strict=True))


@pytest.mark.parametrize("hidden", [None, 16])
def test_every_loss_starts_from_the_same_first_weights(hidden):
    starts = [
        next(train(BLOBS, TrainingSettings(loss=loss, hidden=hidden, seed=4))) for loss in LOSSES
    ]
    for other in starts[1:]:
        for a, b in zip(starts[0].parameters, other.parameters, strict=True):
            np.testing.assert_array_equal(a, b)
    another_seed = next(train(BLOBS, TrainingSettings(hidden=hidden, seed=5)))
    assert not np.array_equal(starts[0].parameters[0], another_seed.parameters[0])


@pytest.mark.parametrize("hidden", [None, 16])
def test_wrong_bias_moves_nothing_but_that_bias(hidden):
    plain, wrong = (
        next(train(BLOBS, TrainingSettings(hidden=hidden, wrong_bias=B))).parameters
        for B in (0.0, 6.0)
    )
    for a, b in zip(plain[:-1], wrong[:-1], strict=True):
        np.testing.assert_array_equal(a, b)
    np.testing.assert_array_equal(wrong[-1] - plain[-1], [6, 0, 0])


@pytest.mark.parametrize(("n", "size"), [(12, 4), (12, 5), (12, 1), (7, 3)])
def test_each_pass_is_a_fresh_shuffle_that_takes_every_sample_once(n, size):
    per_pass = -(-n // size)
    settings = TrainingSettings(batch_size=size, steps=4 * per_pass, snapshots=4 * per_pass + 1)
    used = list(moved_rows(train(one_feature_each(n), settings)))
    passes = [used[i : i + per_pass] for i in range(0, len(used), per_pass)]
    for batches in passes:
        assert sorted(itertools.chain(*batches)) == list(range(n))
        assert [len(batch) for batch in batches] == [size] * (n // size) + [n % size] * (
            n % size > 0
        )
    assert any(batches != passes[0] for batches in passes[1:])


def test_every_loss_sees_the_batches_in_the_same_order():
    orders = [
        list(
            moved_rows(
                train(
                    one_feature_each(20),
                    TrainingSettings(loss=loss, batch_size=3, steps=21, snapshots=22, seed=2),
                )
            )
        )
        for loss in LOSSES
    ]
    assert orders[0] == orders[1] == orders[2]


@pytest.mark.parametrize("size", [300, 301, 10**6])
def test_a_batch_that_holds_all_samples_is_the_full_batch(size):
    full, whole = (
        list(train(BLOBS, TrainingSettings(hidden=8, steps=20, snapshots=3, batch_size=batch)))
        for batch in (None, size)
    )
    assert all(same_snapshot(a, b) for a, b in zip(full, whole, strict=True))


@pytest.mark.parametrize("batch_size", [None, 16])
def test_data_handed_in_are_left_as_they_are(batch_size):
    data = load_dataset("moons")
    for array in (data.x_train, data.y_train, data.x_test, data.y_test):
        array.setflags(write=False)  # a write would raise
    list(train(data, TrainingSettings(hidden=4, batch_size=batch_size, label_smoothing=0.1)))


def test_the_layout_and_type_of_the_data_do_not_matter():
    whole = np.round(BLOBS.x_train * 8)
    settings = TrainingSettings(hidden=8, steps=20, snapshots=2)
    runs = []
    for x in (whole, np.asfortranarray(whole), whole.astype(np.int8), whole.astype(np.float32)):
        data = dataclasses.replace(BLOBS, x_train=x, y_train=BLOBS.y_train.astype(np.uint8))
        runs.append(list(train(data, settings))[-1])
    assert all(same_snapshot(runs[0], run) for run in runs[1:])


# Forks


@pytest.mark.parametrize("hidden", [None, 16])
@pytest.mark.parametrize("loss", LOSSES)
def test_a_fork_under_the_same_loss_goes_on_as_if_nothing_had_happened(loss, hidden):
    settings = TrainingSettings(
        loss=loss, hidden=hidden, learning_rate=0.1, wrong_bias=3.0, steps=100, snapshots=3
    )
    _, middle, end = train(BLOBS, settings)
    half = dataclasses.replace(settings, steps=50, snapshots=2)
    *_, forked = train(BLOBS, half, parameters=middle.parameters)
    assert same_snapshot(dataclasses.replace(forked, step=100), end)


def test_a_fork_starts_from_exactly_the_given_weights_whatever_init_and_bias_say():
    given = (np.arange(6.0).reshape(2, 3), np.array([1.0, 2.0, 3.0]))
    kept = tuple(array.copy() for array in given)
    for init, wrong_bias in (("zero", 0.0), ("glorot", 9.0)):
        settings = TrainingSettings(init=init, wrong_bias=wrong_bias, steps=5)
        start = next(train(BLOBS, settings, parameters=given))
        for a, b in zip(start.parameters, given, strict=True):
            np.testing.assert_array_equal(a, b)
            assert not np.shares_memory(a, b)
    for a, b in zip(given, kept, strict=True):
        np.testing.assert_array_equal(a, b)


def test_a_fork_owns_its_start_from_the_call_on():
    given = (np.zeros((2, 3)), np.zeros(3))
    run = train(BLOBS, TrainingSettings(), parameters=given)
    given[0][...] = np.nan
    assert not any(snapshot.diverged for snapshot in run)


def test_a_fork_to_cross_entropy_escapes_where_squared_error_is_stuck():
    stuck = TrainingSettings(
        loss="softmax_squared_error", init="zero", wrong_bias=10.0, steps=100, snapshots=2
    )
    *_, here = train(BLOBS, stuck)
    assert here.train.accuracy < 0.5
    ends = {}
    for loss in ("cross_entropy", "softmax_squared_error"):
        settings = dataclasses.replace(stuck, loss=loss)
        *_, end = train(BLOBS, settings, parameters=here.parameters)
        ends[loss] = end.train.accuracy
    assert ends["cross_entropy"] > 0.95
    assert ends["softmax_squared_error"] < 0.5


# Steps to accuracy


@pytest.mark.parametrize("loss", LOSSES)
@pytest.mark.parametrize("hidden", [None, 8])
def test_steps_to_accuracy_is_the_first_step_whose_snapshot_is_there(loss, hidden):
    settings = TrainingSettings(
        loss=loss, hidden=hidden, learning_rate=0.1, wrong_bias=4.0, steps=300, snapshots=301
    )
    for target in (0.0, 0.5, 0.9, 0.97, 1.0):
        there = [s.step for s in train(BLOBS, settings) if s.train.accuracy >= target]
        expected = there[0] if there else None
        assert steps_to_accuracy(BLOBS, settings, target=target) == expected


def test_steps_to_accuracy_aims_at_90_percent_by_default_and_says_none_when_not_reached():
    settings = TrainingSettings(init="zero", wrong_bias=6.0)
    assert steps_to_accuracy(BLOBS, settings) == steps_to_accuracy(BLOBS, settings, target=0.9) == 8
    assert steps_to_accuracy(BLOBS, dataclasses.replace(settings, steps=7)) is None
    assert steps_to_accuracy(BLOBS, dataclasses.replace(settings, steps=8)) == 8


@pytest.mark.parametrize("target", [-0.1, 1.1, math.nan, "0.9", None])
def test_a_target_that_is_no_share_is_named(target):
    with pytest.raises(ValueError, match=r"^target "):
        steps_to_accuracy(BLOBS, TrainingSettings(), target=target)


# Divergence


@pytest.mark.parametrize("hidden", [None, 8])
@pytest.mark.parametrize("batch_size", [None, 50])
def test_a_diverged_run_ends_with_a_word_no_warning_and_no_exception(hidden, batch_size):
    settings = TrainingSettings(
        loss="linear_squared_error", learning_rate=1e6, hidden=hidden, batch_size=batch_size
    )
    run = list(train(BLOBS, settings))
    assert [snapshot.diverged for snapshot in run] == [False] * (len(run) - 1) + [True]
    assert 1 < len(run) < 100
    for snapshot in run[:-1]:
        assert np.isfinite(dataclasses.astuple(snapshot.train)).all()
        assert np.isfinite([snapshot.gradient_output, snapshot.gradient_first]).all()
        assert all(np.isfinite(array).all() for array in snapshot.parameters)
    assert steps_to_accuracy(BLOBS, settings, target=1.0) is None


def test_metrics_are_nan_once_the_outputs_are_not_finite():
    settings = TrainingSettings(
        loss="linear_squared_error", learning_rate=1e6, steps=200, snapshots=2
    )
    *_, end = train(BLOBS, settings)
    assert end.diverged
    assert np.isnan(dataclasses.astuple(end.train)).all()
    assert np.isnan(dataclasses.astuple(end.test)).all()


def test_a_fork_from_weights_that_are_not_finite_is_diverged_at_once():
    (only,) = train(BLOBS, TrainingSettings(), parameters=(np.full((2, 3), np.nan), np.zeros(3)))
    assert only.step == 0
    assert only.diverged


@pytest.mark.parametrize("learning_rate", [20.0, 1e6])
@pytest.mark.parametrize("loss", LOSSES[:2])
def test_too_high_a_learning_rate_under_softmax_sticks_at_chance_with_finite_values(
    loss, learning_rate
):
    settings = TrainingSettings(loss=loss, hidden=32, learning_rate=learning_rate)
    *_, end = train(load_dataset("spiral"), settings)
    assert end.step == 200
    assert not end.diverged
    assert end.train.accuracy < 0.34


@pytest.mark.parametrize("wrong_bias", [-800.0, 800.0, 1e300])
@pytest.mark.parametrize("loss", LOSSES[:2])
def test_an_absurd_wrong_bias_is_finite_and_exact(loss, wrong_bias):
    start = next(train(BLOBS, TrainingSettings(loss=loss, init="zero", wrong_bias=wrong_bias)))
    assert not start.diverged
    z = logits(start.parameters, BLOBS.x_train)
    expected = softmax_cross_entropy(BLOBS.y_train, z).value
    assert start.train.cross_entropy == pytest.approx(expected, rel=1e-12)


# Limits


@pytest.mark.parametrize(
    ("changes", "name"),
    [
        ({"steps": 10**7}, "steps"),
        ({"steps": 10**15}, "steps"),
        ({"steps": 10**5, "hidden": 100}, "hidden"),
        ({"steps": 1, "hidden": 10**9}, "hidden"),
        ({"steps": 10**7, "batch_size": 1}, "steps"),
    ],
)
@pytest.mark.parametrize("call", [train, steps_to_accuracy])
def test_work_beyond_the_limit_is_refused_at_once_and_named(changes, name, call):
    began = time.perf_counter()
    with pytest.raises(ValueError, match=name):
        call(BLOBS, TrainingSettings(**changes))
    assert time.perf_counter() - began < 0.1


def test_10_000_steps_of_300_samples_through_100_units_are_within_the_limit():
    run = train(BLOBS, TrainingSettings(steps=10_000, hidden=100))
    assert next(run).step == 0


def test_one_step_and_one_unit_are_enough():
    start, end = train(BLOBS, TrainingSettings(steps=1, hidden=1, wrong_bias=10.0))
    assert (start.step, end.step) == (0, 1)
    assert not end.diverged


# Errors


def changed(**arrays):
    return dataclasses.replace(BLOBS, **arrays)


def with_label(part, value):
    y = getattr(BLOBS, part).copy()
    y[17] = value
    return changed(**{part: y})


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (with_label("y_train", 3), r"y_train\[17\] is 3"),
        (with_label("y_train", -1), r"y_train\[17\] is -1"),
        (with_label("y_test", 9), r"y_test\[17\] is 9"),
        (changed(y_train=BLOBS.y_train.astype(float)), "y_train"),
        (changed(y_train=BLOBS.y_train > 1), "y_train"),
        (changed(y_train=BLOBS.y_train[1:]), "y_train"),
        (changed(y_test=BLOBS.y_test[:, None]), "y_test"),
        (changed(x_train=BLOBS.x_train[0]), "x_train"),
        (changed(x_train=np.full((300, 2), np.nan)), "x_train"),
        (changed(x_test=np.zeros((300, 3))), "x_test"),
        (changed(x_test=np.zeros((0, 2)), y_test=np.zeros(0, int)), "x_test"),
    ],
)
@pytest.mark.parametrize("call", [train, steps_to_accuracy])
def test_errors_of_data_name_the_array_at_once(data, message, call):
    with pytest.raises((TypeError, ValueError), match=message):
        call(data, TrainingSettings())


@pytest.mark.parametrize(
    ("hidden", "parameters"),
    [
        (None, ()),
        (None, (np.zeros((2, 3)),)),
        (None, (np.zeros((3, 2)), np.zeros(3))),
        (None, (np.zeros((2, 3)), np.zeros((3, 1)))),
        (None, (np.zeros((2, 4)), np.zeros(4))),
        (None, (np.zeros((2, 8)), np.zeros(8), np.zeros((8, 3)), np.zeros(3))),
        (8, (np.zeros((2, 3)), np.zeros(3))),
        (8, (np.zeros((2, 9)), np.zeros(9), np.zeros((9, 3)), np.zeros(3))),
    ],
)
def test_parameters_of_wrong_shapes_are_named_at_once(hidden, parameters):
    with pytest.raises(ValueError, match=r"^parameters "):
        train(BLOBS, TrainingSettings(hidden=hidden), parameters=parameters)


def test_logits_names_what_does_not_fit():
    W, b = np.zeros((2, 3)), np.zeros(3)
    with pytest.raises(ValueError, match=r"^x "):
        logits((W, b), [1.0, 2.0])
    with pytest.raises(ValueError, match=r"^parameters "):
        logits((W, b), [[1.0, 2.0, 3.0]])
    with pytest.raises(ValueError, match=r"^parameters "):
        logits((), [[1.0, 2.0]])
