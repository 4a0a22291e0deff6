"""How a page looks to this visitor: hashable, so that each figure is built once a look."""

from dataclasses import dataclass

from ui.style.theme import PALETTES, Palette
from ui.style.units import UNITS, Unit


@dataclass(frozen=True)
class Look:
    """The ground (``"light"`` or ``"dark"``) and the unit of information."""

    ground: str = "light"
    unit: Unit = UNITS["bits"]

    @property
    def palette(self) -> Palette:
        """The colours on this ground."""
        return PALETTES[self.ground]
