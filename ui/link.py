"""Every key of every link, in one table. Pure; no Streamlit.

A link such as ``/entropy?ent_p=1/2,1/2&units=nats&open=ent_code`` says what is on the screen. Each
of its keys is defined here and nowhere else, with the page that reads it, its default and its
bounds. Widgets, the registry of lessons, the tests and ``docs/links.md`` read this table.
"""

from dataclasses import dataclass
from itertools import product

from infotheory.lessons.forced_loss import WISHES
from infotheory.lessons.surprise_candidates import candidates
from ui.lessons.sources import PAIRS, SOURCES
from ui.lessons.training.race_settings import (
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
    YOURS,
)
from ui.style.units import UNITS as UNITS_OF_INFORMATION

EVERY_PAGE = ""
HOME, ROOM = "home", "room"
SELF_INFORMATION, ENTROPY, CROSS_ENTROPY = "self_information", "entropy", "cross_entropy"
KL_DIVERGENCE, TRAINING = "kl_divergence", "training"
FILE_SIZE, YOUR_MODEL = "file_size", "your_model"
LESSONS = (
    HOME,
    SELF_INFORMATION,
    ENTROPY,
    CROSS_ENTROPY,
    KL_DIVERGENCE,
    TRAINING,
    FILE_SIZE,
    YOUR_MODEL,
)

LAST_DRAW = 9999
"""The last of the random draws that a link can ask for by number."""


@dataclass(frozen=True)
class Key:
    """One key: the stem of the page that reads it, its name in the link, and what it means."""

    page: str
    name: str
    meaning: str


@dataclass(frozen=True, kw_only=True)
class Control(Key):
    """A widget that is bound to the link: the browser's address follows it.

    One that is not ``in_link`` holds what is the visitor's own.
    """

    in_link: bool = True

    @property
    def first(self) -> str:
        """Its value at first, as a link would say it; no link does."""
        raise NotImplementedError


@dataclass(frozen=True, kw_only=True)
class Number(Control):
    """A number, from ``low`` to ``high``, as text: ``1/6``, ``25%``, ``1e-3``."""

    default: float | str
    low: float
    high: float
    whole: bool = False

    @property
    def first(self) -> str:
        """The text of the default."""
        return self.default if isinstance(self.default, str) else f"{self.default:g}"


@dataclass(frozen=True, kw_only=True)
class Choice(Control):
    """One of several options, by its name on the screen; the first one where none is named."""

    options: tuple[str, ...]
    default: str = ""

    @property
    def first(self) -> str:
        """The option that is chosen at first."""
        return self.default or self.options[0]


@dataclass(frozen=True)
class Switch(Control):
    """``true`` or ``false``; off at first."""

    @property
    def first(self) -> str:
        """Off."""
        return "false"


@dataclass(frozen=True)
class Set(Key):
    """A value that buttons set: not in the browser's address, but in a shared link."""


@dataclass(frozen=True, kw_only=True)
class SetNumber(Set):
    """A whole number from 0 to ``high`` that buttons set; 0 at first."""

    high: int


@dataclass(frozen=True, kw_only=True)
class Distribution(Control):
    """The probabilities, weights or counts of 2 to 64 outcomes, as text.

    ``named`` holds the preset that names the outcomes, if the text itself does not imply one.
    """

    default: str
    named: Set | None = None

    @property
    def first(self) -> str:
        """The default."""
        return self.default


@dataclass(frozen=True, kw_only=True)
class Text(Control):
    """Any other text."""

    default: str

    @property
    def first(self) -> str:
        """The default."""
        return self.default


@dataclass(frozen=True)
class Block(Key):
    """A folded block: ``open=NAME`` opens it."""


@dataclass(frozen=True)
class Parameter(Key):
    """A value that is read from the address only when a page is opened."""


# On every page.
UNITS = Choice(EVERY_PAGE, "units", "the unit of information", options=tuple(UNITS_OF_INFORMATION))
LECTURE = Switch(EVERY_PAGE, "lecture", "lecture mode")
OPEN = Parameter(EVERY_PAGE, "open", "a folded block to open; may be given more than once")
ONLY = Parameter(EVERY_PAGE, "only", "a folded block to show, opened, without the rest of the page")
LECTURE_MINUTES = Choice(
    EVERY_PAGE, "minutes", "how long the lecture takes", options=("45", "20", "90")
)
LECTURE_STEP = Text(EVERY_PAGE, "step", "the step of the lecture, by its name", default="")

# Home.
HOME_B = Number(HOME, "home_b", "how wrong the start is", default=6, low=0, high=8, whole=True)
HOME_PLAN = Block(HOME, "home_plan", "the plan of a lecture")

# Self-information.
SI_P = Number(
    SELF_INFORMATION, "si_p", "the probability of the event", default="1/6", low=1e-9, high=1
)
SI_LOG = Switch(SELF_INFORMATION, "si_log", "a log scale for slider and curve")
_OF_TWO_EVENTS = 1 / 16  # at least: four bits each
SI_A = Number(
    SELF_INFORMATION, "si_a", "the probability of A", default="1/2", low=_OF_TWO_EVENTS, high=1
)
SI_B = Number(
    SELF_INFORMATION, "si_b", "the probability of B", default="1/6", low=_OF_TWO_EVENTS, high=1
)
SI_F = Choice(
    SELF_INFORMATION,
    "si_f",
    "the measure that is tested against the rules",
    options=tuple(candidates()),
)
SI_N = Number(
    SELF_INFORMATION, "si_n", "equally likely things", default=6, low=2, high=16, whole=True
)
SI_QUESTIONS = Block(SELF_INFORMATION, "si_questions_open", "bits as yes/no questions")
SI_EXERCISES = Block(SELF_INFORMATION, "si_exercises", "exercises")
SI_CODE = Block(SELF_INFORMATION, "si_code", "show exactly this")

# Entropy.
ENT_P_NAMED = Set(ENTROPY, "ent_p_named", "the example that names the outcomes")
ENT_P = Distribution(
    ENTROPY, "ent_p", "the source", default=SOURCES["four outcomes"], named=ENT_P_NAMED
)
ENT_LEVEL = Switch(ENTROPY, "ent_level", "level the rectangles")
ENT_TEXT = Text(
    ENTROPY,
    "ent_text",
    "a text of your own: kept for the visit, never in a link",
    default="What happens often tells you little; what tells you much does not happen often.",
    in_link=False,
)
ENT_COIN = Number(ENTROPY, "ent_coin", "the probability of heads", default=0.9, low=0, high=1)
ENT_N = Number(ENTROPY, "ent_n", "draws in a sample", default=30, low=2, high=1000, whole=True)
_WORDS = tuple("".join(word) for n in range(1, 6) for word in product("01", repeat=n))
ENT_WORDS = tuple(
    Choice(ENTROPY, f"ent_w{i}", f"the word of outcome {i} in the game", options=_WORDS, default=w)
    for i, w in enumerate(("000", "001", "010", "011", "100", "101"), start=1)
)
ENT_CODES = Block(ENTROPY, "ent_codes", "codes: entropy in binary digits")
ENT_GAME = Block(ENTROPY, "ent_game", "the code game")
ENT_BLOCK = Block(ENTROPY, "ent_block", "blocks: down towards the entropy")
ENT_ESTIMATE = Block(ENTROPY, "ent_estimate", "estimating from samples")
ENT_NUMBERS = Block(ENTROPY, "ent_numbers", "the numbers as a table")
ENT_EXERCISES = Block(ENTROPY, "ent_exercises", "exercises")
ENT_CODE = Block(ENTROPY, "ent_code", "show exactly this")

# Cross-entropy.
CE_P_NAMED = Set(CROSS_ENTROPY, "ce_p_named", ENT_P_NAMED.meaning)
CE_P = Distribution(
    CROSS_ENTROPY, "ce_p", "the truth p", default=PAIRS["four outcomes"][0], named=CE_P_NAMED
)
CE_Q = Distribution(CROSS_ENTROPY, "ce_q", "the model q", default=PAIRS["four outcomes"][1])
CE_N = Number(CROSS_ENTROPY, "ce_n", "draws from p", default=120, low=1, high=200, whole=True)
CE_SEED = SetNumber(CROSS_ENTROPY, "ce_seed", "which draws", high=LAST_DRAW)
CE_TRUE = Choice(CROSS_ENTROPY, "ce_true", "the true class", options=("cat", "dog", "fox", "owl"))
CE_SCORES = tuple(
    Number(CROSS_ENTROPY, f"ce_z{i}", f"the score of {name}", default=z, low=-10, high=10)
    for i, (name, z) in enumerate(zip(CE_TRUE.options, (2.5, -1.0, 3.2, 0.5), strict=True), start=1)
)
CE_EPS = Number(CROSS_ENTROPY, "ce_eps", "label smoothing ε", default=0, low=0, high=0.5)
CE_SLOPE = Number(CROSS_ENTROPY, "ce_slope", "the slope of the line", default=0.3, low=-1, high=2)
CE_INTERCEPT = Number(
    CROSS_ENTROPY, "ce_intercept", "the line's height at x = 0", default=2, low=-2, high=6
)
CE_SIGMA = Number(
    CROSS_ENTROPY, "ce_sigma", "the standard deviation σ around it", default=1, low=0.2, high=4
)
CE_ANN = Text(CROSS_ENTROPY, "ce_ann", "Ann's forecasts", default="0.99, 0.99, 0.01, 0.99, 0.98")
CE_BEN = Text(CROSS_ENTROPY, "ce_ben", "Ben's forecasts", default="0.55, 0.55, 0.45, 0.55, 0.45")
CE_CAS = Text(CROSS_ENTROPY, "ce_cas", "Cas's forecasts", default="0.5, 0.5, 0.5, 0.5, 0.5")
CE_RAIN = Number(
    CROSS_ENTROPY, "ce_rain", "the true probability of rain", default=0.7, low=0, high=1
)
CE_FIRST = Number(
    CROSS_ENTROPY, "ce_first", "the truth p of the first of two", default=0.3, low=0, high=1
)
CE_MIX = Number(CROSS_ENTROPY, "ce_mix", "the uniform part ε", default=1e-3, low=1e-12, high=1)
CE_SPREAD = Number(
    CROSS_ENTROPY, "ce_spread", "how far the classes spread", default=1, low=0.3, high=4
)
CE_GIVEN = Block(CROSS_ENTROPY, "ce_given", "one forecast for each image")
CE_FORECASTERS = Block(CROSS_ENTROPY, "ce_forecasters", "who forecast best?")
CE_LEAST = Block(CROSS_ENTROPY, "ce_least", "both are smallest at q = p")
CE_INFINITY = Block(CROSS_ENTROPY, "ce_infinity", "honest infinity, and what an ε hides")
CE_EXERCISES = Block(CROSS_ENTROPY, "ce_exercises", "exercises")
CE_CODE = Block(CROSS_ENTROPY, "ce_code", "show exactly this")

# KL divergence.
KL_P_NAMED = Set(KL_DIVERGENCE, "kl_p_named", ENT_P_NAMED.meaning)
KL_P = Distribution(
    KL_DIVERGENCE, "kl_p", "the truth p", default=PAIRS["overconfident coin"][0], named=KL_P_NAMED
)
KL_Q = Distribution(KL_DIVERGENCE, "kl_q", "the model q", default=PAIRS["overconfident coin"][1])
KL_COIN = Choice(
    KL_DIVERGENCE, "kl_coin", "the coin that is flipped", options=("the 25 % coin", "the fair coin")
)
KL_N = Number(KL_DIVERGENCE, "kl_n", "flips", default=60, low=1, high=100, whole=True)
KL_SEED = SetNumber(KL_DIVERGENCE, "kl_seed", "which flips", high=LAST_DRAW)
_CHALLENGE = "0.5, 0.3, 0.16, 0.04"
KL_CP = Distribution(KL_DIVERGENCE, "kl_cp", "p of the challenge", default=_CHALLENGE)
KL_CQ = Distribution(KL_DIVERGENCE, "kl_cq", "q of the challenge", default=_CHALLENGE)
KL_MP = Number(KL_DIVERGENCE, "kl_mp", "the mean of p", default=0, low=-4, high=4)
KL_SP = Number(KL_DIVERGENCE, "kl_sp", "the standard deviation of p", default=1, low=0.2, high=4)
KL_MQ = Number(KL_DIVERGENCE, "kl_mq", "the mean of q", default=0, low=-4, high=4)
KL_SQ = Number(KL_DIVERGENCE, "kl_sq", "the standard deviation of q", default=2, low=0.2, high=4)
KL_WIDTH = Number(
    KL_DIVERGENCE, "kl_width", "the width s of each bump", default=0.5, low=0.3, high=2
)
KL_SOURCE = Choice(
    KL_DIVERGENCE,
    "kl_source",
    "p under the microscope",
    options=("1/3, 2/3", "0.3, 0.7", "0.1 to 0.4", "die"),
)
KL_GAP = Number(
    KL_DIVERGENCE, "kl_gap", "the gap between q and p", default=1e-8, low=1e-12, high=1e-1
)
KL_SYMMETRIC = Block(KL_DIVERGENCE, "kl_symmetric", "what a symmetric measure gives")
KL_GAUSSIANS = Block(KL_DIVERGENCE, "kl_gaussians", "two normal distributions")
KL_BUMPS = Block(KL_DIVERGENCE, "kl_bumps", "one bell curve for two bumps")
KL_MICROSCOPE = Block(KL_DIVERGENCE, "kl_microscope", "the precision microscope")
KL_EXERCISES = Block(KL_DIVERGENCE, "kl_exercises", "exercises")
KL_CODE = Block(KL_DIVERGENCE, "kl_code", "show exactly this")

# Training.
TR_DATA = Choice(
    TRAINING, "tr_data", "the data; yours are never in a link", options=(*KINDS, YOURS)
)
TR_RAW = Switch(TRAINING, "tr_raw", "take features of your own as they are, not standardised")
TR_B = Number(
    TRAINING,
    "tr_b",
    "how wrong the start is, on all data except the digits",
    default=KINDS["blobs"].wrong_bias,
    low=0,
    high=MOST_WRONG,
)
TR_B_DIGITS = Number(
    TRAINING,
    "tr_b_digits",
    "how wrong the start is, on the digits",
    default=KINDS["digits"].wrong_bias,
    low=0,
    high=MOST_WRONG,
)
TR_MODEL = Choice(TRAINING, "tr_model", "the model", options=(FITTING, *MODELS))
TR_OPTIMIZER = Choice(TRAINING, "tr_optimizer", "the optimiser", options=tuple(OPTIMIZERS))
TR_FAIR = Choice(TRAINING, "tr_fair", "which learning rates are fair", options=FAIRNESS)
TR_RATE = Number(
    TRAINING,
    "tr_rate",
    "the learning rate η of gradient descent",
    default=RATES["sgd"],
    low=LEAST_RATE,
    high=MOST_RATE,
)
TR_RATE_ADAM = Number(
    TRAINING,
    "tr_rate_adam",
    "the learning rate η of Adam",
    default=RATES["adam"],
    low=LEAST_RATE,
    high=MOST_RATE,
)
TR_NOISE = Number(
    TRAINING, "tr_noise", "the share of wrong training labels", default=0, low=0, high=MOST_NOISE
)
TR_STEPS = Choice(TRAINING, "tr_steps", "the steps", options=(FITTING, *map(str, STEPS)))
TR_SEED = Number(TRAINING, "tr_seed", "the seed", default=0, low=0, high=LAST_SEED, whole=True)
TR_SMOOTHING = Number(TRAINING, "tr_smoothing", "label smoothing ε", default=0.1, low=0, high=0.5)
TR_MAP_KIND = Choice(
    TRAINING,
    "tr_map_kind",
    "what the map varies beside η",
    options=("how wrong the start is", "wrong labels"),
)
TR_SOFT = Choice(
    TRAINING,
    "tr_soft",
    "label smoothing ε where calibration is measured",
    options=("0", "0.05", "0.1", "0.2"),
)
TR_WISH = Choice(TRAINING, "tr_wish", "the pull that you ask for", options=tuple(WISHES))
TR_LEAD = Number(
    TRAINING, "tr_lead", "the lead of the wrong answer, of two", default=3, low=-6, high=6
)
TR_NEED = Number(
    TRAINING,
    "tr_need",
    "how wrong the start is, for the learning rate that it needs",
    default=10,
    low=1,
    high=12,
    whole=True,
)
TR_AT = SetNumber(TRAINING, "tr_at", "the step that is shown", high=STEPS[-1])
TR_FORK = Set(TRAINING, "tr_fork", "the loss that a third run switches from, and the step")
TR_TRIED = Block(TRAINING, "tr_tried", "the search for each loss's best η")
TR_ANATOMY = Block(TRAINING, "tr_anatomy", "anatomy of the gradient")
TR_CONVEX = Block(TRAINING, "tr_convex", "where each loss bends upward")
TR_FORCED = Block(TRAINING, "tr_forced", "the loss forced by its gradient")
TR_ESCAPE = Block(TRAINING, "tr_escape", "escape time: how wrong, and how long?")
TR_RAISE = Block(TRAINING, "tr_raise", "why not raise the learning rate?")
TR_PARTS = Block(TRAINING, "tr_parts", "what is being minimised")
TR_CALIBRATION = Block(TRAINING, "tr_calibration", "is each model right as often as it says?")
TR_MAP = Block(TRAINING, "tr_map", "where the claim ends")
TR_EXERCISES = Block(TRAINING, "tr_exercises", "exercises")
TR_CODE = Block(TRAINING, "tr_code", "show exactly this")

# File size.
FS_TEXT = Choice(
    FILE_SIZE,
    "fs_text",
    "the text to write",
    options=("prose", "your text", "digits", "aaaa…"),
)
FS_OWN = Text(
    FILE_SIZE,
    "fs_own",
    ENT_TEXT.meaning,
    default="You know this line: what comes next is like what came before, line after line.",
    in_link=False,
)
FS_ORDER = Number(
    FILE_SIZE,
    "fs_order",
    "how many letters the model looks back; −1: all letters are equally likely",
    default=2,
    low=-1,
    high=5,
    whole=True,
)
FS_AT = Number(
    FILE_SIZE, "fs_at", "which part of the text is shown, in percent", default=60, low=0, high=100
)
FS_WORD = Text(FILE_SIZE, "fs_word", "the word that narrows the interval", default="banana")
FS_READ = Number(FILE_SIZE, "fs_read", "letters of the word", default=6, low=0, high=12, whole=True)
FS_BIT = Number(
    FILE_SIZE, "fs_bit", "where a bit is flipped, in percent", default=40, low=0, high=100
)
FS_READER = Number(
    FILE_SIZE,
    "fs_reader",
    "how many letters the reader's model looks back",
    default=1,
    low=-1,
    high=5,
    whole=True,
)
FS_START = Choice(
    FILE_SIZE,
    "fs_start",
    "where the models for the labels start",
    options=("a confident mistake", "a fair start"),
)
FS_STEP = Number(
    FILE_SIZE, "fs_step", "the step of the race", default=50, low=0, high=400, whole=True
)
FS_FORK = Set(FILE_SIZE, "fs_fork", TR_FORK.meaning)
FS_ONLINE_START = Choice(
    FILE_SIZE,
    "fs_online_start",
    "where the honest files' models start",
    options=FS_START.options,
)
FS_UPDATES = Choice(
    FILE_SIZE, "fs_updates", "updates after each batch", options=("1", "4", "16"), default="4"
)
FS_Q = Number(FILE_SIZE, "fs_q", "the probability of snow", default=0, low=0, high=0.5)
FS_NUMBER = Block(FILE_SIZE, "fs_number", "how a number holds a text")
FS_BACK = Block(FILE_SIZE, "fs_back", "there and back")
FS_LABELS = Block(FILE_SIZE, "fs_labels", "the labels of the race as a file")
FS_ONLINE = Block(FILE_SIZE, "fs_online", "what the model itself weighs")
FS_NEVER = Block(FILE_SIZE, "fs_never", "what cannot be sent")
FS_GAME = Block(FILE_SIZE, "fs_game", "Shannon's game")
FS_EXERCISES = Block(FILE_SIZE, "fs_exercises", "exercises")
FS_CODE = Block(FILE_SIZE, "fs_code", "show exactly this")

# Your model.
YM_FROM = Choice(
    YOUR_MODEL,
    "ym_from",
    "where the predictions come from",
    options=("examples", "file", "pasted", "race", "room"),
)
YM_EXAMPLE = Choice(
    YOUR_MODEL,
    "ym_example",
    "the example that is examined",
    options=("naive Bayes", "random forest", "logistic regression"),
)
YM_PASTED = Text(
    YOUR_MODEL,
    "ym_pasted",
    "rows of your own: kept for the visit, never in a link",
    default=(
        "label,cat,dog,owl\ncat,0.7,0.2,0.1\ndog,0.3,0.6,0.1\nowl,0.2,0.2,0.6\n"
        "dog,0.8,0.15,0.05\ncat,0.9,0.05,0.05\nowl,0.25,0.25,0.5"
    ),
    in_link=False,
)
YM_RACE = Set(YOUR_MODEL, "ym_race", "the settings of the race whose models are examined")
YM_RACER = Choice(
    YOUR_MODEL,
    "ym_racer",
    "the model of the race that is examined",
    options=("cross-entropy", "squared error"),
)
YM_ROOM = Set(YOUR_MODEL, "ym_room", "the code of the room whose class is examined")
YM_SCORE = Choice(YOUR_MODEL, "ym_score", "the score of the diagram", options=("log", "Brier"))
YM_ROW = Number(
    YOUR_MODEL,
    "ym_row",
    "which of the most costly rows is shown",
    default=1,
    low=1,
    high=10,
    whole=True,
)
YM_T = Number(YOUR_MODEL, "ym_t", "the temperature T", default=1, low=0.1, high=20)
YM_OTHER = Choice(
    YOUR_MODEL,
    "ym_other",
    "the example that it is compared with",
    options=YM_EXAMPLE.options,
    default="logistic regression",
)
YM_PARTS = Block(YOUR_MODEL, "ym_parts", "the three terms")
YM_RELIABILITY = Block(YOUR_MODEL, "ym_reliability", "the reliability diagram")
YM_ROWS = Block(YOUR_MODEL, "ym_rows", "the most costly rows")
YM_INFINITE = Block(YOUR_MODEL, "ym_infinite", "infinite rows, and what a clip hides")
YM_TEMPERATURE = Block(YOUR_MODEL, "ym_temperature", "the temperature")
YM_TWO = Block(YOUR_MODEL, "ym_two", "two models on the same rows")
YM_EXERCISES = Block(YOUR_MODEL, "ym_exercises", "exercises")
YM_CODE = Block(YOUR_MODEL, "ym_code", "show exactly this, and a report")

# The room.
CODE = Parameter(ROOM, "code", "the room to answer in")
SUMMARY = Parameter(ROOM, "summary", "the room whose summary is shown")
ASK = Parameter(ROOM, "ask", "the lesson whose question is asked")


def _all_above() -> tuple[Key, ...]:
    values = [each if isinstance(each, tuple) else (each,) for each in list(globals().values())]
    return tuple(key for group in values for key in group if isinstance(key, Key))


TABLE = _all_above()
"""Every key that is defined above, in its order."""


def of_page(stem: str) -> tuple[Key, ...]:
    """Return the keys of a page, in their order."""
    return tuple(key for key in TABLE if key.page == stem)


def controls_on(stem: str) -> tuple[Control, ...]:
    """Return the controls of a page, and those of every page."""
    return tuple(
        key for key in TABLE if key.page in (stem, EVERY_PAGE) and isinstance(key, Control)
    )
