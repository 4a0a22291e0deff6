"""The navigation, and the sidebar with the units, around every page."""

from itertools import groupby
from typing import Literal

import streamlit as st
from streamlit.navigation.page import StreamlitPage

from ui import link
from ui.lecture import mode as lecture
from ui.lessons.registry import EVERY_PAGE, LESSONS, ROOM, Lesson, lesson
from ui.page.frame import is_in_frame
from ui.page.in_browser import browser_tools
from ui.sharing.share import share
from ui.widgets.choice import choose, switch
from ui.widgets.remembered import control_values

_LAST = "last_lesson"


def navigation() -> StreamlitPage:
    """Draw the navigation and the sidebar; return the page of the current address."""
    pages = {
        section: [
            st.Page(each.script, title=each.title, icon=each.icon, default=each is LESSONS[0])
            for each in group
        ]
        for section, group in groupby(EVERY_PAGE, key=lambda each: each.section)
    }
    if link.CODE.name in st.query_params:
        current = st.navigation(pages, position="hidden")
        if is_answering(current):
            return current
    current = st.navigation(pages, position="hidden" if is_in_frame() else "sidebar")
    _remember_controls()
    _restore_controls(lesson_of(current).stem)
    with st.sidebar:
        choose(
            st.segmented_control,
            "Units",
            link.UNITS,
            help="The unit of information, for every number on every page.",
        )
        is_lecture = switch(
            "Lecture mode",
            link.LECTURE,
            help="One screen per page, for a projector. → and ←, or a presenter, step through it.",
        )
        if is_lecture:
            choose(st.segmented_control, "Minutes", link.LECTURE_MINUTES)
    return current


def sidebar_footer(page: StreamlitPage) -> None:
    """Draw the lower part of the sidebar; call this last, so that no figure waits for it."""
    if is_answering(page):
        return
    if is_in_frame():
        browser_tools()
        return
    with st.sidebar:
        share(lesson_of(page))
        browser_tools()


def is_answering(page: StreamlitPage) -> bool:
    """Tell whether this visitor is answering a room's question, and sees no navigation."""
    return lesson_of(page) is ROOM and link.CODE.name in st.query_params


def lesson_of(page: StreamlitPage) -> Lesson:
    """Return the lesson that a page is."""
    return next(each for each in EVERY_PAGE if each.title == page.title)


def sidebar() -> Literal["collapsed"] | int:
    """Return the sidebar's initial state: its width in pixels, or collapsed in a lecture."""
    return "collapsed" if lecture.switched_on() else 240


def _restore_controls(stem: str) -> None:
    """Give the controls of a page the values they had when it was left.

    The address that the browser's *back* returns to no longer names them, and Streamlit takes
    that for their defaults, but not in a second run. What the link does name comes from the link.
    """
    values = control_values()
    if st.session_state.get(_LAST) == stem:
        return
    st.session_state[_LAST] = stem
    lost = {k: values[k] for k in lesson(stem).keys if k in values and k not in st.query_params}
    if lost:
        st.session_state.update(lost)
        st.rerun()


def _remember_controls() -> None:
    """Remember the values of the controls on the page that was open last."""
    values, state = control_values(), st.session_state
    here = next((each for each in LESSONS if each.stem == state.get(_LAST)), None)
    if here is not None:  # no other page's controls can have moved
        values |= {key: state[key] for key in here.keys if key in state}
