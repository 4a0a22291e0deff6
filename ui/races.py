"""Races of the losses: each run is trained once, kept by its settings, and shared by all visitors.

The store is a plain module's, not Streamlit's cache, which any visitor could empty.
"""

from collections import OrderedDict
from collections.abc import Callable
from dataclasses import replace
from functools import lru_cache
from threading import Lock

import pandas as pd

import infotheory as it

LOSSES = {"cross_entropy": "cross-entropy", "softmax_squared_error": "squared error"}
"""The two losses of the race: their names in ``infotheory``, and on screen."""

SETUPS = {
    ("blobs", "fair"): it.TrainingSettings(init="zero"),
    ("blobs", "confidently wrong"): it.TrainingSettings(init="zero", wrong_bias=6),
    ("digits", "fair"): it.TrainingSettings(hidden=64),
    ("digits", "confidently wrong"): it.TrainingSettings(hidden=64, wrong_bias=10, steps=400),
}
"""What is raced, by data and start, but for the loss; digits hold on longer to a mistake."""

Run = tuple[it.Snapshot, ...]

_KEPT = 32  # runs; a run of the digits takes about 4 MB
_runs: OrderedDict[tuple[str, int, it.TrainingSettings], Run] = OrderedDict()
_lock = Lock()


@lru_cache(maxsize=16)
def dataset(name: str, seed: int = 0) -> it.Dataset:
    """Load a data set once."""
    return it.load_dataset(name, seed=seed)


def run(
    data: str, settings: it.TrainingSettings, progress: Callable[[float], object] = lambda _: None
) -> Run:
    """Train on the data set of that name, unless that was done before; report the share done."""
    key = (data, settings.seed, settings)
    with _lock:
        if key in _runs:
            _runs.move_to_end(key)
            return _runs[key]
    snapshots = []
    for snapshot in it.train(dataset(data, settings.seed), settings):
        snapshots.append(snapshot)
        progress(snapshot.step / settings.steps)
    with _lock:
        _runs[key] = tuple(snapshots)
        while len(_runs) > _KEPT:
            _runs.popitem(last=False)
    return tuple(snapshots)


def curves(runs: dict[str, Run]) -> pd.DataFrame:
    """Tabulate what the race compares, a row for each loss and frame.

    Columns: ``loss``, ``frame``, ``step``, ``accuracy`` (a share, of the test data),
    ``cross_entropy`` (nats, of the test data) and ``gradient`` (at the logits).
    """
    return pd.DataFrame(
        [
            {
                "loss": loss,
                "frame": frame,
                "step": snapshot.step,
                "accuracy": snapshot.test.accuracy,
                "cross_entropy": snapshot.test.cross_entropy,
                "gradient": snapshot.gradient_output,
            }
            for loss, snapshots in runs.items()
            for frame, snapshot in enumerate(snapshots)
        ]
    )


@lru_cache(maxsize=16)
def steps_to_accuracy(data: str, settings: it.TrainingSettings) -> int | None:
    """Count the steps to 90 % of the training data, once."""
    return it.steps_to_accuracy(dataset(data, settings.seed), settings)


@lru_cache(maxsize=8)
def escape_steps(data: str, starts: tuple[float, ...], limit: int) -> pd.DataFrame:
    """Count the steps to 90 % from ever more wrong starts: columns start, loss, steps."""
    fair = it.TrainingSettings(init="zero", steps=limit)
    rows = [
        (start, shown, steps_to_accuracy(data, replace(fair, loss=loss, wrong_bias=start)))
        for start in starts
        for loss, shown in LOSSES.items()
    ]
    return pd.DataFrame(rows, columns=["start", "loss", "steps"]).dropna()
