"""The figures of the race: they build, serialise, are described, and show what they are given."""

import base64
import io
import json

import altair as alt
import numpy as np
import pandas as pd
import pytest
from PIL import Image

import infotheory as it
from infotheory.lessons.confident_error import mean_gradient
from tests.tables import frames
from ui.figures.escape import escape_times
from ui.figures.picture import mix, png
from ui.lessons.training.anatomy_figure import anatomy
from ui.lessons.training.bridge_figure import Ball, bridge
from ui.lessons.training.claim_map import MAPS, read_map
from ui.lessons.training.claim_map_figure import PICKED, claim_map
from ui.lessons.training.digits_figure import digits
from ui.lessons.training.floor_figure import parts
from ui.lessons.training.race_figure import MEASURES, Line, race
from ui.lessons.training.race_settings import LOSSES, RaceSettings
from ui.lessons.training.races import MEASURES as MEASURED
from ui.lessons.training.races import band, dataset, run
from ui.lessons.training.rates_figure import tried_rates
from ui.lessons.training.regions_figure import LEVELS, regions
from ui.style.appearance import Appearance
from ui.style.theme import PALETTES
from ui.style.units import UNITS

APPEARANCES = [
    Appearance(ground, UNITS[unit]) for ground, unit in [("light", "bits"), ("dark", "nats")]
]
BLOBS = RaceSettings()
DATA = dataset(BLOBS.source())
LINES = {
    shown: Line(shown, run(BLOBS.source(), BLOBS.training(loss, 0.5)).table)
    for loss, shown in LOSSES.items()
}
NONE_ARRIVED = pd.DataFrame({"loss": ["cross-entropy"], "rate": [0.5], "steps": [float("nan")]})


def even(x):
    return np.full((len(x), 3), 1 / 3)


def figures(appearance):
    yield bridge([Ball("cross-entropy", 6, 1), Ball("squared error", 99, 0, True)], 3, appearance)
    yield regions(DATA, even, "cross-entropy", "33 %", appearance)
    yield digits(np.zeros((2, 64)), [3, 4], {"cross-entropy": np.full((2, 10), 0.1)}, appearance)
    for measure in MEASURES:
        yield race(LINES, 50, measure, appearance)
        yield race(LINES, 50, measure, appearance, band(BLOBS, dict.fromkeys(LOSSES, 0.5)))
    yield anatomy({"cross-entropy": 0.0, "squared error": 1.0}, appearance)
    yield parts(
        pd.DataFrame({"step": [0, 1], "floor": [0.5, 0.5], "total": [2.0, 1.0]}), appearance
    )
    yield tried_rates(NONE_ARRIVED, appearance)
    for kind in MAPS:
        yield claim_map(read_map(kind), kind, appearance)
    times = pd.DataFrame({"start": [0, 1], "loss": ["cross-entropy"] * 2, "steps": [1, 2]})
    for start in (0, 1):
        yield escape_times(times, start, appearance)


@pytest.mark.parametrize("appearance", APPEARANCES, ids=lambda appearance: appearance.scheme)
def test_every_figure_builds_serialises_and_is_described(appearance):
    # Figures that show other numbers share their specification: to check it takes long.
    for figure in {id(each.spec): each for each in figures(appearance)}.values():
        assert len(figure.spec["description"]) > 40
        whole = {
            **figure.spec,
            "datasets": {k: v.to_dict("records") for k, v in frames(figure).items()},
        }
        alt.Chart.from_dict(figure.spec)
        assert json.loads(json.dumps(whole, default=float))


def test_a_figure_is_the_same_while_only_numbers_change():
    appearance = APPEARANCES[0]
    assert race(LINES, 3, "brier", appearance).spec is race(LINES, 90, "brier", appearance).spec
    balls = [Ball("cross-entropy", 1.0, 0.5)]
    assert bridge(balls, 3, appearance).spec is bridge([*balls, *balls], 10, appearance).spec


def test_the_race_is_strong_up_to_the_current_step_and_marked_there():
    early, late = (race(LINES, step, "accuracy", APPEARANCES[0]).data for step in (20, 50))
    for name, line in LINES.items():
        past, now = (late[part].query(f"run == '{name}'") for part in ("past", "now"))
        reached = line.table["step"] <= 50
        last = [line.table[name][reached][-1] for name in ("step", "accuracy")]
        assert past["step"].tolist() == line.table["step"][reached].tolist()
        assert now[["step", "value"]].to_numpy().tolist() == [last]
    pd.testing.assert_frame_equal(early["runs"], late["runs"])


@pytest.mark.parametrize("unit", UNITS.values(), ids=lambda unit: unit.name)
def test_cross_entropy_is_drawn_in_the_unit_of_the_page(unit):
    appearance = Appearance("light", unit)
    figure = race(LINES, 0, "cross_entropy", appearance, band(BLOBS, dict.fromkeys(LOSSES, 0.5)))
    nats = LINES["squared error"].table["cross_entropy"][0]
    start = figure.data["runs"].query("loss == 'squared error'")["value"].iloc[0]
    assert start == pytest.approx(unit.of_nats(nats))
    spans = figure.data["band"].query("loss == 'squared error'").iloc[0]
    assert spans["low"] <= start * (1 + 1e-9)
    assert spans["high"] >= start * (1 - 1e-9)
    assert unit.name in json.dumps(figure.spec)


def test_nothing_that_is_not_positive_reaches_a_log_axis():
    measured = np.array([1.0, 0.0, float("nan")])
    table = {"step": np.arange(3), **dict.fromkeys(MEASURED, measured)}
    figure = race({"one": Line("cross-entropy", table)}, 2, "gradient", APPEARANCES[0])
    assert figure.data["runs"]["value"].tolist() == [1.0]


def test_the_bridge_says_the_gradient_of_each_ball():
    balls = [
        Ball(loss, 6.0, mean_gradient(name, [[6, 0, 0]], [2])) for name, loss in LOSSES.items()
    ]
    shown = bridge(balls, 3, APPEARANCES[0]).data["balls"]
    assert shown["text"].tolist() == ["gradient 1.409", "gradient 0.018"]


def test_a_region_shows_the_class_that_is_picked_and_how_sure():
    def left_and_right(x):
        right = (x[:, 0] > x[:, 0].mean()).astype(float)
        return np.column_stack([right, 1 - right, 0 * right])

    figure = regions(DATA, left_and_right, "cross-entropy", "", APPEARANCES[0])
    ground = figure.data["ground"]
    area = ((ground["x2"] - ground["x"]) * (ground["y2"] - ground["y"])).sum()
    width, height = ground["x2"].max() - ground["x"].min(), ground["y2"].max() - ground["y"].min()
    assert area == pytest.approx(width * height, rel=1e-4), "a hole, or an overlap"
    by_side = ground.sort_values("x").groupby("x", sort=True)["shade"].unique()
    assert [list(each // LEVELS) for each in by_side] == [[1], [0]]
    unsure = regions(DATA, even, "", "", APPEARANCES[0]).data["ground"]["shade"]
    assert set(unsure % LEVELS) == {0}
    assert set(ground["shade"] % LEVELS) == {LEVELS - 1}


def test_a_picture_is_read_back_as_it_was_drawn():
    drawn = np.arange(2 * 3 * 3, dtype=np.uint8).reshape(2, 3, 3)
    np.testing.assert_array_equal(decoded(png(drawn)), drawn)


def test_a_share_of_nothing_is_the_ground():
    ground = PALETTES["dark"].ground
    mixed = mix(ground, np.array([[255.0, 0.0, 0.0]]), np.array([0.0]))
    assert "#" + bytes(mixed[0]).hex() == ground


def test_a_digit_has_a_bar_for_each_model_as_long_as_its_probability():
    p = np.zeros((1, 10))
    p[0, 7] = 1.0
    bars = digits(
        np.zeros((1, 64)), [7], {"cross-entropy": p, "squared error": p / 2}, APPEARANCES[0]
    )
    lengths = bars.data["bars"].assign(long=lambda b: b["x2"] - b["x"])["long"]
    assert lengths.iloc[1] == pytest.approx(lengths.iloc[0] / 2)


def test_the_map_names_what_a_click_picks():
    spec = claim_map(read_map("start"), "start", APPEARANCES[0]).spec
    assert PICKED in {param["name"] for param in spec["params"]}


def test_the_best_rates_are_marked_once_for_each_loss():
    table = pd.DataFrame(
        {
            "loss": ["cross-entropy"] * 2 + ["squared error"] * 2,
            "rate": [1.0, 2.0] * 2,
            "steps": [5.0, 3.0, 9.0, float("nan")],
        },
        index=[0, 1, 0, 1],
    )
    best = tried_rates(table, APPEARANCES[0]).data["best"]
    assert best["rate"].tolist() == [2.0, 1.0]


def decoded(url):
    """The pixels of a picture that `png` wrote."""
    data = base64.b64decode(url.removeprefix("data:image/png;base64,"))
    return np.asarray(Image.open(io.BytesIO(data)))


def test_the_spiral_is_divided_as_its_model_says():
    spiral = it.load_dataset("spiral")
    assert (
        regions(spiral, even, "cross-entropy", "", APPEARANCES[1]).data["points"]["class"].nunique()
        == 3
    )
