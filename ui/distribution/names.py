"""What the outcomes of a distribution are called."""

from collections.abc import Mapping, Sequence
from string import ascii_uppercase

import streamlit as st


def default_names(n: int) -> tuple[str, ...]:
    """Return A, B, C …; numbers where the alphabet is too short."""
    return tuple(ascii_uppercase[:n]) if n <= 26 else tuple(str(i) for i in range(1, n + 1))


def outcome_names(key: str) -> tuple[str, ...]:
    """Return the names of the outcomes in the editor `key`, as it showed them last."""
    return tuple(st.session_state[f"{key}_names"])


def remember_names(
    key: str, n: int, preset: str | None, names: Mapping[str, Sequence[str]]
) -> tuple[str, ...]:
    """Return the names of `n` outcomes and keep them for `outcome_names`.

    They are those of the preset, and stay when its bars are pulled: a coin made unfair is still
    heads and tails. They go when the number of outcomes changes.
    """
    last = st.session_state.setdefault(f"{key}_names", default_names(n))
    if preset is not None:
        chosen = tuple(names.get(preset, default_names(n)))
    else:
        chosen = last if len(last) == n else default_names(n)
    st.session_state[f"{key}_names"] = chosen
    return chosen
