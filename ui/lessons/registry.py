"""The registry of lessons: the one place where they are listed.

A lesson's ``stem`` names its script ``pages/STEM.py``, its prose ``pages/STEM.md`` and its
address ``/STEM``; the first one is the home page, at ``/``. The keys of its link stand in
``ui.link``.
"""

from dataclasses import dataclass
from pathlib import Path

from ui import link

PAGES = Path(__file__).parents[2] / "pages"


@dataclass(frozen=True)
class Lesson:
    """What the navigation and the pages need to know of a lesson."""

    stem: str
    title: str  # in the navigation and in the browser's tab
    question: str  # the page's headline
    icon: str
    section: str  # the navigation groups by it

    @property
    def script(self) -> Path:
        """The file that Streamlit runs."""
        return PAGES / f"{self.stem}.py"

    @property
    def prose(self) -> Path:
        """The Markdown beside it."""
        return PAGES / f"{self.stem}.md"

    @property
    def keys(self) -> tuple[str, ...]:
        """The controls whose values are in the link."""
        return self._names(link.Control)

    @property
    def blocks(self) -> tuple[str, ...]:
        """The blocks that are folded until a visitor opens them."""
        return self._names(link.Block)

    @property
    def remembered(self) -> tuple[str, ...]:
        """The values that buttons set: other draws, names of outcomes."""
        return self._names(link.Set)

    def _names(self, kind: type[link.Key]) -> tuple[str, ...]:
        return tuple(key.name for key in link.of_page(self.stem) if isinstance(key, kind))


MEASURES, RACE, PUT_TO_USE = "The measures", "The race", "Put to use"

LESSONS = (
    Lesson(link.HOME, "Why cross-entropy?", "Why not simply squared error?", ":material/home:", ""),
    Lesson(
        link.SELF_INFORMATION,
        "Self-information",
        "How surprising is one event?",
        ":material/bolt:",
        MEASURES,
    ),
    Lesson(
        link.ENTROPY,
        "Entropy",
        "How surprising is a source, on average?",
        ":material/bar_chart:",
        MEASURES,
    ),
    Lesson(
        link.CROSS_ENTROPY,
        "Cross-entropy",
        "What does a wrong model cost?",
        ":material/compare_arrows:",
        MEASURES,
    ),
    Lesson(
        link.KL_DIVERGENCE,
        "KL divergence",
        "How far is the model, and which way round?",
        ":material/straighten:",
        MEASURES,
    ),
    Lesson(
        link.TRAINING,
        "Training",
        "Which loss corrects a confident mistake sooner?",
        ":material/sprint:",
        RACE,
    ),
    Lesson(
        link.FILE_SIZE,
        "File size",
        "What does a bit of loss weigh?",
        ":material/folder_zip:",
        PUT_TO_USE,
    ),
    Lesson(
        link.YOUR_MODEL,
        "Your model",
        "How many bits does your model explain?",
        ":material/fact_check:",
        PUT_TO_USE,
    ),
)

ROOM = Lesson(
    link.ROOM, "The room", "What does the room think?", ":material/groups:", "In the lecture hall"
)
"""Not a lesson: where a class answers a lesson's question."""

EVERY_PAGE = (*LESSONS, ROOM)


def lesson(stem: str) -> Lesson:
    """Return the lesson of that stem."""
    return next(lesson for lesson in EVERY_PAGE if lesson.stem == stem)
