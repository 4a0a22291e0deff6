"""Two models on the same rows: which is better, in bits, and whether that could be chance."""

from __future__ import annotations

import numpy as np
import streamlit as st

from infotheory.lessons.bootstrap import Interval, bootstrap_means, percentile_interval
from ui.lessons.your_model.examined import Examined, draws_for, row_errors
from ui.lessons.your_model.examples import example
from ui.lessons.your_model.own_data import OTHER_FILE, own_file
from ui.lessons.your_model.shown import Shown
from ui.lessons.your_model.sources import FROM_EXAMPLES, FROM_FILE, FROM_RACE
from ui.link import YM_OTHER
from ui.page.page import Page
from ui.serving.long_work import computing
from ui.style.units import number
from ui.widgets.choice import choose
from ui.widgets.number_text import quote
from ui.widgets.progress import progress_shown


def two_models(page: Page, shown: Shown) -> None:
    """Compare the model on screen with another one, row by row."""
    page.write_narrow("two")
    other = _other(page, shown)
    if other is None:
        return
    if other is shown.examined:
        page.write_narrow("two: same")
        return
    fault = _cannot_pair(shown.examined, other)
    if fault:
        st.warning(fault)
        return
    _compare(page, shown.examined, other)


def _other(page: Page, shown: Shown) -> Examined | None:
    if shown.source == FROM_FILE and len(shown.drawn) == 1:
        return own_file(page, OTHER_FILE)
    if shown.source == FROM_RACE:
        return next(each for each in shown.drawn if each is not shown.examined)
    if shown.source != FROM_EXAMPLES and len(shown.drawn) == 1:
        page.write_narrow("two: none")
        return None
    return example(choose(st.pills, "Compare with", YM_OTHER))


def _cannot_pair(a: Examined, b: Examined) -> str:
    """Say why two models cannot be compared row by row, or nothing."""
    if a.given.n != b.given.n:
        return (
            f"The files have {a.given.n:,} and {b.given.n:,} rows. Both models must have predicted "
            "the same rows, in the same order."
        )
    named = [np.array(each.given.classes, object)[each.given.labels] for each in (a, b)]
    different = np.flatnonzero(named[0] != named[1])
    if len(different):
        first = int(different[0])
        return (
            f"The labels differ in {len(different):,} rows, first in {a.given.row} "
            f"{a.given.rows[first]:,}: {quote(str(named[0][first]))} and "
            f"{quote(str(named[1][first]))}. Put the rows in the same order."
        )
    return ""


def _compare(page: Page, a: Examined, b: Examined) -> None:
    unit, names = page.appearance.unit, (a.given.name, b.given.name)
    page.write_narrow("two: names", a=quote(names[0]), b=quote(names[1]))
    both, bits = a.finite & b.finite, unit.of_bits(1.0)
    log = np.where(both, bits * _difference(a, b, both), 0.0)
    brier = row_errors(a.given) - row_errors(b.given)
    draws = draws_for(a.given.n)
    with progress_shown("Resampling the rows …") as progress, computing():
        means = bootstrap_means(np.column_stack([log, brier]), draws=draws, progress=progress)
    infinite, chances = not both.all(), percentile_interval(means[:, 0])
    with st.container(horizontal=True):
        if infinite:
            st.metric("difference, log", _better_of_infinite(a, b))
        else:
            _metric("difference, log", log, chances, 3, f" {unit.name} per row")
        _metric("difference, Brier", brier, percentile_interval(means[:, 1]), 4)
    by_log = _sign(a.cross_entropy, b.cross_entropy)
    by_brier = _sign(a.brier, b.brier)
    winner = {-1: quote(names[0]), 1: quote(names[1]), 0: "neither"}
    page.write_narrow(
        "two: agree" if by_log == by_brier else "two: differ",
        log=winner[by_log],
        brier=winner[by_brier],
    )
    if not infinite:
        chance = chances.low <= 0 <= chances.high
        page.write_narrow("two: chance" if chance else "two: no chance", draws=f"{draws:,}")
    elif both.any():
        page.write_narrow(
            "two: infinite",
            rows=f"{int(np.count_nonzero(~both)):,}",
            rest=unit.show(bits * float(_difference(a, b, both)[both].mean())),
        )


def _metric(
    name: str, differences: np.ndarray, interval: Interval, decimals: int, unit: str = ""
) -> None:
    low, high = (number(x, decimals) for x in interval)
    mean = number(float(differences.mean()), decimals)
    st.metric(name, f"{mean}{unit}", f"{low} to {high}", delta_color="off", delta_arrow="off")


def _difference(a: Examined, b: Examined, both: np.ndarray) -> np.ndarray:
    """Return by how much each row costs the first more, where both are finite."""
    finite = [np.where(both, each.surprise, 0.0) for each in (a, b)]
    return np.asarray(finite[0] - finite[1])


def _better_of_infinite(a: Examined, b: Examined) -> str:
    if a.infinite and b.infinite:
        return "∞ − ∞"
    return "∞" if a.infinite else "−∞"


def _sign(a: float, b: float) -> int:
    return 0 if a == b else (-1 if a < b else 1)
