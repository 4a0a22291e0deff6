"""Time one full-batch training step beside scikit-learn's and PyTorch's, in one run.

    python -m benchmarks.training

Prints the median of several rounds for each, and its ratio to infotheory's time. All contestants
run in every round, so that a slow moment of the machine affects all alike. One thread, float64,
cross-entropy, plain gradient descent. Libraries that are not installed are skipped, with a message.
"""

from __future__ import annotations

import importlib.util
import os
import statistics
import time
import warnings
from collections.abc import Callable
from typing import TYPE_CHECKING

for variable in ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ[variable] = "1"  # read once, when numpy loads

import numpy as np  # noqa: E402

from infotheory import Dataset, TrainingSettings, load_dataset, train  # noqa: E402

if TYPE_CHECKING:
    from sklearn.neural_network import MLPClassifier

ROUNDS = 9
RATE = 0.5


def ours(data: Dataset, hidden: int, steps: int) -> Callable[[], object]:
    """Train through the public interface, with only the first and the last snapshot."""
    settings = TrainingSettings(hidden=hidden, learning_rate=RATE, steps=steps, snapshots=2)
    return lambda: list(train(data, settings))


def mlp_classifier(data: Dataset, hidden: int, steps: int) -> MLPClassifier:
    from sklearn.neural_network import MLPClassifier  # noqa: PLC0415  # may not be installed

    return MLPClassifier(
        hidden_layer_sizes=(hidden,),
        solver="sgd",
        alpha=0,
        batch_size=len(data.x_train),
        learning_rate_init=RATE,
        momentum=0,
        shuffle=False,
        random_state=0,
        max_iter=steps,
        tol=0,
        n_iter_no_change=steps,
    )


def scikit_fit(data: Dataset, hidden: int, steps: int) -> Callable[[], object]:
    """All steps in one call, scikit-learn's fastest way: it checks the input only once."""
    model = mlp_classifier(data, hidden, steps)

    def run() -> None:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # the run is meant to end at max_iter
            model.fit(data.x_train, data.y_train)

    return run


def scikit_partial_fit(data: Dataset, hidden: int, steps: int) -> Callable[[], object]:
    """One call per step, as a page needs that shows the model during training."""
    model = mlp_classifier(data, hidden, steps)
    classes = np.arange(len(data.class_names))

    def run() -> None:
        for _ in range(steps):
            model.partial_fit(data.x_train, data.y_train, classes=classes)

    return run


def pytorch(data: Dataset, hidden: int, steps: int) -> Callable[[], object]:
    import torch  # noqa: PLC0415  # may not be installed

    torch.set_num_threads(1)
    x, y = torch.from_numpy(data.x_train), torch.from_numpy(data.y_train)
    model = torch.nn.Sequential(
        torch.nn.Linear(x.shape[1], hidden),
        torch.nn.ReLU(),
        torch.nn.Linear(hidden, len(data.class_names)),
    ).double()
    optimizer = torch.optim.SGD(model.parameters(), lr=RATE)
    loss = torch.nn.CrossEntropyLoss()

    def run() -> None:
        for _ in range(steps):
            optimizer.zero_grad()
            loss(model(x), y).backward()
            optimizer.step()

    return run


def seconds(run: Callable[[], object]) -> float:
    start = time.perf_counter()
    run()
    return time.perf_counter() - start


CONTESTANTS = {
    "infotheory": ("infotheory", ours),
    "scikit-learn fit": ("sklearn", scikit_fit),
    "scikit-learn partial_fit": ("sklearn", scikit_partial_fit),
    "PyTorch eager": ("torch", pytorch),
}


def compare(title: str, data: Dataset, hidden: int, steps: int) -> None:
    print(f"\n{title}: n = {len(data.x_train)}, ReLU-{hidden}, one step")
    runs = {}
    for name, (module, build) in CONTESTANTS.items():
        if importlib.util.find_spec(module) is None:
            print(f"  {name:25s} skipped: {module} is not installed")
            continue
        runs[name] = build(data, hidden, steps)
        runs[name]()  # warm up
    rounds = [{name: seconds(run) for name, run in runs.items()} for _ in range(ROUNDS)]
    for name in runs:
        step = statistics.median(taken[name] for taken in rounds) / steps
        ratio = statistics.median(taken[name] / taken["infotheory"] for taken in rounds)
        print(f"  {name:25s} {step * 1e6:8.1f} µs   × {ratio:.2f}")


if __name__ == "__main__":
    compare("2-D", load_dataset("blobs"), hidden=32, steps=500)
    compare("digits", load_dataset("digits"), hidden=64, steps=50)
