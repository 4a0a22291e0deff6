"""The metrics of a snapshot against losses, definitions and known values."""

import math

import numpy as np
import pytest

from infotheory import (
    Dataset,
    TrainingSettings,
    load_dataset,
    logits,
    softmax,
    softmax_cross_entropy,
    softmax_mse,
    train,
)


def metrics_of(z, y):
    """Metrics of samples that have exactly these logits: sample i picks row i of the weights."""
    z, y = np.asarray(z, dtype=float), np.asarray(y)
    eye = np.eye(len(z))
    data = Dataset("any", eye, y, eye, y, tuple("abcdefghij"[: z.shape[1]]))
    settings = TrainingSettings(steps=0)
    (start,) = train(data, settings, parameters=(z, np.zeros(z.shape[1])))
    assert start.train == start.test
    return start.train


@pytest.mark.parametrize("scale", [0.1, 1, 10, 100])
def test_cross_entropy_and_brier_are_the_losses_of_the_package(scale):
    rng = np.random.default_rng(0)
    z, y = scale * rng.normal(size=(200, 5)), rng.integers(0, 5, 200)
    metrics = metrics_of(z, y)
    assert metrics.cross_entropy == pytest.approx(softmax_cross_entropy(y, z).value, rel=1e-12)
    assert metrics.brier == pytest.approx(softmax_mse(y, z, reduction="sum").value, rel=1e-12)
    assert metrics.accuracy == (z.argmax(axis=1) == y).mean()


@pytest.mark.parametrize("lead", [20.0, 40.0, 300.0])
def test_a_sure_and_right_prediction_keeps_its_digits(lead):
    metrics = metrics_of([[lead, 0, 0]], [0])
    assert metrics.cross_entropy == pytest.approx(math.log1p(2 * math.exp(-lead)), rel=1e-12)
    # Σ (p − onehot)² with p = (1 − 2q, q, q): 6 q², to within q relative.
    assert metrics.brier == pytest.approx(6 * math.exp(-2 * lead), rel=1e-7)


def test_a_start_with_a_wrong_bias_of_800_costs_800():
    metrics = metrics_of([[800.0, 0, 0], [800.0, 0, 0]], [1, 2])
    assert metrics.cross_entropy == 800
    assert metrics.brier == 2
    assert metrics.calibration_error == 1
    assert metrics.accuracy == 0


@pytest.mark.parametrize("classes", range(2, 11))
def test_e4_zero_logits_cost_ln_k_and_one_minus_one_over_k(classes):
    metrics = metrics_of(np.zeros((classes, classes)), np.arange(classes))
    assert metrics.cross_entropy == pytest.approx(math.log(classes), rel=1e-15)
    assert metrics.brier == pytest.approx(1 - 1 / classes, rel=1e-15)
    assert metrics.accuracy == 1 / classes  # ties go to the lowest class


def test_ties_go_to_the_lowest_class():
    assert metrics_of([[0.0, 2, 2], [1, 1, 0]], [1, 0]).accuracy == 1
    assert metrics_of([[0.0, 2, 2], [1, 1, 0]], [2, 1]).accuracy == 0


def test_calibration_error_follows_its_definition():
    rng = np.random.default_rng(1)
    z, y = 2 * rng.normal(size=(500, 4)), rng.integers(0, 4, 500)
    confidence, right = softmax(z).max(axis=1), z.argmax(axis=1) == y
    expected = 0.0
    for b in range(15):
        inside = (confidence > b / 15) & (confidence <= (b + 1) / 15)
        if inside.any():
            expected += inside.mean() * abs(right[inside].mean() - confidence[inside].mean())
    assert metrics_of(z, y).calibration_error == pytest.approx(expected, rel=1e-12)


def test_a_confidence_on_an_edge_belongs_to_the_bin_below_it():
    # 1/3 = 5/15 closes bin 5. One right sample there, one wrong in bin 6: the gaps do not cancel.
    p = 5.5 / 15
    above = [math.log(p), math.log((1 - p) / 2), math.log((1 - p) / 2)]
    metrics = metrics_of([[0.0, 0, 0], above], [0, 1])
    assert metrics.calibration_error == pytest.approx(((1 - 1 / 3) + p) / 2, rel=1e-12)


def test_metrics_use_hard_labels_whatever_the_smoothing_and_the_loss():
    data = load_dataset("blobs")
    starts = [
        next(train(data, TrainingSettings(loss=loss, label_smoothing=smoothing)))
        for loss in ("cross_entropy", "softmax_squared_error", "linear_squared_error")
        for smoothing in (0.0, 0.5)
    ]
    assert len({(start.train, start.test) for start in starts}) == 1


def test_train_and_test_metrics_are_those_of_their_part():
    data = load_dataset("digits")
    *_, end = train(data, TrainingSettings(steps=20, snapshots=2))
    for metrics, x, y in (
        (end.train, data.x_train, data.y_train),
        (end.test, data.x_test, data.y_test),
    ):
        z = logits(end.parameters, x)
        assert metrics.cross_entropy == pytest.approx(softmax_cross_entropy(y, z).value, rel=1e-12)
        assert metrics.accuracy == (z.argmax(axis=1) == y).mean()
