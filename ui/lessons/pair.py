"""The editor of truth and model that two lessons open with."""

from ui.lessons.sources import PAIR_OUTCOMES, PAIRS
from ui.link import Distribution
from ui.style.theme import Palette
from ui.widgets.distribution.editors import edit_pair
from ui.widgets.distribution.reading import Pair


def choose_pair(truth: Distribution, model: Distribution, palette: Palette) -> Pair:
    """Show the editor of a pair, with the lessons' examples, and return the pair."""
    return edit_pair(
        truth,
        model,
        colours=(palette.truth, palette.model),
        presets=PAIRS,
        names=PAIR_OUTCOMES,
    )
