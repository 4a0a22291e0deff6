"""The registry of lessons: the one place where they are listed.

A lesson's ``stem`` names its script ``pages/STEM.py``, its prose ``pages/STEM.md`` and its
address ``/STEM``; the first one is the home page, at ``/``. Its ``keys`` are the controls whose
values stand in the link, its ``blocks`` the folded parts that ``open=KEY`` in a link opens. What is
``remembered`` is no control: it is not in the address bar, but in a link that is shared.
"""

from dataclasses import dataclass
from pathlib import Path

PAGES = Path(__file__).parents[2] / "pages"


@dataclass(frozen=True)
class Lesson:
    """What the navigation and the pages need to know of a lesson."""

    stem: str
    title: str  # in the navigation and in the browser's tab
    question: str  # the page's headline
    icon: str
    section: str  # the navigation groups by it
    keys: tuple[str, ...]  # what the link says of its state
    blocks: tuple[str, ...] = ()  # what is folded until somebody opens it, in the page's order
    remembered: tuple[str, ...] = ()  # what buttons set: other draws, the names of outcomes

    @property
    def script(self) -> Path:
        """The file that Streamlit runs."""
        return PAGES / f"{self.stem}.py"

    @property
    def prose(self) -> Path:
        """The Markdown beside it."""
        return PAGES / f"{self.stem}.md"

    @property
    def step_key(self) -> str:
        """Where the session and a shared link say at which step a lecture stands on this page."""
        return f"{self.stem}_lecture_step"


MEASURES, RACE = "The measures", "The race"

LESSONS = (
    Lesson(
        "home",
        "Why cross-entropy?",
        "Why not simply squared error?",
        ":material/home:",
        "",
        ("home_b",),
        ("home_plan",),
    ),
    Lesson(
        "self_information",
        "Self-information",
        "How surprising is one event?",
        ":material/bolt:",
        MEASURES,
        ("si_p", "si_log", "si_a", "si_b", "si_f", "si_n"),
        ("si_questions_open", "si_code"),
    ),
    Lesson(
        "entropy",
        "Entropy",
        "How surprising is a source, on average?",
        ":material/bar_chart:",
        MEASURES,
        (
            "ent_p",
            "ent_level",
            "ent_text",
            "ent_coin",
            "ent_n",
            *(f"ent_w{i}" for i in range(1, 7)),
        ),
        ("ent_codes", "ent_game", "ent_block", "ent_estimate", "ent_numbers", "ent_code"),
        ("ent_p_named",),
    ),
    Lesson(
        "cross_entropy",
        "Cross-entropy",
        "What does a wrong model cost?",
        ":material/compare_arrows:",
        MEASURES,
        (
            *("ce_p", "ce_q", "ce_n"),
            *("ce_true", "ce_z1", "ce_z2", "ce_z3", "ce_z4", "ce_eps"),
            *("ce_slope", "ce_intercept", "ce_sigma"),
            *("ce_ann", "ce_ben", "ce_cas", "ce_rain", "ce_first", "ce_mix"),
        ),
        ("ce_forecasters", "ce_least", "ce_infinity", "ce_code"),
        ("ce_p_named", "ce_seed"),
    ),
    Lesson(
        "kl_divergence",
        "KL divergence",
        "How far is the model, and which way round?",
        ":material/straighten:",
        MEASURES,
        (
            *("kl_p", "kl_q", "kl_coin", "kl_n", "kl_cp", "kl_cq"),
            *("kl_mp", "kl_sp", "kl_mq", "kl_sq", "kl_width", "kl_source", "kl_gap"),
        ),
        ("kl_symmetric", "kl_gaussians", "kl_bumps", "kl_microscope", "kl_code"),
        ("kl_p_named", "kl_seed"),
    ),
    Lesson(
        "training",
        "Training",
        "Which loss leaves a confident mistake sooner?",
        ":material/sprint:",
        RACE,
        (
            "tr_data",
            "tr_b",
            "tr_b_digits",
            "tr_model",
            "tr_optimizer",
            "tr_fair",
            "tr_rate",
            "tr_rate_adam",
            "tr_noise",
            "tr_steps",
            "tr_seed",
            "tr_smoothing",
            "tr_map_kind",
        ),
        ("tr_tried", "tr_anatomy", "tr_escape", "tr_parts", "tr_map", "tr_code"),
        ("tr_at", "tr_fork"),
    ),
)

ROOM = Lesson(
    "room", "The room", "What does the room think?", ":material/groups:", "In the lecture hall", ()
)
"""Not a lesson: where a class answers a lesson's question."""

EVERY_PAGE = (*LESSONS, ROOM)


def lesson(stem: str) -> Lesson:
    """Return the lesson of that stem."""
    return next(lesson for lesson in EVERY_PAGE if lesson.stem == stem)
