"""Show exactly this: a snippet that prints the numbers of a page's hero, for its pair p and q."""

import numpy as np
import streamlit as st

from ui.blocks import show_code
from ui.distribution.reading import Distribution
from ui.frame import Page


def numbers(p: Distribution) -> str:
    """Write ``p`` as the snippet has it; six digits tell all that is on screen."""
    return ", ".join(f"{x:.6g}" for x in p)


def show_pair_code(page: Page, key: str, p: Distribution, q: Distribution, **values: str) -> None:
    """Show the part "code" of the prose for ``p`` and ``q``."""
    st.session_state[f"{key}_shown"] = (p, q)
    unit = page.look.unit
    named = {"p": numbers(p), "q": numbers(q), "unit": unit.name, "base": unit.code}
    show_code(page.prose.parts["code"], {**named, **values})


def follow(key: str, p: Distribution, q: Distribution) -> None:
    """Bring the snippet up to date, by a whole run, if it is open and shows another pair."""
    shown = st.session_state.pop(f"{key}_shown", None)
    if shown is None or not st.session_state.get(key):
        return
    if all(np.array_equal(a, b) for a, b in zip(shown, (p, q), strict=True)):
        st.session_state[f"{key}_shown"] = shown
        return
    st.rerun()
