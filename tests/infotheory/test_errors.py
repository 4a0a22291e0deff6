"""What is refused, and that each message names the argument, the place and the cure."""

import math
from collections import Counter
from decimal import Decimal
from fractions import Fraction

import numpy as np
import pandas as pd
import pytest

from infotheory import (
    DistributionError,
    binary_entropy,
    conditional_entropy,
    cross_entropy,
    entropy,
    expected_length,
    gaussian_kl,
    huffman_code,
    joint_entropy,
    js_divergence,
    kl_divergence,
    kraft_sum,
    log_softmax,
    logsumexp,
    mse,
    mutual_information,
    perplexity,
    self_information,
    softmax,
    softmax_cross_entropy,
    softmax_mse,
    total_variation,
)

FAIR = [0.5, 0.5]
LOGITS = [[0.0, 1.0], [2.0, 3.0]]

# Each array argument of each function, as a function of it alone.
ARGUMENTS = {
    "self_information p": self_information,
    "entropy p": entropy,
    "binary_entropy p": binary_entropy,
    "perplexity p": perplexity,
    "cross_entropy p": lambda p: cross_entropy(p, FAIR),
    "cross_entropy q": lambda q: cross_entropy(FAIR, q),
    "kl_divergence p": lambda p: kl_divergence(p, FAIR),
    "kl_divergence q": lambda q: kl_divergence(FAIR, q),
    "js_divergence p": lambda p: js_divergence(p, FAIR),
    "js_divergence q": lambda q: js_divergence(FAIR, q),
    "total_variation p": lambda p: total_variation(p, FAIR),
    "total_variation q": lambda q: total_variation(FAIR, q),
    "gaussian_kl mean_p": lambda mean_p: gaussian_kl(mean_p, 1, 0, 1),
    "gaussian_kl std_p": lambda std_p: gaussian_kl(0, std_p, 0, 1),
    "gaussian_kl mean_q": lambda mean_q: gaussian_kl(0, 1, mean_q, 1),
    "gaussian_kl std_q": lambda std_q: gaussian_kl(0, 1, 0, std_q),
    "joint_entropy joint": joint_entropy,
    "conditional_entropy joint": lambda joint: conditional_entropy(joint, given=0),
    "mutual_information joint": mutual_information,
    "huffman_code p": huffman_code,
    "expected_length p": lambda p: expected_length(p, ("0", "1")),
    "logsumexp z": logsumexp,
    "softmax z": softmax,
    "log_softmax z": log_softmax,
    "softmax_cross_entropy targets": lambda targets: softmax_cross_entropy(targets, LOGITS),
    "softmax_cross_entropy logits": lambda logits: softmax_cross_entropy([0, 1], logits),
    "softmax_mse targets": lambda targets: softmax_mse(targets, LOGITS, reduction="sum"),
    "softmax_mse logits": lambda logits: softmax_mse([0, 1], logits, reduction="sum"),
    "mse y_true": lambda y_true: mse(y_true, FAIR, reduction="sum"),
    "mse y_pred": lambda y_pred: mse(FAIR, y_pred, reduction="sum"),
}

NOT_NUMBERS = {
    "complex": (np.array(FAIR) * 1j, "complex128"),
    "strings": (["0.5", "0.5"], "<U3"),
    "dates": (np.array(["2020-01-01"], "datetime64[D]"), "datetime64"),
    "durations": (np.array([1, 2], "timedelta64[s]"), "timedelta64"),
    "bytes": ([b"1"], "S1"),
    "None": ([0.5, None], "NoneType"),
    "missing": (pd.Series([0.5, None], dtype="Float64").astype(object), "NAType"),
    "a string among objects": (np.array([0.5, "0.5"], dtype=object), "str"),
    "a dictionary of strings": ({"a": "x", "b": "y"}, "<U1"),
    "masked": (np.ma.masked_array(FAIR, [0, 0]), "masked"),
}


def argument(name):
    return name.split()[1]


@pytest.mark.parametrize("name", ARGUMENTS)
@pytest.mark.parametrize("bad", NOT_NUMBERS)
def test_what_is_not_real_numbers_is_a_type_error_that_names_argument_and_kind(name, bad):
    value, kind = NOT_NUMBERS[bad]
    with pytest.raises(TypeError, match=rf"^{argument(name)} must .*{kind}.*; "):
        ARGUMENTS[name](value)


@pytest.mark.parametrize("name", ARGUMENTS)
def test_rows_of_different_lengths_are_a_value_error_that_names_the_argument(name):
    with pytest.raises(ValueError, match=rf"^{argument(name)} must be a rectangular array.*; "):
        ARGUMENTS[name]([[0.5, 0.5], [1.0]])


@pytest.mark.parametrize("name", [n for n in ARGUMENTS if "self" not in n and "binary" not in n
                                  and "gaussian" not in n])  # fmt: skip
def test_empty_arrays_are_a_value_error_that_names_the_argument(name):
    with pytest.raises(ValueError, match=rf"\b{argument(name)}\b.*; "):
        ARGUMENTS[name]([])


def test_functions_of_each_element_take_an_empty_array():
    for function in (self_information, binary_entropy):
        assert function([]).shape == (0,)
    assert gaussian_kl([], 1, 0, 1).shape == (0,)


@pytest.mark.parametrize(
    "name",
    [n for n in ARGUMENTS if n.endswith((" p", " q", " joint"))
     and not n.startswith(("self", "binary"))],
)  # fmt: skip
def test_a_single_number_has_no_outcomes(name):
    with pytest.raises(ValueError, match=rf"^{argument(name)} must (have an axis|be a table).*; "):
        ARGUMENTS[name](0.5)


BAD_DISTRIBUTIONS = {
    "p[1] is -0.5; correct": ([1.5, -0.5], {}),
    "p[0, 1] is -1; correct": ([[2, -1], [0, 1]], {}),
    "p[0] is nan; drop": ([math.nan, 1], {}),
    "p[1] is inf; drop": ([1, math.inf], {}),
    "p[1] is -inf; drop": ([1, -math.inf], {}),
    "along axis -1, but sums to 0.9; pass normalize=True": ([0.5, 0.4], {}),
    "along axis -1, but row 3 sums to 0.9; pass normalize=True": (
        [[0.5, 0.5]] * 3 + [[0.5, 0.4]],
        {},
    ),
    "along axis 0, but column 1 sums to 2; pass normalize=True": ([[0, 1], [1, 1]], {"axis": 0}),
    "the distribution at (1, 0) of the other axes sums to 3; pass": (
        [[[1, 0], [0, 1]], [[1, 2], [1, 0]]],
        {},
    ),
    "sums to inf; pass normalize=True": ([1e308, 1e308], {}),
    "sums to 1.00000002; pass normalize=True": ([0.5, 0.50000002], {}),
    "row 1 is; give at least one positive weight": ([[1, 2], [0, 0]], {"normalize": True}),
    "has no outcomes along axis -1; give": ([[], []], {}),
    "p[1] is -1; correct": ([3, -1], {"normalize": True}),
    "p[0] is inf; drop": ([math.inf, 1], {"normalize": True}),
}


@pytest.mark.parametrize("message", BAD_DISTRIBUTIONS)
def test_what_is_not_a_distribution_is_a_distribution_error_with_place_and_cure(message):
    value, kwargs = BAD_DISTRIBUTIONS[message]
    with pytest.raises(DistributionError) as caught:
        entropy(value, **kwargs)
    assert str(caught.value).startswith("p ")
    assert message in str(caught.value)
    if np.ndim(value) == 1 and kwargs in ({}, {"normalize": True}):
        with pytest.raises(DistributionError) as caught:
            kl_divergence(np.ones(len(value)) / len(value), value, **kwargs)
        assert message.replace("p[", "q[") in str(caught.value)


def test_distribution_error_is_a_value_error_of_the_package():
    assert issubclass(DistributionError, ValueError)
    assert DistributionError.__module__ == "infotheory"


VALUE_ERRORS = {
    "axis 1 does not exist in p, which has shape (2,); use -1 to 0": lambda: entropy(FAIR, axis=1),
    "axis -3 does not exist in z": lambda: softmax(LOGITS, axis=-3),
    "base must be finite and above 1, but is 1; use 2": lambda: entropy(FAIR, base=1),
    "base must be finite and above 1, but is nan": lambda: self_information(0.5, base=math.nan),
    "base must be finite and above 1, but is inf": lambda: gaussian_kl(0, 1, 0, 1, base=math.inf),
    "p and q must have the same outcomes along axis -1, but p has 2 and q has 1; give": (
        lambda: kl_divergence(FAIR, [1.0])
    ),
    "p, q must have shapes that broadcast, but have (2, 2), (3, 2); reshape": (
        lambda: js_divergence([FAIR] * 2, [FAIR] * 3)
    ),
    "p must lie in [0, 1], but is 1.5; give": lambda: self_information(1.5),
    "p must lie in [0, 1], but p[1] is -0.1; give": lambda: binary_entropy([0.5, -0.1]),
    "std_p must be positive and finite, but is 0; give": lambda: gaussian_kl(0, 0, 0, 1),
    "std_q must be positive and finite, but std_q[1] is -1; give": (
        lambda: gaussian_kl(0, 1, 0, [1, -1])
    ),
    "mean_q must be finite, but is inf; drop": lambda: gaussian_kl(0, 1, math.inf, 1),
    "must have shapes that broadcast, but have (2,), (), (3,), (); reshape": (
        lambda: gaussian_kl([1, 2], 1, [1, 2, 3], 1)
    ),
    "joint must be a table of two axes, one a variable, but has 1; reshape": (
        lambda: mutual_information(FAIR)
    ),
    "joint must sum to 1 over the whole table, but sums to 10; pass normalize=True": (
        lambda: joint_entropy([[1, 2], [3, 4]])
    ),
    "joint must not be negative, but joint[1, 0] is -0.5; correct": (
        lambda: joint_entropy([[1, 0], [-0.5, 0.5]])
    ),
    "joint must not be all zero; give": lambda: mutual_information([[0, 0]], normalize=True),
    "joint is an empty table; give": lambda: joint_entropy(np.zeros((2, 0))),
    "given must be 0 or 1, the axis that is known, but is 2; say": (
        lambda: conditional_entropy([FAIR], given=2)
    ),
    "given must be 0 or 1, the axis that is known, but is [0]": (
        lambda: conditional_entropy([FAIR], given=[0])
    ),
    "p must be one distribution of shape (n,), but has shape (2, 2); give": (
        lambda: huffman_code([FAIR, FAIR])
    ),
    "code must have a word for each outcome of p, but has 1 words for 2": (
        lambda: expected_length(FAIR, ["0"])
    ),
    "code must hold words of 0 and 1, but code[1] is '12'; replace": lambda: kraft_sum(["0", "12"]),
    "p must sum to 1 along axis -1, but sums to 3; divide": (
        lambda: expected_length([1, 2], ["0", "1"])
    ),
    "z must be numbers, but z[1] is nan; find": lambda: softmax([0.0, math.nan]),
    "z must be below inf, but z[0, 0] is inf; only -inf": lambda: logsumexp([[math.inf]]),
    "z must be below inf, but is inf; only -inf": lambda: log_softmax(math.inf),
    "but row 1 rules all of them out with -inf; give": (
        lambda: log_softmax([[0, 0], [-math.inf, -math.inf]])
    ),
    "logits must be numbers, but logits[0, 1] is nan": (
        lambda: softmax_cross_entropy([0], [[0, math.nan]])
    ),
    "logits must have shape (n, k), or (k,) for one sample, but have (); reshape": (
        lambda: softmax_cross_entropy(0, 0.5)
    ),
    "logits of shape (0, 3) hold no sample": lambda: softmax_cross_entropy([], np.zeros((0, 3))),
    "targets must be labels in 0 … 1, but targets[1] is -1; count": (
        lambda: softmax_cross_entropy([0, -1, 5], [[0, 1]] * 3)
    ),
    "targets must be labels in 0 … 1, but is 2; count": lambda: softmax_mse(
        2, [0, 1], reduction="sum"
    ),
    "targets must be labels of shape (2,) or distributions of shape (2, 2), as the logits are": (
        lambda: softmax_cross_entropy([0], LOGITS)
    ),
    "targets must sum to 1 along axis -1, but row 1 sums to 0.9; divide": (
        lambda: softmax_cross_entropy([FAIR, [0.5, 0.4]], LOGITS)
    ),
    "reduction must be 'mean', 'sum' or 'half_sum', but is 'avg'; choose": (
        lambda: mse([1], [2], reduction="avg")
    ),
    "y_true and y_pred must have the same shape, but these are (2, 1) and (2,); reshape": (
        lambda: mse([[1], [2]], [1, 2], reduction="sum")
    ),
    "y_pred must be finite, but y_pred[0] is nan; drop": (
        lambda: mse([0.0], [math.nan], reduction="sum")
    ),
    "y_true and y_pred must have shape (n,) or (n, k)": lambda: mse(1, 2, reduction="sum"),
    "p must be finite, but p[0] is inf": lambda: entropy([np.longdouble("1e4000"), 1]),
    "p holds a number beyond floats; divide": lambda: entropy([10**400, 1], normalize=True),
}


@pytest.mark.parametrize("message", VALUE_ERRORS)
def test_bad_values_are_a_value_error_with_argument_place_and_cure(message):
    with pytest.raises(ValueError) as caught:  # noqa: PT011 - the whole message is compared
        VALUE_ERRORS[message]()
    assert message in str(caught.value)


# What people try, and where it should lead them.
CURES = {
    "count labels first, as in Counter(labels) with normalize=True": (
        lambda: entropy(["cat", "dog", "cat"]),
        lambda: kl_divergence(FAIR, pd.Series(["cat", "dog"])),
        lambda: mutual_information([["a", "b"], ["a", "a"]]),
    ),
    "convert them with float": (lambda: entropy(["0.5", "0.5"]),),
    "pass normalize=True if these are weights or counts": (
        lambda: entropy(Counter("aab")),
        lambda: entropy(Counter("aab").values()),
        lambda: entropy(n for n in (2, 1)),
    ),
    "give a list, or a mapping such as a Counter": (lambda: entropy({0.5, 0.25}),),
    "p[1] is missing (NoneType); drop or fill in": (lambda: entropy([0.5, None]),),
    "p['b'] is missing (NoneType); drop or fill in": (lambda: entropy({"a": 1, "b": None}),),
    "p['b'] is -1; correct its source": (lambda: entropy(Counter(a=3, b=-1), normalize=True),),
    "targets[1] is nan, which is a missing value; drop the samples without a label": (
        lambda: softmax_cross_entropy([0.0, math.nan], LOGITS),
        lambda: softmax_cross_entropy(pd.Series([0, None]), LOGITS),
    ),
    "number the classes from 0, as np.unique(labels, return_inverse=True)[1] does": (
        lambda: softmax_cross_entropy(["cat", "dog"], LOGITS),
    ),
    "targets[1] is 0.5; give distributions of the shape of the logits": (
        lambda: softmax_cross_entropy([0.0, 0.5], LOGITS),
    ),
    "the two look swapped: the truth comes first, the logits second": (
        lambda: softmax_cross_entropy(LOGITS, [0, 1]),
        lambda: softmax_cross_entropy([[0.3, -2.0], [1.0, 2.0]], [FAIR, FAIR]),
        lambda: softmax_mse([[3.0, 2.0]], [[0.0, 1.0]], reduction="sum"),
    ),
    "the order is mean_p, std_p, mean_q, std_q": (lambda: gaussian_kl(0, -1, 1, 1),),
    "for one logit z per sample give the two columns (0, z)": (
        lambda: softmax_cross_entropy([0, 0], [[1.5], [-2.0]]),
        lambda: softmax_mse([0], [[1.5]], reduction="sum"),
        lambda: softmax_cross_entropy(0, [1.5]),
    ),
    "for labels of n samples give logits of shape (n, k)": (
        lambda: softmax_cross_entropy([0, 1, 1], [1.5, -2.0, 0.5]),
    ),
    "as SciPy's entropy(p, q) has it, call kl_divergence(p, q)": (lambda: entropy(FAIR, FAIR),),
    "for two sequences x and y that is Counter(zip(x, y)) with normalize=True": (
        lambda: mutual_information([0, 1, 1], [0, 1, 0]),
        lambda: conditional_entropy([0, 1], [0, 1], given=0),
        lambda: joint_entropy([0, 1], [0, 1]),
    ),
    "count pairs, as Counter(zip(x, y)) does": (
        lambda: mutual_information(Counter("aab"), normalize=True),
    ),
    "call its .toarray() first": (lambda: entropy(Sparse()),),
}


class Sparse:
    """What a sparse matrix has: numbers that numpy does not see."""

    def toarray(self):
        return np.array(FAIR)


@pytest.mark.parametrize("cure", CURES)
def test_what_people_try_leads_to_the_right_cure(cure):
    for attempt in CURES[cure]:
        with pytest.raises((TypeError, ValueError)) as caught:
            attempt()
        assert cure in str(caught.value)


def test_a_missing_label_is_found_in_whatever_form_pandas_hands_it_out():
    targets = pd.Series([0, None], dtype="Int64")
    with pytest.raises((TypeError, ValueError), match=r"targets\[1\] is .*missing.*; drop"):
        softmax_cross_entropy(targets, LOGITS)


TYPE_ERRORS = {
    "axis must be an integer, not float; use -1": lambda: entropy(FAIR, axis=0.5),
    "axis must be an integer, not NoneType; use -1": lambda: softmax(FAIR, axis=None),
    "base must be a number, not str; use 2": lambda: entropy(FAIR, base="2"),
    "base must be a number, not ndarray; use 2": lambda: entropy(FAIR, base=np.array([2, 3])),
    "targets must be integers where they are labels, not float64; convert": (
        lambda: softmax_cross_entropy([0.0, 1.0], LOGITS)
    ),
    "targets must be integers where they are labels, not bool; convert": (
        lambda: softmax_cross_entropy([True, False], LOGITS)
    ),
    "code must be a sequence of words, but is '010'; put": lambda: kraft_sum("010"),
    "code must be a sequence of words, but is 3; put": lambda: expected_length(FAIR, 3),
    "code must hold strings, but code[0] is 10; write": lambda: kraft_sum([10]),
}


@pytest.mark.parametrize("message", TYPE_ERRORS)
def test_wrong_types_are_a_type_error_with_argument_and_cure(message):
    with pytest.raises(TypeError) as caught:
        TYPE_ERRORS[message]()
    assert message in str(caught.value)


@pytest.mark.parametrize(
    ("function", "args"),
    [
        (entropy, (FAIR, 2)),
        (perplexity, (FAIR, -1)),
        (kl_divergence, (FAIR, FAIR, 2)),
        (self_information, (0.5, 2)),
        (gaussian_kl, (0, 1, 0, 1, 2)),
        (conditional_entropy, ([FAIR], 0)),
        (mutual_information, ([FAIR], 2)),
        (huffman_code, (FAIR, True)),
        (softmax, (FAIR, -1)),
        (mse, ([1], [2], "sum")),
        (softmax_mse, ([0], [[1.0]], "sum")),
    ],
)
def test_options_are_keyword_only(function, args):
    with pytest.raises(TypeError, match="positional argument"):
        function(*args)


def test_reduction_and_given_have_no_default():
    for call in (lambda: mse([1], [2]), lambda: conditional_entropy([FAIR])):
        with pytest.raises(TypeError, match=r"reduction|given"):
            call()


def test_numbers_of_python_are_taken():
    assert entropy([Fraction(1, 2), Fraction(1, 2)]) == 1
    assert entropy([Decimal("0.25"), Decimal("0.75")]) == entropy([0.25, 0.75])
    assert entropy([2**70, 2**70], normalize=True) == 1
    assert entropy(pd.Series([0.5, 0.5], dtype="Float64")) == 1
    assert entropy([True, False]) == 0


def test_labels_of_any_integer_type_never_wrap():
    for dtype in ("int8", "uint8", "int64", "uint64"):
        value = softmax_cross_entropy(np.array([1, 0], dtype), LOGITS).value
        assert value == softmax_cross_entropy([1, 0], LOGITS).value
    with pytest.raises(ValueError, match=r"targets\[0\] is 18446744073709551615"):
        softmax_cross_entropy(np.array([2**64 - 1], "uint64"), [[0.0, 1.0]])
