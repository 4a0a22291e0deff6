"""What the app writes into a control stays, though the browser still reports what was there."""

from unittest.mock import patch

import pytest
from streamlit.testing.v1 import AppTest

from ui.widgets import written


def script():
    import streamlit as st

    from ui.link import UNITS, Text
    from ui.widgets.choice import choose
    from ui.widgets.linked_text import linked_text
    from ui.widgets.written import write

    TEXT = Text("", "text", "", default="old")
    st.button("write", key="write", on_click=write, args=({"text": "new", "units": "nats"},))
    st.button("rewrite", key="rewrite", on_click=write, args=({"text": "newest"},))
    st.toggle("another", key="another")
    st.session_state.shown = linked_text("Text", TEXT), choose(st.selectbox, "U", UNITS)


class Clock:
    """The time that the app reads."""

    now = 1000.0

    def monotonic(self) -> float:
        return self.now


@pytest.fixture
def clock():
    clock = Clock()
    with patch.object(written, "time", clock):
        yield clock


@pytest.fixture
def at(clock):
    at = AppTest.from_function(script, default_timeout=20).run()
    assert at.session_state.shown == ("old", "bits")
    at.button(key="write").click().run()
    assert at.session_state.shown == ("new", "nats")
    return at


def reported(at, **values):
    """What is shown after a move beside which the browser reports these values."""
    at.toggle(key="another").set_value(not at.toggle(key="another").value)
    for key, value in values.items():
        (at.text_input if key == "text" else at.selectbox)(key=key).set_value(value)
    at.run()
    assert not at.exception
    return at.session_state.shown


def test_a_report_from_before_the_write_does_not_count(at):
    assert reported(at, text="old", units="bits") == ("new", "nats")
    assert reported(at) == ("new", "nats")


def test_after_two_writes_neither_earlier_value_counts(at):
    at.button(key="rewrite").click().run()
    assert reported(at, text="old") == ("newest", "nats")
    assert reported(at, text="new") == ("newest", "nats")


def test_a_value_that_was_not_there_before_counts_at_once(at):
    assert reported(at, text="typed", units="bans") == ("typed", "bans")


def test_later_the_earlier_values_count_too(at, clock):
    clock.now += written.CLICKING
    assert reported(at, units="bits") == ("new", "bits")
    clock.now += written.TYPING - written.CLICKING
    assert reported(at, text="old") == ("old", "bits")


def test_a_value_that_is_written_twice_stays(at):
    at.button(key="rewrite").click().run()
    at.button(key="write").click().run()
    assert reported(at) == ("new", "nats")
    assert reported(at, text="newest") == ("new", "nats")
