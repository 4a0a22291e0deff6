"""The home page's answer is what the race gives."""

import math

import pandas as pd

from ui.lessons.home.confident_starts import given_to_the_truth
from ui.lessons.home.precomputed import LIMIT, STARTS, steps_to_escape
from ui.lessons.training.races import escape_steps


def test_the_answer_that_was_computed_beforehand_is_what_the_race_gives_now():
    pd.testing.assert_frame_equal(
        pd.DataFrame(steps_to_escape()), pd.DataFrame(escape_steps("blobs", STARTS, LIMIT))
    )


def test_a_start_is_said_in_plain_numbers():
    given = given_to_the_truth()
    assert (given["b6"], given["b10"]) == ("0.25 %", "0.0045 %")
    assert given["b8"] == f"{100 / (math.exp(8) + 2):.2g} %"
