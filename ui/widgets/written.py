"""Values that the app writes into a control, such as the text of a bar that was pulled.

With each move a browser reports all its controls. If it moves something before the answer to a
write has reached it, it reports the control as it was, and Streamlit takes that for a change by
hand: the bar would jump back. So for a moment after a write such a report does not count.
"""

import time
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import streamlit as st

TYPING = 2.0  # seconds: nobody types a text that stood there before as fast as that,
CLICKING = 1.0  # nor changes his mind about a click

_NOTES = "written"


@dataclass(frozen=True)
class _Note:
    value: Any
    earlier: tuple[Any, ...]  # what the browser may still show
    at: float

    def is_younger(self, seconds: float) -> bool:
        return time.monotonic() - self.at < seconds


def write(values: Mapping[str, Any]) -> None:
    """Set controls, by their keys; to be called before they are shown in this run."""
    notes = _notes()
    for key, value in values.items():
        last, before = notes.get(key), st.session_state.get(key)
        since = last.earlier if last and last.is_younger(TYPING) else ()
        earlier = tuple(each for each in (*since, before) if each != value)
        notes[key] = _Note(value, earlier, time.monotonic())
        st.session_state[key] = value


def keep(key: str, seconds: float) -> None:
    """Write a value again, if the browser reports one from before: a control's ``on_change``."""
    note = _notes().get(key)
    if note and note.is_younger(seconds) and st.session_state.get(key) in note.earlier:
        st.session_state[key] = note.value


def _notes() -> dict[str, _Note]:
    notes: dict[str, _Note] = st.session_state.setdefault(_NOTES, {})
    return notes
