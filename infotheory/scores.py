"""How good predictions are: scores, their parts, and forecasts corrected. Lower is better.

Labels come first: integers 0 … K − 1, or False and True. Predictions are probabilities of shape
(n, K), a row for each label; with two classes the column of the second, shape (n,), is enough.
"""

from typing import Literal, NamedTuple, TypeAlias

import numpy as np
from numpy.typing import ArrayLike

from infotheory._core.calibration import BINS, Blocks, binned_gap
from infotheory._core.checks import log_of_base, quiet
from infotheory._core.fields import one_of, whole
from infotheory._core.predictions import (
    Predictions,
    labels_and_logits,
    predictions,
    two_classes,
)
from infotheory._core.sums import FloatArray
from infotheory._core.temperature import best_temperature

Score: TypeAlias = Literal["log", "brier"]


class Decomposition(NamedTuple):
    """A score and its parts: score = miscalibration − discrimination + uncertainty.

    Examples
    --------
    >>> labels = [0, 0, 1, 1]
    >>> parts = score_decomposition(labels, [0.25, 0.25, 0.75, 0.75])
    >>> parts.uncertainty, parts.discrimination
    (1.0, 1.0)
    """

    score: float
    miscalibration: float
    discrimination: float
    uncertainty: float


@quiet
def log_loss(labels: ArrayLike, probabilities: ArrayLike, *, base: float = 2) -> float:
    """Average surprise of a model at what happened: its cross-entropy on the labels.

    S = −(1/n) Σ log q(y)

    Parameters
    ----------
    labels : array_like
        What happened, shape (n,): classes 0 … K − 1, or False and True.
    probabilities : array_like
        What the model gave to each class, shape (n, K); with two classes the probability of class
        1 is enough, shape (n,) or (n, 1).
    base : float, optional
        Base of the logarithm: 2 for bits, `math.e` for nats, 10 for bans.

    Returns
    -------
    float
        In bits; ``inf`` if any label was given probability 0: no epsilon hides it.

    Raises
    ------
    DistributionError
        If a probability is not in [0, 1], or a row does not sum to 1.
    TypeError
        If labels are not integers or booleans, or probabilities not real.
    ValueError
        If a label is not a class, if shapes do not fit, pandas labels the rows differently, or
        `base` is not finite and above 1.

    Notes
    -----
    It equals the value of `softmax_cross_entropy` on the logits, in bits. Of one column q, what is
    left to class 0 is log1p(−q), right to the last digit also where 1 − q rounds to 1.

    References
    ----------
    I. J. Good, "Rational Decisions", *Journal of the Royal Statistical Society B* 14, 1952,
    107-114.

    Examples
    --------
    >>> log_loss([0, 1], [[0.5, 0.5], [0.75, 0.25]])
    1.5
    >>> log_loss([True, False], [0.5, 0.0])
    0.5
    """
    log_base = log_of_base(base)
    return _mean(predictions(labels, probabilities).surprise()) / log_base


@quiet
def surprisals(labels: ArrayLike, probabilities: ArrayLike, *, base: float = 2) -> FloatArray:
    """Surprise of a model at each label: what each row adds to the `log_loss`.

    −log q(y)

    Parameters
    ----------
    labels, probabilities, base
        As for `log_loss`.

    Returns
    -------
    ndarray
        Shape (n,), in bits; ``inf`` where the label was given probability 0.

    Raises
    ------
    DistributionError, TypeError, ValueError
        As for `log_loss`.

    References
    ----------
    M. Tribus, *Thermostatics and Thermodynamics*, 1961, p. 64.

    Examples
    --------
    >>> surprisals([2, 0], [[0.25, 0.5, 0.25], [1.0, 0.0, 0.0]])
    array([2., 0.])
    """
    log_base = log_of_base(base)
    return predictions(labels, probabilities).surprise() / log_base


@quiet
def brier_score(labels: ArrayLike, probabilities: ArrayLike) -> float:
    """Average squared error of probabilities, summed over the classes.

    S = (1/n) Σ Σ (q − y)², with y one-hot

    Parameters
    ----------
    labels, probabilities
        As for `log_loss`.

    Returns
    -------
    float
        From 0 to 2, and 1 − 1/K at equal probabilities. It has no unit.

    Raises
    ------
    DistributionError, TypeError, ValueError
        As for `log_loss`.

    Notes
    -----
    This is Brier's score as he defined it. For two classes, half of it (the squared error of one of
    them) often goes by the same name.

    References
    ----------
    G. W. Brier, "Verification of Forecasts Expressed in Terms of Probability", *Monthly Weather
    Review* 78, 1950, 1-3.

    Examples
    --------
    >>> brier_score([1, 0], [0.5, 0.0])
    0.25
    >>> brier_score([1, 0], [[0.5, 0.5], [1.0, 0.0]])
    0.25
    """
    return _mean(predictions(labels, probabilities).squared_error())


@quiet
def score_decomposition(
    labels: ArrayLike, probabilities: ArrayLike, *, score: Score = "log", base: float = 2
) -> Decomposition:
    """Split a score of forecasts of two classes into its three parts.

    S = MCB − DSC + UNC: with R the score of the recalibrated forecast and UNC that of the base
    rate, the miscalibration MCB is S − R and the discrimination DSC is UNC − R

    Parameters
    ----------
    labels : array_like
        What happened, shape (n,): 0 or 1, False or True.
    probabilities : array_like
        Probability of class 1, shape (n,) or (n, 1), or of both classes, shape (n, 2).
    score : {"log", "brier"}, optional
        The `log_loss`, or the `brier_score`.
    base : float, optional
        Base of the logarithm, for the log score.

    Returns
    -------
    Decomposition
        ``(score, miscalibration, discrimination, uncertainty)``; none is negative. Where the score
        is infinite, so is the miscalibration, and nothing else.

    Raises
    ------
    DistributionError, TypeError, ValueError
        As for `log_loss`; ValueError also for more than two classes, or another `score`.

    Notes
    -----
    For the log score the uncertainty is the entropy of the labels, the discrimination an estimate
    of what the forecast tells you about them (their mutual information), and the miscalibration
    what it costs to believe the forecasts as they stand. The recalibrated forecast is that of
    `recalibrate`, without bins; on its own sample it flatters.

    References
    ----------
    T. Dimitriadis, T. Gneiting and A. I. Jordan, "Stable Reliability Diagrams for
    Probabilistic Classifiers", *Proceedings of the National Academy of Sciences* 118, 2021,
    e2016191118. J. Bröcker, "Reliability, Sufficiency, and the Decomposition of Proper Scores",
    *Quarterly Journal of the Royal Meteorological Society* 135, 2009, 1512-1519.

    Examples
    --------
    >>> score_decomposition([0, 0, 1, 1], [0.25, 0.25, 0.75, 0.75], score="brier")
    Decomposition(score=0.125, miscalibration=0.125, discrimination=0.5, uncertainty=0.5)
    """
    log_base = log_of_base(base)
    given = two_classes(labels, probabilities, "score_decomposition")
    if one_of("score", score, ("log", "brier")) == "brier":
        each, log_base = Predictions.squared_error, 1.0
    else:
        each = Predictions.surprise
    y = given.labels
    base_rate = np.full(len(y), np.count_nonzero(y) / len(y))
    forecasts = given, given._replace(q=_blocks(given).share()), given._replace(q=base_rate)
    whole_score, recalibrated, uncertainty = (_mean(each(q)) / log_base for q in forecasts)
    return Decomposition(
        whole_score,
        max(whole_score - recalibrated, 0.0),
        max(uncertainty - recalibrated, 0.0),
        uncertainty,
    )


@quiet
def recalibrate(labels: ArrayLike, probabilities: ArrayLike) -> FloatArray:
    """Correct forecasts of two classes by isotonic regression on their own labels.

    The rising function of the forecast whose values, given to the same labels, score best

    Parameters
    ----------
    labels, probabilities
        As for `score_decomposition`.

    Returns
    -------
    ndarray
        Probabilities in the shape of `probabilities`: of class 1, or of both classes.

    Raises
    ------
    DistributionError, TypeError, ValueError
        As for `log_loss`; ValueError also for more than two classes.

    Notes
    -----
    The same values are best for the log score, the Brier score and any other proper one. Rows
    with equal forecasts get equal values. Each value is the share of class 1 in a block of rows.

    References
    ----------
    M. Ayer and others, "An Empirical Distribution Function for Sampling with Incomplete
    Information", *Annals of Mathematical Statistics* 26, 1955, 641-647.

    Examples
    --------
    >>> recalibrate([0, 1, 0, 1], [0.125, 0.25, 0.375, 0.875])
    array([0. , 0.5, 0.5, 1. ])
    """
    given = two_classes(labels, probabilities, "recalibrate")
    blocks = _blocks(given)
    share = blocks.share()
    if given.q.ndim == 2:
        return np.column_stack([(blocks.rows - blocks.hits) / blocks.rows, share])
    return share.reshape(np.shape(probabilities)[:2]) if np.ndim(probabilities) == 2 else share


@quiet
def fit_temperature(labels: ArrayLike, logits: ArrayLike) -> float:
    """Temperature at which the logits predict the labels best.

    The T > 0 for which the cross-entropy of softmax(z / T) is least

    Parameters
    ----------
    labels : array_like
        What happened, shape (n,): classes 0 … K − 1, or False and True.
    logits : array_like
        Shape (n, K); ``-inf`` rules a class out. With two classes the log-odds of class 1 are
        enough, shape (n,) or (n, 1).

    Returns
    -------
    float
        Above 1 for a model that is too sure, below 1 for one that is not sure enough. ``inf`` if
        equal probabilities would be best, and 0.0 if no label has a logit below the largest of its
        row, so that sharper is always better. 1.0 if no temperature changes anything.

    Raises
    ------
    TypeError
        If labels are not integers or booleans, or logits not real.
    ValueError
        If a label is not a class, or is ruled out by its logit; if shapes do not fit; if a logit is
        NaN or ``+inf``.

    Notes
    -----
    In 1/T the cross-entropy is convex; its slope is the average of Σ p z − z(y), and Newton's
    steps, kept in a bracket, find where that is 0.

    References
    ----------
    C. Guo and others, "On Calibration of Modern Neural Networks", *ICML* 2017, 1321-1330.

    Examples
    --------
    >>> import numpy as np
    >>> round(fit_temperature([0, 0, 1], 5 * np.log([[2, 1], [2, 1], [2, 1]])), 9)
    5.0
    """
    y, z = labels_and_logits(labels, logits)
    return best_temperature(y, z)


@quiet
def calibration_error(labels: ArrayLike, probabilities: ArrayLike, *, bins: int = BINS) -> float:
    """Average distance between how sure a model is and how often it is right.

    Σ (n_b/n) |accuracy − confidence| over equal bins (lo, hi] of the largest probability

    Parameters
    ----------
    labels, probabilities
        As for `log_loss`.
    bins : int, optional
        Number of bins between 0 and 1.

    Returns
    -------
    float
        From 0 to 1; the same as the `Metrics` of training.

    Raises
    ------
    DistributionError, TypeError, ValueError
        As for `log_loss`; ValueError also if `bins` is not a whole number above 0.

    Notes
    -----
    It depends on the bins, and 0 does not prove calibration: `score_decomposition` needs no bins.
    Among equally probable classes, the lowest counts as predicted.

    References
    ----------
    M. P. Naeini, G. F. Cooper and M. Hauskrecht, "Obtaining Well Calibrated Probabilities Using
    Bayesian Binning", *AAAI* 2015, 2901-2907.

    Examples
    --------
    >>> calibration_error([1, 1, 1, 0], [0.75, 0.75, 0.75, 0.75])
    0.0
    >>> calibration_error([1, 0], [0.75, 0.75])
    0.25
    """
    bins = whole("bins", bins, at_least=1)
    return binned_gap(*predictions(labels, probabilities).top(), bins)


def _blocks(given: Predictions) -> Blocks:
    """Return the blocks that isotonic regression makes of the forecasts of class 1."""
    return Blocks(given.labels == 1, given.q if given.q.ndim == 1 else given.q[:, 1])


def _mean(values: FloatArray) -> float:
    return float(np.add.reduce(values) / len(values)) + 0.0
