"""Python that makes the data of a race again."""

from ui.lessons.training.race_settings import RaceSettings


def load_code(race: RaceSettings) -> str:
    """Write the lines that make ``data``."""
    if race.own is not None:
        return race.own.code(
            as_they_are=race.as_they_are, seed=race.seed, label_noise=race.label_noise
        )
    noise = f"label_noise={race.label_noise!r}"
    return f'data = it.load_dataset("{race.data}", seed={race.seed}, {noise})'


def imports_of(race: RaceSettings) -> str:
    """Write what these lines need."""
    return (
        "import infotheory as it"
        if race.own is None
        else "import pandas as pd\n\nimport infotheory as it"
    )
