"""How a page looks to this visitor: hashable, so that each figure is built once for each."""

from dataclasses import dataclass

from ui.style.theme import PALETTES, Palette
from ui.style.units import UNITS, Unit


@dataclass(frozen=True)
class Appearance:
    """The colour scheme (``"light"`` or ``"dark"``) and the unit of information."""

    scheme: str = "light"
    unit: Unit = UNITS["bits"]

    @property
    def palette(self) -> Palette:
        """The colours of this scheme."""
        return PALETTES[self.scheme]
