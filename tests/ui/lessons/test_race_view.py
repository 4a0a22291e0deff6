"""What is sent to the browser for the race: every number is the one that `infotheory` gives."""

import base64
import dataclasses
import json
import math
import zlib
from pathlib import Path

import numpy as np
import pytest

import infotheory as it
from infotheory.lessons.confident_error import LOSSES as LOSS_NAMES
from infotheory.lessons.confident_error import charge, mean_gradient, mean_lead
from tests.race_message import content_of
from ui.lessons.training import race_content, race_player
from ui.lessons.training.forks import Fork
from ui.lessons.training.race_axes import linear, logarithmic, up_from_zero
from ui.lessons.training.race_content import WIDEST, shades
from ui.lessons.training.race_settings import LOSSES, RaceSettings
from ui.lessons.training.race_view import racers, view
from ui.lessons.training.recording import LEVELS, SHARES, SIDE, box, centres, levels, record
from ui.lessons.training.runs import MEASURES, dataset, run
from ui.style.appearance import Appearance
from ui.style.theme import CLASSES, PALETTES
from ui.style.units import UNITS
from ui.widgets import live

BLOBS = RaceSettings()
DIGITS = RaceSettings("digits", wrong_bias=0.0, steps=10)
DIVERGED = RaceSettings("moons", learning_rate=1e6, steps=50)
RATES = dict.fromkeys(LOSSES, 0.5)
STEPS = (0, 12, 65, 200)
LIGHT = Appearance()


def content(race=BLOBS, fork=None, appearance=LIGHT, rates=RATES, **options):
    return content_of(view(race, rates, fork, appearance, **options))


def cells(race=BLOBS):
    """The pictures of each model, unpacked as the browser does it."""
    for packed in view(race, RATES, None, LIGHT).cells:
        changes = np.frombuffer(zlib.decompress(base64.b64decode(packed)), np.uint8)
        yield np.cumsum(changes.reshape(-1, SIDE**2), axis=0) % 256


def whole(race, loss):
    return run(race.source(), race.training(loss, RATES[loss]))


@pytest.mark.parametrize("step", STEPS)
def test_a_cell_is_the_class_that_the_model_picks_and_how_sure_it_is(step):
    data = dataset(BLOBS.source())
    for loss, pictures in zip(LOSSES, cells(), strict=True):
        p = it.softmax(it.logits(whole(BLOBS, loss).at(step).parameters, centres(box(data))))
        sure = (p.max(axis=1) - 1 / 3) * 3 / 2
        answer, level = divmod(pictures[step], LEVELS)
        np.testing.assert_array_equal(answer, p.argmax(axis=1))
        assert (level <= LEVELS * sure + 1e-9).all()
        assert (level >= np.minimum(LEVELS * sure, LEVELS) - 1 - 1e-9).all()


def test_the_least_and_the_most_confidence():
    even, sure = np.full((1, 4), 0.25), np.eye(4)
    assert levels(even).tolist() == [0]
    assert levels(sure).tolist() == [LEVELS - 1] * 4


def test_the_cells_fill_the_frame_in_which_all_samples_lie():
    data = dataset(BLOBS.source())
    left, right, bottom, top = box(data)
    x, y = centres(box(data)).T
    assert (x.min() - left) == pytest.approx((right - left) / SIDE / 2)
    assert (top - y.max()) == pytest.approx((top - bottom) / SIDE / 2)
    assert ((data.x_train > [left, bottom]) & (data.x_train < [right, top])).all()
    assert x[0] < x[1]  # a row after another, from the bottom
    assert y[0] < y[-1]


@pytest.mark.parametrize("appearance", [LIGHT, Appearance("dark")], ids=lambda a: a.scheme)
def test_a_shade_is_the_stronger_the_surer_and_never_the_colour_of_a_sample(appearance):
    colours = shades(appearance, 3)
    assert len(set(colours)) == len(CLASSES[appearance.scheme]) * LEVELS
    assert not set(colours) & {*CLASSES[appearance.scheme], PALETTES[appearance.scheme].ground}


@pytest.mark.parametrize("loss", LOSSES)
def test_a_ball_stands_at_the_mean_lead_with_the_slope_of_its_loss_and_its_own_gradient(loss):
    data = dataset(BLOBS.source())
    wronged = data.y_train != 0
    racer = next(each for each in content()["racers"] if each["loss"] == LOSSES[loss])
    for step in STEPS:
        z = it.logits(whole(BLOBS, loss).at(step).parameters, data.x_train[wronged])
        gap, value = racer["gap"][step], racer["value"][step]
        assert gap == pytest.approx(mean_lead(z, data.y_train[wronged]), rel=1e-3)
        at = charge(loss, gap)
        assert value == pytest.approx(float(at.loss), rel=2e-3)
        x1, y1, x2, y2 = (ends[step] for ends in racer["tangent"])
        assert (y2 - y1) / (x2 - x1) == pytest.approx(float(at.slope), abs=2e-3)
        said = float(racer["gradient"][step].replace(" × 10⁻", "e-").translate(LOWERED))
        wanted = mean_gradient(loss, z, data.y_train[wronged])
        assert said == pytest.approx(wanted, abs=6e-4)


LOWERED = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")


def test_both_curves_of_the_bridge_are_what_the_losses_charge():
    for curve, name in zip(content()["bridge"]["curves"], LOSS_NAMES, strict=True):
        np.testing.assert_allclose(curve["y"], charge(name, curve["x"]).loss, rtol=1e-3)
        assert (curve["x"][0], curve["x"][-1]) == (0, WIDEST)


@pytest.mark.parametrize("unit", UNITS.values(), ids=lambda unit: unit.name)
def test_a_line_is_the_measure_at_each_step_cross_entropy_in_the_unit_of_the_page(unit):
    for measure in content(appearance=Appearance("light", unit))["measures"]:
        for loss, line in zip(LOSSES, measure["lines"], strict=True):
            table = whole(BLOBS, loss).table
            scale = unit.of_nats(1.0) if measure["name"] == "cross_entropy" else 1.0
            assert line["x"] == table["step"].tolist()
            np.testing.assert_allclose(line["y"], table[measure["name"]] * scale, rtol=1e-3)
        low, high = measure["y"]["ends"]
        assert all(low <= y <= high for line in measure["lines"] for y in line["y"])
        assert (unit.name in measure["y"]["title"]) == (measure["name"] == "cross_entropy")


def test_a_band_holds_the_run_that_is_shown_and_its_axis_holds_the_band():
    plain, banded = content(), content(with_band=True)
    assert not any(measure["bands"] for measure in plain["measures"])
    for measure in banded["measures"]:
        low, high = measure["y"]["ends"]
        for line, band in zip(measure["lines"], measure["bands"], strict=True):
            for x, below, above in zip(band["x"], band["low"], band["high"], strict=True):
                assert low <= below <= line["y"][line["x"].index(x)] * (1 + 1e-3)
                assert line["y"][line["x"].index(x)] <= above * (1 + 1e-3)
                assert above <= high


def test_a_probability_of_a_digit_is_sent_to_half_a_part_in_255():
    digits = content(DIGITS)["digits"]
    x = dataset(DIGITS.source()).x_test
    for at, step in enumerate(digits["steps"]):
        for loss, model in zip(LOSSES, range(2), strict=True):
            p = it.softmax(it.logits(whole(DIGITS, loss).at(step).parameters, x))
            sent = np.array(digits["shares"][at])[:, model] / digits["most"]
            assert np.abs(sent - p[digits["picked"][at]]).max() <= 0.5 / SHARES + 1e-9


def test_the_digits_beside_the_fixed_three_are_read_differently():
    digits = content(DIGITS)["digits"]
    x = dataset(DIGITS.source()).x_test
    for at, step in enumerate(digits["steps"]):
        z = [it.logits(whole(DIGITS, loss).at(step).parameters, x) for loss in LOSSES]
        differ = np.flatnonzero(z[0].argmax(axis=1) != z[1].argmax(axis=1))
        assert digits["apart"][at] == len(differ)
        assert digits["picked"][at][:3] == [0, 1, 2]
        assert set(digits["picked"][at][3:]) <= set(differ)
    truth = dataset(DIGITS.source()).y_test
    assert all(each["truth"] == truth[int(which)] for which, each in digits["shown"].items())


def test_a_run_that_diverges_is_shown_up_to_its_last_finite_step():
    rates = dict.fromkeys(LOSSES, 1e6)
    shown = content(DIVERGED, rates=rates)
    ended = racers(DIVERGED, rates)[0].recording
    assert ended.diverged
    assert ended.over
    assert shown["racers"][0]["steps"][-1] < ended.table["step"][-1] <= shown["steps"][-1]
    assert all(math.isfinite(x) for racer in shown["racers"] for x in racer["gap"])


def test_a_fork_begins_with_the_very_picture_of_the_run_that_it_leaves():
    forked = view(BLOBS, RATES, Fork("softmax_squared_error", 20), LIGHT)
    _, parent, third = content_of(forked)["racers"]
    assert third["forked"]
    assert third["loss"] == "cross-entropy"
    assert third["steps"] == list(range(20, 201))
    assert third["gap"][0] == parent["gap"][20]
    first, left = (
        np.frombuffer(zlib.decompress(base64.b64decode(forked.cells[i])), np.uint8) for i in (2, 1)
    )
    changes = left.reshape(-1, SIDE**2)[:21]
    np.testing.assert_array_equal(first[: SIDE**2], changes.sum(axis=0, dtype=np.uint8))


def test_the_default_race_with_its_element_takes_a_third_of_the_300_kb_that_it_may():
    shown = view(BLOBS, RATES, None, LIGHT, with_band=True)
    folder = Path(race_player.__file__).parent
    element = sum(each.stat().st_size for each in folder.iterdir() if each.is_file())
    assert len(json.dumps(shown)) + element < 100_000


@pytest.mark.parametrize("data", ["moons", "rings", "spiral"])
def test_no_other_plane_takes_more_than_300_kb(data):
    race = RaceSettings(data)
    assert len(json.dumps(view(race, RATES, Fork("cross_entropy", 3), LIGHT))) < 300_000


def test_a_race_is_packed_once_for_all_visitors():
    first = view(BLOBS, dict(RATES), None, Appearance())
    assert view(dataclasses.replace(BLOBS), dict(RATES), None, Appearance()) is first
    assert (
        record(BLOBS.source(), BLOBS.training("cross_entropy", 0.5))
        is racers(BLOBS, RATES)[0].recording
    )


@pytest.fixture
def element(monkeypatch):
    """The elements without a browser: what calls them with a message of a browser's."""
    given, state, called = {}, {}, []
    for name in ("_PLAYER", "_STEP"):
        monkeypatch.setattr(race_player, name, lambda **options: given.update(options))
    monkeypatch.setattr(live.st, "session_state", {"k": state})
    shown = view(BLOBS, RATES, None, LIGHT)
    race_player.race_player("k", shown, 30, lecture=False, on_fork=called.append)
    race_player.race_step("k", on_stop=called.append)

    def send(name, value):
        called.clear()
        state[name] = value
        given[f"on_{name}_change"]()
        return called

    return send


def test_a_step_and_a_fork_are_reported_in_the_words_of_the_package(element):
    assert element("step", 30) == [30]
    assert element("fork", {"loss": "squared error", "step": 7}) == [("softmax_squared_error", 7)]


@pytest.mark.parametrize(
    "value", [None, -1, 1.5, float("nan"), True, "3", [], {"step": 1}, "9" * 99]
)
def test_a_step_that_no_player_would_send_is_none(element, value):
    assert element("step", value) == []
    assert element("fork", {"loss": "cross-entropy", "step": value}) == []
    assert element("fork", {"loss": value, "step": 1}) == []
    assert element("fork", value) == []


def assert_readable(axis, low, high):
    """It holds its values, and has a few rising ticks within its ends, no two with one text."""
    ticks, texts = zip(*axis["ticks"], strict=True)
    start, end = axis["ends"]
    assert start <= low * (1 + 1e-9)
    assert end >= high * (1 - 1e-9)
    assert list(ticks) == sorted(set(ticks))
    assert 2 <= len(ticks) <= 7
    assert start * (1 - 1e-9) <= ticks[0] < ticks[-1] <= end * (1 + 1e-9)
    assert len(set(texts)) == len(ticks)


@pytest.mark.parametrize("high", [1, 7, 10, 50, 200, 333, 1000, 4000])
def test_an_axis_of_steps_is_readable(high):
    assert_readable(linear("step", 0, high, most=4), 0, high)


def test_a_log_axis_around_any_values_is_readable():
    dice = np.random.default_rng(0)
    for low, high in np.sort(10 ** dice.uniform(-12, 4, size=(200, 2)), axis=1):
        assert_readable(logarithmic("x", np.array([low, high])), low, high)
    for value in (1.0, 0.02, 3.0):
        assert_readable(logarithmic("x", np.array([value])), value, value)


@pytest.mark.parametrize("values", [[], [0.0], [0.3, 1.32], [1.5]])
def test_an_axis_from_zero_ends_with_a_tick(values):
    axis = up_from_zero("x", np.array(values))
    assert axis["ends"][0] == axis["ticks"][0][0] == 0
    assert axis["ends"][1] == pytest.approx(axis["ticks"][-1][0])
    assert axis["ends"][1] >= max(values, default=0)


def test_the_axis_of_nothing_is_an_axis_too():
    assert_readable(logarithmic("x", np.array([])), 0.1, 1.0)


def test_nothing_that_is_not_positive_is_on_a_log_axis():
    first = racers(BLOBS, RATES)[0]
    measured = np.array([1.0, 0.0, np.nan, *np.ones(198)])
    table = {**first.recording.table, **dict.fromkeys(MEASURES, measured)}
    faulty = first._replace(recording=dataclasses.replace(first.recording, table=table))
    shown = race_content.content(dataset(BLOBS.source()), [faulty], None, LIGHT)
    lines = {each["name"]: each["lines"][0] for each in shown["measures"]}
    assert lines["gradient"]["x"] == [0, *range(3, 201)]
    assert lines["brier"]["x"] == [0, 1, *range(3, 201)]
