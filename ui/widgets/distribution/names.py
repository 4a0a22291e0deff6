"""What the outcomes of a distribution are called."""

from collections.abc import Collection, Mapping, Sequence
from string import ascii_uppercase

import streamlit as st

from ui.link import Distribution
from ui.widgets.remembered import remember, remembered


def default_names(n: int) -> tuple[str, ...]:
    """Return A, B, C …; numbers where the alphabet is too short."""
    return tuple(ascii_uppercase[:n]) if n <= 26 else tuple(str(i) for i in range(1, n + 1))


def remember_names(
    which: Distribution,
    n: int,
    preset: str | None,
    names: Mapping[str, Sequence[str]],
    unlinked: Collection[str] = (),
) -> tuple[str, ...]:
    """Return the names of `n` outcomes and keep them for the next run.

    They are those of the preset, and stay when its bars are pulled: a coin made unfair is still
    heads and tails. They go when the number of outcomes changes. A shared link says which preset
    they are from, unless it is `unlinked`: one that is another elsewhere.
    """
    kept = f"{which.name}_names"
    if kept not in st.session_state:
        linked = remembered(which.named) if which.named else ""
        known = linked in names and linked not in unlinked
        st.session_state[kept] = (linked, tuple(names[linked])) if known else ("", ())
    origin, last = st.session_state[kept]
    if preset is not None:
        origin, chosen = preset, tuple(names.get(preset, default_names(n)))
    elif len(last) == n:
        chosen = last
    else:
        origin, chosen = "", default_names(n)
    st.session_state[kept] = origin, chosen
    # Values that are the preset's own tell its names; so do A, B, C … theirs.
    said = preset is None and origin in names and origin not in unlinked
    if which.named:
        remember(which.named, origin if said else "")
    return chosen
