"""The room: a class forecasts the answer to a lesson's question, and sees both losses of it."""

import sys

import streamlit as st

from ui.link import CODE
from ui.page.page import enter
from ui.room.hall import hall, has_room
from ui.room.phone import phone

code = st.query_params.get(CODE.name)
inside = code is None and has_room()
page = enter(__file__, headline=code is None and not inside)
if sys.platform == "emscripten":
    page.write_narrow("alone")
elif code is None:
    hall(page, inside=inside)
else:
    phone(page, code)
