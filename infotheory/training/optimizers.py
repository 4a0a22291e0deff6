"""Two ways to turn a gradient into the next parameters, as pure functions of a state."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from infotheory.training.network import Parameters


class State(NamedTuple):
    """A run at one moment: its parameters, and what Adam remembers of earlier gradients."""

    parameters: Parameters
    first: Parameters = ()
    second: Parameters = ()
    step: int = 0


def sgd(state: State, gradient: Parameters, rate: float) -> State:
    """θ − η g."""
    return State(
        tuple(w - rate * g for w, g in zip(state.parameters, gradient, strict=True)),
        step=state.step + 1,
    )


def adam(
    state: State,
    gradient: Parameters,
    rate: float,
    decay: tuple[float, float] = (0.9, 0.999),
    epsilon: float = 1e-8,
) -> State:
    """θ − η m̂ / (√v̂ + ε), with m̂ and v̂ the moments corrected for their start at zero [1]_.

    References
    ----------
    .. [1] D. P. Kingma and J. Ba, "Adam: A method for stochastic optimization", ICLR 2015,
       algorithm 1.
    """
    fade, square_fade = decay
    step = state.step + 1
    first = state.first or tuple(np.zeros_like(g) for g in gradient)
    second = state.second or first
    first = tuple(fade * m + (1 - fade) * g for m, g in zip(first, gradient, strict=True))
    second = tuple(
        square_fade * v + (1 - square_fade) * g**2 for v, g in zip(second, gradient, strict=True)
    )
    rate /= 1 - fade**step
    correction = 1 - square_fade**step
    parameters = tuple(
        w - rate * m / (np.sqrt(v / correction) + epsilon)
        for w, m, v in zip(state.parameters, first, second, strict=True)
    )
    return State(parameters, first, second, step)


OPTIMIZERS = {"sgd": sgd, "adam": adam}
