"""Recompute the learning rates that the losses need: ``.venv/bin/python -m scripts.needed_rates``.

It takes a minute. On another processor a rate may differ by a part in a hundred.
"""

import pandas as pd

from ui.lessons.training.needed_rates import FILE, STARTS, measured

if __name__ == "__main__":
    rows = [row for start in STARTS for row in measured(start)]
    pd.DataFrame(rows).to_csv(FILE, index=False, lineterminator="\n")
