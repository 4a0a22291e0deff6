"""A fork of a race: from one step on, a third run continues under the other loss. No Streamlit."""

from __future__ import annotations

from typing import NamedTuple

from ui.lessons.training.race_settings import LOSSES


class Fork(NamedTuple):
    """The loss that the third run leaves, by its name in ``infotheory``, and the step."""

    loss: str
    step: int

    @property
    def other(self) -> str:
        """The loss that the third run continues under."""
        return next(loss for loss in LOSSES if loss != self.loss)

    @property
    def text(self) -> str:
        """The fork as a link holds it."""
        return f"{self.loss} {self.step}"


def read_fork(text: str, steps: int) -> Fork | None:
    """Read the fork of a race of so many steps; None if the text names none of its steps."""
    loss, _, step = text.partition(" ")
    known = loss in LOSSES and step in map(str, range(steps))
    return Fork(loss, int(step)) if known else None
