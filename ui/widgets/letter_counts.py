"""A text as a source: its letters, counted. Pure; no Streamlit."""

import unicodedata
from collections import Counter
from dataclasses import dataclass

import numpy as np

from ui.widgets.number_text import TextError

LONGEST = 20_000  # letters
_SHOWN = {" ": "␣", "\n": "↵", "\t": "⇥"}


@dataclass(frozen=True)
class Letters:
    """The letters of a text, the most frequent first, and how often each occurs.

    A letter is any Unicode character, also a space or a sign. Upper and lower case are different
    letters.
    """

    letters: tuple[str, ...]
    counts: tuple[int, ...]

    @property
    def total(self) -> int:
        """The number of letters in the text."""
        return sum(self.counts)

    @property
    def weights(self) -> np.ndarray:
        """The counts as an array."""
        return np.array(self.counts, dtype=np.float64)

    @property
    def names(self) -> tuple[str, ...]:
        """A visible name for each letter."""
        return tuple(map(letter_name, self.letters))

    @property
    def file_size(self) -> int:
        """The text's size in bits, as plain UTF-8: 8 for an English letter, 32 for 🎲."""
        pairs = zip(self.letters, self.counts, strict=True)
        return sum(8 * n * len(letter.encode("utf-8", "surrogatepass")) for letter, n in pairs)

    def code_size(self, code: tuple[str, ...]) -> int:
        """Return the length of the text in ``code``, in digits."""
        return sum(n * len(word) for n, word in zip(self.counts, code, strict=True))


def count_letters(text: str) -> Letters:
    """Count the letters of ``text``.

    Raises
    ------
    TextError
        If there are none or too many; the message is a sentence for the visitor.
    """
    if not text:
        raise TextError("This text is empty: type or paste something.")
    if len(text) > LONGEST:
        raise TextError(
            f"This text has {len(text):,} letters, but at most {LONGEST:,} can be counted: "
            "paste part of it."
        )
    ranked = sorted(Counter(text).items(), key=lambda item: (-item[1], item[0]))
    letters, counts = zip(*ranked, strict=True)
    return Letters(letters, counts)


def letter_name(letter: str) -> str:
    """Return a visible name: ␣ for a space, U+200D for a letter that does not print."""
    if letter in _SHOWN:
        return _SHOWN[letter]
    if unicodedata.combining(letter):
        return f"◌{letter}"
    return letter if letter.isprintable() and not letter.isspace() else f"U+{ord(letter):04X}"
