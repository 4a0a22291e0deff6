"""A keyboard of 26 letters and the space, for fingers and for keys."""

from collections.abc import Callable
from pathlib import Path

from ui.lessons.file_size.guessing_game import ALPHABET
from ui.widgets.live import live_element, reported

__all__ = ["keyboard"]

_ELEMENT = live_element("guess_keyboard", Path(__file__).with_name("keyboard"))


def keyboard(key: str, turn: int, missed: str, *, on_letter: Callable[[str, int], None]) -> None:
    """Show the keyboard, without the letters that were ``missed``.

    ``on_letter`` is called with the letter and the number of the ``turn`` that it was meant for.
    """

    def pressed() -> None:
        sent = reported(key, "guess")
        if not isinstance(sent, dict):
            return
        letter, meant_for = sent.get("letter"), sent.get("turn")
        if isinstance(letter, str) and len(letter) == 1 and letter in ALPHABET:
            on_letter(letter, meant_for if isinstance(meant_for, int) else -1)

    _ELEMENT(key=key, data={"turn": turn, "missed": missed}, on_guess_change=pressed)
