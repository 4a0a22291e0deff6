"""The controls of the race: a few are always visible, the rest open on a click."""

import streamlit as st

from ui.lessons.training.own_data import bring_rows, rows_of_this_visitor
from ui.lessons.training.own_rows import OwnRows
from ui.lessons.training.race_settings import (
    BEST,
    OPTIMIZERS,
    STEPS,
    YOURS,
    RaceSettings,
)
from ui.link import (
    TR_B,
    TR_B_DIGITS,
    TR_DATA,
    TR_FAIR,
    TR_MODEL,
    TR_NOISE,
    TR_OPTIMIZER,
    TR_RATE,
    TR_RATE_ADAM,
    TR_RAW,
    TR_SEED,
    TR_STEPS,
    Number,
)
from ui.page.page import Page
from ui.widgets.choice import Widget, choose, switch
from ui.widgets.live_slider import live_slider
from ui.widgets.written import write

STARTS = {"fair": "0", "confidently wrong": "6", "very confidently wrong": "10"}
_RATE_TICKS = [(1e-3, "0.001"), (1e-1, "0.1"), (1e1, "10"), (1e3, "1000"), (1e6, "10⁶")]


def start_of(data: str) -> Number:
    """Return the control of the start on these data; the digits have their own."""
    return TR_B_DIGITS if data == "digits" else TR_B


def rate_of(optimizer: str) -> Number:
    """Return the control of the learning rate; Adam has its own."""
    return TR_RATE_ADAM if optimizer == "adam" else TR_RATE


def choose_race(page: Page) -> RaceSettings:
    """Show the controls, most of them folded; return the race they set.

    On the stage of a lecture they stand one below the other.
    """
    ink, brief = page.appearance.palette.ink, page.is_on_stage
    first, second = (st.container(), st.container()) if brief else st.columns(2, gap="medium")
    with second:
        pick: Widget = st.segmented_control
        if brief:
            pick = st.selectbox
        data = choose(pick, "Data", TR_DATA)
        if data == "digits" and not brief:
            st.caption(_DIGITS_START)
        if brief:
            _keep_start(data)
        above = st.container()
        more = st.popover("More settings", icon=":material/tune:")
    with first:
        wrong_bias = live_slider(
            start_of(data),
            label="How wrong is the start?  B =",
            step=1,
            colour=ink,
            presets=None if brief else STARTS,
        )
    own = None
    if data == YOURS:
        own = rows_of_this_visitor() if brief else bring_rows(page)
    with above if brief else more:
        optimizer = OPTIMIZERS[choose(st.segmented_control, "Optimiser", TR_OPTIMIZER)]
    with more:
        return _rest(data, own, wrong_bias, optimizer, ink)


def _keep_start(data: str) -> None:
    """Start on other data from the same B: in a lecture only the data are to change."""
    here, other = (TR_B_DIGITS, TR_B) if data == "digits" else (TR_B, TR_B_DIGITS)
    state = st.session_state
    if here.name not in (*state, *st.query_params) and other.name in state:
        write({here.name: state[other.name]})


def ask_for(race: RaceSettings) -> None:
    """Set the controls to a race, for the next run; call this in a callback."""
    number = "{:.9g}".format
    write(
        {
            TR_DATA.name: race.data,
            start_of(race.data).name: number(race.wrong_bias),
            TR_MODEL.name: race.model,
            TR_OPTIMIZER.name: next(k for k, v in OPTIMIZERS.items() if v == race.optimizer),
            TR_FAIR.name: race.fairness,
            rate_of(race.optimizer).name: number(race.learning_rate),
            TR_NOISE.name: number(race.label_noise),
            TR_STEPS.name: str(race.steps),
            TR_SEED.name: str(race.seed),
        }
    )


def _rest(
    data: str, own: OwnRows | None, wrong_bias: float, optimizer: str, ink: str
) -> RaceSettings:
    as_they_are = data == YOURS and switch(
        "Take the features as they are", TR_RAW, help=_AS_THEY_ARE_HELP
    )
    fairness = choose(st.segmented_control, "Fair learning rates", TR_FAIR, help=_FAIR_HELP)
    rate = live_slider(
        rate_of(optimizer),
        label="If the search finds none, η =" if fairness == BEST else "Learning rate η =",
        scale="log",
        colour=ink,
        ticks=_RATE_TICKS,
    )
    model = choose(st.selectbox, "Model", TR_MODEL, help=_MODEL_HELP)
    noise = live_slider(
        TR_NOISE,
        label="Share of wrong training labels =",
        step=0.05,
        colour=ink,
    )
    steps = choose(
        st.selectbox,
        "Steps",
        TR_STEPS,
        help="Limited to a few seconds of training: on the digits, 1,000 with ReLU-64.",
    )
    seed = live_slider(TR_SEED, label="Seed =", colour=ink)
    return RaceSettings(
        data,
        model,
        wrong_bias,
        optimizer,
        fairness,
        rate,
        noise,
        round(seed),
        next((each for each in STEPS if str(each) == steps), 0),
        own,
        as_they_are,
    )


_DIGITS_START = f"The digits have their own start: B = {TR_B_DIGITS.default:g} at first."
_AS_THEY_ARE_HELP = (
    "Else each feature is moved and scaled to mean 0 and standard deviation 1 in the training part."
)
_MODEL_HELP = (
    "Linear, or one hidden layer with that many ReLU units. A linear model starts from zero: "
    "B = 0 gives all classes the same probability."
)
_FAIR_HELP = (
    "Squared error is summed over the classes, so it has a different scale, and one η for both is "
    "only one choice. *Each its best η*: the fewest steps to 90 % on a small grid. *Matched first "
    "gradient*: squared error's η is multiplied by the ratio of the first gradients at the logits."
)
