"""Numbers with their labels as one element: each element more is a message of each move.

They are Markdown, which `page.css` lays out. To read HTML in Markdown, a browser would have to
fetch 58 kB more at a first visit.
"""

import re
from collections.abc import Mapping

import streamlit as st

_PUNCTUATION = re.compile(r"([!-/:-@\[-`{-~])")


def show_numbers(measured: Mapping[str, str]) -> None:
    """Show numbers side by side, each under its label."""
    st.markdown(quoted(number_list(measured)))


def number_list(measured: Mapping[str, str]) -> str:
    """Return numbers under their labels, which may name what a visitor typed."""
    return "\n".join(f"- *{as_text(k)}* **{as_text(v)}**" for k, v in measured.items())


def quoted(markdown: str) -> str:
    """Return a quotation, which is what marks a claim or numbers for their layout."""
    return "\n".join(f"> {line}".rstrip() for line in markdown.split("\n"))


def as_text(value: str) -> str:
    """Return a text for Markdown that reads as it is."""
    return _PUNCTUATION.sub(r"\\\1", value)
