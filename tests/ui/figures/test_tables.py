"""A table that is cached belongs to nobody who asked for it, and keeps nothing of theirs."""

import numpy as np
import pandas as pd
import pytest

from ui.figures.tables import cached_table, columns


@pytest.fixture
def squares():
    """A cached table, and how often it was computed."""
    built = []

    @cached_table(4)
    def tabulate(n):
        built.append(n)
        return pd.DataFrame({"n": range(n), "square": [i * i for i in range(n)], "name": "x"})

    return tabulate, built


def test_a_cached_table_is_computed_once_and_given_whole(squares):
    tabulate, built = squares
    expected = pd.DataFrame({"n": [0, 1, 2], "square": [0, 1, 4], "name": ["x"] * 3})
    for _ in range(3):
        pd.testing.assert_frame_equal(tabulate(3), expected)
    assert built == [3]


def test_what_one_does_to_a_cached_table_no_other_sees(squares):
    tabulate, _ = squares
    mine = tabulate(3)
    mine["square"] *= 7
    assert tabulate(3)["square"].tolist() == [0, 1, 4]


def test_columns_cannot_be_written():
    kept = columns(pd.DataFrame({"x": [1.0, 2.0]}))
    with pytest.raises(ValueError, match="read-only"):
        kept["x"][0] = 5.0
    np.testing.assert_array_equal(kept["x"], [1.0, 2.0])
