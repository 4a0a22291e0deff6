"""Follow the path of a lecture: the presenter's keys, and the pages that they open."""

import streamlit as st

from ui.lecture.path import Stop, path_of, place
from ui.lecture.pointer import is_asked, pointer
from ui.lessons.registry import Lesson, lesson
from ui.link import LECTURE_MINUTES, LECTURE_STEP, TABLE, Switch
from ui.widgets.linked_text import linked_text
from ui.widgets.written import write

_POINTER, _GOING = "lecture_pointer", "lecture_going"
_ARRIVED, _BEGUN = "lecture_arrived", "lecture_begun"
_SWITCHES = {key.name for key in TABLE if isinstance(key, Switch)}


def walk(here: Lesson, *, code: str = "") -> None:
    """Show *next* and *back*, and the room's ``code``; open the page that they lead to.

    Away from the path, as on a page that was opened from the sidebar, *next* leads on from where
    the path was left, and *back* to there.

    It is called outside of the page, so that *next* and *back* are the same control, and the keys
    are heard, while one page follows another.
    """
    path = path_of(_minutes())
    going = st.session_state.get(_GOING)
    if going in path:
        _arrive(going, here)
    with st.container(key="lecture_step_in_link"):  # out of sight: it keeps the step in the link
        name = linked_text("Step of the lecture", LECTURE_STEP)
    at, is_on_path = _place(path, name, here)
    if is_on_path and not name:
        _begin(path[at])
    asked = pointer(_POINTER, at, len(path) - 1, is_on_path=is_on_path, code=code)
    if asked is not None and 0 <= asked < len(path):
        st.session_state[_GOING] = path[asked]
        st.rerun()


def stop_at(here: Lesson) -> Stop:
    """Return where the lecture is on this page; away from the path, the step has no name."""
    path = path_of(_minutes())
    at, is_on_path = _place(path, st.session_state.get(LECTURE_STEP.name, ""), here)
    return path[at] if is_on_path else Stop(here.stem, (), "")


def is_overtaken() -> bool:
    """Tell whether a key asks for another step than the one that is drawn in this run.

    If a key follows a move at once, Streamlit may run only the move's fragment for both.
    """
    return is_asked(_POINTER)


def arrived() -> bool:
    """Tell once whether a key has just led to the step that is shown."""
    return bool(st.session_state.pop(_ARRIVED, False))


def _place(path: tuple[Stop, ...], name: str, here: Lesson) -> tuple[int, bool]:
    """Return where on the path the step of that name is, and whether this is its page."""
    at = place(path, name, here.stem)
    return at, at >= 0 and path[at].stem == here.stem


def _minutes() -> str:
    asked = st.session_state.get(LECTURE_MINUTES.name)
    return asked if asked in LECTURE_MINUTES.options else LECTURE_MINUTES.first


def _begin(stop: Stop) -> None:
    """Set the state of a step that was not asked for by name, except what the link already sets."""
    asked = {key: value for key, value in _values(stop).items() if key not in st.query_params}
    if st.session_state.get(_BEGUN) != stop:
        st.session_state[_BEGUN] = stop
        write(asked)


def _arrive(stop: Stop, here: Lesson) -> None:
    """Open the page of a step, and there set its state.

    It is under way until then: what the visitor does meanwhile runs the page that he still sees.
    """
    if stop.stem != here.stem:
        st.switch_page(lesson(stop.stem).script, query_params={})
    del st.session_state[_GOING]
    write({**_values(stop), LECTURE_STEP.name: stop.step})
    st.session_state[_ARRIVED] = True


def _values(stop: Stop) -> dict[str, str | bool]:
    return {key: value == "true" if key in _SWITCHES else value for key, value in stop.state}
