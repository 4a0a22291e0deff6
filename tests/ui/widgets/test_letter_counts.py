"""A text as a source: any text can be counted, and each letter can be seen alone."""

import pytest

import infotheory as it
from ui.widgets.letter_counts import LONGEST, count_letters, letter_name
from ui.widgets.number_text import TextError


def test_the_most_frequent_letters_come_first_and_ties_by_the_alphabet():
    letters = count_letters("banana bandana")
    assert letters.letters == ("a", "n", "b", " ", "d")
    assert letters.counts == (6, 4, 2, 1, 1)
    assert letters.total == 14


def test_capitals_and_signs_are_letters_of_their_own():
    assert count_letters("aA!").counts == (1, 1, 1)


def test_the_size_of_a_code_is_its_digits():
    letters = count_letters("aaab")
    assert letters.code_size(it.huffman_code(letters.weights, normalize=True)) == 4
    assert letters.code_size(("10", "0")) == 3 * 2 + 1


@pytest.mark.parametrize(
    ("letter", "name"),
    [("a", "a"), (" ", "␣"), ("\n", "↵"), ("\u200d", "U+200D"), ("\u0301", "◌\u0301"),
     ("\x00", "U+0000"), ("\u3000", "U+3000"), ("🎲", "🎲"), ("ש", "ש")],
)  # fmt: skip
def test_a_letter_can_be_seen_alone(letter, name):
    assert letter_name(letter) == name


@pytest.mark.parametrize("text", ["", "x" * (LONGEST + 1)], ids=["empty", "too long"])
def test_a_text_that_cannot_be_counted_is_refused_with_a_sentence(text):
    with pytest.raises(TextError, match=r"\.$"):
        count_letters(text)


def test_the_longest_text_is_counted():
    assert count_letters("x" * LONGEST).counts == (LONGEST,)
