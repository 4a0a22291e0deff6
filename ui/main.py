"""What Streamlit runs for each visitor: the frame of the app, and in it the page that is asked for.

No folder called ``pages`` stands beside this script: Streamlit would take it for an app of its own.
"""

from contextlib import nullcontext

import streamlit as st

from ui.lecture.mode import switched_on
from ui.lecture.room_code import room_code
from ui.lecture.walk import walk
from ui.page.hero_first import hero_only
from ui.page.navigation import lesson_of, navigation, sidebar, sidebar_footer
from ui.serving.errors import report_file_errors
from ui.serving.open_page import is_page_entry
from ui.serving.page_slots import page_slot
from ui.serving.process import set_up_process

set_up_process()
st.set_page_config(layout="wide", page_icon="ui/icon.svg", initial_sidebar_state=sidebar())
page = navigation()
# Whoever only moves something does not wait for those who come.
with page_slot() if is_page_entry(page.title) else nullcontext(), hero_only():
    if switched_on():
        walk(lesson_of(page), code=room_code())
    with report_file_errors():
        page.run()
    if not switched_on():
        sidebar_footer(page)
if switched_on():  # a stage ends with its hero, and that is all of it
    sidebar_footer(page)
