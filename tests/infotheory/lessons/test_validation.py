"""The lessons' maths refuses what is none, like the rest of the package."""

import math
from fractions import Fraction

import pytest

from infotheory import DistributionError
from infotheory.lessons import (
    block_codes,
    bootstrap,
    confident_error,
    forecast_scores,
    gaussian_fits,
    guessing,
    intervals,
    message_files,
    naive_kl,
    online_files,
    prefix_codes,
    recalibration,
    sampling,
    sequences,
    smoothing,
    surprise_candidates,
    text_models,
)
from infotheory.training import TrainingSettings

FAIR = [0.5, 0.5]
BAD = {
    r"^p must sum to 1": (
        lambda: block_codes.blocks([3, 4], 2),
        lambda: block_codes.block_rate([3, 4], 2),
        lambda: sampling.sample_entropies([3, 4], 5, repetitions=2, seed=0),
        lambda: sampling.expected_sample_entropy([3, 4], 5),
        lambda: sequences.sample([3, 4], 5, seed=0),
        lambda: naive_kl.plain_sum([3, 4], FAIR),
        lambda: prefix_codes.code_cost([3, 4], ("0", "1")),
    ),
    r"^q must sum to 1": (
        lambda: sequences.running_cost([0, 1], [3, 4]),
        lambda: smoothing.mix_uniform([3, 4], 0.5),
        lambda: naive_kl.exact_divergence(FAIR, [3, 4]),
    ),
    r"^draws must be labels in 0 … 1, but draws\[1\] is (-1|2)": (
        lambda: sequences.running_cost([0, -1], FAIR),
        lambda: sequences.running_cost([0, 2], FAIR),
        lambda: sequences.running_evidence([0, -1], FAIR, FAIR),
    ),
    r"^draws must be integers": (lambda: sequences.running_cost([0.5, 1], FAIR),),
    r"^forecasts must lie in \[0, 1\], but forecasts\[0\] is 1.7": (
        lambda: forecast_scores.squared_scores([1.7], [True]),
        lambda: forecast_scores.absolute_scores([1.7], [True]),
        lambda: forecast_scores.log_scores([1.7], [True]),
    ),
    r"^happened must be labels in 0 … 1, but happened\[0\] is 2": (
        lambda: forecast_scores.squared_scores([0.5], [2]),
    ),
    r"^forecasts must sum to 1": (
        lambda: forecast_scores.class_log_scores([[0.5, 0.6]], 0),
        lambda: forecast_scores.class_squared_scores([[0.5, 0.6]], 0),
    ),
    r"^answer must be": (
        lambda: forecast_scores.class_log_scores([FAIR], 2),
        lambda: forecast_scores.class_squared_scores([FAIR], -1),
    ),
    r"^epsilon must": (
        lambda: smoothing.mix_uniform(FAIR, 1.5),
        lambda: naive_kl.with_epsilon(FAIR, FAIR, math.nan),
    ),
    r"^[pq] must be positive, but [pq]\[1\] is 0": (
        lambda: naive_kl.plain_sum([1, 0], FAIR),
        lambda: naive_kl.by_subtraction(FAIR, [1, 0]),
    ),
    r"^(n|size|repetitions|seed|classes) must be a whole number": (
        lambda: block_codes.blocks(FAIR, 0),
        lambda: sampling.expected_sample_entropy(FAIR, 0),
        lambda: sampling.sample_entropies(FAIR, 1, repetitions=0, seed=0),
        lambda: sequences.sample(FAIR, 2, seed=-1),
        lambda: confident_error.charge("cross_entropy", 1.0, classes=1),
    ),
    r"^loss must be one of": (
        lambda: confident_error.charge("hinge", 1.0),
        lambda: confident_error.pull("hinge", 0.5),
    ),
    r"^p must lie strictly between 0 and 1": (lambda: confident_error.pull("cross_entropy", 1.0),),
    r"^labels must be labels in 0 … 1, but labels\[0\] is -1": (
        lambda: confident_error.mean_lead([[0.0, 1.0]], [-1]),
        lambda: message_files.write_labels([-1], [FAIR]),
        lambda: online_files.write_online(
            [-1], [[0.0]], 2, online_files.Online(TrainingSettings())
        ),
    ),
    r"^(std|sigma|apart) must": (
        lambda: gaussian_fits.gaussian_cross_entropy([0.0], [0.0], 0.0),
        lambda: gaussian_fits.two_bumps(0.0, 1.0, -1.0),
        lambda: gaussian_fits.forward_fit(-1.0, 1.0),
        lambda: gaussian_fits.reverse_fit(1.0, math.nan),
        lambda: gaussian_fits.reverse_divergence(0.0, 0.0, 1.0, 1.0),
        lambda: gaussian_fits.spreading_width(0.0),
    ),
    r"^x and y must be": (
        lambda: gaussian_fits.least_squares_line([1.0, 1.0], [0.0, 1.0]),
        lambda: gaussian_fits.least_squares_line([1.0, 2.0], [0.0]),
    ),
    r"^y and predicted must have the same shape": (
        lambda: gaussian_fits.gaussian_cross_entropy([0.0], [0.0, 1.0], 1.0),
    ),
    r"^symbols must be labels in 0 … 1, but symbols\[0\] is 2": (
        lambda: message_files.write_text([2], 0, 2),
        lambda: text_models.TextModels([2], 2),
    ),
    r"^(place|order) must be": (
        lambda: text_models.TextModels([0, 1], 2).predict(2, 0),
        lambda: text_models.TextModels([0, 1], 2, deepest=1).predict(0, 2),
        lambda: message_files.write_text([0], -2, 1),
    ),
    r"^labels and q must have shapes": (lambda: message_files.write_labels([0, 1], [FAIR]),),
    r"^(batch|updates) must be": (
        lambda: online_files.Online(TrainingSettings(), batch=0),
        lambda: online_files.Online(TrainingSettings(), updates=-1),
    ),
    r"^values must have shape": (lambda: bootstrap.bootstrap_means([]),),
    r"^draws must have shape": (lambda: bootstrap.percentile_interval([[1.0]]),),
    r"^level must": (
        lambda: bootstrap.percentile_interval([1.0], level=2),
        lambda: recalibration.consistency_band([0.5], level=-1),
    ),
    r"^labels must be at least two": (lambda: recalibration.cross_fitted([1], [0.5]),),
    r"^probabilities must be of two classes": (
        lambda: recalibration.isotonic_curve([0], [[0.5, 0.25, 0.25]]),
    ),
    r"^guesses must be": (
        lambda: guessing.guessing_bounds([], 27),
        lambda: guessing.guessing_bounds([1.5], 27),
        lambda: guessing.guessing_bounds([28], 27),
    ),
    r"^symbol must be in 0 … 1": (lambda: guessing.guesses_of(FAIR, 2),),
    r"^p must be probabilities that sum to 1, as exact": (
        lambda: intervals.intervals([0], [Fraction(1, 2)]),
    ),
    r"^base must be": (lambda: surprise_candidates.candidates(base=1),),
    r"^code must hold words of 0 and 1": (
        lambda: prefix_codes.clashes(("0", "x")),
        lambda: prefix_codes.implied_model(("0", "x")),
    ),
}


@pytest.mark.parametrize("message", BAD)
def test_what_is_wrong_is_refused_by_name(message):
    for call in BAD[message]:
        with pytest.raises((TypeError, ValueError), match=message):
            call()


def test_what_is_no_distribution_is_a_distribution_error():
    with pytest.raises(DistributionError):
        smoothing.mix_uniform([0.5, -0.5], 0.1)
