"""Each measure against truths of 30 digits, each bad input against the error it must raise."""

import copy
import json
import math
import warnings
from fractions import Fraction
from itertools import pairwise
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

import infotheory

ORACLE = json.loads((Path(__file__).parent / "data" / "measures.json").read_text())
SMALLEST = Fraction(5e-324)


def named(cases):
    return [pytest.param(case, id=f"{case['function']}: {case['name']}") for case in cases]


def revive(x):
    """Return the Python object that an argument of the oracle stands for."""
    if isinstance(x, list):
        return np.array(numbers(x))
    if not isinstance(x, dict):
        return numbers(x)
    kind = next(iter(x))
    if kind == "array":
        array = np.array(numbers(x["array"]), dtype=x.get("dtype"))
        if x.get("layout") == "F":
            return np.asfortranarray(array)
        if x.get("layout") == "strided":
            return np.repeat(array, 2, axis=-1)[..., ::2]
        return array
    return {
        "list": lambda: numbers(x["list"]),
        "tuple": lambda: as_tuple(numbers(x["tuple"])),
        "full": lambda: np.full(x["n"], x["full"]),
        "series": lambda: pd.Series(numbers(x["series"]), index=x["index"]),
        "code": lambda: tuple(x["code"]),
        "text": lambda: x["text"],
        "complex": lambda: np.array(x["complex"]) @ [1, 1j],
        "datetime": lambda: np.array(x["datetime"], dtype="datetime64"),
        "masked": lambda: np.ma.masked_array(x["masked"], x["mask"]),
    }[kind]()


def numbers(x):
    if isinstance(x, list):
        return [numbers(item) for item in x]
    return float(x) if x in ("inf", "-inf", "nan") else x


def as_tuple(x):
    return tuple(as_tuple(item) for item in x) if isinstance(x, list) else x


def call(case):
    """Return what the function answers, with warnings as errors and its input unchanged."""
    args = [revive(arg) for arg in case["args"]]
    kwargs = {name: numbers(value) for name, value in case["kwargs"].items()}
    before = copy.deepcopy(args)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        try:
            return args, getattr(infotheory, case["function"])(*args, **kwargs)
        finally:
            for arg, kept in zip(args, before, strict=True):
                assert type(arg) is type(kept)
                np.testing.assert_array_equal(np.asarray(arg), np.asarray(kept))


def check(got, truth, rtol):
    """Hold `got` to `truth`: its type, its shape, and each number within rtol of its own truth."""
    if isinstance(truth, list):
        assert isinstance(got, np.ndarray)
        assert got.dtype == np.float64
        assert got.shape == np.shape(truth)
        for one, its_truth in zip(got, truth, strict=True):
            check(one if one.ndim else float(one), its_truth, rtol)
        return
    assert type(got) is float
    assert not (got == 0 and math.copysign(1, got) < 0), "-0.0"
    if truth in ("inf", "-inf"):
        assert got == float(truth)
        return
    exact = Fraction(truth)
    assert math.isfinite(got)
    error = abs(Fraction(got) - exact)
    allowed = 0 if exact == 0 else max(abs(exact) * Fraction(rtol), SMALLEST)
    assert error <= allowed, f"{got} is off {truth} by {float(error / exact) if exact else got:.1e}"


@pytest.mark.parametrize("case", named(ORACLE["cases"]))
def test_measure_meets_its_truth_of_30_digits(case):
    args, got = call(case)
    expected, rtol = case["expected"], case["rtol"]
    if not isinstance(expected, dict):
        check(got, expected, rtol)
    elif "value" in expected:
        assert isinstance(got, infotheory.Loss)
        check(got.value, expected["value"], rtol)
        check(got.grad, expected["grad"], rtol)
    elif "between" in expected:
        low, high = map(Fraction, expected["between"])
        assert type(got) is float
        assert math.copysign(1, got) > 0
        assert low <= Fraction(got) <= high
    else:
        check_code(got, np.asarray(args[0]), expected, rtol, case["kwargs"])


def check_code(code, p, expected, rtol, kwargs):
    """Hold an optimal code, which is not unique, to what all optimal codes share."""
    assert isinstance(code, tuple)
    assert len(code) == len(p)
    assert all(set(word) <= {"0", "1"} for word in code)
    words = sorted(code)
    assert not any(b.startswith(a) for a, b in pairwise(words))
    weights = [Fraction(w) for w in p.tolist()]
    length = sum(w * len(word) for w, word in zip(weights, code, strict=True))
    if kwargs.get("normalize"):
        length /= sum(weights)
    else:
        check(infotheory.expected_length(p, code), expected["expected_length"], rtol)
    check(float(length), expected["expected_length"], rtol)
    check(infotheory.kraft_sum(code), expected["kraft_sum"], rtol)


@pytest.mark.parametrize("case", named(ORACLE["errors"]))
def test_bad_input_raises_what_names_argument_place_and_cure(case):
    with pytest.raises(Exception) as caught:  # noqa: PT011 - the oracle says which
        call(case)
    expected = case["expected"]
    names = {cls.__name__ for cls in type(caught.value).__mro__}
    assert names & set(expected if isinstance(expected, list) else [expected])
    for word in case["mentions"]:
        assert word in str(caught.value)
