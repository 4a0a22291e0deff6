"""Three models of one public medical data set; ``scripts/model_examples.py`` made them."""

from pathlib import Path

import numpy as np

from ui.figures.tables import read_csv
from ui.lessons.your_model.examined import Examined
from ui.lessons.your_model.predictions import Predictions
from ui.link import YM_EXAMPLE
from ui.serving.cache import cached

EXAMPLES = YM_EXAMPLE.options
FILE = Path(__file__).with_name("breast_cancer.csv")
LABEL, SECOND = "diagnosis", "malignant"
_CLASSES = ("benign", SECOND)

_CODE = """\
table = pd.read_csv("ui/lessons/your_model/{file}")
labels = (table["{label}"] == "{second}").astype(int)
q = table["{name}"]  # the probability of {second}"""


@cached(len(EXAMPLES))
def example(name: str) -> Examined:
    """Return the predictions of the example of that name."""
    table = read_csv(FILE)
    return Examined(
        Predictions(
            name,
            (table[LABEL] == SECOND).astype(np.int64),
            table[name],
            _CLASSES,
            np.arange(1, len(table[LABEL]) + 1),
            "row",
            _CODE.format(file=FILE.name, label=LABEL, second=SECOND, name=name),
        )
    )
