"""Which measure for what: a table of sentences, each with a link to a page that shows it."""

import streamlit as st

from ui.frame import Page
from ui.lessons import lesson

_COIN, _SURE = "1/2, 1/2", "1/10, 9/10"
# What it is called, the part of the prose that says what it answers, and where it is shown.
MEASURES = (
    ("H(p)", "which: entropy", "entropy", {"ent_p": "1/2, 1/4, 1/8, 1/8"}),
    (
        "H(p, q)",
        "which: cross-entropy",
        "cross_entropy",
        {"ce_p": "1 1 1 1 1 5", "ce_q": "1 1 1 1 1 1"},
    ),
    ("D(p‖q)", "which: forward", "kl_divergence", {"kl_p": _COIN, "kl_q": _SURE}),
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


def which_measure(page: Page) -> None:
    """Write the table."""
    page.tell("which")
    for name, heading, stem, state in MEASURES:
        called, answers, link = st.columns([2, 6, 1], vertical_alignment="center")
        called.markdown(f"**{name}**")
        with answers:
            page.say(heading)
        link.page_link(
            lesson(stem).script, label="see it", icon=lesson(stem).icon, query_params=state
        )
