"""A page in a frame of another page: without navigation, and perhaps one block of it alone.

A link with ``embed=true`` is meant for a frame: Streamlit hides its own bar there, and keeps that
key to itself.
"""

from pathlib import Path

import streamlit as st

from ui.lessons.registry import Lesson
from ui.link import ONLY
from ui.page.in_browser import TOOLS

_STYLE = Path(__file__).with_name("frame.css").read_text(encoding="utf-8")


def is_in_frame() -> bool:
    """Tell whether the link is one for a frame."""
    return bool(st.context.is_embedded)


def only_block(here: Lesson) -> str:
    """Return the key of the block that is shown alone; empty for the whole page."""
    key = st.query_params.get(ONLY.name, "")
    return key if key in here.blocks else ""


def frame_style(here: Lesson) -> str:
    """Return the style that leaves out what a frame, or a block alone, has no place for."""
    style = _STYLE if is_in_frame() else ""
    if key := only_block(here):
        block = f".st-key-{key}"
        others = f":not({block}, {block} *, :has({block}), .st-key-{TOOLS})"
        style += f'.stMain [data-testid="stVerticalBlock"] > {others} {{ display: none; }}'
    return style
