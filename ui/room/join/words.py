"""What a phone shows of a room, as JSON: words as HTML, numbers as text, all computed here."""

import html
import re
from collections.abc import Sequence
from typing import Any

from ui.lessons.questions import QUESTIONS
from ui.room.asked import answer_words, question_words
from ui.room.rooms import Forecast, Room
from ui.room.scores import ClassScores, Score, leaning, score
from ui.serving.cache import cached
from ui.style.appearance import Appearance
from ui.style.units import number

_LOOK = Appearance()  # words have no colour; phones count in bits
_QUICK = ("sure", "leaning")
_STRONG, _EMPHASIS = re.compile(r"\*\*(.+?)\*\*"), re.compile(r"\*(.+?)\*")


def as_html(markdown: str) -> str:
    """Return a paragraph of Markdown as HTML: bold and italic letters, all else as it is."""
    text = html.escape(markdown)
    return _EMPHASIS.sub(r"<em>\1</em>", _STRONG.sub(r"<strong>\1</strong>", text))


def phone_state(room: Room, said: Forecast | None, of_class: ClassScores | None) -> dict[str, Any]:
    """Return what a phone shows: the question, what it said, and after the reveal the scores."""
    now = {
        **_question(room.question),
        "version": room.version,
        "asked": room.asked,
        "said": said and _percent(said),
        "revealed": room.revealed,
    }
    return now | _revealed(room.question, said, of_class) if room.revealed else now


@cached(64)
def _question(stem: str) -> dict[str, Any]:
    options = QUESTIONS[stem].options
    ways = [[leaning(i, len(options), how) for i in range(len(options))] for how in _QUICK]
    return {
        "question": as_html(question_words(stem, _LOOK)),
        "options": options,
        "quick": [
            {"name": f"{how} {_share(ways[j][0].probabilities[0])}", "said": [*map(_percent, each)]}
            for j, (how, each) in enumerate(zip(_QUICK, ways, strict=True))
        ],
        "noIdea": _percent(leaning(0, len(options), "no idea")),
    }


def _revealed(stem: str, said: Forecast | None, of_class: ClassScores | None) -> dict[str, Any]:
    question = QUESTIONS[stem]
    mine = score(said, question.right) if said else None
    return {
        "right": question.right,
        "why": as_html(answer_words(stem, _LOOK)),
        "table": _table(question.options, said, of_class),
        "scores": _scores(mine, of_class),
        "note": as_html(ruled_out_words(of_class)) if of_class else "",
    }


def _table(
    options: Sequence[str], said: Forecast | None, of_class: ClassScores | None
) -> list[list[str]]:
    mine = said.probabilities if said else [None] * len(options)
    pool = of_class.pool.probabilities if of_class else [None] * len(options)
    return [
        [option, _share(own), _share(theirs)]
        for option, own, theirs in zip(options, mine, pool, strict=True)
    ]


def _scores(mine: Score | None, of_class: ClassScores | None) -> list[list[str]]:
    """Return rows: whose score it is, bits of surprise, and Brier's score."""
    rows = {"you": mine} if mine else {}
    if of_class:
        rows |= {
            "the class, on average": of_class.mean,
            "the class, median": of_class.median,
            "the class, pooled": of_class.pooled,
        }
    return [[who, number(each.bits), number(each.squared)] for who, each in rows.items()]


def ruled_out_words(of_class: ClassScores) -> str:
    """Return how many gave the right answer probability 0, as Markdown."""
    if not of_class.ruled_out:
        return ""
    who = "1" if of_class.ruled_out == 1 else f"{of_class.ruled_out:,}"
    return (
        f"{who} of {of_class.count:,} gave the right answer 0%. One such forecast makes the "
        "average surprise ∞, so the median and the pooled forecast are shown beside it."
    )


def _share(p: float | None) -> str:
    """Return a probability as a percentage; what is not quite 0 or 1 does not look so."""
    if p is None:
        return ""
    for digits in (1, 2, 3):
        text = f"{100 * p:.{digits}f}"
        if (float(text) in (0, 100)) == (p in (0, 1)):
            break
    return f"{text.removesuffix('.0')}%"


def _percent(forecast: Forecast) -> list[float]:
    return [100 * p for p in forecast.probabilities]
