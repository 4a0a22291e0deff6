"""The element with the bars; its script is bars.js."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from ui.widgets.live import live_element, seen

_ELEMENT = live_element("distribution_bars", Path(__file__).with_name("bars"))


@dataclass(frozen=True)
class Series:
    """One distribution as it is drawn."""

    symbol: str
    colour: str
    values: NDArray[np.float64]


def show_bars(
    key: str,
    series: Sequence[Series],
    *,
    names: Sequence[str],
    height: int,
    on_pull: Callable[[int], None],
) -> None:
    """Draw the bars; `on_pull(s)` is called when a bar of series number `s` was pulled.

    In it, `ui.widgets.live.sent(key, state(s))` is the list of values then.
    """
    _ELEMENT(
        key=key,
        data={
            "series": [
                {
                    "symbol": one.symbol,
                    "colour": one.colour,
                    "values": one.values.tolist(),
                    "seen": seen(key, state(s)),
                }
                for s, one in enumerate(series)
            ],
            "names": list(names),
            "height": height,
        },
        **{f"on_{state(s)}_change": _calling(on_pull, s) for s in range(len(series))},
    )


def state(s: int) -> str:
    """Return the name of the state in which series number `s` is sent."""
    return f"s{s}"


def _calling(on_pull: Callable[[int], None], s: int) -> Callable[[], None]:
    return lambda: on_pull(s)
