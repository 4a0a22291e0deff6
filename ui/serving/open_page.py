"""Which page a visitor has open, and fragments that belong to it alone.

Streamlit tells fragments apart by module, name and place: to it the `hero` of one page script is
that of another. A message that was on its way when its page was left would then run a fragment of
the next page; the browser is told that it is back on the page that it has left, and shows an error
(seen in 1.67). The fragments made here have the page in their name, so such a message runs nothing.
"""

from collections.abc import Callable
from functools import wraps
from typing import ParamSpec

import streamlit as st

Given = ParamSpec("Given")

_OPEN = "open_page"


def is_page_entry(page: str) -> bool:
    """Tell whether this run opens a page, and does not only show it again; note which it is."""
    before = st.session_state.get(_OPEN)
    st.session_state[_OPEN] = page
    return before != page


def fragment(
    draw: Callable[Given, None], *, run_every: float | None = None
) -> Callable[Given, None]:
    """Let what ``draw`` draws run again alone, as ``st.fragment`` does, for the open page only."""

    @wraps(draw)
    def draw_here(*args: Given.args, **kwargs: Given.kwargs) -> None:
        @wraps(draw)
        def of_the_page(*args: Given.args, **kwargs: Given.kwargs) -> None:
            draw(*args, **kwargs)

        of_the_page.__qualname__ += f" of {st.session_state.get(_OPEN)}"
        st.fragment(of_the_page, run_every=run_every)(*args, **kwargs)

    return draw_here
