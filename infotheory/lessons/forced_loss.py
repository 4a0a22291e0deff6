"""The loss that a wished pull at the true class's logit forces: the pull decides it alone.

A loss f of the probability q that a softmax gives to the true class pulls that class's logit z by
−f′(q) dq/dz, and dq/dz = q(1 − q) for any number of classes. So a wish g for the pull is a
differential equation, f′(q) q(1 − q) = −g(q), with one solution up to a constant.
"""

from collections.abc import Callable
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from infotheory._core.distributions import probabilities
from infotheory._core.fields import one_of
from infotheory._core.sums import FloatArray


class Wish(NamedTuple):
    """A pull that one may wish for, and the loss that it forces, in nats."""

    pull: Callable[[FloatArray], FloatArray]
    loss: Callable[[FloatArray], FloatArray]
    formula: str
    """The loss in TeX, of ŷ."""


WISHES = {
    "1": Wish(np.ones_like, lambda q: np.log1p(-q) - np.log(q), r"\ln\frac{1-\hat y}{\hat y}"),
    "1 − ŷ": Wish(lambda q: 1 - q, lambda q: -np.log(q), r"-\ln \hat y"),
    "(1 − ŷ)²": Wish(
        lambda q: (1 - q) ** 2, lambda q: -np.log(q) - (1 - q), r"-\ln \hat y - (1-\hat y)"
    ),
    "ŷ(1 − ŷ)": Wish(lambda q: q * (1 - q), lambda q: 1 - q, r"1-\hat y"),
    "ŷ(1 − ŷ)²": Wish(
        lambda q: q * (1 - q) ** 2, lambda q: (1 - q) ** 2 / 2, r"\tfrac12(1-\hat y)^2"
    ),
}
"""Wishes by the pull, written in ŷ, the probability of the true class."""


def wished_pull(wish: str, q: ArrayLike) -> NDArray[np.float64]:
    """Return the pull of that wish where the true class has the probability q.

    Examples
    --------
    >>> wished_pull("ŷ(1 − ŷ)", [0.25, 0.5])
    array([0.1875, 0.25  ])
    """
    one_of("wish", wish, tuple(WISHES))
    return WISHES[wish].pull(_inside(q))


def forced_loss(wish: str, q: ArrayLike) -> NDArray[np.float64]:
    """Return the loss that the wish forces.

    f(q) = ∫ g(t) / (t(1 − t)) dt, from q to 1

    Parameters
    ----------
    wish
        A name of ``WISHES``.
    q : array_like
        Probabilities of the true class, strictly between 0 and 1.

    Returns
    -------
    ndarray
        In nats, of the shape of `q`; 0 at q = 1. The constant pull has no end: its loss falls
        below every bound as q → 1, and is 0 at q = 1/2 instead.

    Examples
    --------
    >>> forced_loss("1 − ŷ", 0.5).item()
    0.6931471805599453
    """
    one_of("wish", wish, tuple(WISHES))
    return WISHES[wish].loss(_inside(q))


def _inside(q: ArrayLike) -> FloatArray:
    q = probabilities(q, "q")
    if not ((q > 0) & (q < 1)).all():
        raise ValueError("q must lie strictly between 0 and 1; a sure class has no finite logit")
    return q
