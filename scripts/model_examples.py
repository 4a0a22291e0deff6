"""Make the examples of *your model*: ``python -m scripts.model_examples`` (needs scikit-learn).

Three classifiers predict the Wisconsin breast cancer data, each row by a model that was trained on
the other nine tenths. On another version of scikit-learn the last digits may differ.
"""

import pandas as pd
from sklearn.datasets import load_breast_cancer
from sklearn.ensemble import RandomForestClassifier
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import StratifiedKFold, cross_val_predict
from sklearn.naive_bayes import GaussianNB
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

from ui.lessons.your_model.examples import EXAMPLES, FILE, LABEL, SECOND

_FOLDS, _TREES, _SEED = 10, 100, 0
_FIRST = "benign"
_MEANS = slice(10)  # the mean of each measured feature; the rest are its spread and its extremes

_MODELS = (
    GaussianNB(),
    RandomForestClassifier(_TREES, random_state=_SEED),
    make_pipeline(StandardScaler(), LogisticRegression()),
)


def main() -> None:
    """Train every model on every fold and write the file."""
    data = load_breast_cancer()
    is_second = data.target == list(data.target_names).index(SECOND)
    folds = StratifiedKFold(_FOLDS, shuffle=True, random_state=_SEED)
    table = pd.DataFrame({LABEL: [SECOND if each else _FIRST for each in is_second]})
    for name, model in zip(EXAMPLES, _MODELS, strict=True):
        p = cross_val_predict(
            model, data.data[:, _MEANS], is_second, cv=folds, method="predict_proba"
        )
        table[name] = p[:, 1]
    table.to_csv(FILE, index=False, lineterminator="\n")


if __name__ == "__main__":
    main()
