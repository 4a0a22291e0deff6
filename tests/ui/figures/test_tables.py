"""Tables of figures, and what the browser gets of them."""

import numpy as np
import pandas as pd
import pytest

from ui.figures.tables import by_column, frozen, of_records, read_csv, select, stack
from ui.page.render import to_arrow


def test_a_table_that_is_kept_cannot_be_written():
    kept = frozen({"x": [1.0, 2.0]})
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


def test_tables_are_put_below_each_other():
    above, below = {"n": np.array([1, 2]), "name": ["a", "b"]}, {"n": [3], "name": ["c"]}
    both = stack([above, below])
    assert {name: list(values) for name, values in both.items()} == {
        "n": [1, 2, 3],
        "name": ["a", "b", "c"],
    }


def test_a_file_is_read_as_pandas_reads_it(tmp_path):
    file = tmp_path / "table.csv"
    file.write_text('n,x,word\n1,0.5,a\n-2,1e-3,"b, c"\n3,4,é\n', "utf-8")
    pd.testing.assert_frame_equal(pd.DataFrame(read_csv(file)), pd.read_csv(file), check_exact=True)


def test_the_browser_gets_each_row_and_a_missing_value_for_nan():
    sent = to_arrow({"x": np.array([0.5, np.nan]), "line": np.array(["p", "q"], dtype=object)})
    assert sent.to_pylist() == [{"x": 0.5, "line": "p"}, {"x": None, "line": "q"}]


def test_one_value_stands_in_every_row_and_no_row_is_made_of_none():
    assert to_arrow({"x": [1, 2.5], "line": "p"}).to_pylist() == [
        {"x": 1.0, "line": "p"},
        {"x": 2.5, "line": "p"},
    ]
    assert to_arrow({"x": 1.0, "line": "p"}).to_pylist() == [{"x": 1.0, "line": "p"}]
    assert to_arrow({"x": [], "line": "p"}).to_pylist() == []
