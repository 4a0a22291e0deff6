"""The tables of a figure as the browser gets them, for the tests that read them."""

import pandas as pd

from ui.figures.figure import Figure
from ui.page.render import to_arrow


def frames(figure: Figure) -> dict[str, pd.DataFrame]:
    """Return each dataset of a figure, by its name."""
    return {name: to_arrow(table).to_pandas() for name, table in figure.data.items()}
