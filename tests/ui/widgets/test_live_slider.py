"""The slider over its text: what a link, a preset and a broken text do."""

import json

import pytest
from streamlit.testing.v1 import AppTest


def script():
    import streamlit as st

    from ui.link import Number
    from ui.widgets.live_slider import live_slider

    st.session_state.result = live_slider(
        Number("", "si_p", "", default="1/2", low=1e-9, high=1),
        label="Probability",
        scale="log",
        colour="#1d5fc4",
        ticks=[(1, "1"), (0.5, "½")],
        presets={"coin": "1/2", "die": "1/6", "lottery": "7.15e-8"},
    )


def run(**query):
    at = AppTest.from_function(script, default_timeout=20)
    for key, value in query.items():
        at.query_params[key] = value
    at.run()
    assert not at.exception
    return at


def pills(at):
    (found,) = at.get("button_group")
    return found


def write(at, text):
    at.text_input(key="si_p").set_value(text).run()
    assert not at.exception
    return at


def test_it_starts_at_the_default():
    at = run()
    assert at.session_state.result == 0.5
    assert pills(at).value == "coin"


@pytest.mark.parametrize(
    ("text", "value"),
    [("1/6", 1 / 6), (" 0.25 ", 0.25), ("7.15e-8", 7.15e-8), ("5%", 0.05), ("0,125", 0.125)],
)
def test_a_link_is_read_in_the_first_run(text, value):
    assert run(si_p=text).session_state.result == value


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("abc", "`abc` is not a number"),
        ("1 2", "`1 2` is not a number"),
        ("0,2,5", "`0,2,5` is not a number"),
        ("1,000", "`1,000` is more than 1"),
        ("", "This field is empty: write a number from 1e-9 to 1."),
        ("2", "`2` is more than 1"),
        ("0", "`0` is less than 1e-9"),
        ("-1", "`-1` is less than 1e-9"),
        ("nan", "`nan` is not a number"),
        ("inf", "`inf` is not a number"),
        ("1/0", "`1/0` divides by zero"),
        ("1e999", "`1e999` is too large"),
        ("9" * 5000, "5,000 characters"),
        ("<b>1</b>", "`<b>1</b>` is not a number"),
    ],
)
def test_a_broken_text_has_its_sentence_and_keeps_the_last_good(text, words):
    at = write(write(run(), "1/6"), text)
    assert at.session_state.result == 1 / 6
    assert words in at.error[0].value
    assert at.text_input(key="si_p").value == text


@pytest.mark.parametrize("text", ["abc", "2½", "1/0", "1e999"])
def test_a_text_that_is_no_whole_number_is_told_to_be_one(text):
    def count():
        from ui.link import Number
        from ui.widgets.live_slider import live_count

        live_count(
            Number("", "count", "", default=2, low=1, high=9, whole=True), label="Count", colour=""
        )

    at = AppTest.from_function(count, default_timeout=20).run()
    at.text_input(key="count").set_value(text).run()
    assert not at.exception
    ask = "cannot be read as a whole number: write a whole number from 1 to 9."
    assert [error.value for error in at.error] == [f"`{text}` {ask}"]


def test_a_broken_link_falls_back_to_the_default():
    at = run(si_p="abc")
    assert at.session_state.result == 0.5
    assert at.error


def test_a_preset_writes_the_text_and_is_lit():
    at = run()
    pills(at).set_value("lottery").run()
    assert at.text_input(key="si_p").value == "7.15e-8"
    assert at.session_state.result == 7.15e-8
    assert pills(at).value == "lottery"
    assert pills(write(at, "0.2")).value is None


def test_the_slider_is_given_what_it_draws():
    proto = run(si_p="1/4").get("bidi_component")[0].proto
    (data,) = json.loads(proto.json)
    assert data["value"] == 0.25
    assert data["log"] is True
    assert data["ticks"] == [[1, "1"], [0.5, "½"]]
