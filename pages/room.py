"""The room: a class forecasts the answer to a lesson's question, and sees both losses of it."""

import streamlit as st

from ui.link import CODE, SUMMARY
from ui.page.page import enter
from ui.room.hall import hall, has_room
from ui.room.phone import phone
from ui.room.summary import summary
from ui.serving.edition import is_in_browser

code, asked_summary = (st.query_params.get(key.name) for key in (CODE, SUMMARY))
inside = code is None and asked_summary is None and has_room()
page = enter(__file__, headline=code is None and not inside)
if is_in_browser():
    page.write_narrow("alone")
elif code is not None:
    phone(page, code)
elif asked_summary is not None:
    summary(page, asked_summary)
else:
    hall(page, inside=inside)
