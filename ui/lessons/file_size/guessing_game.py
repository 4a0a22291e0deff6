"""Shannon's game: texts to guess, a game as a value, and how the models play. No Streamlit."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import NamedTuple

import numpy as np

from infotheory.lessons.guessing import guesses_of
from infotheory.lessons.text_models import TextModels
from ui.lessons.file_size.texts import PROSE, sample
from ui.serving.cache import cached

ALPHABET = "abcdefghijklmnopqrstuvwxyz "
LETTERS = 20
"""Letters that are guessed in a game."""

GIVEN = 24
"""Letters that stand before them."""

PLAYERS = (0, 1, 3, 5)
"""The orders of the models that play along."""

TEXTS = (
    "the bus was late again so we walked home along the river in the rain",
    "she put the kettle on and asked him where he had been all morning",
    "nobody in the village could remember when the old bridge had been built",
    "if you leave the window open the cat will come in and sleep on your bed",
    "we were told to wait outside until somebody came to fetch us",
    "he opened the letter and read it twice before he threw it into the fire",
)


@dataclass(frozen=True)
class Game:
    """A game: which text, the guesses that each letter took, and the letters missed since."""

    text: int = 0
    guesses: tuple[int, ...] = ()
    missed: str = ""

    @property
    def known(self) -> str:
        """The text as far as it is known."""
        return TEXTS[self.text][: GIVEN + len(self.guesses)]

    @property
    def is_over(self) -> bool:
        """Whether all letters are guessed."""
        return len(self.guesses) >= LETTERS

    @property
    def turn(self) -> int:
        """The number of guesses made in this game."""
        return sum(self.guesses) + len(self.missed)

    def guess(self, letter: str) -> Game:
        """Return the game after a guess; one that was made before does not count."""
        if self.is_over or letter in self.missed or letter not in ALPHABET:
            return self
        if letter != TEXTS[self.text][len(self.known)]:
            return replace(self, missed=self.missed + letter)
        took = len(self.missed) + 1
        return Game(self.text, (*self.guesses, took))

    def another(self) -> Game:
        """Return a new game, with the next text."""
        return Game((self.text + 1) % len(TEXTS))


class Played(NamedTuple):
    """How a model played a text: the guesses for each letter, and the surprise of each in bits."""

    guesses: tuple[int, ...]
    bits: tuple[float, ...]


@cached(16)
def played(text: int) -> Mapping[int, Played]:
    """Let the model of each order, which has read the app's prose, guess the letters of a text."""
    learned = _folded(sample(PROSE, "").text) + " "
    symbols = [ALPHABET.index(letter) for letter in learned + TEXTS[text]]
    models, start = TextModels(symbols, len(ALPHABET)), len(learned) + GIVEN
    places = range(start, start + LETTERS)
    players = {}
    for order in PLAYERS:
        ps = [models.predict(place, order) for place in places]
        pairs = [(p, symbols[place]) for place, p in zip(places, ps, strict=True)]
        guesses = tuple(guesses_of(p, symbol) for p, symbol in pairs)
        players[order] = Played(guesses, tuple(float(-np.log2(p[x])) for p, x in pairs))
    return players


def _folded(text: str) -> str:
    """Return a text in the 27 letters of the game."""
    return " ".join("".join(c if c in ALPHABET else " " for c in text.lower()).split())
