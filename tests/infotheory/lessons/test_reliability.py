"""Forecasts in bins, against the share that happened."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from infotheory import DistributionError
from infotheory.lessons.reliability import reliability

forecasts = st.lists(
    st.tuples(st.floats(0, 1) | st.sampled_from([0.0, 0.1, 0.5, 0.95, 1.0]), st.booleans()),
    min_size=1,
    max_size=30,
)


@given(forecasts, st.integers(1, 20))
def test_every_forecast_is_in_one_bin_and_the_bins_add_up(pairs, bins):
    q, happened = map(np.array, zip(*pairs, strict=True))
    found = reliability(q, happened, bins=bins)
    assert found.number.sum() == len(q)
    assert (found.number > 0).all()
    assert found.number @ found.forecast == pytest.approx(q.sum())
    assert found.number @ found.share == pytest.approx(happened.sum())
    assert (np.diff(found.forecast) > 0).all()
    assert len(found.number) <= bins + 2


def test_what_is_called_impossible_or_certain_is_not_mixed_with_what_is_nearly_so():
    found = reliability([0, 0.001, 0.999, 1], [False, False, True, True])
    assert found.forecast.tolist() == [0, 0.001, 0.999, 1]


def test_who_says_what_happens_lies_on_the_diagonal():
    found = reliability([0.25] * 4 + [0.75] * 4, [1, 0, 0, 0, 1, 1, 1, 0])
    assert found.share == pytest.approx(found.forecast)


def test_no_forecast_is_no_bin_and_what_is_none_is_refused():
    assert reliability([], np.empty(0, bool)).number.tolist() == []
    with pytest.raises(DistributionError):
        reliability([1.5], [True])
    with pytest.raises(ValueError, match="happened"):
        reliability([0.5], [2])
    with pytest.raises(ValueError, match="bins"):
        reliability([0.5], [True], bins=0)
