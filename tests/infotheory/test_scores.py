"""Scores of predictions against truths of 30 digits, definitions and the theorems about them."""

import json
import math
from fractions import Fraction
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from infotheory import (
    DistributionError,
    TrainingSettings,
    binary_entropy,
    brier_score,
    calibration_error,
    entropy,
    fit_temperature,
    load_dataset,
    log_loss,
    logits,
    recalibrate,
    score_decomposition,
    sigmoid_cross_entropy,
    softmax,
    softmax_cross_entropy,
    softmax_mse,
    surprisals,
    train,
)

ORACLE = json.loads((Path(__file__).parent / "data" / "predictions.json").read_text())
BITS = math.log(2)


def cases(kind):
    return [pytest.param(case, id=case["name"]) for case in ORACLE[kind]]


def floats(x):
    return np.array([float(item) for item in x])


def near(got, truth, size):
    """Hold a number to a truth of 30 digits, within 1e-12 of `size`."""
    assert type(got) is float
    assert not (got == 0 and math.copysign(1, got) < 0), "-0.0"
    if truth == "inf":
        assert got == math.inf
    else:
        assert math.isfinite(got)
        assert abs(Fraction(got) - Fraction(truth)) <= Fraction(1e-12) * abs(Fraction(size))


@pytest.mark.parametrize("score", ["log", "brier"])
@pytest.mark.parametrize("case", cases("two_classes"))
def test_scores_of_two_classes_and_their_parts_meet_their_truths(case, score):
    y, q, truth = case["labels"], case["probabilities"], case[score]
    parts = score_decomposition(y, q, score=score)
    near(parts.score, truth["score"], 1 if parts.score == math.inf else truth["score"])
    assert parts.score == (log_loss(y, q) if score == "log" else brier_score(y, q))
    for name in ("miscalibration", "discrimination", "uncertainty"):
        near(getattr(parts, name), truth[name], truth["uncertainty"])


@pytest.mark.parametrize("case", cases("two_classes"))
def test_recalibrated_forecasts_meet_their_truths(case):
    y, q = case["labels"], np.array(case["probabilities"])
    truth = floats(case["isotonic"])
    np.testing.assert_allclose(recalibrate(y, q), truth, rtol=1e-15)
    both = recalibrate(y, np.column_stack([1 - q, q]))
    np.testing.assert_allclose(both[:, 1], truth, rtol=1e-15)
    np.testing.assert_allclose(both.sum(axis=1), 1, rtol=1e-15)
    assert recalibrate(y, q[:, None]).shape == (len(q), 1)


@pytest.mark.parametrize("case", cases("many_classes"))
def test_scores_of_many_classes_meet_their_truths(case):
    y, q = case["labels"], np.array(case["probabilities"])
    np.testing.assert_allclose(surprisals(y, q), floats(case["surprisals"]), rtol=1e-12)
    near(log_loss(y, q), case["log_loss"], case["log_loss"] if log_loss(y, q) < math.inf else 1)
    near(brier_score(y, q), case["brier"], case["brier"])


@pytest.mark.parametrize("case", cases("temperature"))
@pytest.mark.parametrize("scale", [1.0, 1e-200, 1e200])
def test_the_temperature_meets_its_truth(case, scale):
    z, truth = np.array(case["logits"]), float(case["temperature"])
    assert fit_temperature(case["labels"], scale * z) == pytest.approx(scale * truth, rel=1e-7)
    if z.shape[1] == 2:
        log_odds = z[:, 1] - z[:, 0]
        assert fit_temperature(case["labels"], log_odds) == pytest.approx(truth, rel=1e-7)


for_all = settings(deadline=None, max_examples=60, derandomize=True)

FORECASTS = st.lists(
    st.tuples(
        st.booleans(),
        st.sampled_from([0.0, 1e-300, 1e-9, 0.25, 0.5, 0.75, 1 - 2**-53, 1.0]) | st.floats(0, 1),
    ),
    min_size=1,
    max_size=30,
)


@for_all
@given(FORECASTS, st.sampled_from(["log", "brier"]))
def test_a_score_is_its_three_parts_none_of_which_is_negative(rows, score):
    y, q = map(np.array, zip(*rows, strict=True))
    parts = score_decomposition(y, q, score=score)
    assert parts.miscalibration >= 0
    assert 0 <= parts.discrimination <= parts.uncertainty
    both = parts.miscalibration - parts.discrimination + parts.uncertainty
    assert both == pytest.approx(parts.score, rel=1e-12, abs=1e-15)
    assert (parts.miscalibration == math.inf) == (parts.score == math.inf)


@for_all
@given(FORECASTS, st.sampled_from(["log", "brier"]))
def test_a_recalibrated_forecast_cannot_be_recalibrated(rows, score):
    y, q = map(np.array, zip(*rows, strict=True))
    again = recalibrate(y, q)
    np.testing.assert_array_equal(recalibrate(y, again), again)
    parts = score_decomposition(y, again, score=score)
    assert parts.miscalibration == 0
    assert parts.discrimination == score_decomposition(y, q, score=score).discrimination


def share(events):
    return Fraction(int(events.sum()), len(events))


@for_all
@given(FORECASTS)
def test_isotonic_values_are_the_max_min_of_the_shares(rows):
    # Robertson, Wright and Dykstra 1988, theorem 1.4.4: over all ranges of forecasts around one.
    y, q = map(np.array, zip(*rows, strict=True))
    levels = np.unique(q)
    for level, value in zip(q, recalibrate(y, q), strict=True):
        shares = (
            min(share(y[(q >= low) & (q <= high)]) for high in levels[levels >= level])
            for low in levels[levels <= level]
        )
        assert value == pytest.approx(float(max(shares)), rel=1e-15)


@for_all
@given(FORECASTS, st.sampled_from(["log", "brier"]), st.randoms())
def test_neither_the_order_of_rows_nor_how_ties_lie_moves_anything(rows, score, random):
    y, q = map(np.array, zip(*rows, strict=True))
    order = list(range(len(y)))
    random.shuffle(order)
    np.testing.assert_array_equal(recalibrate(y[order], q[order]), recalibrate(y, q)[order])
    one, other = (score_decomposition(a, b, score=score) for a, b in ((y, q), (y[order], q[order])))
    np.testing.assert_allclose(other, one, rtol=1e-12, atol=1e-15)


@pytest.mark.parametrize("score", ["log", "brier"])
@pytest.mark.parametrize("labels", [[0, 1, 1], [0, 0, 0], [1] * 7, [0, 1] * 5 + [0]])
def test_a_constant_forecast_at_the_base_rate_has_uncertainty_alone(labels, score):
    rate = np.mean(labels)
    parts = score_decomposition(labels, np.full(len(labels), rate), score=score)
    unsure = binary_entropy(rate) if score == "log" else 2 * rate * (1 - rate)
    assert parts == (parts.uncertainty, 0, 0, parts.uncertainty)
    assert parts.uncertainty == pytest.approx(unsure, rel=1e-14)


def test_the_log_loss_is_the_cross_entropy_on_the_logits():
    rng = np.random.default_rng(0)
    y, z = rng.integers(0, 5, 300), 5 * rng.normal(size=(300, 5))
    q = softmax(z)
    nats = softmax_cross_entropy(y, z, per_sample=True).value
    np.testing.assert_allclose(surprisals(y, q, base=math.e), nats, rtol=1e-11, atol=1e-15)
    assert log_loss(y, q) == pytest.approx(nats.mean() / BITS, rel=1e-12)
    assert brier_score(y, q) == pytest.approx(softmax_mse(y, z, reduction="sum").value, rel=1e-12)
    sure = 1 / (1 + np.exp(-z[:, 0]))
    expected = sigmoid_cross_entropy(y > 2, z[:, 0]).value / BITS
    assert log_loss(y > 2, sure) == pytest.approx(expected, rel=1e-12)


def test_the_log_loss_of_the_frequencies_is_the_entropy_of_the_labels():
    y = np.array([0] * 5 + [1] * 3 + [2] * 8)
    q = np.tile(np.bincount(y) / len(y), (len(y), 1))
    assert log_loss(y, q) == pytest.approx(entropy([5, 3, 8], normalize=True), rel=1e-14)


def test_one_column_keeps_the_digits_that_two_cannot():
    assert log_loss([0, 0], [1e-20, 3e-20]) == pytest.approx(2e-20 / BITS, rel=1e-14)
    assert brier_score([0], [1e-100]) == 2e-200


@pytest.mark.parametrize("base", [2, math.e, 10])
def test_what_was_ruled_out_and_happened_costs_infinitely(base):
    assert log_loss([1, 0, 1], [0.0, 0.5, -0.0], base=base) == math.inf
    assert surprisals([0, 1], [[0.0, 1.0], [0.0, 1.0]], base=base).tolist() == [math.inf, 0]
    parts = score_decomposition([1, 0, 1], [0.0, 0.5, 1.0], base=base)
    assert parts.miscalibration == math.inf
    assert math.isfinite(parts.discrimination)


def test_the_temperature_of_the_best_logits_of_their_own_labels_is_1():
    counts = np.array([[30, 20, 5], [1, 4, 9]])
    z = np.repeat(np.log(counts), counts.sum(axis=1), axis=0)
    y = np.concatenate([np.repeat(np.arange(3), row) for row in counts])
    assert fit_temperature(y, z) == pytest.approx(1, rel=1e-7)
    assert fit_temperature(y, 7 * z - 3) == pytest.approx(7, rel=1e-7)
    ruled_out = np.column_stack([z, np.full(len(z), -np.inf)])
    assert fit_temperature(y, ruled_out) == pytest.approx(1, rel=1e-7)


def test_no_temperature_scores_better_than_the_one_that_is_fitted():
    rng = np.random.default_rng(1)
    for k in (2, 10):
        z = rng.normal(size=(500, k)) * 6
        y = (softmax(z / 4).cumsum(axis=1) < rng.random((500, 1))).sum(axis=1).clip(max=k - 1)
        best = fit_temperature(y, z)
        value = softmax_cross_entropy(y, z / best).value
        for other in best * np.array([0.5, 0.99, 0.9999, 1.0001, 1.01, 2]):
            assert softmax_cross_entropy(y, z / other).value > value


def test_where_no_temperature_is_best_its_limit_is_said():
    assert fit_temperature([0, 1], [[2.0, 1.0], [0.0, 3.0]]) == 0  # always right: ever sharper
    assert fit_temperature([1, 0], [[2.0, 1.0], [0.0, 3.0]]) == math.inf  # always wrong
    assert fit_temperature([0, 1], [[1.0, 0.0], [1.0, 0.0]]) == math.inf  # tells nothing
    assert fit_temperature([0, 1], [[1.0, 1.0], [3.0, 3.0]]) == 1  # nothing to choose
    assert fit_temperature([0, 0, 1], [[1e308, -1e308]] * 3) > 1e307


def test_the_calibration_error_is_that_of_the_metrics_of_training():
    data = load_dataset("moons")
    *_, end = train(data, TrainingSettings(steps=5, snapshots=2))
    z = logits(end.parameters, data.x_test)
    q = softmax(z)
    expected = pytest.approx(end.test.calibration_error, rel=1e-12)
    assert calibration_error(data.y_test, q) == expected
    assert calibration_error(data.y_test, q[:, 1]) == pytest.approx(
        end.test.calibration_error, abs=2 / len(z)  # a confidence on an edge may change its bin
    )  # fmt: skip


def test_the_calibration_error_follows_its_definition():
    rng = np.random.default_rng(2)
    q, y = rng.dirichlet(np.ones(4), size=300), rng.integers(0, 4, 300)
    top, right = q.max(axis=1), q.argmax(axis=1) == y
    for bins in (1, 7, 15):
        expected = 0.0
        for b in range(bins):
            inside = (top > b / bins) & (top <= (b + 1) / bins)
            if inside.any():
                expected += inside.mean() * abs(right[inside].mean() - top[inside].mean())
        assert calibration_error(y, q, bins=bins) == pytest.approx(expected, rel=1e-12)


Q = np.array([[0.5, 0.25, 0.25], [0.125, 0.75, 0.125], [0.0, 0.25, 0.75], [0.25, 0.25, 0.5]])
Y = np.array([0, 1, 1, 2])


@pytest.mark.parametrize("score", [log_loss, brier_score, surprisals, calibration_error])
def test_no_score_depends_on_how_the_numbers_are_stored(score):
    expected = score(Y, Q)
    for labels in (Y.tolist(), Y.astype(np.uint8), pd.Series(Y), iter(Y.tolist())):
        np.testing.assert_array_equal(score(labels, Q), expected)
    for q in (np.asfortranarray(Q), Q.tolist(), pd.DataFrame(Q), np.repeat(Q, 2, axis=1)[:, ::2],
              Q.astype(np.float32), Q - 0.0):  # fmt: skip
        np.testing.assert_array_equal(score(Y, q), expected)
    one = score([1, 0, 1, 1], Q[:, 0])
    np.testing.assert_array_equal(score([True, False, True, True], Q[:, :1]), one)
    np.testing.assert_array_equal(score([1, 0, 1, 1], np.column_stack([1 - Q[:, 0], Q[:, 0]])), one)


def test_rows_of_pandas_go_by_their_index():
    q = pd.DataFrame(Q, index=list("abcd"), columns=["x", "y", "z"])
    y = pd.Series(Y, index=q.index)
    assert log_loss(y[::-1], q) == log_loss(Y, Q)
    assert fit_temperature(y[::-1], q) == fit_temperature(Y, Q)
    with pytest.raises(ValueError, match="'e' is in labels alone"):
        log_loss(y.rename({"a": "e"}), q)


ROWS = [[0.5, 0.5], [0.25, 0.75]]
BAD = {
    "probabilities[1] is 1.5": (DistributionError, lambda: log_loss([0, 1], [0.5, 1.5])),
    "row 1 sums to 0.9": (DistributionError, lambda: log_loss([0, 1], [[0.5, 0.5], [0.4, 0.5]])),
    "take the softmax": (DistributionError, lambda: brier_score([0, 1], [[3.0, 1.0], [2.0, 1.0]])),
    "probabilities[0] is nan": (DistributionError, lambda: surprisals([0, 1], [np.nan, 0.5])),
    "0 … 1, but labels[1] is 2": (ValueError, lambda: log_loss([0, 2], ROWS)),
    "labels[0] is -1": (ValueError, lambda: brier_score([-1, 0], ROWS)),
    "np.unique": (TypeError, lambda: log_loss(["no", "yes"], ROWS)),
    "missing value": (ValueError, lambda: log_loss([0, np.nan], ROWS)),
    "astype(int)": (TypeError, lambda: log_loss([0.0, 1.0], ROWS)),
    "not bool": (TypeError, lambda: log_loss([True, False], Q[:2])),
    "give each row its label": (ValueError, lambda: log_loss([0, 1, 1], ROWS)),
    "argmax": (ValueError, lambda: log_loss([[1, 0], [0, 1]], ROWS)),
    ".ravel()": (ValueError, lambda: log_loss([[1], [0]], [0.5, 0.5])),
    "as [row]": (ValueError, lambda: log_loss(1, [0.5, 0.5])),
    "the labels come first, then": (TypeError, lambda: log_loss([0.25, 0.75], [0, 1])),
    "look swapped": (ValueError, lambda: log_loss(ROWS, [0, 1])),
    "at least one row": (ValueError, lambda: log_loss([], [])),
    "labels == k": (ValueError, lambda: score_decomposition(Y, Q)),
    "for recalibrate": (ValueError, lambda: recalibrate(Y, Q)),
    "score must be one of": (ValueError, lambda: score_decomposition([0, 1], ROWS, score="mse")),
    "base must be finite": (ValueError, lambda: log_loss([0, 1], ROWS, base=1)),
    "bins must be": (ValueError, lambda: calibration_error([0, 1], ROWS, bins=0)),
    "labels[1] is 0 and its logit is -inf": (
        ValueError,
        lambda: fit_temperature([0, 0], [[0.0, 1.0], [-np.inf, 1.0]]),
    ),
    "logits must be below inf": (ValueError, lambda: fit_temperature([0], [[np.inf, 1.0]])),
}


@pytest.mark.parametrize("words", BAD)
def test_bad_predictions_are_named_with_their_place_and_cure(words):
    error, call = BAD[words]
    with pytest.raises(error) as caught:
        call()
    assert words in str(caught.value)


def test_scores_leave_their_input_alone():
    y, q, z = Y.copy(), Q.copy(), np.log(Q + 0.1)
    for array in (y, q, z):
        array.flags.writeable = False
    for score in (log_loss, surprisals, brier_score, calibration_error):
        score(y, q)
    fit_temperature(y, z)
    recalibrate(y > 1, q[:, 0])
    score_decomposition(y > 1, q[:, 0])
