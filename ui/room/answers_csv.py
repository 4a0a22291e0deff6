"""A room's answers as a file to keep: no visitor is named in it. Pure; no Streamlit."""

import csv
import io
from collections.abc import Iterable

from ui.lessons.questions import QUESTIONS
from ui.room.rooms import Round

COLUMNS = ["question", "round", "forecast", "answer", "probability", "right"]


def answers_csv(rounds: Iterable[Round]) -> bytes:
    """Return a row for each probability; ``forecast`` numbers the forecasts of a round.

    The numbers follow the size of the forecasts, so they tell nobody's in two rounds.
    """
    file = io.StringIO()
    table = csv.writer(file, lineterminator="\n")
    table.writerow(COLUMNS)
    for each in rounds:
        question = QUESTIONS[each.question]
        for number, forecast in enumerate(each.forecasts.tolist(), 1):
            for i, (option, p) in enumerate(zip(question.options, forecast, strict=True)):
                right = i == question.right
                table.writerow((each.question, each.turn, number, option, p, right))
    return file.getvalue().encode()
