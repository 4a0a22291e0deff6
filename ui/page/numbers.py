"""Numbers with their labels as one element: each element more is a message of each move."""

from collections.abc import Mapping
from html import escape

import streamlit as st


def show_numbers(measured: Mapping[str, str]) -> None:
    """Show numbers side by side, each under its label."""
    st.markdown(number_list(measured), unsafe_allow_html=True)


def number_list(measured: Mapping[str, str]) -> str:
    """Return the HTML of numbers under their labels, which may name what a visitor typed."""
    pairs = "".join(
        f"<div><dt>{as_text(label)}</dt><dd>{as_text(value)}</dd></div>"
        for label, value in measured.items()
    )
    return f'<dl class="numbers">{pairs}</dl>'


def as_text(value: str) -> str:
    """Return a text for a place where HTML is read; in it there is none."""
    return escape(value, quote=False)
