"""A visitor's own table on the training page: the race on it, and who never sees it."""

import contextlib
import gc
import io
import math
import weakref

import numpy as np
import pytest

import infotheory as it
from tests.own_files import clouds, csv, digits_csv
from tests.race_message import shown
from tests.test_pages import assert_no_exception, metrics, visit
from tests.test_training import steps, words
from ui.lessons.registry import lesson
from ui.lessons.training import escape_time
from ui.lessons.training.race_settings import LOSSES
from ui.lessons.training.runs import run
from ui.lessons.your_model.from_race import race_of
from ui.widgets.own_table import memory, slot

FIELD = "tr_upload"
MARKER = "zebra_7731"
FLAT = csv(clouds(classes=(MARKER, "bee", "cat")))
WIDE = csv(clouds(features=5, classes=("ant", MARKER, "cat", "dog"), n=200))


def race(**query):
    query = {"data": "yours", "steps": "50"} | query
    at = visit("training", **{f"tr_{key}": value for key, value in query.items()})
    assert_no_exception(at)
    return at


def own_of(at):
    """The rows that the visitor's session holds."""
    return at.session_state[slot._KEY]["race"].good


@pytest.fixture
def short_escapes(monkeypatch):
    """Bear a tenth of the steps that escape times on own data otherwise take: 400 on `WIDE`."""
    monkeypatch.setattr(escape_time, "MOST_OWN_WORK", 3e5)


def test_a_link_to_own_data_shows_the_default_data_until_there_are_some():
    at = race(steps="as suits the data")
    assert "Until you bring your own data, you see *blobs*" in words(at)
    assert steps(at) == ("8", "65")


def test_two_features_are_raced_in_their_plane_with_the_names_of_the_classes(upload):
    upload(FLAT, FIELD)
    at = race(b="6")
    message = shown(at)
    assert message["plane"]["names"] == ["bee", "cat", MARKER]
    assert message["digits"] is message["table"] is None
    data = own_of(at).split(0, 0.0, as_they_are=False)
    for loss, counted in zip(LOSSES, steps(at), strict=True):
        settings = it.TrainingSettings(loss=loss, hidden=32, wrong_bias=6.0, steps=50)
        wanted = it.steps_to_accuracy(data, settings)
        assert counted == (str(wanted) if wanted is not None else "more than 50")


def test_the_digits_brought_back_as_csv_give_the_same_race(upload):
    upload(digits_csv(), FIELD)
    same = {"model": "ReLU-64", "steps": "10"}
    mine, theirs = race(raw="true", b="0", **same), race(data="digits", b_digits="0", **same)
    assert steps(mine) == steps(theirs)
    a, b = shown(mine), shown(theirs)
    assert a["racers"] == b["racers"]
    lines = [[measure["lines"] for measure in each["measures"]] for each in (a, b)]
    assert lines[0] == lines[1]
    assert a["table"]["apart"] == b["digits"]["apart"]


def test_of_many_features_the_test_rows_are_listed_that_the_models_read_differently(upload):
    upload(WIDE, FIELD)
    at = race(b="3", model="linear", steps="10")
    table, own = shown(at)["table"], own_of(at)
    data = own.split(0, 0.0, as_they_are=False)
    answers = []
    for loss in LOSSES:
        settings = it.TrainingSettings(loss=loss, init="zero", wrong_bias=3.0, steps=10)
        *_, end = it.train(data, settings)
        answers.append(it.softmax(it.logits(end.parameters, data.x_test)))
    differ = np.flatnonzero(answers[0].argmax(axis=1) != answers[1].argmax(axis=1))
    assert table["apart"][-1] == len(differ) > 0
    first = int(min(differ, key=lambda row: own.test_places(0)[row]))
    assert table["picked"][-1][0] == first
    said = [[int(q[first].argmax()), round(255 * q[first].max())] for q in answers]
    assert table["said"][-1][0] == said
    line = table["shown"][str(first)]["place"]
    assert WIDE.decode().splitlines()[line - 1].endswith(own.classes[data.y_test[first]])


@pytest.mark.usefixtures("short_escapes")
def test_forks_best_rates_and_every_block_work_and_the_map_says_that_it_does_not(upload):
    upload(WIDE, FIELD)
    blocks = [each for each in lesson("training").blocks if each != "tr_exercises"]
    at = visit(
        "training",
        tr_data="yours",
        tr_steps="10",
        tr_model="linear",
        tr_fair="each its best η",
        tr_fork="cross_entropy 1",
        open=blocks,
    )
    assert_no_exception(at)
    assert [each["name"] for each in shown(at)["racers"]][2:] == ["switched"]
    said = words(at)
    assert "Switched at step 1" in said
    assert "They say nothing about your own data" in said
    assert "On your own data: a linear model from zero, at most 400 steps." in said


@pytest.mark.parametrize("file", [FLAT, WIDE])
def test_the_code_that_is_shown_prints_the_numbers_on_screen(upload, file, tmp_path, monkeypatch):
    upload(file, FIELD)
    at = visit("training", tr_data="yours", tr_steps="50", tr_noise="0.1", open="tr_code")
    (tmp_path / "mine.csv").write_bytes(file)
    monkeypatch.chdir(tmp_path)
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed):
        exec(at.code[0].value, {})
    lines = printed.getvalue().splitlines()
    found = [line.split()[1].replace("None", "more than 50") for line in lines]
    assert tuple(found) == steps(at)


def test_columns_that_tell_nothing_and_rows_that_are_too_many_are_said(upload):
    upload(csv(clouds(features=3, n=6000).assign(f2=1, city="Rome")), FIELD)
    at = race(steps="10", model="linear")
    assert "5,000 of 6,000 rows are drawn, by the seed." in words(at)
    assert "1,000 rows are held out for the test." in words(at)
    assert "The same in all rows, so left out when standardising: `f2`." in words(at)
    assert "Left out, since it holds words: `city`." in words(at)
    assert shown(at)["plane"]  # of the two that are left


def test_what_is_wrong_is_a_sentence_and_what_was_raced_stays(upload):
    upload(FLAT, FIELD)
    at = race()
    before = steps(at)
    for file, said in (
        (b"a,label\n1,x\n", "Only 1 row is complete"),
        (b"a\n1\n", "only one column"),
        (csv(clouds(classes=("ant",))), "All rows have the label `ant`"),
    ):
        upload(file, FIELD)
        at.run()
        assert_no_exception(at)
        assert said in at.error[0].value
        assert "You still see the last table that could be raced." in words(at)
        assert steps(at) == before
    upload(WIDE, FIELD)
    at.run()
    assert not at.error
    assert len(own_of(at).classes) == 4


def test_the_columns_and_the_decimal_mark_can_be_corrected(upload):
    # What is looked at first has no comma.
    upload(b"kind;f1\n" + b"ant;1\nbee;2\n" * 40 + b"ant;0,5\nbee;1,5\n" * 5, FIELD)
    at = race()
    assert "10 rows of 90 are left out, first line 82" in words(at)
    field = next(box for box in at.selectbox if box.label == "Separator and decimal mark")
    field.set_value("semicolons and decimal commas").run()
    assert_no_exception(at)
    assert own_of(at).n == 90
    upload(csv(clouds(features=3)), FIELD)
    at.run()
    features = next(box for box in at.multiselect if box.label.startswith("Features"))
    features.set_value(["f0", "f2"]).run()
    assert_no_exception(at)
    assert own_of(at).features == ("f0", "f2")
    assert shown(at)["plane"]


def test_both_models_are_examined_with_one_click(upload):
    upload(WIDE, FIELD)
    at = race(b="4", raw="true")
    own = own_of(at)
    at.button(key="tr_examine").click().run()
    assert_no_exception(at)
    text = at.session_state["ym_race"]
    assert MARKER not in text
    asked = race_of(text, own)
    assert (asked.own, asked.as_they_are, asked.wrong_bias) == (own, True, 4.0)
    end = run(asked.source(), asked.training("cross_entropy", 0.5)).end
    assert metrics(at)["cross-entropy"] == f"{end.test.cross_entropy / math.log(2):.3f} bits"
    stranger = visit("your_model", ym_from="race", ym_race=text)
    assert_no_exception(stranger)
    assert "That race was on data of somebody's own" in words(stranger)
    assert "That race was on data" not in words(at)
    gone = weakref.ref(own)
    del at, own, asked, end
    gc.collect()
    assert gone() is None  # no cache of the page that examines has it


@pytest.mark.usefixtures("short_escapes")
@pytest.mark.parametrize("file", [FLAT, WIDE])
def test_a_visitors_data_reach_no_other_session_no_link_no_log_and_no_cache(upload, caplog, file):
    caplog.set_level("DEBUG")
    upload(file, FIELD)
    query = {"tr_data": "yours", "tr_steps": "10", "open": list(lesson("training").blocks)}
    at = visit("training", **query)
    at.button(key="share").click().run()
    assert_no_exception(at)
    assert MARKER in str(shown(at))
    assert MARKER not in next(each.value for each in at.code if "tr_data=yours" in each.value)
    assert MARKER not in str(dict(at.query_params))
    stranger = visit("training", **query)
    assert_no_exception(stranger)
    assert MARKER not in str([*stranger.main]) + str(shown(stranger))
    assert MARKER not in caplog.text
    own = own_of(at)
    gone = [weakref.ref(own), weakref.ref(own.table)]
    del at, own
    gc.collect()
    assert [each() for each in gone] == [None] * len(gone)


def test_what_all_visitors_hold_is_bounded_and_who_is_refused_is_told(upload, monkeypatch):
    monkeypatch.setattr(memory, "MOST_HELD", 2**20)
    upload(FLAT, FIELD)
    at = race(steps="as suits the data")
    assert "as much of its visitors' data" in at.error[0].value
    assert steps(at) == ("8", "65")


def test_my_data_are_forgotten_at_once_when_asked(upload):
    upload(FLAT, FIELD)
    at = race(steps="as suits the data")
    own = weakref.ref(own_of(at))
    at.button(key="tr_forget").click().run()
    assert_no_exception(at)
    assert steps(at) == ("8", "65")
    gc.collect()
    assert own() is None
