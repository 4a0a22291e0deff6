"""How to use the app in a lecture: stations in order, each a prepared state and a question."""

from pathlib import Path

import streamlit as st

from ui.lessons.registry import lesson
from ui.lessons.sources import PAIRS
from ui.page.page import Page

_COLUMN = 700  # pixels

# The prose heading of the question to ask, the page, and the state that the link opens. No text
# is its control's default: a link with the default would keep what the visitor has set there.
_DIE, _SNOW = PAIRS["loaded die"], PAIRS["snow ruled out"]
STATIONS: tuple[tuple[str, str, dict[str, str]], ...] = (
    ("station: lottery", "self_information", {"si_p": "1/13983816", "si_log": "true"}),
    ("station: coin", "entropy", {"ent_p": "0.9, 0.1"}),
    ("station: die", "cross_entropy", {"ce_p": _DIE[0], "ce_q": _DIE[1]}),
    (
        "station: snow",
        "cross_entropy",
        {"ce_p": _SNOW[0], "ce_q": _SNOW[1], "open": "ce_infinity"},
    ),
    ("station: line", "cross_entropy", {"ce_slope": "0", "ce_intercept": "4"}),
    ("station: way round", "kl_divergence", {"kl_p": "0.5, 0.5", "kl_q": "0.1, 0.9"}),
    ("station: bumps", "kl_divergence", {"open": "kl_bumps", "kl_width": "0.50"}),
    ("station: race", "training", {}),
    ("station: file", "file_size", {"open": "fs_labels", "fs_step": "0"}),
    ("station: model", "your_model", {"ym_example": "random forest"}),
)

PLAN = Path(__file__).parents[3] / "docs" / "lecture.md"


def plan() -> None:
    """Show the plan of a whole lecture: what to open, what to ask, what most will say."""
    _, _, text = PLAN.read_text(encoding="utf-8").partition("\n")  # the label is its headline
    with st.container(width=_COLUMN):
        st.markdown(text.replace("\n## ", "\n### "))


def stations(page: Page) -> None:
    """List the stations: where to go, and what to ask before moving anything."""
    for heading, stem, state in STATIONS:
        link, ask = st.columns([1, 3], vertical_alignment="center")
        there = lesson(stem)
        link.page_link(there.script, label=there.title, icon=there.icon, query_params=state)
        with ask:
            page.write(heading)
