"""Where phones are sent: to the light page, unless this server or its host cannot show it."""

from urllib.parse import urlsplit

import streamlit as st

from ui.lessons.registry import LESSONS
from ui.room.join.served import LIGHT_PHONES
from ui.sharing.address import address

_IN_A_FRAME = ".streamlit.app"  # Community Cloud answers every address with a frame of its own


def join_address(code: str = "") -> str:
    """Return the address of the light page of a room, or of its door; empty if there is none."""
    root = address(LESSONS[0])
    host = urlsplit(root).hostname or ""
    if not LIGHT_PHONES.served or host.endswith(_IN_A_FRAME):
        return ""
    if st.get_option("server.baseUrlPath"):  # the routes stand at the root
        return ""
    return f"{root}join/{code}".rstrip("/")
