"""The figures of the lesson on entropy, held to what they mean."""

import numpy as np
import pytest

from tests.tables import frames
from ui.figures.skyline import entropy_skyline
from ui.lessons.entropy.estimates_figure import sample_histogram
from ui.lessons.entropy.letters_figure import MOST, letter_frequencies
from ui.lessons.entropy.word_boxes_figure import WORDS, word_boxes
from ui.style.appearance import Appearance

FOUR = np.array([0.5, 0.25, 0.125, 0.125])


def area(houses) -> float:
    return float(((houses.right - houses.left) * houses.height).sum())


@pytest.mark.parametrize("level", [False, True])
def test_the_area_of_the_skyline_is_the_entropy_levelled_or_not(level):
    figure = entropy_skyline(FOUR, "ABCD", Appearance(), level=level)
    assert area(frames(figure)["houses"]) == pytest.approx(1.75, rel=1e-12)
    assert frames(figure)["levels"].h.item() == 1.75
    assert len(set(frames(figure)["houses"].height)) == (1 if level else 3)


def test_the_tree_has_every_word_once_and_each_column_fills_the_height():
    assert len(set(WORDS)) == len(WORDS) == 2 + 4 + 8 + 16 + 32
    boxes = frames(word_boxes(("0",), "A", Appearance()))["boxes"]
    for _, column in boxes.groupby("left"):
        assert (column.high - column.low).sum() == 1


def test_only_words_that_clash_are_marked():
    words = frames(word_boxes(("0", "01", "10", "11"), "ABCD", Appearance()))["words"]
    assert words.state.tolist() == ["clash", "clash", "word", "word"]
    assert words.label.tolist() == ["✗ A", "✗ B", "C", "D"]


def test_a_box_is_as_high_as_its_share_of_the_budget():
    words = frames(word_boxes(("0", "10", "110"), "ABC", Appearance()))["words"]
    assert (words.high - words.low).tolist() == [0.5, 0.25, 0.125]


def test_only_so_many_letters_are_shown_each_as_its_share_of_the_whole_text():
    names = tuple(map(chr, range(100, 160)))
    letters = frames(letter_frequencies(names, tuple(range(60, 0, -1)), Appearance()))["letters"]
    assert len(letters) == MOST
    assert letters.share[0] == 60 / sum(range(1, 61))


def test_every_sample_is_in_the_histogram():
    most = np.log2(3)
    bins = frames(sample_histogram(np.array([0, 1, 1, most]), 0.9, 1.2, most, Appearance()))["bins"]
    assert bins.share.sum() == pytest.approx(4 / 2)
    assert bins.left[0] == 0
    assert bins.right.iloc[-1] >= most
