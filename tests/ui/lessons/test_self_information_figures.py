"""The figures of the first lesson: areas, ticks and trees, held to what they mean."""

import math

import pytest

import infotheory as it
from infotheory.lessons.surprise_candidates import candidates
from tests.tables import frames
from ui.figures.code_tree import code_tree
from ui.lessons.self_information.candidates_figure import candidate_curve
from ui.lessons.self_information.questions_figure import best_average, questions_curve
from ui.lessons.self_information.surprise_figure import halving_square, surprise_curve
from ui.style.appearance import Appearance


def area(pieces) -> float:
    return float(((pieces.right - pieces.left) * (pieces.top - pieces.low)).sum())


@pytest.mark.parametrize("p", [1.0, 0.99, 0.5, 1 / 6, 1 / 32, 1e-6])
def test_the_square_is_cut_without_rest_and_the_lit_part_is_p(p):
    pieces = frames(halving_square(p, Appearance()))["pieces"]
    assert area(pieces) == pytest.approx(1, rel=1e-12)
    lit = pieces[pieces.part == "event"]
    assert area(lit) == pytest.approx(p, rel=1e-12)
    assert len(pieces) - 1 == math.ceil(-math.log2(p))


def test_the_lit_part_is_always_at_the_corner_that_the_words_point_to():
    figure = halving_square(1e-9, Appearance())
    lit = frames(figure)["pieces"].iloc[-1]
    assert (lit.left, lit.low) == (0, 0)
    assert frames(figure)["words"].text[0] == "▲ the event: 1 × 10⁻⁹"


def test_the_scale_is_the_one_that_was_asked_for_in_the_same_specification():
    plain, rare = (
        surprise_curve(0.02, Appearance(), log=False),
        surprise_curve(0.005, Appearance(), log=True),
    )
    assert frames(surprise_curve(1e-6, Appearance(), log=False))["point"]["at"][0] == 1e-6
    assert plain.spec is rare.spec
    assert frames(plain)["point"]["at"][0] == 0.02
    assert frames(rare)["point"]["at"][0] == pytest.approx(1 + math.log10(0.005) / 9)
    assert list(frames(rare)["ticks"].text) == ["10⁻⁹", "10⁻⁶", "0.001", "1"]


@pytest.mark.parametrize("n", range(2, 17))
def test_no_questions_beat_the_information_and_powers_of_two_reach_it(n):
    # The best average by counting leaves: 2^k ≤ n: 2^(k+1) − n at depth k, the rest one deeper.
    k = int(math.log2(n))
    shallow = 2 ** (k + 1) - n
    assert best_average(n) == pytest.approx((shallow * k + (n - shallow) * (k + 1)) / n)
    assert best_average(n) >= math.log2(n) - 1e-12
    lit = frames(questions_curve(n, Appearance()))["lit"]
    assert lit.bits.item() == pytest.approx(math.log2(n))


def test_a_tree_has_a_leaf_a_word_and_a_branch_a_digit():
    code = it.huffman_code([0.4, 0.3, 0.2, 0.1])
    figure = code_tree(code, "abcd", Appearance())
    ends = frames(figure)["ends"]
    assert sorted(ends.x) == sorted(map(len, code))
    assert len(frames(figure)["branches"]) == 2 * len(code) - 2
    assert set(ends.label) == {f"{n}\u2002{w}" for n, w in zip("abcd", code, strict=True)}


def test_the_curve_of_a_candidate_is_the_candidate():
    every = candidates()
    curve = frames(candidate_curve("1/p", every["1/p"], every["−log p"], Appearance()))["curves"]
    assert curve.value.tolist() == pytest.approx((1 / curve.p).tolist())
    assert curve.shannon.iloc[-1] == 0
