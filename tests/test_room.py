"""The room's page, through the frame: the way in, hostile codes, another question."""

import math
import sys

import numpy as np
import pytest
from streamlit.testing.v1 import AppTest

from ui.lessons.questions import QUESTIONS
from ui.lessons.registry import LESSONS, ROOM, lesson
from ui.page.prose import read_prose
from ui.room.join.served import LIGHT_PHONES
from ui.room.memory_rooms import MemoryRooms
from ui.room.rooms import Forecast, StoreAway
from ui.room.scores import leaning
from ui.room.store import rooms


def visit(**query: str) -> AppTest:
    at = AppTest.from_file("../ui/main.py", default_timeout=60)
    at.switch_page("../pages/room.py")
    for key, value in query.items():
        at.query_params[key] = value
    return at.run()


def button(at: AppTest, label: str):
    return next(each for each in at.button if label in each.label)


HOSTILE = ["", "ABCD", "abc", "-1", "<b>1</b>", "٣٣٣٣", "\x00\x1b", "[x](y)", "9" * 10_000]


@pytest.mark.parametrize("code", HOSTILE, ids=lambda code: repr(code[:8]))
def test_a_made_up_code_gets_a_sentence_that_does_not_repeat_it(code):
    for at in (visit(code=code), visit(summary=code)):
        assert not at.exception
        assert len(at.warning) == 1
        assert at.warning[0].value.startswith("There is no room with this code.")
        assert not [each for each in at.button if (each.key or "").startswith("room")]


@pytest.mark.parametrize("ask", ["", "home", "room", "<b>", "../app", "x" * 10_000])
def test_a_made_up_question_falls_back_to_the_first(ask):
    at = visit(ask=ask)
    assert not at.exception
    assert at.selectbox(key="room_question").value == next(iter(QUESTIONS))


@pytest.mark.parametrize("stem", QUESTIONS)
def test_each_question_is_put_answered_and_revealed(stem):
    at = visit(ask=stem)
    button(at, "Open a room").click().run()
    code = next(m.value for m in at.markdown if m.value.startswith("## Code")).split()[-1]
    phone = visit(code=code)
    options = QUESTIONS[stem].options
    assert len(phone.button) == 2 * len(options) + 1
    button(phone, "no idea").click().run()
    assert phone.success
    button(at, "Reveal").click().run()
    shown = {metric.label: metric.value for metric in at.metric}
    assert shown["surprise, pooled"] == f"{ {2: '1.000', 3: '1.585'}[len(options)] } bits"
    phone.run()
    assert not phone.exception
    assert {m.label for m in phone.metric} == {"your surprise", "your squared error"}
    button(at, "Close the room").click().run()
    button(at, "Do it anyway").click().run()
    assert button(at, "Open a room")
    assert not at.exception


def test_no_answer_is_thrown_away_without_asking_first():
    at = visit(ask="entropy")
    button(at, "Open a room").click().run()
    code = next(m.value for m in at.markdown if m.value.startswith("## Code")).split()[-1]
    phone = visit(code=code)
    button(phone, "no idea").click().run()  # not yet on the lecturer's screen
    button(at, "Close the room").click().run()
    assert rooms().look(code).answered == 1
    button(at, "Keep the answers").click().run()
    button(at, "Close the room").click().run()
    assert any("1 answer will be lost" in m.value for m in at.markdown)
    button(at, "Keep the answers").click().run()
    assert rooms().look(code).answered == 1
    at.selectbox(key="room_question").set_value("training").run()
    button(at, "Ask this question").click().run()
    assert rooms().look(code).question == "training"
    assert rooms().look(code).answered == 1, "another question keeps what was said"
    button(at, "Close the room").click().run()
    button(at, "Do it anyway").click().run()
    button(at, "Open a room").click().run()
    button(at, "Close the room").click().run()
    assert button(at, "Open a room"), "there was no answer to lose"


def test_another_question_is_put_to_the_same_room():
    at = visit(ask="entropy")
    button(at, "Open a room").click().run()
    at.selectbox(key="room_question").set_value("training").run()
    button(at, "Ask this question").click().run()
    asked = read_prose(lesson("training").prose).parts["predict"]
    assert any(asked in m.value for m in at.markdown)
    button(at, "Close the room").click().run()


def test_a_teacher_keeps_what_a_class_said_and_anybody_may_open_the_summary():
    at = visit(ask="entropy")
    button(at, "Open a room").click().run()
    code = next(m.value for m in at.markdown if m.value.startswith("## Code")).split()[-1]
    right = QUESTIONS["entropy"].right
    said = [Forecast(tuple(np.roll((0.7, 0.2, 0.1), right).tolist())), leaning(right, 3, "sure")]
    said.append(leaning((right + 1) % 3, 3, "sure"))
    for i, each in enumerate(said):
        rooms().vote(code, f"student {i}", each)
    early = visit(summary=code)
    assert not early.exception
    assert not early.metric, "a round that is running is told"
    button(at, "Reveal").click().run()
    assert not at.exception
    shown = {metric.label: metric.value for metric in at.metric}
    pool = sum(each.probabilities[right] for each in said) / 3
    assert shown["surprise, the class, on average"] == "∞ bits"
    assert shown["surprise, median"] == f"{-math.log2(0.7):.3f} bits"
    assert shown["surprise, pooled"] == f"{-math.log2(pool):.3f} bits"
    assert any("1 of 3 gave the right answer 0%" in m.value for m in at.markdown)
    links = [each.proto.url for each in at.get("link_button")]
    assert any(link.endswith(f"/room?summary={code}") for link in links)
    at.selectbox(key="room_question").set_value("training").run()
    button(at, "Ask this question").click().run()
    late = visit(summary=code)
    assert not late.exception
    shown = {metric.label: metric.value for metric in late.metric}
    assert (shown["answers"], shown["gave it 0%"]) == ("3", "1")
    assert len(late.get("vega_lite_chart")) == 1
    button(at, "Close the room").click().run()
    button(at, "Do it anyway").click().run()
    assert visit(summary=code).warning[0].value.startswith("There is no room")


@pytest.mark.parametrize(
    ("served", "host", "place"),
    [
        (True, "https://lecture.example.org", "/join/"),
        (False, "https://lecture.example.org", "/room?code="),
        (True, "https://lecture.streamlit.app", "/room?code="),  # every address is a frame there
    ],
)
def test_phones_are_sent_to_the_light_page_where_it_is_shown(monkeypatch, served, host, place):
    monkeypatch.setattr(LIGHT_PHONES, "served", served)
    monkeypatch.setattr("ui.room.hall.address", lambda page: f"{host}/{page.stem}")
    monkeypatch.setattr("ui.room.join.address.address", lambda _: f"{host}/")
    at = visit(ask="entropy")
    way_in = [each.proto.url for each in at.get("link_button")]
    assert way_in == ([f"{host}/join"] if "join" in place else [])
    button(at, "Open a room").click().run()
    code = next(m.value for m in at.markdown if m.value.startswith("## Code")).split()[-1]
    assert any(m.value == f"**{host}{place}{code}**" for m in at.markdown)
    assert not at.exception
    button(at, "Close the room").click().run()


def test_while_the_store_is_away_lecturer_and_student_read_a_sentence(monkeypatch):
    class Away(MemoryRooms):
        def of_owner(self, owner):
            raise StoreAway

        def come(self, code, visitor):
            raise StoreAway

    monkeypatch.setattr("ui.room.hall.rooms", Away)
    monkeypatch.setattr("ui.room.phone.rooms", Away)
    for at in (visit(), visit(code="BCDF")):
        assert not at.exception
        assert [each.value for each in at.warning] == [str(StoreAway())]


def test_a_reveal_without_an_answer_is_no_fault():
    at = visit()
    button(at, "Open a room").click().run()
    button(at, "Reveal").click().run()
    assert not at.exception
    button(at, "Close the room").click().run()


def test_a_copy_in_a_browser_says_that_no_phone_can_come(monkeypatch):
    monkeypatch.setattr(sys, "platform", "emscripten")
    at = visit()
    assert not at.exception
    assert any("only in your browser" in m.value for m in at.markdown)


@pytest.mark.parametrize("stem", QUESTIONS)
def test_a_page_offers_the_answers_that_the_room_does(stem):
    at = AppTest.from_file("../ui/main.py", default_timeout=60)
    at.switch_page(f"../pages/{stem}.py").run()
    offered = tuple(
        each.label for each in at.button if (each.key or "").startswith(f"{stem}_guess")
    )
    assert offered == QUESTIONS[stem].options
    button(at, QUESTIONS[stem].answer).click().run()
    assert any(
        f"You said *{QUESTIONS[stem].answer}*. That is right." in each.value for each in at.markdown
    )


def test_every_part_of_the_prose_is_used():
    root = ROOM.script.parents[1]
    script = ROOM.script.read_text(encoding="utf-8")
    script += "".join(file.read_text(encoding="utf-8") for file in (root / "ui/room").glob("*.py"))
    for heading in read_prose(ROOM.prose).parts:
        assert f'"{heading}"' in script, heading
    assert ROOM not in LESSONS
