"""The editor over its text: what a preset, a repair, a link and a broken text do."""

import json

import numpy as np
import pytest
from streamlit.testing.v1 import AppTest


def one():
    import streamlit as st

    from ui.link import ENT_P
    from ui.widgets.distribution.editors import edit_distribution

    p, names = edit_distribution(
        ENT_P,
        colour="#1d5fc4",
        presets={"coin": "1 1", "die": "1 1 1 1 1 1", "four": "1/2, 1/4, 1/8, 1/8"},
        names={"coin": ("heads", "tails"), "die": tuple("123456")},
    )
    st.session_state.result = p
    st.session_state.result_names = names


def two():
    import streamlit as st

    from ui.link import CE_P, CE_Q
    from ui.widgets.distribution.editors import edit_pair

    p, q, _ = edit_pair(
        CE_P,
        CE_Q,
        colours=("#1d5fc4", "#b45309"),
        presets={"coins": ("1 1", "1 3"), "dice": ("1 1 1 1 1 1", "1 1 1 1 1 5")},
    )
    st.session_state.result = p, q


def run(script, **query):
    at = AppTest.from_function(script, default_timeout=20)
    for key, value in query.items():
        at.query_params[key] = value
    at.run()
    assert not at.exception
    return at


def lit(at):
    return pills(at).value


def pills(at):
    (found,) = at.get("button_group")
    return found


def write(at, key, text):
    at.text_input(key=key).set_value(text).run()
    assert not at.exception
    return at


def test_it_starts_at_the_default():
    at = run(one)
    assert at.session_state.result.tolist() == [0.5, 0.25, 0.125, 0.125]
    assert at.session_state.result_names == ("A", "B", "C", "D")
    assert not at.error


def test_a_link_is_read_in_the_first_run():
    at = run(one, ent_p="3 1")
    assert at.session_state.result.tolist() == [0.75, 0.25]
    assert at.text_input(key="ent_p").value == "3 1"


@pytest.mark.parametrize(
    "text",
    ["abc", "0.5", "1 " * 10_000, "x" * 10_240, "1 -1", "0 0", "nan 1", "1/0 1", "", "\x01", "<b>"],
)
def test_a_broken_text_has_its_sentence_and_keeps_the_last_good(text):
    at = write(run(one), "ent_p", "3 1")
    write(at, "ent_p", text)
    assert at.session_state.result.tolist() == [0.75, 0.25]
    assert len(at.error) == 1
    assert at.text_input(key="ent_p").value == text
    write(at, "ent_p", "1 3")
    assert at.session_state.result.tolist() == [0.25, 0.75]
    assert not at.error


def test_a_broken_link_falls_back_to_the_default():
    at = run(one, ent_p="abc")
    assert at.session_state.result.tolist() == [0.5, 0.25, 0.125, 0.125]
    assert "`abc`" in at.error[0].value


def test_what_a_caller_does_to_its_array_stays_with_it():
    at = run(one)
    at.session_state.result[:] = 7
    write(at, "ent_p", "abc")
    assert at.session_state.result.tolist() == [0.5, 0.25, 0.125, 0.125]


def test_a_preset_writes_the_text():
    at = run(one)
    pills(at).set_value("die").run()
    assert at.text_input(key="ent_p").value == "1 1 1 1 1 1"
    np.testing.assert_allclose(at.session_state.result, 1 / 6)
    assert at.session_state.result_names == tuple("123456")


def test_a_preset_is_lit_exactly_when_the_text_says_the_same():
    at = run(one)
    assert lit(at) == "four"
    assert lit(write(at, "ent_p", "0.5 0.5")) == "coin"
    assert lit(write(at, "ent_p", "0.5 0.6")) is None
    assert lit(write(at, "ent_p", "abc")) is None
    assert lit(write(at, "ent_p", "50% 50%")) == "coin"


def test_a_coin_made_unfair_is_still_heads_and_tails():
    at = run(one)
    pills(at).set_value("coin").run()
    assert at.session_state.result_names == ("heads", "tails")
    write(at, "ent_p", "0.3 0.7")
    assert at.session_state.result_names == ("heads", "tails")
    write(at, "ent_p", "1 2 3")
    assert at.session_state.result_names == ("A", "B", "C")


def test_outcomes_beyond_the_alphabet_are_numbered():
    at = write(run(one), "ent_p", "1 " * 27)
    assert at.session_state.result_names[-1] == "27"


def test_a_pair_starts_at_its_defaults():
    p, q = run(two).session_state.result
    assert p.tolist() == [0.5, 0.25, 0.125, 0.125]
    assert q.tolist() == [0.125, 0.5, 0.25, 0.125]


def test_a_preset_writes_both_texts():
    at = run(two)
    pills(at).set_value("coins").run()
    p, q = at.session_state.result
    assert p.tolist() == [0.5, 0.5]
    assert q.tolist() == [0.25, 0.75]


def test_unequal_lengths_keep_the_last_good_pair_and_are_repaired_by_one_click():
    at = write(run(two), "ce_p", "1 1 2")
    assert at.error[0].value == "q has 4 probabilities but p has 3: give q 3 numbers."
    assert [x.size for x in at.session_state.result] == [4, 4]
    at.button(key="ce_q_repair").click().run()
    assert not at.error
    p, q = at.session_state.result
    assert p.tolist() == [0.25, 0.25, 0.5]
    np.testing.assert_allclose(q, 1 / 3)
    assert at.text_input(key="ce_p").value == "1 1 2"


def test_two_broken_texts_have_a_sentence_each():
    at = run(two, ce_p="abc", ce_q="1")
    assert len(at.error) == 2
    assert [x.size for x in at.session_state.result] == [4, 4]


def test_the_bars_are_given_what_they_draw():
    proto = write(run(one), "ent_p", "3 1").get("bidi_component")[0].proto
    (data,) = json.loads(proto.json)
    assert data["series"] == [
        {"symbol": "p", "colour": "#1d5fc4", "values": [0.75, 0.25], "seen": 0}
    ]
    assert data["names"] == ["A", "B"]


def test_nothing_stands_in_for_a_text_that_has_changed():
    def script():
        import streamlit as st

        from ui.widgets.live import held, hold

        st.session_state["bars"] = {}
        hold("bars", ("1 1",), "pulled")
        st.session_state.same = held("bars", ("1 1",))
        st.session_state.changed = held("bars", ("1 2",))
        st.session_state.again = held("bars", ("1 1",))

    at = AppTest.from_function(script).run()
    assert at.session_state.same == "pulled"
    assert at.session_state.changed is None
    assert at.session_state.again is None
