"""The figures about the race: they build, serialise, are described, and show what is given."""

import json
import math

import altair as alt
import numpy as np
import pytest

from infotheory.lessons.reliability import reliability
from tests.tables import frames
from ui.figures.escape import escape_times
from ui.figures.shades import mix
from ui.figures.tables import frozen
from ui.lessons.training.anatomy_figure import anatomy
from ui.lessons.training.calibration_figure import reliabilities
from ui.lessons.training.claim_map import MAPS, read_map
from ui.lessons.training.claim_map_figure import PICKED, claim_map
from ui.lessons.training.convexity_figure import both_bends
from ui.lessons.training.floor_figure import parts
from ui.lessons.training.forced_loss_figure import forced
from ui.lessons.training.needed_rates import needed_rates
from ui.lessons.training.needed_rates_figure import rates_needed
from ui.lessons.training.rates_figure import tried_rates
from ui.style.appearance import Appearance
from ui.style.theme import PALETTES
from ui.style.units import UNITS

APPEARANCES = [
    Appearance(ground, UNITS[unit]) for ground, unit in [("light", "bits"), ("dark", "nats")]
]
NONE_ARRIVED = {"loss": ["cross-entropy"], "rate": [0.5], "steps": [math.nan]}


def figures(appearance):
    yield anatomy({"cross-entropy": 0.0, "squared error": 1.0}, appearance)
    yield parts({"step": [0, 1], "floor": [0.5, 0.5], "total": [2.0, 1.0]}, appearance)
    yield both_bends(3.0, appearance)
    yield forced("1 − ŷ", appearance)
    yield rates_needed(needed_rates(), 10.0, appearance)
    yield reliabilities({}, appearance)
    yield reliabilities({"cross-entropy": reliability([0.7, 0.9], [True, False])}, appearance)
    yield tried_rates(NONE_ARRIVED, appearance)
    for kind in MAPS:
        yield claim_map(read_map(kind), kind, appearance)
    times = frozen({"start": [0, 1], "loss": ["cross-entropy"] * 2, "steps": [1, 2]})
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


def test_a_share_of_nothing_is_the_ground():
    ground = PALETTES["dark"].ground
    mixed = mix(ground, np.array([[255.0, 0.0, 0.0]]), np.array([0.0]))
    assert "#" + bytes(mixed[0]).hex() == ground


def test_the_map_names_what_a_click_picks():
    spec = claim_map(read_map("start"), "start", APPEARANCES[0]).spec
    assert PICKED in {param["name"] for param in spec["params"]}


def test_the_best_rates_are_marked_once_for_each_loss():
    table = {
        "loss": ["cross-entropy"] * 2 + ["squared error"] * 2,
        "rate": [1.0, 2.0] * 2,
        "steps": [5.0, 3.0, 9.0, math.nan],
    }
    best = frames(tried_rates(table, APPEARANCES[0]))["best"]
    assert best["rate"].tolist() == [2.0, 1.0]
