"""Follow the path of a lecture: the presenter's keys, and the pages that they open."""

import streamlit as st

from ui.lecture.path import Stop, path_of, place
from ui.lecture.pointer import pointer
from ui.lessons.registry import Lesson, lesson
from ui.link import LECTURE_MINUTES, LECTURE_STEP, TABLE, Switch
from ui.widgets.linked_text import linked_text
from ui.widgets.remembered import control_values
from ui.widgets.written import write

_LEAVING, _ARRIVED, _BEGUN, _DRAWN = (
    *("lecture_leaves", "lecture_arrived"),
    *("lecture_begun", "lecture_drawn"),
)
_SWITCHES = {key.name for key in TABLE if isinstance(key, Switch)}


def walk(here: Lesson, *, code: str = "") -> Stop:
    """Show *next* and *back*, and the room's ``code``; return where the lecture is on this page.

    Away from the path, as on a page that was opened from the sidebar, the step has no name; *next*
    leads on from where the path was left, and *back* to there.
    """
    path = path_of(_minutes())
    leaving = st.session_state.pop(_LEAVING, None)
    if isinstance(leaving, int) and leaving < len(path):
        _open(path[leaving])
    with st.container(key="lecture_step_in_link"):  # out of sight: it keeps the step in the link
        name = linked_text("Step of the lecture", LECTURE_STEP.name)
    st.session_state[_DRAWN] = name
    at = place(path, name, here.stem)
    if not name and at >= 0 and path[at].stem == here.stem:
        _begin(path[at])
    is_on_path = at >= 0 and path[at].stem == here.stem

    def turn(asked: int) -> None:
        if not 0 <= asked < len(path):
            return
        if path[asked].stem == here.stem:
            write(_values(path[asked]))
            _arrive(path[asked])
        else:
            st.session_state[_LEAVING] = asked

    pointer("lecture_pointer", at, len(path) - 1, is_on_path=is_on_path, code=code, on_turn=turn)
    return path[at] if is_on_path else Stop(here.stem, (), "")


def is_overtaken() -> bool:
    """Tell whether a key has changed the step since the last run of the page.

    If a key follows a move at once, Streamlit may run only the move's fragment for both.
    """
    state = st.session_state
    return _LEAVING in state or state.get(LECTURE_STEP.name) != state.get(_DRAWN)


def arrived() -> bool:
    """Tell once whether a key has just led to the step that is shown."""
    return bool(st.session_state.pop(_ARRIVED, False))


def _minutes() -> str:
    asked = st.session_state.get(LECTURE_MINUTES.name)
    return asked if asked in LECTURE_MINUTES.options else LECTURE_MINUTES.first


def _begin(stop: Stop) -> None:
    """Set the state of a step that was not asked for by name, except what the link already sets."""
    asked = {key: value for key, value in _values(stop).items() if key not in st.query_params}
    if st.session_state.get(_BEGUN) != stop:
        st.session_state[_BEGUN] = stop
        write(asked)


def _open(stop: Stop) -> None:
    """Open the page of a step in its state."""
    _arrive(stop)
    control_values().update(_values(stop))  # the page's controls take them on entry
    write(_values(stop))
    st.switch_page(lesson(stop.stem).script, query_params={})


def _arrive(stop: Stop) -> None:
    write({LECTURE_STEP.name: stop.step})
    st.session_state[_ARRIVED] = True


def _values(stop: Stop) -> dict[str, str | bool]:
    return {key: value == "true" if key in _SWITCHES else value for key, value in stop.state}
