"""Report to the visitor what keeps a page from being shown; other pages are not affected."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager

import streamlit as st

from ui.serving.cores import Busy


@contextmanager
def report_file_errors() -> Iterator[None]:
    """Show a sentence for a file that cannot be read, or a server that is too busy.

    Details go to the server's log.
    """
    try:
        yield
    except OSError as fault:
        logging.getLogger(__name__).warning("a page cannot be shown: %s", fault)
        st.error(f"This page cannot be shown: {fault}. The other pages are not affected.")
    except Busy as why:
        st.warning(str(why), icon=":material/hourglass:")
