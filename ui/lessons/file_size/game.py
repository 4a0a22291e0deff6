"""Shannon's game on the page: guess the next letter, beside the models that guess it too."""

from collections.abc import Sequence

import numpy as np
import streamlit as st

from infotheory.lessons.guessing import guessing_bounds
from ui.lessons.file_size.guessing_game import ALPHABET, LETTERS, Game, played
from ui.lessons.file_size.keyboard import keyboard
from ui.lessons.file_size.texts import ORDER_NAMES
from ui.page.page import Page
from ui.style.units import number

_GAME = "fs_guessing"


def shannons_game(page: Page) -> None:
    """Let the visitor guess the letters of a text, and bound their bits per letter."""
    page.write_narrow("game", letters=str(LETTERS))
    game = st.session_state.setdefault(_GAME, Game())

    def guess(letter: str, turn: int) -> None:
        now: Game = st.session_state[_GAME]
        if turn == now.turn:  # not a late answer to what was asked before
            st.session_state[_GAME] = now.guess(letter)

    def again() -> None:
        st.session_state[_GAME] = st.session_state[_GAME].another()

    left = LETTERS - len(game.guesses)
    st.code(game.known + "·" * left, language=None, wrap_lines=True)
    said, score = st.columns([3, 2], gap="medium")
    with said:
        if game.is_over:
            page.write("game: over")
        else:
            st.markdown(_status(game))
            keyboard("fs_keyboard", game.turn, game.missed, on_letter=guess)
        st.button("Another text", icon=":material/refresh:", key="fs_again", on_click=again)
    with score:
        _scores(page, game)


def _status(game: Game) -> str:
    wrong = f"Not {', '.join(_name(letter) for letter in game.missed)}. " if game.missed else ""
    return f"{wrong}**Letter {len(game.guesses) + 1} of {LETTERS}:** what comes next?"


def _name(letter: str) -> str:
    return "a space" if letter == " " else f"*{letter}*"


def _scores(page: Page, game: Game) -> None:
    """Compare the players on the letters guessed so far."""
    count = len(game.guesses)
    if not count:
        page.write("game: first")
        return
    unit = page.appearance.unit
    bounds = [unit.of_bits(x) for x in guessing_bounds(game.guesses, len(ALPHABET))]
    with st.container(horizontal=True):
        st.metric("you, at least", unit.show(bounds[0]))
        st.metric("you, at most", unit.show(bounds[1]))
    rows = [_row("you", game.guesses, "")]
    for order, model in played(game.text).items():
        loss = number(unit.of_bits(float(np.mean(model.bits[:count]))))
        rows.append(_row(ORDER_NAMES[order], model.guesses[:count], loss))
    head = ["player", "guesses", "right first time", f"loss, {unit.name} per letter"]
    st.table(dict(zip(head, zip(*rows, strict=True), strict=True)))


def _row(name: str, guesses: Sequence[int], loss: str) -> tuple[str, str, str, str]:
    return name, f"{sum(guesses)}", f"{sum(x == 1 for x in guesses)} of {len(guesses)}", loss
