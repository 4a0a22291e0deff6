"""The three rules that make surprise a logarithm, and what breaks them."""

import math

import streamlit as st

import infotheory as it
from infotheory.lessons.surprise_candidates import (
    Trial,
    candidates,
    certain_is_nothing,
    independent_adds,
    rarer_is_more,
)
from ui.figures.lengths import Length, lengths
from ui.lessons.self_information.candidates_figure import candidate_curve
from ui.link import SI_A, SI_B, SI_F
from ui.page.page import Page
from ui.page.render import render_figure
from ui.serving.open_page import fragment
from ui.style.units import number
from ui.widgets.choice import choose
from ui.widgets.live_slider import live_slider

_LONGEST = 8  # bits: the surprise of both events together, at their rarest


@fragment
def three_rules(page: Page) -> None:
    """Show the rules on two events whose probabilities are set by sliders."""
    unit, colour = page.appearance.unit, page.appearance.palette.truth
    page.write("rules")
    chances = {}
    for place, name, which in zip(st.columns(2, gap="large"), "AB", (SI_A, SI_B), strict=True):
        with place:
            chances[name] = live_slider(
                which,
                label=f"Probability of {name}",
                scale="log",
                colour=colour,
            )
    a, b = (float(it.self_information(p, base=unit.base)) for p in chances.values())
    both = float(it.self_information(chances["A"] * chances["B"], base=unit.base))
    certain = float(it.self_information(1, base=unit.base))

    def bar(name: str, start: float, end: float, meaning: str = "truth") -> Length:
        return Length(name, start, end, unit.show(end - start), meaning)

    first, second, third = st.columns(3, gap="medium")
    with first:
        page.write("rule: certain")
        _draw(page, "certain", [bar("certain", 0, certain), bar("A", 0, a)])
    with second:
        page.write("rule: rarer")
        _draw(page, "rarer", [bar("A", 0, a), bar("B", 0, b)])
    with third:
        page.write("rule: independent")
        stacked = [bar("A", 0, a), bar("B", a, a + b), bar("A and B", 0, both, "entropy")]
        _draw(page, "independent", stacked)
    page.caption("rules: source")


def _draw(page: Page, rule: str, bars: list[Length]) -> None:
    figure = lengths(
        bars,
        page.appearance,
        longest=page.appearance.unit.of_bits(_LONGEST),
        unit=page.appearance.unit.name,
        title="surprise",
        description=f"Self-information as lengths, for the rule of {rule} events.",
    )
    render_figure(figure, f"si_rule_{rule}")


@fragment
def break_the_rules(page: Page) -> None:
    """Test another measure: show which rules it keeps, and numbers that break the others."""
    page.write("break", log=page.appearance.unit.log)
    measures = candidates(page.appearance.unit.base)
    name = choose(st.segmented_control, "Measure", SI_F, label_visibility="collapsed")
    measure = measures[name]
    certain, rarer, added = (
        rule(measure) for rule in (certain_is_nothing, rarer_is_more, independent_adds)
    )
    curve, verdicts = st.columns([2, 3], gap="medium", vertical_alignment="center")
    with curve:
        render_figure(
            candidate_curve(name, measure, measures["−log p"], page.appearance), "si_candidate"
        )
    with verdicts:
        at_one = f"at p = 1 it is {_plain(certain.found[0])}"
        said = [
            _verdict(page.part("break: certain"), certain, at_one),
            _verdict(page.part("break: rarer"), rarer, _compared(rarer)),
            _verdict(page.part("break: independent"), added, _summed(added)),
            page.part("break: all" if name == "−log p" else "break: some"),
        ]
        st.markdown("\n\n".join(said))


def _verdict(rule: str, trial: Trial, numbers: str) -> str:
    verdict = ":material/check: **Holds.**" if trial.holds else ":material/close: **Broken.**"
    return f"{verdict} {rule}: {numbers}."


def _compared(trial: Trial) -> str:
    (a, b), (of_a, of_b) = trial.events, trial.found
    return f"at {_share(a)} it is {_plain(of_a)}, at {_share(b)} it is {_plain(of_b)}"


def _summed(trial: Trial) -> str:
    (a, b), (of_a, of_b) = trial.events, trial.found
    return (
        f"events of {_share(a)} and {_share(b)} have {_plain(of_a)} {_added(of_b)} "
        f"= {_plain(of_a + of_b)}, both together {_plain(trial.joint)}"
    )


def _share(p: float) -> str:
    return f"p = 1/{1 / p:.0f}"


def _added(x: float) -> str:
    return f"+ ({_plain(x)})" if x < 0 else f"+ {_plain(x)}"


def _plain(x: float) -> str:
    """Write a number without needless decimals."""
    return number(x, 0) if math.isclose(x, round(x), abs_tol=1e-12) else number(x)
