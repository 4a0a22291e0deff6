"""A file of the app that cannot be used is told in a sentence; the other pages go on."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager

import streamlit as st


@contextmanager
def told() -> Iterator[None]:
    """Show a visitor which file is broken; whoever runs the server finds the rest in its log."""
    try:
        yield
    except OSError as fault:
        logging.getLogger(__name__).warning("a page cannot be shown: %s", fault)
        st.error(f"This page cannot be shown: {fault}. The other pages are not affected.")
