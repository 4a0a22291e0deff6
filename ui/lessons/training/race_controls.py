"""The controls of the race: few that are seen at once, the rest folded."""

import streamlit as st

from ui.lessons.training.race_settings import (
    BEST,
    FAIRNESS,
    FITTING,
    KINDS,
    LAST_SEED,
    LEAST_RATE,
    MODELS,
    MOST_NOISE,
    MOST_RATE,
    MOST_WRONG,
    OPTIMIZERS,
    RATES,
    STEPS,
    RaceSettings,
)
from ui.style.appearance import Look
from ui.widgets.choice import choose
from ui.widgets.live_slider import live_slider

STARTS = {"fair": "0", "confidently wrong": "6", "surely wrong": "10"}
_RATE_TICKS = [(1e-3, "0.001"), (1e-1, "0.1"), (1e1, "10"), (1e3, "1000"), (1e6, "10⁶")]


def start_key(data: str) -> str:
    """Where the start of these data stands in the link; the digits have a start of their own."""
    return "tr_b_digits" if data == "digits" else "tr_b"


def rate_key(optimizer: str) -> str:
    """Where the learning rate stands in the link; Adam wants another one."""
    return "tr_rate_adam" if optimizer == "adam" else "tr_rate"


def choose_race(look: Look, *, brief: bool = False) -> RaceSettings:
    """Show the controls, if ``brief`` all but the start folded; return the race they ask for."""
    ink = look.palette.ink
    first, second = st.columns(2, gap="medium", vertical_alignment="bottom" if brief else "top")
    above, more = second.container(), second.popover("More settings", icon=":material/tune:")
    with more if brief else above:
        data = choose(st.segmented_control, "Data", list(KINDS), "tr_data")
        if data == "digits":
            st.caption(_DIGITS_START)
    with first:
        wrong_bias = live_slider(
            start_key(data),
            label="How wrong is the start?  B =",
            low=0,
            high=MOST_WRONG,
            step=1,
            default=KINDS[data].wrong_bias,
            colour=ink,
            presets=None if brief else STARTS,
        )
    with more:
        return _rest(data, wrong_bias, ink)


def ask_for(race: RaceSettings) -> None:
    """Set the controls to a race, for the next run; in a callback."""
    number = "{:.9g}".format
    st.session_state.update(
        {
            "tr_data": race.data,
            start_key(race.data): number(race.wrong_bias),
            "tr_model": race.model,
            "tr_optimizer": next(k for k, v in OPTIMIZERS.items() if v == race.optimizer),
            "tr_fair": race.fairness,
            rate_key(race.optimizer): number(race.learning_rate),
            "tr_noise": number(race.label_noise),
            "tr_steps": str(race.steps),
            "tr_seed": str(race.seed),
        }
    )


def _rest(data: str, wrong_bias: float, ink: str) -> RaceSettings:
    model = choose(st.selectbox, "Model", (FITTING, *MODELS), "tr_model", help=_MODEL_HELP)
    optimizer = OPTIMIZERS[
        choose(st.segmented_control, "Optimizer", list(OPTIMIZERS), "tr_optimizer")
    ]
    fairness = choose(
        st.segmented_control, "A fair learning rate is", FAIRNESS, "tr_fair", help=_FAIR_HELP
    )
    rate = live_slider(
        rate_key(optimizer),
        label="Where the search finds no η =" if fairness == BEST else "Learning rate η =",
        low=LEAST_RATE,
        high=MOST_RATE,
        scale="log",
        default=RATES[optimizer],
        colour=ink,
        ticks=_RATE_TICKS,
    )
    noise = live_slider(
        "tr_noise",
        label="Share of wrong training labels =",
        low=0,
        high=MOST_NOISE,
        step=0.05,
        default=0,
        colour=ink,
    )
    steps = choose(
        st.selectbox,
        "Steps",
        (FITTING, *map(str, STEPS)),
        "tr_steps",
        help="At most as many as take some seconds: on digits 1,000 for ReLU-64.",
    )
    seed = live_slider(
        "tr_seed", label="Seed =", low=0, high=LAST_SEED, step=1, whole=True, default=0, colour=ink
    )
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
    )


_DIGITS_START = (
    f"The digits have a start of their own, at first B = {KINDS['digits'].wrong_bias:g}."
)
_MODEL_HELP = (
    "Linear, or one hidden layer of that many ReLU units. A linear model starts from zero, where "
    "B = 0 gives all classes the same probability."
)
_FAIR_HELP = (
    "Squared error is summed over the classes, so its scale is another: one η for both is one "
    "choice among several. *Each its best η*: fewest steps to 90 % in a small grid. *Matched first "
    "gradient*: squared error's η is multiplied by the ratio of the first gradients at the logits."
)
