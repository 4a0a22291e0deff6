"""The lesson on a visitor's own model: its examples, its sources, and what becomes of the data."""

import gc
import io
import math
import weakref
import zipfile
from dataclasses import replace
from urllib.parse import parse_qs, urlsplit
from xml.etree import ElementTree

import numpy as np
import pytest
from streamlit.testing.v1 import AppTest

import infotheory as it
from tests.moves import Visitor
from tests.own_files import clouds, csv
from tests.test_pages import assert_no_exception, metrics, visit
from ui.lessons.questions import QUESTIONS
from ui.lessons.registry import lesson
from ui.lessons.training.race_settings import CROSS_ENTROPY, RaceSettings
from ui.lessons.training.runs import dataset, run
from ui.lessons.your_model.bits_figure import bits_of
from ui.lessons.your_model.costly_rows import surprise_csv
from ui.lessons.your_model.examined import Examined
from ui.lessons.your_model.examples import EXAMPLES, example
from ui.lessons.your_model.from_race import as_text, race_of
from ui.lessons.your_model.infinite import CLIPS
from ui.lessons.your_model.prediction_table import PredictionTable
from ui.lessons.your_model.predictions import Predictions
from ui.lessons.your_model.report import report
from ui.link import YM_FROM, YM_PASTED
from ui.page.prose import read_prose
from ui.room.rooms import Forecast
from ui.room.store import rooms
from ui.style.appearance import Appearance
from ui.style.units import UNITS
from ui.widgets.own_table import memory
from ui.widgets.own_table import slot as slot_module

BAYES, FOREST, LOGISTIC = (example(name) for name in EXAMPLES)
MARKER = "zebra_7731"
MINE = f"label,{MARKER},other\n{MARKER},0.75,0.25\nother,0.5,0.5\n{MARKER},0.5,0.5\n".encode()


def predictions(labels, q, classes=("a", "b")) -> Examined:
    labels = np.asarray(labels)
    rows = np.arange(1, len(labels) + 1)
    return Examined(Predictions("mine", labels, np.asarray(q, float), classes, rows, "row", ""))


def test_naive_bayes_is_overconfident():
    assert BAYES.parts().miscalibration > 10 * LOGISTIC.parts().miscalibration
    assert BAYES.tempered.best > 3
    assert BAYES.tempered.least < BAYES.tempered.plain / 2  # the prose: more than half


def test_the_forest_ruled_out_one_label_and_each_clip_shows_another_score():
    assert FOREST.infinite == 1
    assert FOREST.cross_entropy == math.inf
    assert len({f"{FOREST.clipped(each):.4f}" for each in CLIPS.values()}) == 3
    # The prose: as accurate as any, and the best Brier score of the three.
    assert FOREST.brier == min(each.brier for each in (BAYES, FOREST, LOGISTIC))
    assert FOREST.accuracy == max(each.accuracy for each in (BAYES, FOREST, LOGISTIC))
    assert QUESTIONS["your_model"].answer == f"the {EXAMPLES[1]}, {FOREST.accuracy:.0%}".replace(
        "%", " %"
    )


def test_logistic_regression_is_fine():
    assert LOGISTIC.cross_entropy < min(BAYES.cross_entropy, 0.25)
    assert LOGISTIC.parts().miscalibration < 0.03
    assert LOGISTIC.tempered.best == pytest.approx(1, abs=0.15)


@pytest.mark.parametrize("examined", [BAYES, FOREST, LOGISTIC], ids=EXAMPLES)
def test_the_score_is_the_sum_of_its_terms_and_the_figure_draws_them(examined):
    parts = examined.parts()
    assert parts.score == parts.uncertainty - parts.discrimination + parts.miscalibration
    bars = bits_of([examined], examined, Appearance()).data["bars"]
    widths = dict(
        zip(bars["meaning"], np.subtract(bars["right"], bars["left"]).tolist(), strict=True)
    )
    assert widths["gain"] == pytest.approx(parts.discrimination)
    assert widths["entropy"] + widths["gain"] == pytest.approx(examined.entropy)
    if examined is not FOREST:
        assert widths["left"] + widths["waste"] == pytest.approx(examined.cross_entropy)


def test_of_many_classes_the_terms_are_those_of_one_temperature():
    rng = np.random.default_rng(0)
    z = rng.normal(size=(600, 4))
    y = np.array([rng.choice(4, p=p) for p in it.softmax(z)])
    found = predictions(y, it.softmax(3 * z), tuple("abcd"))
    parts = found.parts()
    t = it.fit_temperature(y, 3 * z)
    assert t == pytest.approx(3, rel=0.2)
    least = it.softmax_cross_entropy(y, 3 * z / t).value / math.log(2)
    assert parts.miscalibration == pytest.approx(found.cross_entropy - least, rel=1e-9)
    assert parts.discrimination == pytest.approx(found.entropy - least, rel=1e-9)
    assert found.tempered.best == pytest.approx(t)
    assert found.tempered.least == pytest.approx(least)
    one = found.parts("brier", 2)
    assert one[:4] == it.score_decomposition(y == 2, found.given.q[:, 2], score="brier")


def test_one_row_and_one_class_and_nothing_but_zeros_have_numbers_too():
    for labels, q in (([1], [0.5]), ([0, 0, 0], [0.1, 0.2, 0.3]), ([1, 1], [0.0, 0.0])):
        found = predictions(labels, q)
        assert found.intervals().brier.low >= 0
        assert found.parts().uncertainty == found.entropy
        assert bits_of([found], found, Appearance()).data["bars"]
        assert found.tempered.rows == found.given.n - found.infinite
        assert found.clipped(1e-7) < math.inf
    none = predictions([0, 1], [[0.0, 0.5, 0.5], [0.5, 0.0, 0.5]], tuple("abc"))
    assert none.parts().rows == none.tempered.rows == 0
    assert bits_of([none], none, Appearance()).data["bars"]


def test_every_row_is_in_the_file_of_surprises():
    lines = surprise_csv(LOGISTIC, "bits", 1.0).decode().splitlines()
    assert len(lines) == LOGISTIC.given.n + 1
    mean = np.mean([float(line.split(",")[-1]) for line in lines[1:]])
    assert mean == pytest.approx(LOGISTIC.cross_entropy, rel=1e-12)
    rude = predictions([0, 1], [0.5, 0.5], ("=1+1", "b"))
    assert "'=1+1" in surprise_csv(rude, "bits", 1.0).decode()


@pytest.mark.parametrize("unit", UNITS)
@pytest.mark.parametrize("examined", [BAYES, FOREST], ids=EXAMPLES[:2])
def test_the_report_holds_the_numbers_and_two_pictures(examined, unit):
    with zipfile.ZipFile(io.BytesIO(report(examined, UNITS[unit], "print(1)"))) as archive:
        text = archive.read("report.md").decode()
        for name in ("bits.svg", "reliability.svg"):
            assert ElementTree.fromstring(archive.read(name)).tag.endswith("svg")
            assert f"]({name})" in text
    base = UNITS[unit].base
    score = it.log_loss(examined.given.labels, examined.given.q, base=base)
    shown = "∞" if math.isinf(score) else f"{score:.4f}"
    assert f"| cross-entropy ({unit}) | {shown} |" in text
    assert f"| Brier score | {examined.brier:.4f} |" in text


def test_the_lines_of_python_that_are_shown_write_a_file_that_is_taken(tmp_path, monkeypatch):
    import pandas as pd
    from sklearn.datasets import load_iris
    from sklearn.linear_model import LogisticRegression

    monkeypatch.chdir(tmp_path)
    x, number = load_iris(return_X_y=True)
    lines = read_prose(lesson("your_model").prose).parts["file: code"]
    for target in (number, load_iris().target_names[number], (number > 0)):
        model = LogisticRegression(max_iter=1000).fit(x, target)
        names = {"pd": pd, "np": np, "model": model, "X_test": x, "y_test": pd.Series(target)}
        exec(lines, names)
        mine = PredictionTable()
        mine.bring((tmp_path / "predictions.csv").read_bytes(), "predictions.csv")
        assert not mine.fault
        assert mine.unfit is None
        found = mine.good.given
        assert list(found.classes) == [str(each) for each in model.classes_]
        p = model.predict_proba(x)[np.arange(len(x)), np.searchsorted(model.classes_, target)]
        assert it.surprisals(found.labels, found.q) == pytest.approx(-np.log2(p))


def test_what_is_uploaded_is_examined_and_stays_when_the_next_file_cannot_be_read(upload):
    at = visit("your_model", ym_from="file")
    assert "Until you bring your own predictions" in "".join(x.value for x in at.caption)
    upload(MINE)
    at.run()
    assert_no_exception(at)
    wanted = it.log_loss([0, 1, 0], [[0.75, 0.25], [0.5, 0.5], [0.5, 0.5]])
    assert metrics(at)["cross-entropy"] == f"{wanted:.3f} bits"
    upload(b"label,a\nx,\n")
    at.run()
    assert at.error
    assert metrics(at)["cross-entropy"] == f"{wanted:.3f} bits"
    upload(MINE)
    at.run()
    assert not at.error


def test_logits_are_taken_by_the_switch_that_is_offered(upload):
    upload(b"label,a,b\na,2,-1\nb,0,3\na,1,0\n")
    at = visit("your_model", ym_from="file")
    assert "look like logits" in at.error[0].value
    at.main.toggle[0].set_value(True).run()
    assert not at.error
    wanted = it.log_loss([0, 1, 0], it.softmax([[2, -1], [0, 3], [1, 0]]))
    assert metrics(at)["cross-entropy"] == f"{wanted:.3f} bits"
    at.main.toggle[0].set_value(False).run()
    assert at.error


def test_rows_are_left_out_by_the_switch_that_is_offered(upload):
    upload(MINE + b"cow,0.5,0.5\n")
    at = visit("your_model", ym_from="file")
    assert "`cow` in line 5" in at.error[0].value
    at.main.toggle[0].set_value(True).run()
    assert not at.error
    assert "1 of 4 rows are left out." in "".join(x.value for x in at.caption)


def test_the_columns_that_were_guessed_can_be_corrected(upload):
    upload(b"first,second,p\n0,1,0.25\n1,0,0.5\n0,1,0.5\n")
    at = visit("your_model", ym_from="file")
    label = next(box for box in at.selectbox if box.label.startswith("Label"))
    label.set_value("first").run()
    next(box for box in at.multiselect if "Probabilities" in box.label).set_value(["p"]).run()
    assert_no_exception(at)
    wanted = it.log_loss([0, 1, 0], [0.25, 0.5, 0.5])
    assert metrics(at)["cross-entropy"] == f"{wanted:.3f} bits"


LATE_COMMA = b"label;p\n" + b"0;0\n1;1\n" * 40 + b"1;0,5\n0;0,25\n"


def test_the_separator_and_the_decimal_mark_that_were_guessed_can_be_corrected(upload):
    upload(LATE_COMMA)
    at = visit("your_model", ym_from="file")
    assert "first `0,5` in line 82" in at.error[0].value
    fields = [box for box in at.selectbox if box.label == "Separator and decimal mark"]
    assert [box.options for box in fields] == [["semicolons", "semicolons and decimal commas"]]
    fields[0].set_value(fields[0].options[1]).run()
    assert_no_exception(at)
    assert not at.error
    assert metrics(at)["cross-entropy"] == f"{(1 - math.log2(0.75)) / 82:.3f} bits"
    assert "text with semicolons and decimal commas" in "".join(x.value for x in at.caption)
    next(b for b in at.selectbox if "decimal" in b.label).set_value("semicolons").run()
    assert "first `0,5` in line 82" in at.error[0].value


def test_a_file_that_was_taken_apart_wrongly_is_read_as_the_visitor_says():
    mine = PredictionTable()
    mine.bring(b"label;kind,a,b\nx;1,0.25,0.75\ny;2,0.5,0.5\n", "mine.csv")
    assert "no other column holds" in mine.fault
    assert mine.table is None
    semicolons, _, commas = mine.formats
    mine.read_as(commas)
    assert not mine.fault
    assert mine.table.names == ("label;kind", "a", "b")
    mine.read_as(semicolons)
    assert "no other column holds" in mine.fault
    assert mine.table.names == ("label;kind", "a", "b")


def test_a_file_that_can_be_read_in_one_way_only_is_not_kept():
    mine = PredictionTable()
    for data in (MINE, MINE.replace(b",", b"\t")):
        mine.bring(data, "mine.csv")
        assert mine.table is not None
        assert (mine.formats, mine.packed) == ((), None)


def test_two_files_are_compared_row_by_row(upload):
    upload(MINE)
    upload(MINE.replace(b"0.75,0.25", b"0.25,0.75"), "ym_other_file_upload")
    at = visit("your_model", ym_from="file", open="ym_two")
    difference = (math.log2(0.25) - math.log2(0.75)) / 3
    assert metrics(at)["difference, log"] == f"−{-difference:.3f} bits per row"
    upload(MINE.replace(b"other,0.5", f"{MARKER},0.5".encode()), "ym_other_file_upload")
    at.run()
    assert "The labels differ in 1 rows, first in line 3" in at.warning[0].value
    upload(b"label,a,b\na,0.5,0.5\nb,0.5,0.5\n", "ym_other_file_upload")
    at.run()
    assert "3 and 2 rows" in at.warning[0].value


def test_the_paired_difference_of_two_examples_holds_their_scores_apart():
    at = visit("your_model", ym_example=EXAMPLES[0], open="ym_two")
    apart = BAYES.cross_entropy - LOGISTIC.cross_entropy
    assert metrics(at)["difference, log"] == f"{apart:.3f} bits per row"
    at = visit("your_model", ym_example=EXAMPLES[1], open="ym_two")
    assert metrics(at)["difference, log"] == "∞"
    assert "The scores disagree" in "".join(x.value for x in at.markdown)


def test_pasted_rows_are_read_and_the_last_good_ones_stay():
    visitor = Visitor("your_model", ym_from="pasted")
    first = metrics(visitor.at)["cross-entropy"]
    visitor.move(YM_PASTED.name, "label,a,b\na,0.5\n")
    assert "Line 2 has 2 cells" in visitor.at.error[0].value
    assert metrics(visitor.at)["cross-entropy"] == first
    visitor.move(YM_PASTED.name, "label\ta\tb\na\t0,5\t0,5\nb\t0,75\t0,25\n")
    assert not visitor.at.error
    assert metrics(visitor.at)["cross-entropy"] == "1.500 bits"


def test_a_visitors_data_reach_no_other_session_no_link_no_log_and_no_cache(upload, caplog):
    caplog.set_level("DEBUG")
    upload(MINE)
    blocks = list(lesson("your_model").blocks)
    at = visit("your_model", ym_from="file", open=blocks)
    assert_no_exception(at)
    assert MARKER in "".join(x.value for x in at.caption)
    assert MARKER not in str(dict(at.query_params))
    other = visit("your_model", ym_from="file", open=blocks)
    assert MARKER not in str([*other.main])
    assert MARKER not in caplog.text
    mine = at.session_state[slot_module._KEY]["file"]
    gone = [weakref.ref(mine.table), weakref.ref(mine.good), weakref.ref(mine.good.given)]
    del at, mine
    gc.collect()
    assert [each() for each in gone] == [None] * 3


def test_what_all_visitors_hold_is_bounded(upload, monkeypatch):
    monkeypatch.setattr(memory, "MOST_HELD", 1)
    upload(MINE)
    at = visit("your_model", ym_from="file")
    assert "as much of its visitors' data" in at.error[0].value


def test_my_data_are_forgotten_at_once_when_asked(upload):
    upload(MINE)
    at = visit("your_model", ym_from="file")
    mine = at.session_state[slot_module._KEY]["file"]
    gone = [weakref.ref(mine.table), weakref.ref(mine.good)]
    del mine
    at.button(key="ym_file_forget").click().run()
    assert_no_exception(at)
    gc.collect()
    assert [each() for each in gone] == [None] * 2


def test_data_of_one_page_are_forgotten_on_another(upload):
    upload(MINE)
    at = visit("your_model", ym_from="file")
    mine = weakref.ref(at.session_state[slot_module._KEY]["file"].good)
    at.query_params.clear()
    upload(csv(clouds()), "tr_upload")
    at.query_params["tr_data"] = "yours"
    at.switch_page("../pages/training.py").run()
    assert_no_exception(at)
    at.button(key="tr_forget").click().run()
    gc.collect()
    assert mine() is None


def test_pasted_rows_are_forgotten_too(upload):
    upload(MINE)
    at = visit("your_model", ym_from="pasted", ym_example="naive Bayes")
    rows = "label,p\n0,0.25\n1,0.5\n"
    at.text_area(key="ym_pasted").set_value(rows).run()
    at.segmented_control(key="ym_from").set_value("file").run()
    at.button(key="ym_file_forget").click().run()
    at.segmented_control(key="ym_from").set_value("pasted").run()
    assert at.text_area(key="ym_pasted").value == YM_PASTED.default
    assert_no_exception(at)


def test_a_trained_race_opens_with_one_click():
    at = visit("training", tr_b="4")
    at.button(key="tr_examine").click().run()
    assert_no_exception(at)
    race = race_of(at.session_state["ym_race"])
    assert race == RaceSettings(wrong_bias=4.0)
    at = visit("your_model", **{YM_FROM.name: "race", "ym_race": as_text(race)})
    end = run(race.source(), race.training(CROSS_ENTROPY, race.learning_rate)).end
    assert metrics(at)["cross-entropy"] == f"{end.test.cross_entropy / math.log(2):.3f} bits"
    assert metrics(at)["accuracy"] == f"{100 * end.test.accuracy:.1f} %"


@pytest.mark.parametrize(
    "race",
    [RaceSettings(), RaceSettings("digits", seed=3, fairness="each its best η", label_noise=0.1)],
)
def test_a_race_survives_its_way_through_a_link(race):
    assert race_of(as_text(race)) == race
    assert dataset(race_of(as_text(race)).source()).name == race.data


@pytest.mark.parametrize("text", ["", "x", "data=&seed=1e400", "seed=nan&steps=-1", "&=" * 5000])
def test_any_text_gives_a_race(text):
    assert race_of(text) == replace(RaceSettings(), **vars(race_of(text)))


def test_the_class_of_a_room_is_examined():
    store = rooms()
    room = store.open("a teacher", "self_information", 3, known=True)
    for i, forecast in enumerate(([0.5, 0.25, 0.25], [0.25, 0.5, 0.25])):
        store.vote(room.code, f"phone {i}", Forecast(tuple(forecast)))
    store.reveal(room.code, "a teacher", room.asked)
    at = visit("your_model", ym_from="room", ym_room=room.code)
    assert_no_exception(at)
    right = QUESTIONS["self_information"].right
    given = [
        x if i == right else 1 - x
        for f in ((0.5, 0.25, 0.25), (0.25, 0.5, 0.25))
        for i, x in enumerate(f)
    ]
    assert metrics(at)["cross-entropy"] == f"{-np.mean(np.log2(given)):.3f} bits"
    store.close(room.code, "a teacher")
    at = visit("your_model", ym_from="room", ym_room=room.code)
    assert_no_exception(at)
    assert at.warning


def test_the_class_of_a_room_opens_with_one_click():
    at = (
        AppTest.from_file("../ui/main.py", default_timeout=60).switch_page("../pages/room.py").run()
    )
    next(each for each in at.button if each.label == "Open a room").click().run()
    code = next(m.value for m in at.markdown if m.value.startswith("## Code")).split()[-1]
    rooms().vote(code, "a phone", Forecast((0.5, 0.25, 0.25)))
    next(each for each in at.button if each.label.startswith("Reveal")).click().run()
    at.button(key="room_examine").click().run()
    assert_no_exception(at)
    assert [each.value for each in at.title] == [lesson("your_model").question]
    right = QUESTIONS["self_information"].right
    given = [p if i == right else 1 - p for i, p in enumerate((0.5, 0.25, 0.25))]
    assert metrics(at)["cross-entropy"] == f"{-np.mean(np.log2(given)):.3f} bits"


def link_of(at: AppTest) -> str:
    """The link that the button *Share* shows."""
    at.button(key="share").click().run()
    assert_no_exception(at)
    return next(each.value for each in at.code if "your_model" in each.value)


def followed(link: str) -> AppTest:
    return visit("your_model", **parse_qs(urlsplit(link).query))


def test_a_shared_link_shows_the_same_again_and_holds_nothing_of_a_visitors_rows(upload):
    at = visit("your_model", ym_example=EXAMPLES[2], ym_t="2", units="nats", open="ym_temperature")
    assert metrics(followed(link_of(at))) == metrics(at)
    upload(MINE)
    for source in ("file", "pasted"):
        at = visit("your_model", ym_from=source, open=["ym_rows", "ym_code"])
        if source == "pasted":
            at.text_area(key=YM_PASTED.name).set_value(MINE.decode()).run()
        assert MARKER in str([each.value for each in [*at.caption, *at.code]])
        link = link_of(at)
        assert parse_qs(urlsplit(link).query)["ym_from"] == [source]
        assert not any(cell in link for cell in (MARKER, "0.75"))
        assert MARKER not in str([*followed(link).main])


def test_a_shared_link_to_a_race_trains_the_same_race():
    at = visit(
        "your_model", ym_from="race", ym_race=as_text(RaceSettings(wrong_bias=4.0, steps=50))
    )
    assert metrics(followed(link_of(at))) == metrics(at)


def test_a_temperature_moves_the_miscalibration_and_nothing_else():
    z = BAYES.given.logits
    for t in (1.5, 2.0, 3.7):  # below 1 some forecasts round to 1 and cannot be told apart
        q = np.asarray(it.softmax(z / t))
        wanted = it.score_decomposition(BAYES.given.labels, q)
        bars = bits_of([BAYES], BAYES, Appearance(), t).data["bars"]
        widths = dict(zip(bars["meaning"], np.subtract(bars["right"], bars["left"]), strict=True))
        assert widths["gain"] == pytest.approx(wanted.discrimination, abs=1e-9)
        assert widths["waste"] == pytest.approx(wanted.miscalibration, abs=1e-9)
    at = visit("your_model", ym_t="2")
    score = it.log_loss(BAYES.given.labels, it.softmax(z / 2))
    assert metrics(at)["at this T"] == f"{score:.3f} bits"
    assert metrics(at)["cross-entropy"] == f"{BAYES.cross_entropy:.3f} bits"


def test_a_fault_of_ours_is_a_sentence_and_its_message_is_not_logged(monkeypatch, caplog):
    def broken(*_: object) -> None:
        raise RuntimeError(MARKER)

    monkeypatch.setattr(slot_module, "read_table", broken)
    mine = PredictionTable()
    mine.bring(MINE, "mine.csv")
    assert mine.fault.startswith("This file cannot be read.")
    assert "RuntimeError" in caplog.text
    assert MARKER not in caplog.text
