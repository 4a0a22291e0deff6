"""The maths of the first two lessons, against fractions, other algorithms and theorems."""

import math
from fractions import Fraction
from itertools import product

import numpy as np
import pytest

from infotheory.blocks import block_rate, blocks
from infotheory.candidates import candidates, certain_is_nothing, independent_adds, rarer_is_more
from infotheory.sampling import expected_sample_entropy, sample_entropies
from infotheory.words import bill, clashes, implied_model

RULES = (certain_is_nothing, rarer_is_more, independent_adds)

# Worked out by hand: which of the three rules each candidate keeps.
KEPT = {
    "1/p": (False, True, False),
    "1 − p": (True, True, False),
    "−√p": (False, True, False),
    "(log p)²": (True, True, False),
    "+log p": (True, False, True),
    "−log p": (True, True, True),
}


@pytest.mark.parametrize("base", [2, math.e, 10])
@pytest.mark.parametrize("name", KEPT)
def test_each_candidate_keeps_the_rules_that_it_keeps_by_hand(name, base):
    measure = candidates(base)[name]
    assert tuple(rule(measure).holds for rule in RULES) == KEPT[name]


def test_only_minus_log_keeps_all_three():
    assert set(candidates()) == set(KEPT)
    assert [n for n, f in candidates().items() if all(r(f).holds for r in RULES)] == ["−log p"]


def test_a_counterexample_is_one():
    one_over = independent_adds(candidates()["1/p"])  # at 1/2 and 1/2 it happens to add: 4 = 2 + 2
    assert one_over.events == (0.5, 0.25)
    assert one_over.joint == 8
    assert sum(one_over.found) == 6
    squared = independent_adds(candidates()["(log p)²"])
    assert (squared.found, squared.joint) == ((1, 1), 4)


def test_words_clash_where_one_begins_another():
    assert clashes(("0", "10", "110", "111")) == ()
    assert clashes(("0", "01", "11")) == ((0, 1),)
    assert clashes(("10", "1", "10")) == ((1, 0), (0, 2), (1, 2))


@pytest.mark.parametrize(
    "code", [("0", "10", "110", "111"), ("000", "001", "01", "10"), ("0", "0", "1", "1")]
)
def test_a_length_is_entropy_and_divergence_and_slack(code):
    p = [0.4, 0.3, 0.2, 0.1]
    kraft = sum(Fraction(1, 2 ** len(word)) for word in code)
    q = [float(Fraction(1, 2 ** len(word)) / kraft) for word in code]
    parts = bill(p, code)
    assert implied_model(code).tolist() == pytest.approx(q, rel=1e-15)
    assert parts.length == pytest.approx(sum(x * len(w) for x, w in zip(p, code, strict=True)))
    assert parts.slack == pytest.approx(-math.log2(kraft), abs=1e-15)
    by_hand = math.fsum(x * math.log2(x / y) for x, y in zip(p, q, strict=True))
    assert parts.divergence == pytest.approx(by_hand, rel=1e-12)
    whole = parts.entropy + parts.divergence + parts.slack
    assert parts.length == pytest.approx(whole, rel=1e-14)


def test_blocks_of_a_nine_to_one_coin_come_down_to_its_entropy():
    """By hand, in fractions: Huffman's joins for the blocks 1 to 4 of (0.9, 0.1)."""
    assert [round(block_rate([0.9, 0.1], n), 3) for n in (1, 2, 3, 4)] == [1, 0.645, 0.533, 0.493]
    assert block_rate([0.9, 0.1], 2) == pytest.approx((0.81 + 2 * 0.09 + 3 * 0.1) / 2, rel=1e-14)
    for n in (1, 2, 3, 4):
        assert block_rate([0.9, 0.1], n) == pytest.approx(joined(n) / n, rel=1e-13)


def joined(size: int) -> float:
    """Expected length as the sum of all joins: another way to it, in exact numbers."""
    weights = sorted(
        math.prod(Fraction(9 if symbol else 1, 10) for symbol in block)
        for block in product((0, 1), repeat=size)
    )
    total = Fraction(0)
    while len(weights) > 1:
        both = weights[0] + weights[1]
        total += both
        weights = sorted([*weights[2:], both])
    return float(total)


def test_blocks_are_the_products():
    assert blocks([0.5, 0.3, 0.2], 2).tolist() == pytest.approx(
        [a * b for a, b in product([0.5, 0.3, 0.2], repeat=2)]
    )


@pytest.mark.parametrize(("p", "n"), [((0.5, 0.5), 7), ((0.7, 0.2, 0.1), 5), ((1.0, 0.0), 9)])
def test_the_mean_entropy_of_a_sample_is_that_of_all_samples(p, n):
    def h(draws: tuple[int, ...]) -> float:
        shares = [draws.count(i) / n for i in set(draws)]
        return -math.fsum(s * math.log2(s) for s in shares)

    every = product(range(len(p)), repeat=n)
    mean = math.fsum(math.prod(p[i] for i in draws) * h(draws) for draws in every)
    assert expected_sample_entropy(p, n) == pytest.approx(mean, rel=1e-12, abs=1e-15)


def test_thirty_rolls_of_a_fair_die_look_an_eighth_of_a_bit_less_surprising_than_it_is():
    """Exactly, with binomial weights in fractions: 2.45855 bits where the truth is 2.58496."""
    mean = 6 * math.fsum(
        float(math.comb(30, k) * Fraction(5 ** (30 - k), 6**30)) * -(k / 30) * math.log2(k / 30)
        for k in range(1, 30)
    )
    assert f"{mean:.5f}" == "2.45855"
    assert expected_sample_entropy([1 / 6] * 6, 30) == pytest.approx(mean, rel=1e-12)


def test_drawn_entropies_scatter_around_their_exact_mean():
    p, n = [0.5, 0.25, 0.125, 0.125], 25
    drawn = sample_entropies(p, n, repetitions=20_000, seed=1)
    assert drawn.min() >= 0
    assert drawn.max() <= 2
    error = drawn.std() / math.sqrt(drawn.size)
    assert abs(drawn.mean() - expected_sample_entropy(p, n)) < 4 * error


def test_the_bias_is_millers_for_long_samples():
    p = np.full(6, 1 / 6)
    short = math.log(6) - expected_sample_entropy(p, 2000, base=math.e)
    assert short == pytest.approx(5 / 4000, rel=0.01)
