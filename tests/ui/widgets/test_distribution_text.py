"""A distribution as a line of text: what is read, refused (in which words), and written."""

import contextlib

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ui.widgets.distribution.reading import read_texts
from ui.widgets.distribution.text import format_distribution, normalise, parse_distribution
from ui.widgets.number_text import TextError, parse_number, quote


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1/2, 1/4, 1/8, 1/8", [0.5, 0.25, 0.125, 0.125]),
        ("3 1 1 1", [0.5, 1 / 6, 1 / 6, 1 / 6]),
        ("0.5;0.25 ;\t0.25", [0.5, 0.25, 0.25]),
        ("25% 75 %", [0.25, 0.75]),
        ("1 / 3, 2 / 3", [1 / 3, 2 / 3]),
        ("5e-1 .5", [0.5, 0.5]),
        ("[0.25, 0.75]", [0.25, 0.75]),
        ("1,\n3,", [0.25, 0.75]),
        ("0 1 -0", [0, 1, 0]),
        ("1e308 1e308 1e308 1e308", [0.25, 0.25, 0.25, 0.25]),
        ("5e-324 5e-324", [0.5, 0.5]),
    ],
)
def test_people_write_numbers_in_many_ways(text, expected):
    np.testing.assert_allclose(parse_distribution(text), expected, rtol=1e-15)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("abc", ["Number 1", "`abc`", "is not a number", "1/4"]),
        ("0.5, 0.5, o.1", ["Number 3", "`o.1`", "is not a number"]),
        ("1 nan", ["Number 2", "`nan`"]),
        ("inf 1", ["Number 1", "`inf`"]),
        ("0.5", ["at least two outcomes", "second number"]),
        ("", ["This field is empty", "2 to 64"]),
        (" ,; \n", ["This field is empty"]),
        ("1 " * 65, ["65 numbers", "at most 64"]),
        ("1 " * 10_000, ["10,000 numbers", "at most 64"]),
        ("1 " * 10_001, ["20,002 characters", "20,000"]),
        ("x" * 10_240, ["Number 1", "…`", "is not a number"]),
        ("0.5 -0.5", ["Number 2", "`-0.5`", "is negative"]),
        ("0.5 −0.5", ["Number 2", "`−0.5`", "is negative"]),
        ("0 0 0", ["All numbers are 0", "more than 0"]),
        ("1/0 1", ["Number 1", "`1/0`", "divides by zero"]),
        ("0/0 1", ["Number 1", "divides by zero"]),
        ("1e999 1", ["Number 1", "`1e999`", "too large"]),
        ("1e300/1e-300 1", ["Number 1", "too large"]),
        ("1e308 1e-308", ["Number 2", "too small"]),
        ("1/2/3 1", ["Number 1", "`1/2/3`", "is not a number"]),
        ("1_000 1", ["Number 1", "is not a number"]),
        ("٣ 1", ["Number 1", "is not a number"]),
        ("0x10 1", ["Number 1", "is not a number"]),
        ("1\x00 1", ["Number 1", "`1�`"]),
        ("1\u202e 1", ["Number 1", "`1�`"]),
        ("<b>1</b> 1", ["Number 1", "`<b>1</b>`"]),
        ("**1** `2`", ["Number 1", "`**1**`"]),
    ],
)
def test_a_broken_text_is_told_what_is_wrong_and_where(text, words):
    with pytest.raises(TextError) as refused:
        parse_distribution(text)
    for word in words:
        assert word in str(refused.value)
    assert len(str(refused.value)) < 200


@given(st.text(max_size=80))
def test_any_text_is_a_distribution_or_is_refused(text):
    with contextlib.suppress(TextError):
        p = parse_distribution(text)
        assert 2 <= p.size <= 64
        assert (p >= 0).all()
        assert p.sum() == pytest.approx(1, rel=1e-14)


@given(st.text(max_size=40))
def test_a_quoted_piece_cannot_leave_its_code(piece):
    quoted = quote(piece)
    assert quoted[0] == quoted[-1] == "`"
    assert "`" not in quoted[1:-1]
    assert quoted.isprintable()
    assert len(quoted) <= 26


@given(st.lists(st.integers(0, 1000), min_size=2, max_size=64).filter(any))
def test_counts_are_normalised(counts):
    p = parse_distribution(" ".join(map(str, counts)))
    np.testing.assert_allclose(p, np.array(counts) / sum(counts), rtol=1e-15)


@pytest.mark.parametrize("weights", [[], [1], [0, 0], [1, -1], [1, np.nan], [1, np.inf], [1] * 65])
def test_what_no_bars_would_send_is_refused(weights):
    with pytest.raises(TextError):
        normalise(weights)


@pytest.mark.parametrize(
    ("p", "text"),
    [
        ([0.5, 0.25, 0.125, 0.125], "0.5, 0.25, 0.125, 0.125"),
        ([1 / 3, 2 / 3], "0.3333, 0.6667"),
        ([1, 0], "1, 0"),
        ([0.0275, 0.9725], "0.0275, 0.9725"),
        ([0.00012345, 0.99987655], "0.000123, 0.9999"),
        ([1e-9, 1], "1e-9, 1"),
        ([1.234e-12, 1], "1.23e-12, 1"),
        ([1.2e-100, 1], "1.20e-100, 1"),
    ],
)
def test_a_distribution_is_written_short(p, text):
    assert format_distribution(p) == text


distributions = st.lists(
    st.one_of(st.just(0.0), st.floats(1e-12, 1)), min_size=2, max_size=64
).filter(any)


@given(distributions)
def test_what_is_written_reads_back_to_three_digits(weights):
    p = normalise(weights)
    back = parse_distribution(format_distribution(p))
    np.testing.assert_allclose(back, p, rtol=0.011)
    assert ((back == 0) == (p == 0)).all()


@given(distributions)
def test_the_line_stays_short_enough_for_a_link(weights):
    assert len(format_distribution(normalise(weights))) <= 10 * len(weights)


def test_one_number_reads_as_in_a_distribution():
    assert parse_number("1/6") == 1 / 6
    assert parse_number("7.15e-8") == 7.15e-8
    assert parse_number("5%") == 0.05
    assert parse_number("−2") == -2


def test_two_texts_must_be_over_the_same_outcomes():
    read, faults = read_texts(["1 1 1 1", "1 1 1"], "pq")
    assert read == ()
    assert list(faults) == [1]
    assert str(faults[1]) == "q has 3 probabilities but p has 4: give q 4 numbers."


def test_each_of_two_broken_texts_is_told():
    read, faults = read_texts(["abc", "1"], "pq")
    assert read == ()
    assert str(faults[0]).startswith("p: Number 1, `abc`, is not a number")
    assert str(faults[1]).startswith("q: A distribution needs at least two outcomes")
