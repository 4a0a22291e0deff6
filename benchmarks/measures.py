"""Compare the measures and scores with other libraries: time and accuracy, side by side in one run.

    pip install -r benchmarks/requirements.txt
    python -m benchmarks.measures
    python -m benchmarks.measures --without-avx512

Times are the best of interleaved runs, as multiples of the floor: one `np.log` over the same
numbers. Errors are the largest relative ones, against the 30-digit reference values of the tests.
The last command imitates a processor whose logarithm is several times slower.
"""

import json
import math
import os
import subprocess
import sys
import time
import tracemalloc
import warnings
from collections.abc import Callable
from fractions import Fraction
from pathlib import Path
from typing import Any

import numpy as np
import scipy.stats
from numpy.typing import NDArray
from scipy.spatial.distance import jensenshannon
from scipy.special import entr, log_softmax, logsumexp, rel_entr, softmax
from sklearn.metrics import brier_score_loss, log_loss

import infotheory

ORACLE = Path(__file__).parent.parent / "tests" / "infotheory" / "data" / "measures.json"

SHAPES = ((10,), (1000,), (1_000_000,), (10_000, 10))

Array = NDArray[Any]
Contest = dict[str, Callable[[], Any]]

# By shape, then by contest and function: the time as a multiple of the floor.
Columns = dict[tuple[int, ...], dict[tuple[str, str], float]]


def numpy_entropy(p: Array) -> Array:
    return -np.sum(p * np.log(p), axis=-1)


def numpy_cross_entropy(p: Array, q: Array) -> Array:
    return -np.sum(p * np.log(q), axis=-1)


def numpy_kl(p: Array, q: Array) -> Array:
    return np.sum(p * np.log(p / q), axis=-1)


def numpy_js(p: Array, q: Array) -> Array:
    m = (p + q) / 2
    return (numpy_kl(p, m) + numpy_kl(q, m)) / 2


def numpy_softmax_cross_entropy(labels: Array, z: Array) -> tuple[float, Array]:
    p = np.exp(z - z.max(axis=-1, keepdims=True))
    p /= p.sum(axis=-1, keepdims=True)
    value = -np.mean(np.log(p[np.arange(len(z)), labels]))
    p[np.arange(len(z)), labels] -= 1
    return float(value), p / len(z)


def scipy_softmax_cross_entropy(labels: Array, z: Array) -> tuple[float, Array]:
    value = -np.mean(log_softmax(z, axis=-1)[np.arange(len(z)), labels])
    p = softmax(z, axis=-1)
    p[np.arange(len(z)), labels] -= 1
    return float(value), p / len(z)


def contests(shape: tuple[int, ...]) -> dict[str, Contest]:
    """Return the functions to compare on random distributions of this shape, without zeros."""
    rng = np.random.default_rng(0)
    p, q = (w / w.sum(axis=-1, keepdims=True) for w in rng.exponential(size=(2, *shape)))
    near = p * (1 + 1e-6 * rng.uniform(-1, 1, size=shape))
    near /= near.sum(axis=-1, keepdims=True)
    holes = np.where(rng.random(shape) < 0.3, 0, p)
    holes /= holes.sum(axis=-1, keepdims=True)
    every: dict[str, Contest] = {
        "entropy": {
            "infotheory": lambda: infotheory.entropy(p),
            "scipy.stats.entropy": lambda: scipy.stats.entropy(p, axis=-1),
            "scipy.special.entr": lambda: entr(p).sum(axis=-1),
            "numpy": lambda: numpy_entropy(p),
        },
        "entropy, 30 % zeros": {
            "infotheory": lambda: infotheory.entropy(holes),
            "scipy.stats.entropy": lambda: scipy.stats.entropy(holes, axis=-1),
            "scipy.special.entr": lambda: entr(holes).sum(axis=-1),
        },
        "cross-entropy": {
            "infotheory": lambda: infotheory.cross_entropy(p, q),
            "numpy": lambda: numpy_cross_entropy(p, q),
        },
        "KL": {
            "infotheory": lambda: infotheory.kl_divergence(p, q),
            "scipy.stats.entropy": lambda: scipy.stats.entropy(p, q, axis=-1),
            "scipy.special.rel_entr": lambda: rel_entr(p, q).sum(axis=-1),
            "numpy": lambda: numpy_kl(p, q),
        },
        "KL, near-equal": {
            "infotheory": lambda: infotheory.kl_divergence(p, near),
            "scipy.stats.entropy": lambda: scipy.stats.entropy(p, near, axis=-1),
            "scipy.special.rel_entr": lambda: rel_entr(p, near).sum(axis=-1),
            "numpy": lambda: numpy_kl(p, near),
        },
        "Jensen-Shannon": {
            "infotheory": lambda: infotheory.js_divergence(p, q),
            "scipy jensenshannon²": lambda: jensenshannon(p, q, axis=-1) ** 2,
            "numpy": lambda: numpy_js(p, q),
        },
    }
    if len(shape) == 2:
        z = rng.normal(size=shape)
        labels = rng.integers(0, shape[1], shape[0])
        every["softmax cross-entropy"] = {
            "infotheory, with gradient": lambda: infotheory.softmax_cross_entropy(labels, z),
            "scipy, with gradient": lambda: scipy_softmax_cross_entropy(labels, z),
            "sklearn log_loss of softmax": lambda: log_loss(
                labels, softmax(z, axis=-1), labels=range(shape[1])
            ),
            "numpy, with gradient": lambda: numpy_softmax_cross_entropy(labels, z),
        }
    forecasts = p if len(shape) == 2 else rng.random(shape)
    happened = rng.integers(0, shape[1] if len(shape) == 2 else 2, shape[0])
    happened[: happened.max() + 1] = range(happened.max() + 1)  # scikit-learn needs each class
    every["log loss"] = {
        "infotheory": lambda: infotheory.log_loss(happened, forecasts),
        "sklearn log_loss": lambda: log_loss(happened, forecasts),
    }
    every["Brier score"] = {
        "infotheory": lambda: infotheory.brier_score(happened, forecasts),
        "sklearn brier_score_loss": lambda: brier_score_loss(happened, forecasts),
    }
    every["floor"] = {"np.log": lambda: np.log(p)}
    return every


def seconds(call: Callable[[], Any], repeat: int) -> float:
    start = time.perf_counter()
    for _ in range(repeat):
        call()
    return (time.perf_counter() - start) / repeat


def time_contests(shape: tuple[int, ...], rounds: int = 15) -> dict[tuple[str, str], float]:
    """Return each function's time as a multiple of the floor, and the floor in seconds.

    Every round calls all functions, so that a slow moment of the machine affects all alike.
    """
    calls = {
        (contest, name): call
        for contest, row in contests(shape).items()
        for name, call in row.items()
    }
    repeat = {key: max(1, round(2e-3 / seconds(call, 3))) for key, call in calls.items()}
    best = dict.fromkeys(calls, math.inf)
    for _ in range(rounds):
        for key, call in calls.items():
            best[key] = min(best[key], seconds(call, repeat[key]))
    floor = best.pop(("floor", "np.log"))
    return {("floor", ""): floor} | {key: took / floor for key, took in best.items()}


# The package's goals: contest, outcomes, rival ("" for the floor), largest ratio of the times.
GOALS = (
    ("entropy", 1_000_000, "", 2.2),
    ("entropy, 30 % zeros", 1_000_000, "", 3.5),
    ("KL", 1_000_000, "scipy.stats.entropy", 0.5),
    ("KL, near-equal", 1_000_000, "scipy.stats.entropy", 0.5),
    ("entropy", 10, "scipy.stats.entropy", 0.1),
    ("KL", 10, "scipy.stats.entropy", 0.2),
    ("KL, near-equal", 10, "scipy.stats.entropy", 0.2),
    *(
        (contest, outcomes, rival, 1)
        for contest, rival in (
            ("log loss", "sklearn log_loss"),
            ("Brier score", "sklearn brier_score_loss"),
        )
        for outcomes in (10, 1000, 1_000_000)
    ),
)


def compare_with_goals(columns: Columns) -> None:
    """Print the goals beside the measured ratios."""
    print("\n### Goals\n")
    print(
        "| | outcomes | against | at most | measured | |\n| --- | ---: | --- | ---: | ---: | --- |"
    )
    for contest, outcomes, rival, limit in GOALS:
        times = columns[(outcomes,)]
        ratio = times[contest, "infotheory"] / (times[contest, rival] if rival else 1)
        kept = "kept" if ratio <= limit else "missed"
        against = rival or "one `np.log`"
        print(f"| {contest} | {outcomes:,} | {against} | {limit} | {ratio:.3g} | {kept} |")


def compare_large() -> None:
    """Print time and memory of pairwise divergences and of a large table."""
    rng = np.random.default_rng(0)
    p = rng.dirichlet(np.ones(50), size=400)
    table = rng.exponential(size=(3000, 3000))
    table /= table.sum()
    calls: dict[str, Callable[[], Any]] = {
        "KL of 400 against 400, 50 outcomes": lambda: infotheory.kl_divergence(p[:, None], p),
        "joint entropy of 3,000 × 3,000": lambda: infotheory.joint_entropy(table),
        "mutual information of 3,000 × 3,000": lambda: infotheory.mutual_information(table),
    }
    print("\n### Large ones\n")
    print("| | time | memory beside the input |\n| --- | ---: | ---: |")
    for name, call in calls.items():
        took = min(seconds(call, 1) for _ in range(5))
        tracemalloc.start()
        call()
        _, peak = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        print(f"| {name} | {took * 1e3:,.0f} ms | {peak / 1e6:,.0f} MB |")


def compare_speed() -> None:
    """Print the times as multiples of the floor, a column for each size."""
    columns: Columns = {shape: time_contests(shape) for shape in SHAPES}
    sizes = [" × ".join(f"{n:,}" for n in shape) for shape in SHAPES]
    floors = [f"{times.pop(('floor', '')) * 1e6:,.1f} µs" for times in columns.values()]
    print("\n### Time, as a multiple of the floor\n")
    print(f"| | outcomes | {' | '.join(sizes)} |\n| --- | --- |{' ---: |' * len(sizes)}")
    print(f"| floor | one `np.log` | {' | '.join(floors)} |")
    for contest, name in columns[SHAPES[-1]]:
        cells = [
            f"{times[contest, name]:.3g}" if (contest, name) in times else ""
            for times in columns.values()
        ]
        label = contest if name.startswith("infotheory") else ""
        print(f"| {label} | {name} | {' | '.join(cells)} |")
    compare_with_goals(columns)


# By function: each library's result in bits (losses: nats), from the same arguments.
RIVALS: dict[str, dict[str, Callable[..., Any]]] = {
    "entropy": {
        "scipy.stats.entropy": lambda p: scipy.stats.entropy(p, base=2),
        "scipy.special.entr": lambda p: entr(p).sum() / math.log(2),
        "numpy": lambda p: numpy_entropy(p) / math.log(2),
    },
    "cross_entropy": {"numpy": lambda p, q: numpy_cross_entropy(p, q) / math.log(2)},
    "kl_divergence": {
        "scipy.stats.entropy": lambda p, q: scipy.stats.entropy(p, q, base=2),
        "scipy.special.rel_entr": lambda p, q: rel_entr(p, q).sum() / math.log(2),
        "numpy": lambda p, q: numpy_kl(p, q) / math.log(2),
    },
    "js_divergence": {
        "scipy jensenshannon²": lambda p, q: jensenshannon(p, q, base=2) ** 2,
        "numpy": lambda p, q: numpy_js(p, q) / math.log(2),
    },
    "log_softmax": {"scipy.special.log_softmax": lambda z: log_softmax(z, axis=-1)},
    "logsumexp": {"scipy.special.logsumexp": lambda z: logsumexp(z, axis=-1)},
    "softmax_cross_entropy": {
        "scipy, with gradient": scipy_softmax_cross_entropy,
        "sklearn log_loss of softmax": lambda y, z: log_loss(
            y, softmax(z, axis=-1), labels=range(z.shape[1])
        ),
        "numpy, with gradient": numpy_softmax_cross_entropy,
    },
}
HARD = {
    "near-equal": ("near-equal", "a series may", "just inside"),
    "far tails": ("tail", "almost", "overflow", "ahead", "behind", "subnormal", "uneven"),
}


def simple_cases() -> list[dict[str, Any]]:
    """Return the oracle's cases on one plain distribution or pair, in the default unit."""
    cases: list[dict[str, Any]] = json.loads(ORACLE.read_text(encoding="utf-8"))["cases"]
    nats = {"log_softmax", "logsumexp", "softmax_cross_entropy"}
    return [
        case
        for case in cases
        if case["function"] in RIVALS
        and not case["kwargs"]
        and all(isinstance(arg, list) for arg in case["args"])
        and (case["function"] in nats or all(np.ndim(arg) == 1 for arg in case["args"]))
        and (case["function"] != "softmax_cross_entropy" or np.ndim(case["args"][0]) == 1)
    ]


def numbers(x: Any) -> Any:
    """Return nested lists with the infinities, which JSON holds as strings, as floats."""
    if isinstance(x, list):
        return [numbers(item) for item in x]
    return float(x) if isinstance(x, str) else x


def worst_error(got: Any, truth: Any) -> float:
    """Return the largest relative error of a result of any shape; inf for a wrong infinity."""
    if isinstance(truth, dict):
        if not isinstance(got, tuple):  # a result without a gradient
            return worst_error(got, truth["value"])
        return max(worst_error(got[0], truth["value"]), worst_error(got[1], truth["grad"]))
    if isinstance(truth, list):
        return max(map(worst_error, got, truth))
    got = float(got)
    if truth in ("inf", "-inf") or not math.isfinite(got):
        return 0.0 if str(got) == truth else math.inf
    exact = Fraction(truth)
    if exact == 0:
        return 0.0 if got == 0 else math.inf
    return float(abs(Fraction(got) - exact) / abs(exact))


def compare_accuracy() -> None:
    """Print each library's largest relative error, and how often it is more accurate than ours."""
    print("\n### Accuracy: the worst relative error\n")
    print("| | | all | near-equal | far tails | more accurate than infotheory |")
    print("| --- | --- | ---: | ---: | ---: | ---: |")
    for function, rivals in RIVALS.items():
        cases = [case for case in simple_cases() if case["function"] == function]
        errors: dict[str, list[float]] = {}
        for name, call in {"infotheory": getattr(infotheory, function), **rivals}.items():
            errors[name] = [
                worst_error(call(*map(np.array, numbers(case["args"]))), case["expected"])
                for case in cases
            ]
        for name, row in errors.items():
            cells = [f"{max(row):.0e}"]
            for words in HARD.values():
                hard = [
                    error
                    for error, case in zip(row, cases, strict=True)
                    if any(word in case["name"] for word in words)
                ]
                cells.append(f"{max(hard):.0e}" if hard else "")
            # Differences below 1e-15, some four units in the last place, do not count.
            wins = sum(
                error < ours - 1e-15 for error, ours in zip(row, errors["infotheory"], strict=True)
            )
            label = function if name == "infotheory" else ""
            print(f"| {label} | {name} | {' | '.join(cells)} | {wins} of {len(cases)} |")


def run_without_avx512() -> int:
    """Rerun this script in a process whose numpy does not use AVX-512."""
    simd = np.show_config(mode="dicts")["SIMD Extensions"]
    lacking = [name for name in simd.get("found", ()) if name.startswith(("AVX512", "X86_V4"))]
    environment = os.environ | {"NPY_DISABLE_CPU_FEATURES": " ".join(lacking)}
    return subprocess.call([sys.executable, "-m", "benchmarks.measures"], env=environment)


if __name__ == "__main__":
    if "--without-avx512" in sys.argv[1:]:
        sys.exit(run_without_avx512())
    warnings.simplefilter("ignore")
    np.seterr(all="ignore")
    compare_speed()
    compare_large()
    compare_accuracy()
