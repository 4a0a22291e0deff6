"""The figures of the lesson on file size, held to the models and to arithmetic."""

from fractions import Fraction

import numpy as np
import pytest

import infotheory as it
from ui.lessons.file_size.interval_figure import narrowing
from ui.lessons.file_size.labels_figure import online_curves
from ui.lessons.file_size.text_skyline_figure import MOST, text_skyline, window
from ui.lessons.file_size.texts import Sample
from ui.style.appearance import Appearance
from ui.style.units import UNITS

TEXT = "to be or not to be, that is the question"
SAMPLE = Sample("", TEXT, "".join(sorted(set(TEXT))))


@pytest.mark.parametrize("unit", UNITS)
@pytest.mark.parametrize("order", [-1, 0, 2])
def test_the_area_of_the_skyline_is_the_file(order, unit):
    look = Appearance("light", UNITS[unit])
    data = text_skyline(SAMPLE, order, window(SAMPLE, 50), look).data
    model, bits = it.ContextModel(order, len(SAMPLE.letters)), 0.0
    for letter in TEXT:
        bits -= np.log2(model.predict()[SAMPLE.letters.index(letter)])
        model.update(SAMPLE.letters.index(letter))
    assert sum(data["columns"]["height"]) == pytest.approx(UNITS[unit].of_bits(bits))
    (level,) = data["level"]["height"]
    assert level * len(TEXT) == pytest.approx(UNITS[unit].of_bits(bits))
    assert max(data["columns"]["height"]) <= data["y_domain"]["height"][0]


def test_the_hover_says_what_the_model_expected():
    data = text_skyline(SAMPLE, 2, window(SAMPLE, 0), Appearance()).data
    at = TEXT.rindex(" be") + 2  # after " b" once, an e came
    assert data["columns"]["letter"][at] == "e"
    assert data["columns"]["before"][at].endswith("to␣b")
    first, *_ = data["columns"]["expected"][at].split(", ")
    name, share = first.split()
    assert (name, int(share.rstrip("%")) > 50) == ("e", True)


def test_the_window_lies_in_the_text_wherever_it_begins():
    long = Sample("", TEXT * 10, SAMPLE.letters)
    for percent in (0, 37, 100):
        start, end = window(long, percent)
        assert end - start == MOST
        assert 0 <= start <= end <= len(long.text)
    assert window(SAMPLE, 80) == (0, len(TEXT))


def test_each_letter_takes_a_part_as_wide_as_it_is_probable():
    p = [Fraction(1, 2), Fraction(1, 6), Fraction(1, 3)]
    parts = narrowing("banana", "abn", p, 4, Appearance()).data["parts"]
    taken = [
        (letter, right - left)
        for letter, left, right, part in zip(
            *(parts[name] for name in ("letter", "left", "right", "part")), strict=True
        )
        if part == "taken"
    ]
    assert [letter for letter, _ in taken] == list("bana")
    assert [width for _, width in taken] == pytest.approx([1 / 6, 1 / 2, 1 / 3, 1 / 2])


def test_the_area_under_the_online_loss_is_the_honest_file():
    bits = {"cross-entropy": np.arange(1.0, 38.0), "squared error": np.full(37, 5.0)}
    lines = online_curves(bits, 16, Appearance()).data["lines"]
    for name, each in bits.items():
        here = np.asarray(lines["line"]) == name
        x, y = np.asarray(lines["x"])[here], np.asarray(lines["y"])[here]
        assert np.trapezoid(y, x) == pytest.approx(each.sum(), abs=1e-3)
