"""Texts and labels as files: held to the public coder and models, and to what a reader gets."""

import math
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import infotheory as it
from infotheory.lessons.guessing import guesses_of, guessing_bounds
from infotheory.lessons.intervals import address, intervals, settled_digits
from infotheory.lessons.message_files import (
    TextWriter,
    read_labels,
    read_text,
    write_labels,
    write_text,
)
from infotheory.lessons.text_models import TextModels

TEXTS = st.lists(st.integers(0, 3), max_size=60)


@settings(max_examples=60)
@given(TEXTS)
def test_the_models_of_all_orders_say_what_each_says_alone(symbols):
    together = TextModels(symbols, 4, deepest=3)
    for order in range(-1, 4):
        model = it.ContextModel(order, 4)
        for place, symbol in enumerate(symbols):
            p = model.predict()
            assert together.predict(place, order) == pytest.approx(p, rel=1e-12)
            surprise = together.surprise[order + 1, place]
            assert surprise == pytest.approx(-math.log2(p[symbol]), rel=1e-12, abs=1e-12)
            model.update(symbol)


@settings(max_examples=40)
@given(TEXTS, st.integers(-1, 5), st.integers(0, 70))
def test_a_text_is_as_long_as_its_surprise_however_often_its_writer_stopped(symbols, order, stop):
    bits = TextModels(symbols, 4).surprise[order + 1].sum()
    data = write_text(symbols, order, 4)
    assert bits <= 8 * len(data) + 1e-6
    assert 8 * len(data) <= bits + 16
    writer = TextWriter(symbols, order, 4)
    writer.write_up_to(stop)
    writer.write_up_to(stop // 2)
    assert writer.finish() == data
    assert read_text(data, len(symbols), order, 4).tolist() == symbols


def test_labels_are_read_with_the_distributions_that_they_were_written_with():
    rng = np.random.default_rng(0)
    q = rng.dirichlet(np.ones(5), size=300)
    labels = rng.integers(0, 5, 300)
    data = write_labels(labels, q)
    bits = float(np.sum(it.self_information(q[np.arange(300), labels])))
    assert 0 <= 8 * len(data) - bits <= 16
    assert (read_labels(data, q) == labels).all()
    with pytest.raises(ValueError, match="probability 0"):
        write_labels([1], [[1.0, 0.0]])


def test_an_interval_is_as_wide_as_its_message_is_probable_and_its_address_as_long_as_it_must_be():
    p = [Fraction(1, 2), Fraction(1, 3), Fraction(1, 6)]
    symbols = [1, 0, 2, 2, 0, 1]
    steps = intervals(symbols, p)
    for n, step in enumerate(steps):
        assert step.width == math.prod((p[symbol] for symbol in symbols[:n]), start=Fraction(1))
        digits, settled = address(step), settled_digits(step)
        low = Fraction(int(digits or "0", 2), 2 ** len(digits))
        assert step.low <= low
        assert low + Fraction(1, 2 ** len(digits)) <= step.high
        assert digits.startswith(settled)
        assert -math.log2(step.width) <= len(digits) < -math.log2(step.width) + 2


def test_the_bounds_of_the_guessing_game_are_shannons():
    # Shannon (1951), formula 17, written out; of 100 letters so many were right at each guess.
    counts = [60, 18, 5, 6, 3, 2, 2, 1, 1, 1, 1]
    guesses = [i for i, count in enumerate(counts, 1) for _ in range(count)]
    q = [count / sum(counts) for count in counts] + [0.0]
    lower = sum(i * (q[i - 1] - q[i]) * math.log2(i) for i in range(1, len(q)))
    upper = -sum(x * math.log2(x) for x in q if x)
    assert guessing_bounds(guesses, 27) == pytest.approx((lower, upper), rel=1e-12)
    assert lower < upper
    assert guessing_bounds([1, 1, 1], 27) == (0, 0)
    assert guessing_bounds(range(1, 28), 27) == pytest.approx([math.log2(27)] * 2)


def test_who_guesses_the_likeliest_first_needs_as_many_guesses_as_its_rank():
    p = [0.2, 0.3, 0.2, 0.3]
    assert [guesses_of(p, symbol) for symbol in range(4)] == [3, 1, 4, 2]
    with pytest.raises(ValueError, match="from 1 to 27"):
        guessing_bounds([0], 27)
