"""A room's answers as a file to keep: no visitor is named in it. Pure; no Streamlit."""

from collections.abc import Iterable

import pandas as pd

from ui.lessons.questions import QUESTIONS
from ui.room.rooms import Round

COLUMNS = ["question", "round", "forecast", "answer", "probability", "right"]


def answers_csv(rounds: Iterable[Round]) -> bytes:
    """Return a row for each probability; ``forecast`` numbers the forecasts of a round.

    The numbers follow the size of the forecasts, so they tell nobody's in two rounds.
    """
    rows = []
    for each in rounds:
        question = QUESTIONS[each.question]
        for number, forecast in enumerate(each.forecasts.tolist(), 1):
            for i, (option, p) in enumerate(zip(question.options, forecast, strict=True)):
                right = i == question.right
                rows.append((each.question, each.turn, number, option, p, right))
    return pd.DataFrame(rows, columns=COLUMNS).to_csv(index=False).encode()
