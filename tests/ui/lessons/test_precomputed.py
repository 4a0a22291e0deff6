"""The home page's answer is what the race gives."""

import pandas as pd

from ui.lessons.home.precomputed import LIMIT, STARTS, steps_to_escape
from ui.lessons.training.races import escape_steps


def test_the_answer_that_was_computed_beforehand_is_what_the_race_gives_now():
    pd.testing.assert_frame_equal(
        pd.DataFrame(steps_to_escape()), escape_steps("blobs", STARTS, LIMIT)
    )
