"""The plan of a lecture is the path that → walks: its states, its sentences, its questions."""

import re
from itertools import pairwise

import pyarrow as pa
import pytest

from tests.test_pages import assert_no_exception, metrics, visit
from ui.lecture.path import PLAN, path_of, paths, place
from ui.lessons.registry import EVERY_PAGE, LESSONS
from ui.link import LECTURE_MINUTES, TABLE
from ui.page.prose import read_prose

TEXT = PLAN.read_text(encoding="utf-8")
PATHS = paths(TEXT)
STOPS = {stop.step: stop for path in PATHS.values() for stop in path}
ON_STAGE = [stop for stop in STOPS.values() if stop.stem != "room"]
MOST_WORDS = 25


def stage_at(stop):
    """The page at a step, as a reload of its link shows it."""
    minutes = next(minutes for minutes, path in PATHS.items() if stop in path)
    at = visit(stop.stem, **dict(stop.state), lecture="true", minutes=minutes, step=stop.step)
    assert_no_exception(at)
    assert not at.error
    return at


def sentence_of(at):
    """The words in the place of the step's sentence."""
    return " ".join(each.value for each in at.markdown)


def words_of(markdown):
    """The words as they are said: a formula is one."""
    return re.sub(r"\$[^$]*\$", "formula", markdown).replace("*", "").split()


def test_there_is_a_path_for_each_choice_of_minutes():
    assert set(PATHS) == set(LECTURE_MINUTES.options)
    assert path_of("45") == PATHS["45"]


def test_a_step_has_one_state_wherever_it_is_walked():
    for path in PATHS.values():
        assert len({stop.step for stop in path}) == len(path)
        assert all(STOPS[stop.step] == stop for stop in path)


@pytest.mark.parametrize("stop", STOPS.values(), ids=lambda stop: stop.step)
def test_a_step_names_a_page_and_keys_that_it_reads(stop):
    assert stop.stem in {each.stem for each in EVERY_PAGE}
    keys = {key.name for key in TABLE if key.page in ("", stop.stem)}
    assert {key for key, _ in stop.state} <= keys


@pytest.mark.parametrize("stop", ON_STAGE, ids=lambda stop: stop.step)
def test_each_step_has_a_whole_sentence_of_its_own_that_is_soon_said(stop):
    said = sentence_of(stage_at(stop))
    assert ":material/warning:" not in said
    assert said.rstrip("*").endswith((".", "?"))
    assert 5 <= len(words_of(said)) <= MOST_WORDS
    assert said.rstrip("*").endswith("?") == stop.is_question


def test_no_sentence_is_left_that_no_path_comes_to():
    written = {
        heading.removeprefix("step: ")
        for page in LESSONS
        for heading in read_prose(page.prose).parts
        if heading.startswith("step: ")
    }
    assert written == {stop.step for stop in ON_STAGE}


ANSWERS = {
    "ask-start": ["65", "400", "2,799"],
    "ask-dice": ["5.170"],
    "ask-coin": ["0.469"],
    "ask-model": ["0.424"],
    "ask-snow": ["∞"],
    "line.ask-line": ["0.554"],
    "race": ["2,799", "15 "],
    "factor": ["2,799", "15 "],
}
"""What may not stand on the screen at a step, since it answers a question to come."""


@pytest.mark.parametrize("step", ANSWERS)
def test_no_answer_stands_on_the_screen_before_its_step(step):
    at = stage_at(STOPS[step])
    shown = [*metrics(at).values(), sentence_of(at)]
    for figure in at.get("vega_lite_chart"):
        shown += [data_of(each) for each in figure.proto.datasets]
    for answer in ANSWERS[step]:
        assert not any(answer in each for each in shown), answer


def test_each_question_is_followed_by_its_answer_on_the_same_figure():
    for path in PATHS.values():
        for before, after in pairwise(path):
            if before.is_question and before is not path[0]:  # the first is the lecture's own
                assert not after.is_question
                assert after.stem in (before.stem, "room")


def data_of(dataset):
    """The table that a figure is sent, as text."""
    with pa.ipc.open_stream(dataset.data.data) as table:
        return table.read_pandas().to_csv()


def test_at_most_four_questions_go_to_the_room_and_each_is_revealed():
    for path in PATHS.values():
        inside = [stop for stop in path if stop.stem == "room"]
        voted = [dict(stop.state)["ask"] for stop in inside if stop.step.startswith("vote")]
        revealed = [dict(stop.state)["ask"] for stop in inside if stop.step.startswith("reveal")]
        assert voted == revealed
        assert len(voted) <= 4


def test_the_numbers_that_the_steps_show():
    def shown(step):
        return metrics(stage_at(STOPS[step]))

    assert shown("dice")["I(x)"] == "5.170 bits"
    assert shown("lottery")["I(x)"] == "23.737 bits"
    assert shown("coin")["H(p)"] == "0.469 bits"
    assert shown("die")["D(p‖q)"] == "0.424 bits"  # log₂ 6 − (1 + ½ log₂ 5)
    assert shown("snow")["H(p, q)"] == "∞ bits"
    assert shown("way")["D(p‖q)"] == "0.737 bits"
    assert shown("end") == {
        "cross-entropy: steps to 90 %": "8",
        "squared error: steps to 90 %": "65",
    }


@pytest.mark.parametrize("minutes", PATHS)
def test_a_lecture_takes_its_minutes_without_a_gap(minutes):
    text = re.split(r"^## (\d+) minutes$", TEXT, flags=re.MULTILINE)
    part = text[text.index(minutes) + 1]
    spans = [tuple(map(int, span)) for span in re.findall(r"^### (\d+)–(\d+) ", part, re.M)]
    assert spans[0][0] == 0
    assert spans[-1][1] == int(minutes)
    assert all(a[1] == b[0] for a, b in pairwise(spans))


def test_an_unknown_step_is_the_first_one_on_its_page():
    path = PATHS["45"]
    assert path[place(path, "<b>no such step</b>", "entropy")].step == "ask-coin"
    assert place(path, "", "your_page") == -1
    at = visit("entropy", lecture="true", step="x" * 20_000)
    assert_no_exception(at)


def test_home_shows_the_plan_and_its_links_open_the_stage():
    at = visit("home", open="home_plan")
    assert_no_exception(at)
    plan = "".join(each.value for each in at.markdown)
    assert "lecture=true&minutes=45&step=coin" in plan
    assert "lecture=true&minutes=20&step=snow" in plan
