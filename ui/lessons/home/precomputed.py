"""The answer that the home page opens with, precomputed so that no visitor waits for it."""

from pathlib import Path

import numpy as np

from ui.figures.tables import Columns, read_csv, select
from ui.link import HOME_B
from ui.serving.cache import cached

FILE = Path(__file__).with_name("escape_steps.csv")
"""Written by ``scripts/answer.py``; a test recomputes it."""

STARTS = tuple(range(11))
SHOWN = tuple(b for b in STARTS if b <= HOME_B.high)
"""Home stops before 10: what happens at 10 is the question of the race's page."""

LIMIT = 4000


@cached(1)
def steps_to_escape() -> Columns:
    """Return the steps to 90 % from increasingly wrong starts: columns start, loss, steps."""
    return read_csv(FILE)


def steps_shown() -> Columns:
    """Return the rows of ``steps_to_escape`` that home shows."""
    every = steps_to_escape()
    return select(every, np.isin(every["start"], SHOWN))
