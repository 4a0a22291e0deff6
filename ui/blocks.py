"""The blocks that every lesson has: a guess before the figure, what is folded away, the code."""

from collections.abc import Callable, Mapping, Sequence

import streamlit as st

from ui.frame import Page


@st.fragment
def predict(page: Page, heading: str, options: Sequence[str], answer: str) -> None:
    """Ask for one guess; once it is made, show the answer and the reason beside it.

    The question is the prose under ``heading``, the reason that under ``heading: why``. The guess
    is kept for the session, and nothing waits for it.
    """
    key = f"{page.lesson.stem}_guess"
    guess = st.session_state.get(key)
    with st.container(horizontal=True, vertical_alignment="center"):
        page.say(heading)
        if guess is None:
            for option in options:
                st.button(
                    option,
                    key=f"{key}_{option}",
                    on_click=st.session_state.__setitem__,
                    args=(key, option),
                )
            return
    right = guess == answer
    words = page.part(f"{heading}: why")
    icon = ":material/check_circle:" if right else ":material/lightbulb:"
    verdict = (
        f"You said *{guess}*, and so it is."
        if right
        else f"You said *{guess}*; it is **{answer}**."
    )
    st.info(f"{verdict} {words}", icon=icon)


@st.fragment
def folded(label: str, key: str, content: Callable[[], None], *, icon: str | None = None) -> None:
    """Fold ``content`` away under its label: it is computed only while it is open.

    A link with ``open=KEY`` opens it.
    """
    linked = key in st.query_params.get_all("open")
    box = st.expander(label, expanded=linked, key=key, on_change="rerun", icon=icon)
    if box.open:
        with box:
            content()


def show_code(template: str, values: Mapping[str, str]) -> None:
    """Show the snippet that prints the numbers on screen; ``{{name}}`` is a value on screen."""
    for name, value in values.items():
        template = template.replace(f"{{{{{name}}}}}", value)
    st.code(template, language="python")
