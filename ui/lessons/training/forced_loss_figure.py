"""The loss that a wished pull forces, beside −ln ŷ, over the probability of the true class."""

import numpy as np

from infotheory.lessons.forced_loss import forced_loss, wished_pull
from ui.figures.figure import Figure
from ui.figures.plot import Axis, Line, Plot, joined, plot, word
from ui.figures.tables import of_records
from ui.style.appearance import Appearance

_WISHED, _FORCED, _SURPRISE = "the pull you wish for", "the loss it forces", "−ln ŷ"
_SHARES = np.concatenate([np.geomspace(1e-3, 0.05, 40), np.linspace(0.05, 0.998, 120)])
_LOW, _HIGH = -2.0, 6.0

_PLOT = Plot(
    x=Axis("ŷ, the probability given to the true class", (0, 1), ticks=(0, 0.25, 0.5, 0.75, 1)),
    y=Axis("pull; loss (nats)", (_LOW, _HIGH), ticks=(-2, 0, 1, 2, 4, 6)),
    lines=(
        Line(_SURPRISE, "muted", dashed=True, width=3),
        Line(_FORCED, "cross_entropy"),
        Line(_WISHED, "model"),
    ),
    description=(
        "Over the probability of the true class: the pull that is wished for at its logit, the "
        "loss that has this pull, and for comparison minus the logarithm, dashed."
    ),
    height=340,
)


def forced(wish: str, appearance: Appearance) -> Figure:
    """Draw the pull of that wish and the loss that it forces."""
    loss, pull = forced_loss(wish, _SHARES), wished_pull(wish, _SHARES)
    surprise = forced_loss("1 − ŷ", _SHARES)
    curves = [(_SURPRISE, _SHARES, surprise), (_FORCED, _SHARES, loss), (_WISHED, _SHARES, pull)]
    same = np.array_equal(loss, surprise)
    at = 60  # where ŷ is about 0.2
    words = [
        word(_SHARES[at], loss[at], _FORCED, f"{_FORCED}{': −ln ŷ' if same else ''}", dy=-14),
        word(0.02, -0.6, _WISHED, _WISHED),
    ]
    if not same:
        words.append(word(0.03, 4.2, _SURPRISE, _SURPRISE))
    return plot(_PLOT, appearance, lines=joined(curves), words=of_records(words))
