"""What a page script works with: its lesson, its prose, and how they look to this visitor."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from ui import link
from ui.lecture import mode as lecture
from ui.lessons.registry import LESSONS, Lesson, lesson
from ui.page.hero_first import is_hero_drawn
from ui.page.prose import Prose, ProseError, read_prose
from ui.style.appearance import Appearance
from ui.style.units import UNITS

_COLUMN = 700  # pixels, for about 80 letters
_STYLE = Path(__file__).with_name("page.css").read_text(encoding="utf-8")


@dataclass(frozen=True)
class Page:
    """What a page script works with: its lesson, its prose and how it looks to this visitor."""

    lesson: Lesson
    prose: Prose
    appearance: Appearance
    shown: str | None = None  # in a lecture: the step that is shown; "" is the figure alone
    is_whole: bool = True  # the first run draws what is above the fold only

    def part(self, heading: str, **values: str) -> str:
        """Return the part of the prose under ``heading``, or a sentence about what it lacks."""
        try:
            return self.prose.part(heading, self.appearance.palette, **values)
        except ProseError as fault:
            return f":material/warning: {fault}"

    def write(self, heading: str, **values: str) -> None:
        """Write the part of the prose under ``heading``; in a lecture, only its first sentence."""
        with self._place(heading) as seen:
            if seen:
                self._write(heading, **values)

    def write_narrow(self, heading: str, **values: str) -> None:
        """Write the part of the prose under ``heading`` in a column that reads well."""
        with st.container(width=_COLUMN):
            self.write(heading, **values)

    def head(self, heading: str, **values: str) -> DeltaGenerator:
        """Write the page's question; return the container beside it, for the main numbers."""
        with st.container(key="head", horizontal=True, gap="medium", vertical_alignment="center"):
            self.write(heading, **values)
            return st.container(
                key="main_numbers", horizontal=True, horizontal_alignment="distribute"
            )

    def caption(self, heading: str, **values: str) -> None:
        """Write the part of the prose under ``heading`` as a caption; nothing in a lecture."""
        if self.shown is not None:
            return
        st.caption(self.part(heading, **values))

    def claim(self, heading: str, measured: dict[str, str], **values: str) -> None:
        """Write a claim, and beside it the numbers just measured, by label."""
        with self._place(heading) as seen:
            if not seen:
                return
            # The style sheet makes the two columns: st.columns costs two more blocks.
            with st.container(
                key=f"claim_{heading}", horizontal=True, gap="medium", vertical_alignment="center"
            ):
                self._write(heading, **values)
                with st.container(horizontal=True):
                    for label, value in measured.items():
                        st.metric(label, value)

    def _write(self, heading: str, **values: str) -> None:
        words = self.part(heading, **values)
        st.markdown(words if self.shown is None else lecture.short(words))

    def shows(self, heading: str) -> bool:
        """Tell whether a part is shown: in a lecture, only the current step is."""
        return self.shown in (None, heading) or not lecture.is_step(heading)

    @contextmanager
    def _place(self, heading: str) -> Iterator[bool]:
        """Put a lecture's current step where it scrolls into view; yield whether it is shown."""
        if heading and heading == self.shown:
            with lecture.step_in_sight(self.prose, heading):
                yield True
        else:
            yield self.shows(heading)


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
    return Page(here, prose, appearance, shown, is_hero_drawn(here.stem))


def _appearance() -> Appearance:
    unit = UNITS.get(st.session_state.get(link.UNITS.name, ""), UNITS["bits"])
    return Appearance("dark" if st.context.theme.type == "dark" else "light", unit)
