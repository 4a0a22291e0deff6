"""Tables of figures; one that is cached keeps nothing of those who asked for it."""

import numpy as np
import pandas as pd
import pytest

from ui.figures.tables import by_column, cached_table, columns, frozen, of_records, select
from ui.page.render import to_arrow


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


def test_what_a_cache_keeps_is_a_copy():
    mine = [1.0, 2.0]
    kept = frozen({"x": mine})
    mine[0] = 5.0
    np.testing.assert_array_equal(kept["x"], [1.0, 2.0])


def test_rows_and_records_are_the_same_table():
    rows = [(1, "a"), (2, "b")]
    records = [{"n": 1, "name": "a"}, {"n": 2, "name": "b"}]
    assert (
        by_column(rows, ["n", "name"]) == of_records(records) == {"n": [1, 2], "name": ["a", "b"]}
    )
    assert by_column([], ["n", "name"]) == {"n": [], "name": []}


def test_rows_are_selected_from_all_columns():
    chosen = select({"n": [1, 2, 3], "name": ["a", "b", "c"]}, np.array([True, False, True]))
    assert {name: list(values) for name, values in chosen.items()} == {
        "n": [1, 3],
        "name": ["a", "c"],
    }


@pytest.mark.parametrize(
    "make", [dict, lambda table: columns(pd.DataFrame(table))], ids=["columns", "frame"]
)
def test_the_browser_gets_each_row_and_a_missing_value_for_nan(make):
    sent = to_arrow(
        make({"x": np.array([0.5, np.nan]), "line": np.array(["p", "q"], dtype=object)})
    )
    assert sent.to_pylist() == [{"x": 0.5, "line": "p"}, {"x": None, "line": "q"}]


def test_one_value_stands_in_every_row_and_no_row_is_made_of_none():
    assert to_arrow({"x": [1, 2.5], "line": "p"}).to_pylist() == [
        {"x": 1.0, "line": "p"},
        {"x": 2.5, "line": "p"},
    ]
    assert to_arrow({"x": 1.0, "line": "p"}).to_pylist() == [{"x": 1.0, "line": "p"}]
    assert to_arrow({"x": [], "line": "p"}).to_pylist() == []
