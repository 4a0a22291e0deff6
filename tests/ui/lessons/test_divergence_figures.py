"""The figures of cross-entropy and divergence: in place, described, and true to what they mean."""

import json
import math

import numpy as np
import pandas as pd
import pytest

from infotheory.lessons.gaussian_fits import forward_fit, reverse_fit
from infotheory.lessons.sequences import running_evidence, sample
from tests.tables import frames
from ui.figures.plot import top_of_axis
from ui.figures.skyline import cross_entropy_skyline
from ui.figures.terms import divergence_terms, terms_of
from ui.lessons.cross_entropy.classifier_figure import label_and_answer
from ui.lessons.cross_entropy.cross_entropy_figure import (
    fitted_line,
    least_at_p,
    repaired_cost,
    two_slopes,
)
from ui.lessons.cross_entropy.forecasts_figure import expected_curve, two_rankings
from ui.lessons.kl_divergence.bells_figure import fits, two_bells
from ui.lessons.kl_divergence.divergence_figure import entropy_hill
from ui.lessons.kl_divergence.evidence_figure import evidence_walk
from ui.lessons.kl_divergence.microscope_figure import NAMES, digits_left
from ui.style.appearance import Appearance
from ui.style.units import UNITS

APPEARANCES = [
    Appearance(g, unit) for g, unit in zip(("light", "dark", "dark"), UNITS.values(), strict=True)
]
AB = ("A", "B")
GRID = np.linspace(0, 1, 11)


def pair(x):
    return np.array([x, 1 - x])


def walk(n):
    return running_evidence(sample([0.25, 0.75], n, seed=n), [0.25, 0.75], [0.5, 0.5])


def ranks(x):
    return pd.DataFrame({"who": ["a", "b", "c"], "log": [x, 1, 2], "squared": [0.5, 0.2, 0.3]})


def table(x):
    rows = [(gap, name, 5.0, x > 0.5) for gap in (1e-2, 1e-6) for name in NAMES]
    return pd.DataFrame(rows, columns=["gap", "formula", "digits", "negative"])


def fit(s, appearance):
    bells = (f(2.0, s, base=appearance.unit.base) for f in (forward_fit, reverse_fit))
    return fits(2.0, s, *bells, appearance)


# Each figure for a number between 0 and 1, ends included.
FIGURES = {
    "skyline": lambda x, appearance: cross_entropy_skyline(pair(0.4), pair(x), AB, appearance),
    "hill": lambda x, appearance: entropy_hill(0.3, x, "A", appearance),
    "terms": lambda x, appearance: divergence_terms(pair(x), pair(0.3), AB, appearance)[0],
    "terms, the other way": lambda x, appearance: divergence_terms(
        pair(x), pair(0.3), AB, appearance
    )[1],
    "classifier": lambda x, appearance: label_and_answer(pair(1.0), pair(x), AB, appearance),
    "slopes": lambda x, appearance: two_slopes(
        sample(pair(0.5), 1 + round(99 * x), seed=1), pair(0.5), pair(x), appearance
    ),
    "line": lambda x, appearance: fitted_line(
        np.arange(3.0), np.ones(3), (x, x), x + 0.1, appearance
    ),
    "argmin": least_at_p,
    "repair": lambda x, appearance: repaired_cost(
        np.array([0.6, 0.3, 0.1]), np.array([0.7, 0.3, 0.0]), max(x, 1e-12), appearance
    ),
    "rankings": lambda x, appearance: two_rankings(ranks(x), appearance),
    "expected score": lambda x, appearance: expected_curve(
        "log", GRID, (GRID - x) ** 2, x, appearance
    ),
    "evidence": lambda x, appearance: evidence_walk(
        walk(1 + round(99 * x)), np.stack([walk(100)] * 12), 0.19, appearance
    ),
    "bells": lambda x, appearance: two_bells((x, 1), (0, x + 0.2), appearance),
    "fits": lambda x, appearance: fit(0.3 + x, appearance),
    "digits": lambda x, appearance: digits_left(table(x), 10 ** (-1 - 11 * x), appearance),
}


@pytest.mark.parametrize(
    "appearance", APPEARANCES, ids=lambda appearance: f"{appearance.scheme}-{appearance.unit.name}"
)
@pytest.mark.parametrize("figure", FIGURES.values(), ids=FIGURES.keys())
def test_a_figure_stays_the_same_specification_while_its_numbers_move(figure, appearance):
    specs = [figure(x, appearance).spec for x in (0.0, 0.2, 0.5, 0.99, 1.0)]
    assert all(spec is specs[0] for spec in specs)
    assert len(specs[0]["description"]) > 40
    assert not specs[0].get("datasets"), "numbers in the specification"
    json.dumps(specs[0], allow_nan=False)


@pytest.mark.parametrize("figure", FIGURES.values(), ids=FIGURES.keys())
def test_a_figure_holds_no_number_that_cannot_be_drawn(figure):
    for x in (0.0, 0.2, 0.5, 1.0):
        for name, data in frames(figure(x, Appearance())).items():
            numbers = data.select_dtypes("number").to_numpy()
            assert np.isfinite(numbers).all(), name


@pytest.mark.parametrize("appearance", APPEARANCES, ids=lambda appearance: appearance.unit.name)
def test_the_gap_between_hill_and_tangent_is_the_divergence(appearance):
    figure = entropy_hill(0.5, 0.1, "heads", appearance)
    gap = frames(figure)["gap"].iloc[0]
    d = (math.log(5) / 2 + math.log(5 / 9) / 2) / math.log(appearance.unit.base)
    assert gap.high - gap.low == pytest.approx(d, rel=1e-12)
    tangent = frames(figure)["tangent"]
    at_q = np.interp(0.1, tangent["x"], tangent["height"])
    on_hill = frames(figure)["points"].query("who == 'q'")["height"].item()
    assert at_q == pytest.approx(on_hill, rel=1e-12), "the tangent does not touch at q"


def test_the_tangent_is_never_below_the_hill():
    for q in (0.02, 0.3, 0.5, 0.9):
        figure = entropy_hill(0.5, q, "A", Appearance())
        hill, tangent = frames(figure)["hill"], frames(figure)["tangent"]
        above = np.interp(hill["x"], tangent["x"], tangent["height"])
        assert (above - hill["height"]).min() >= -1e-12


def test_the_terms_sum_to_the_divergence_and_single_ones_are_negative():
    p, q = np.array([0.5, 0.25, 0.125, 0.125]), np.array([0.125, 0.5, 0.25, 0.125])
    terms = terms_of(p, q, 2)
    assert list(terms) == [1.0, -0.25, -0.125, 0.0]
    assert terms.sum() == 0.625


def test_an_outcome_that_never_comes_has_no_term_and_one_ruled_out_an_infinite_one():
    assert list(terms_of(np.array([1.0, 0.0]), np.array([0.5, 0.5]), 2)) == [1.0, 0.0]
    assert terms_of(np.array([0.5, 0.5]), np.array([1.0, 0.0]), 2)[1] == math.inf


def test_both_curves_over_q_are_a_constant_apart_and_least_at_p():
    lines = frames(least_at_p(0.25, Appearance()))["lines"]
    cross, gap = (lines[lines["line"] == n].set_index("x")["y"] for n in ("H(p, q)", "D(p‖q)"))
    h = 2 - 0.75 * math.log2(3)
    assert (cross - gap).to_numpy() == pytest.approx(h, rel=1e-12)
    assert cross.idxmin() == gap.idxmin() == pytest.approx(0.25)


def test_a_line_is_cut_where_the_bill_is_infinite_and_says_so():
    figure = two_slopes(np.array([0, 0, 1, 0]), pair(0.5), pair(1.0), Appearance())
    lines = frames(figure)["lines"]
    assert lines.query("line == 'model'")["x"].max() == 2
    assert "∞ from here" in frames(figure)["words"]["words"].str.cat()


def test_the_top_of_an_axis_is_above_and_never_far():
    for x in np.geomspace(1e-6, 1e6, 200):
        assert x <= top_of_axis(x) <= 1.5 * x * (1 + 1e-12)
