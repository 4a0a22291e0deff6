"""Which measure answers which question: a table with links to pages that show it."""

from urllib.parse import urlencode

import streamlit as st

from ui.lessons.registry import lesson
from ui.page.page import Page

# The measure, the prose heading of what it answers, the page that shows it, and that page's state.
MEASURES: tuple[tuple[str, str, str, dict[str, str]], ...] = (
    ("H(p)", "which: entropy", "entropy", {"ent_p": "0.5, 0.25, 0.125, 0.125"}),
    (
        "H(p, q)",
        "which: cross-entropy",
        "cross_entropy",
        {"ce_p": "1 1 1 1 1 5", "ce_q": "1 1 1 1 1 1"},
    ),
    ("D(p‖q)", "which: forward", "kl_divergence", {"kl_p": "0.5, 0.5", "kl_q": "0.1, 0.9"}),
    ("D(q‖p)", "which: reverse", "kl_divergence", {"open": "kl_bumps"}),
    (
        "Jensen–Shannon",
        "which: js",
        "kl_divergence",
        {"kl_p": "1, 0", "kl_q": "1/2, 1/2", "open": "kl_symmetric"},
    ),
    (
        "total variation",
        "which: tv",
        "kl_divergence",
        {"kl_p": "0.5, 0.3, 0.16, 0.04", "kl_q": "0.52, 0.32, 0.16, 0", "open": "kl_symmetric"},
    ),
)

_NAME, _ANSWER = 130, 560  # pixels


def which_measure(page: Page) -> None:
    """Write the table."""
    page.write_narrow("which")
    for name, heading, stem, state in MEASURES:
        with st.container(horizontal=True, gap="medium", vertical_alignment="center"):
            st.markdown(f"**{name}**", width=_NAME)
            st.markdown(page.part(heading), width=_ANSWER)
            there = lesson(stem)
            if there is not page.lesson:
                st.page_link(there.script, label="see it", icon=there.icon, query_params=state)
            else:  # a page link to this same page would not scroll up: open a new tab
                address = f"{stem}?{urlencode({**state, 'units': page.appearance.unit.name})}"
                st.link_button("see it", address, icon=":material/open_in_new:", type="tertiary")
