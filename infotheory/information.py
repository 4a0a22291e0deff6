"""Self-information: how surprising one outcome is."""

import numpy as np
from numpy.typing import ArrayLike

from infotheory._checks import log_of_base, quiet
from infotheory._distributions import probabilities
from infotheory._sums import FloatArray


@quiet
def self_information(p: ArrayLike, *, base: float = 2) -> float | FloatArray:
    """Surprise of an outcome of probability `p`.

    I(p) = −log p

    Parameters
    ----------
    p : array_like
        Probabilities, each in [0, 1], of any shape. They need not sum to 1.
    base : float, optional
        Base of the logarithm: 2 for bits, `math.e` for nats, 10 for bans.

    Returns
    -------
    float or ndarray
        A float for a single number, else an array of the shape of `p`.

    Raises
    ------
    DistributionError
        If a number is below 0, above 1 or NaN.
    TypeError
        If `p` does not hold real numbers.
    ValueError
        If `base` is not finite and above 1.

    Notes
    -----
    An impossible outcome is infinitely surprising: ``I(0) = inf``. A certain one is not
    surprising at all: ``I(1) = 0``.

    References
    ----------
    D. J. C. MacKay, *Information Theory, Inference, and Learning Algorithms*, 2003, p. 32.

    Examples
    --------
    >>> self_information(0.5)
    1.0
    >>> self_information([1.0, 0.25, 0.0])
    array([ 0.,  2., inf])
    """
    log_base = log_of_base(base)
    p = probabilities(p, "p")
    logs = np.log2(p) if base == 2 else np.log(p) / log_base
    surprise = 0.0 - logs
    return surprise if surprise.ndim else float(surprise)
