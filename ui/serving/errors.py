"""What keeps a page from being shown is said in a sentence; the other pages go on."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager

import streamlit as st

from ui.serving.cores import Busy


@contextmanager
def report_file_errors() -> Iterator[None]:
    """Tell a visitor which file is broken, or that the server is too busy.

    Whoever runs the server finds the rest in its log.
    """
    try:
        yield
    except OSError as fault:
        logging.getLogger(__name__).warning("a page cannot be shown: %s", fault)
        st.error(f"This page cannot be shown: {fault}. The other pages are not affected.")
    except Busy as why:
        st.warning(str(why), icon=":material/hourglass:")
