"""The texts of the lesson, and what the models of all orders say of them. No Streamlit."""

from __future__ import annotations

import bz2
import zlib
from contextlib import suppress
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from infotheory.lessons.text_models import TextModels
from ui.lessons.registry import EVERY_PAGE
from ui.link import FS_ORDER, FS_TEXT
from ui.serving.cache import cached

PROSE, OWN, DIGITS, ALIKE = FS_TEXT.options
ORDERS = range(int(FS_ORDER.low), int(FS_ORDER.high) + 1)
ORDER_NAMES = {
    order: {-1: "all letters alike", 0: "letter counts", 1: "1 letter back"}.get(
        order, f"{order} letters back"
    )
    for order in ORDERS
}
MOST_DIFFERENT = 2048
"""Different letters of a text that is written into files: each letter costs a look at all."""

_ROW, _SEED = 3000, 0


@dataclass(frozen=True)
class Sample:
    """A text, where it comes from, and each different letter once, in the order of Unicode."""

    name: str
    text: str
    letters: str

    @property
    def symbols(self) -> NDArray[np.int64]:
        """The text as places in ``letters``."""
        place = {letter: i for i, letter in enumerate(self.letters)}
        return np.array([place[letter] for letter in self.text], np.int64)

    @property
    def is_written(self) -> bool:
        """Whether its files are written: it has not too many different letters."""
        return len(self.letters) <= MOST_DIFFERENT

    @property
    def raw(self) -> bytes:
        """The text as a plain file, in UTF-8."""
        return self.text.encode("utf-8", "surrogatepass")


def sample(name: str, own: str) -> Sample:
    """Return the text of that name; ``own`` is the visitor's."""
    return _sample(name, own) if name == OWN else _given(name)


@cached(4)
def _given(name: str) -> Sample:
    if name == DIGITS:
        digits = np.random.default_rng(_SEED).integers(0, 10, _ROW)
        return _sample(name, "".join(map(str, digits)))
    if name == ALIKE:
        return _sample(name, "a" * _ROW)
    pages = sorted(page.prose for page in EVERY_PAGE)
    return _sample(name, "".join(page.read_text(encoding="utf-8") for page in pages))


def _sample(name: str, text: str) -> Sample:
    return Sample(name, text, "".join(sorted(set(text))))


CODE = {
    PROSE: '"".join(page.read_text("utf-8") for page in sorted(Path("pages").glob("*.md")))',
    DIGITS: f'"".join(map(str, np.random.default_rng({_SEED}).integers(0, 10, {_ROW})))',
    ALIKE: f'"a" * {_ROW}',
}
"""The given texts, as Python makes them."""


@cached(12)  # 5 MB for the prose, half of that for the longest text of a visitor
def models(sample: Sample) -> TextModels:
    """Return what the models of all orders say of a text."""
    return TextModels(sample.symbols, len(sample.letters), deepest=ORDERS[-1])


@cached(64)
def ideal_bits(sample: Sample) -> NDArray[np.float64]:
    """Return Σ −log₂ q of the whole text, for each order."""
    return models(sample).surprise.sum(axis=1)


@cached(64)
def zip_sizes(sample: Sample) -> dict[str, int]:
    """Return the bytes that the compressors of Python's standard library need."""
    raw = sample.raw
    sizes = {"zlib": len(zlib.compress(raw, 9)), "bz2": len(bz2.compress(raw, 9))}
    with suppress(ImportError):  # some Pythons are built without it, such as that of browsers
        import lzma  # noqa: PLC0415

        sizes["lzma"] = len(lzma.compress(raw))
    return sizes
