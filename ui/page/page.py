"""What a page script works with: its lesson, its prose, and how they look to this visitor."""

from dataclasses import dataclass
from pathlib import Path

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from ui import link
from ui.lecture import mode as lecture
from ui.lecture.path import Stop
from ui.lecture.walk import is_overtaken, stop_at
from ui.lessons.registry import LESSONS, Lesson, lesson
from ui.page.frame import frame_style
from ui.page.hero_first import is_hero_drawn
from ui.page.numbers import number_list, quoted
from ui.page.prose import Prose, ProseError, read_prose
from ui.page.stage import Stage, in_block, main_numbers, on_page, on_stage
from ui.style.appearance import Appearance
from ui.style.units import UNITS

_COLUMN = 700  # pixels, for about 80 letters
_SHEETS = [Path(__file__).with_name(name) for name in ("page.css", "print.css")]
_STYLE = "\n".join(sheet.read_text(encoding="utf-8") for sheet in _SHEETS)


@dataclass(frozen=True)
class Page:
    """What a page script works with: its lesson, its prose and how it looks to this visitor."""

    lesson: Lesson
    prose: Prose
    appearance: Appearance
    stop: Stop | None = None  # the step of the lecture; None outside of lecture mode
    is_whole: bool = True  # the first run draws what is above the fold only; a stage has no more

    @property
    def is_on_stage(self) -> bool:
        """Whether a lecture shows this lesson: one figure, and the sentence of the step."""
        return self.stop is not None and self.lesson in LESSONS

    @property
    def scene(self) -> str:
        """Which of the page's figures a lecture shows; empty for the first one."""
        return self.stop.scene if self.stop else ""

    def part(self, heading: str, **values: str) -> str:
        """Return the part of the prose under ``heading``, or a sentence about what it lacks."""
        try:
            return self.prose.part(heading, self.appearance.palette, **values)
        except ProseError as fault:
            return f":material/warning: {fault}"

    def write(self, heading: str, **values: str) -> None:
        """Write the part of the prose under ``heading``; nothing on a stage."""
        if not self.is_on_stage:
            st.markdown(self.part(heading, **values))

    def write_narrow(self, heading: str, **values: str) -> None:
        """Write the part of the prose under ``heading`` in a column that reads well."""
        if not self.is_on_stage:
            st.markdown(self.part(heading, **values), width=_COLUMN)

    def caption(self, heading: str, **values: str) -> None:
        """Write the part of the prose under ``heading`` as a caption; nothing in a lecture."""
        if self.stop is None:
            st.caption(self.part(heading, **values))

    def stage(self, heading: str, *, beside: bool = True) -> Stage:
        """Write the page's question; return the places of main numbers, figure and controls.

        The controls stand beside the figure, or above it. In a lecture the question is the headline
        alone.
        """
        if self.is_on_stage:
            return self._on_stage()
        return on_page(self._head(heading), beside=beside)

    def block(self, heading: str) -> Stage:
        """Write the question of a block; return the places of its numbers, figure and controls."""
        if self.is_on_stage:
            return self._on_stage()
        self.write_narrow(heading)
        return in_block()

    def _on_stage(self) -> Stage:
        if is_overtaken():
            st.rerun()
        return on_stage()

    def _head(self, heading: str) -> DeltaGenerator:
        # Columns stand before the style sheet is read: nothing above the fold moves when it is.
        words, numbers = st.columns([2, 3], gap="medium", vertical_alignment="center")
        with words:
            self.write(heading)
        with numbers:
            return main_numbers()

    def say(self, stage: Stage, **values: str) -> None:
        """Write the sentence of the lecture's step in its place; nothing outside of a lecture."""
        if stage.sentence is None or self.stop is None:
            return
        heading = f"step: {self.stop.step}"
        if heading in self.prose.parts:
            stage.sentence.markdown(self.part(heading, **values))

    def claim(self, heading: str, measured: dict[str, str], **values: str) -> None:
        """Write a claim, and beside it the numbers just measured, by label."""
        self.write_together(self.claimed(heading, measured, **values))

    def claimed(self, heading: str, measured: dict[str, str], **values: str) -> str:
        """Return a claim, and beside it the numbers just measured, for ``write_together``."""
        return quoted(f"{self.part(heading, **values)}\n\n{number_list(measured)}")

    def write_together(self, *pieces: str) -> None:
        """Write claims and parts of the prose as one element, the parts in a narrow column.

        Each element more is a message of each move.
        """
        if not self.is_on_stage:
            st.markdown("\n\n".join(pieces))


def enter(script: str, *, headline: bool = True) -> Page:
    """Begin the page of ``script`` (its ``__file__``): write its headline, return its ``Page``."""
    appearance, here = _appearance(), lesson(Path(script).stem)
    root = f":root {{ --ground: {appearance.palette.ground}; --column: {_COLUMN}px; }}"
    st.html(f"<style>{root}\n{_STYLE}{frame_style(here)}</style>")
    prose = read_prose(here.prose)
    stop = None
    if lecture.switched_on():
        lecture.enlarge_page()
        stop = stop_at(here)
    if headline:
        st.title(here.question, anchor=False)
    return Page(here, prose, appearance, stop, is_hero_drawn(here.stem))


def _appearance() -> Appearance:
    unit = UNITS.get(st.session_state.get(link.UNITS.name, ""), UNITS["bits"])
    return Appearance("dark" if st.context.theme.type == "dark" else "light", unit)
