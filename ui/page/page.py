"""The frame around every page: navigation, the sidebar with the units, and a page's entrance."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import Literal

import streamlit as st
from streamlit.delta_generator import DeltaGenerator
from streamlit.navigation.page import StreamlitPage

from ui import link
from ui.lecture import mode as lecture
from ui.lessons.registry import EVERY_PAGE, LESSONS, ROOM, Lesson, lesson
from ui.page.color_scheme import watch_color_scheme
from ui.page.prose import Prose, ProseError, read_prose
from ui.sharing.share import share
from ui.style.appearance import Appearance
from ui.style.units import UNITS
from ui.widgets.choice import choose, switch

_COLUMN = 700  # pixels, for about 80 letters
_KEPT, _LAST = "kept_values", "last_lesson"
_OPEN = "open_page"
_STYLE = Path(__file__).with_name("page.css").read_text(encoding="utf-8")


@dataclass(frozen=True)
class Page:
    """What a page script works with: its lesson, its prose and how it looks to this visitor."""

    lesson: Lesson
    prose: Prose
    appearance: Appearance
    shown: str | None = None  # in a lecture: the step that is shown; "" is the figure alone

    def part(self, heading: str, **values: str) -> str:
        """Return the part of the prose under ``heading``; what it lacks is said in its place."""
        try:
            return self.prose.part(heading, self.appearance.palette, **values)
        except ProseError as fault:
            return f":material/warning: {fault}"

    def write(self, heading: str, **values: str) -> None:
        """Write the part of the prose under ``heading``; in a lecture its first sentence."""
        with self._place(heading) as seen:
            if seen:
                self._write(heading, **values)

    def write_narrow(self, heading: str, **values: str) -> None:
        """Write the part of the prose under ``heading`` in a column that reads well."""
        with st.container(width=_COLUMN):
            self.write(heading, **values)

    def head(self, heading: str, **values: str) -> DeltaGenerator:
        """Write what the page asks; return the space beside it, for the main numbers."""
        words, numbers = st.columns([2, 3], gap="medium", vertical_alignment="center")
        with words:
            self.write(heading, **values)
        return numbers.container(
            key="main_numbers", horizontal=True, horizontal_alignment="distribute"
        )

    def caption(self, heading: str, **values: str) -> None:
        """Write the part of the prose under ``heading`` in a lower voice; not in a lecture."""
        if self.shown is not None:
            return
        st.caption(self.part(heading, **values))

    def claim(self, heading: str, measured: dict[str, str], **values: str) -> None:
        """Write a claim, and beside it the numbers just measured, by label."""
        with self._place(heading) as seen:
            if not seen:
                return
            words, numbers = st.columns([3, 2], gap="medium", vertical_alignment="center")
            with words:
                self._write(heading, **values)
            with numbers.container(horizontal=True):
                for label, value in measured.items():
                    st.metric(label, value)

    def _write(self, heading: str, **values: str) -> None:
        words = self.part(heading, **values)
        st.markdown(words if self.shown is None else lecture.short(words))

    def shows(self, heading: str) -> bool:
        """Tell whether a part is to be seen: in a lecture, a step is when its turn has come."""
        return self.shown in (None, heading) or not lecture.is_step(heading)

    @contextmanager
    def _place(self, heading: str) -> Iterator[bool]:
        """In a lecture, give a step the place that comes into sight, and tell if it is seen."""
        if heading and heading == self.shown:
            with lecture.step_in_sight(self.prose, heading):
                yield True
        else:
            yield self.shows(heading)


def navigation() -> StreamlitPage:
    """Draw the navigation and the sidebar; return the page that the address asks for."""
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
    current = st.navigation(pages)
    _keep()
    _restore_controls(_lesson_of(current).stem)
    with st.sidebar:
        choose(
            st.segmented_control,
            "Units",
            link.UNITS,
            help="Every number of information on every page is shown in this unit.",
        )
        switch(
            "Lecture mode",
            link.LECTURE,
            help="Large figures, short prose, one claim at a time: → and ←, or a presenter.",
        )
    return current


def is_page_entry(page: StreamlitPage) -> bool:
    """Tell whether this run opens a page, and does not only show it again after a move."""
    before = st.session_state.get(_OPEN)
    st.session_state[_OPEN] = page.title
    return before != page.title


def sidebar_footer(page: StreamlitPage) -> None:
    """Draw what stands below in the sidebar; last, for no figure is to wait for it."""
    if is_answering(page):
        return
    with st.sidebar:
        share(_lesson_of(page), _appearance())
        watch_color_scheme()


def is_answering(page: StreamlitPage) -> bool:
    """Tell whether this is somebody who answers a question of the room, and sees it alone."""
    return _lesson_of(page) is ROOM and link.CODE.name in st.query_params


def _lesson_of(page: StreamlitPage) -> Lesson:
    return next(each for each in EVERY_PAGE if each.title == page.title)


def sidebar() -> Literal["collapsed"] | int:
    """Return how the sidebar stands at first: its width in pixels, or folded in a lecture."""
    return "collapsed" if lecture.switched_on() else 240


def enter(script: str, *, headline: bool = True) -> Page:
    """Begin the page of ``script`` (its ``__file__``): write its headline, return its ``Page``."""
    appearance = _appearance()
    st.html(f"<style>:root {{ --ground: {appearance.palette.ground}; }}\n{_STYLE}</style>")
    here = lesson(Path(script).stem)
    prose = read_prose(here.prose)
    shown = None
    if lecture.switched_on():
        lecture.enlarge_page()
        if here in LESSONS:
            lecture.leave(here)
            lecture.walk(here, lecture.steps_of(prose))
            shown = lecture.shown(here, prose)
    if headline:
        st.title(here.question, anchor=False)
    return Page(here, prose, appearance, shown)


def _restore_controls(stem: str) -> None:
    """Give the controls of a page the values they had when it was left.

    The address that the browser's *back* returns to no longer names them, and Streamlit takes
    that for their defaults, but not in a second run. What the link does name comes from the link.
    """
    kept = st.session_state.setdefault(_KEPT, {})
    if st.session_state.get(_LAST) == stem:
        return
    st.session_state[_LAST] = stem
    lost = {k: kept[k] for k in lesson(stem).keys if k in kept and k not in st.query_params}
    if lost:
        st.session_state.update(lost)
        st.rerun()


def _keep() -> None:
    """Remember the values of the controls on this page."""
    kept = st.session_state.setdefault(_KEPT, {})
    for each in LESSONS:
        kept |= {key: st.session_state[key] for key in each.keys if key in st.session_state}


def _appearance() -> Appearance:
    unit = UNITS.get(st.session_state.get(link.UNITS.name, ""), UNITS["bits"])
    return Appearance("dark" if st.context.theme.type == "dark" else "light", unit)
