"""Entropy estimated from samples: how it scatters, and how far it lies too low on average."""

import math

import numpy as np
from numpy.typing import ArrayLike

from infotheory._core.checks import log_of_base
from infotheory._core.distributions import one_distribution
from infotheory._core.fields import whole
from infotheory._core.sums import FloatArray
from infotheory.information import entropy


def sample_entropies(
    p: ArrayLike, n: int, *, repetitions: int, seed: int, base: float = 2
) -> FloatArray:
    """Entropy of the counts of `n` draws from `p`, in each of many repetitions.

    Examples
    --------
    >>> sample_entropies([0.5, 0.5], 1, repetitions=3, seed=0)
    array([0., 0., 0.])
    """
    p = one_distribution(p, "p", cure="divide it by its sum")
    n = whole("n", n, at_least=1)
    repetitions = whole("repetitions", repetitions, at_least=1)
    rng = np.random.default_rng(whole("seed", seed, at_least=0))
    counts = rng.multinomial(n, p / p.sum(), size=repetitions)
    return np.asarray(entropy(counts, base=base, normalize=True))


def expected_sample_entropy(p: ArrayLike, n: int, *, base: float = 2) -> float:
    """Mean of the entropy of the counts of `n` draws from `p`, exactly and without drawing.

    E H(K/n) = Σᵢ Σₖ P(Kᵢ = k) · (−k/n · log k/n), where Kᵢ is binomial with n and pᵢ

    Notes
    -----
    Entropy is concave, so this never exceeds H(p): a sample looks less surprising than its
    source. For large n it falls short by about (m − 1) / 2n nats, with m outcomes.

    References
    ----------
    G. A. Miller, "Note on the Bias of Information Estimates", in *Information Theory in
    Psychology*, 1955, 95-100.

    Examples
    --------
    >>> expected_sample_entropy([0.5, 0.5], 2)
    0.5
    """
    p, n = one_distribution(p, "p", cure="divide it by its sum"), whole("n", n, at_least=1)
    k = np.arange(1, n)  # k = 0 and k = n add nothing
    log_factorial = np.concatenate([[0.0], np.cumsum(np.log(np.arange(1, n + 1)))])
    ways = log_factorial[n] - log_factorial[k] - log_factorial[n - k]
    term = -(k / n) * np.log(k / n) / log_of_base(base)
    *others, largest = sorted(p.tolist())
    # 1 - p of an outcome that is nearly sure is lost to rounding; the sum of the others is not.
    pairs = [(x, 1 - x) for x in others if x > 0] + [(largest, math.fsum(others))]
    return math.fsum(
        float(np.exp(ways + k * math.log(x) + (n - k) * math.log(rest)) @ term)
        for x, rest in pairs
        if rest > 0
    )
