"""The path of a lecture: the steps that the → key takes, from ``docs/lecture.md``. No Streamlit.

A step is a link of the plan: ``entropy?ent_p=0.9%2C+0.1&step=coin``. It names a page, the state in
which it opens, and the step, whose sentence is the part ``step: coin`` of the page's prose. A link
that names no state leaves the page as it is. A name may begin with a figure of the page other than
its first one, as in ``line.best``. If the name itself begins with ``ask``, the question is on the
screen without its answer.
"""

import re
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import parse_qsl, urlsplit

from ui.link import LECTURE, LECTURE_MINUTES, LECTURE_STEP
from ui.serving.cache import cached

PLAN = Path(__file__).parents[2] / "docs" / "lecture.md"

_LINK = re.compile(r"\]\(([^()\s]+)\)")
_VERSION = re.compile(r"^## (\d+) minutes$", re.MULTILINE)


@dataclass(frozen=True)
class Stop:
    """A step of the path: the stem of its page, the state it opens in, and its name."""

    stem: str
    state: tuple[tuple[str, str], ...]
    step: str

    @property
    def scene(self) -> str:
        """Which of the page's figures is shown; empty for its first one."""
        return scene_of(self.step)

    @property
    def is_question(self) -> bool:
        """Whether it asks a question, whose answer comes with the next step."""
        return self.step.rpartition(".")[2].startswith("ask")


def scene_of(step: str) -> str:
    """Return which of a page's figures a step shows; empty for its first one."""
    return step.rpartition(".")[0]


def path_of(minutes: str) -> tuple[Stop, ...]:
    """Return the steps of the lecture of so many minutes, in their order."""
    return paths(PLAN.read_text(encoding="utf-8"))[minutes]


@cached(4)
def paths(plan: str) -> dict[str, tuple[Stop, ...]]:
    """Return the steps of each lecture in a plan, by its minutes."""
    _, *parts = _VERSION.split(plan)
    return {
        minutes: tuple(stop for link in _LINK.findall(text) if (stop := _stop(link)))
        for minutes, text in zip(parts[::2], parts[1::2], strict=True)
    }


def _stop(link: str) -> Stop | None:
    """Return the step that a link of the plan is; None for any other link."""
    parts = urlsplit(link)
    query = dict(parse_qsl(parts.query))
    step = query.pop(LECTURE_STEP.name, None)
    if step is None:
        return None
    for shared in (LECTURE, LECTURE_MINUTES):
        query.pop(shared.name, None)
    return Stop(parts.path.strip("./") or "home", tuple(query.items()), step)


def place(path: tuple[Stop, ...], step: str, stem: str) -> int:
    """Return where on the path a step is; else the first step on that page, or -1."""
    names = [stop.step for stop in path]
    if step in names:
        return names.index(step)
    return next((i for i, stop in enumerate(path) if stop.stem == stem), -1)
