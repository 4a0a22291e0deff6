"""The answer that the home page opens with: computed beforehand, since a visitor waits for it."""

from pathlib import Path

import pandas as pd

from ui.figures.tables import cached_table
from ui.link import HOME_B

FILE = Path(__file__).with_name("escape_steps.csv")
"""Written by ``scripts/answer.py``; a test computes it anew."""

STARTS = tuple(range(11))
SHOWN = tuple(b for b in STARTS if b <= HOME_B.high)
"""Home stops before 10: what happens at 10 is the question that the race asks."""

LIMIT = 4000


@cached_table(8)
def steps_to_escape() -> pd.DataFrame:
    """Return the steps to 90 % from ever more wrong starts: start, loss, steps."""
    return pd.read_csv(FILE)
