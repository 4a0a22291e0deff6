"""The digits' labels under the models of the race: runs, curves and files."""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

import infotheory as it
from infotheory.lessons.message_files import read_labels, write_labels
from infotheory.lessons.online_files import Online, OnlineFile, read_online, write_online
from ui.lessons.training.forks import Fork
from ui.lessons.training.race_settings import LOSSES, RATES, RaceSettings, Source
from ui.lessons.training.runs import Run, dataset, fork, run
from ui.link import FS_START, FS_STEP
from ui.serving.cache import cached
from ui.serving.long_work import LONG_WORK
from ui.serving.presence import stop_if_gone

STEPS = int(FS_STEP.high)
STARTS = dict(zip(FS_START.options, (10.0, 0.0), strict=True))
"""How wrong each start is, B."""

BATCH = 16
_SNAPSHOTS = 81  # of every fifth step
_RATE = RATES["sgd"]

Progress = Callable[[float], object]


def race(wrong_bias: float) -> RaceSettings:
    """Return the race on the digits from that start."""
    return RaceSettings("digits", wrong_bias=wrong_bias, learning_rate=_RATE, steps=STEPS)


def settings(wrong_bias: float, loss: str) -> it.TrainingSettings:
    """Return how one model of it is trained."""
    return race(wrong_bias).training(loss, _RATE, snapshots=_SNAPSHOTS)


def source() -> Source:
    """Return the data: the digits as they are."""
    return race(0.0).source()


def labels() -> NDArray[np.int64]:
    """Return the labels that are sent."""
    return dataset(source()).y_train


def classes() -> int:
    """Return the number of classes."""
    return len(dataset(source()).class_names)


def weights() -> int:
    """Return the number of weights that a model has."""
    start = next(it.train(dataset(source()), settings(0.0, next(iter(LOSSES)))))
    return sum(array.size for array in start.parameters)


def runs(wrong_bias: float, progress: Progress = lambda _: None) -> dict[str, Run]:
    """Train both models, or take them from the cache."""
    found = {}
    for before, loss in enumerate(LOSSES):

        def part(share: float, before: int = before) -> None:
            progress((before + share) / len(LOSSES))

        found[loss] = run(source(), settings(wrong_bias, loss), progress=part)
    return found


def switched(wrong_bias: float, at: Fork) -> Run:
    """Train on from the weights that a model has there, under the other loss."""
    parent, rest = settings(wrong_bias, at.loss), settings(wrong_bias, at.other)
    return fork(source(), parent, rest, at.step)


def predicted(snapshot: it.Snapshot) -> NDArray[np.float64]:
    """Return the distribution that a snapshot's model predicts for each label."""
    z = it.logits(snapshot.parameters, dataset(source()).x_train)
    return np.asarray(it.softmax(z))


def label_file(snapshot: it.Snapshot) -> bytes:
    """Write the labels under the model of a snapshot."""
    return write_labels(labels(), predicted(snapshot))


def labels_read(snapshot: it.Snapshot, data: bytes) -> int:
    """Read a file with the model of a snapshot; return how many labels are right."""
    return int(np.count_nonzero(read_labels(data, predicted(snapshot)) == labels()))


def loss_in_bytes(snapshot: it.Snapshot) -> float:
    """Return the training cross-entropy of a snapshot: of all labels together, in bytes."""
    return snapshot.train.cross_entropy * labels().size / math.log(2) / 8


def without_a_model() -> float:
    """Return the size of the labels if all classes are equally likely, in bytes."""
    return labels().size * math.log2(classes()) / 8


def online(wrong_bias: float, loss: str, updates: int) -> Online:
    """Return how the labels are sent while both sides learn."""
    return Online(settings(wrong_bias, loss), BATCH, updates)


@cached(16, LONG_WORK)
def sent(how: Online, *, progress: Progress = lambda _: None) -> OnlineFile:
    """Write the honest file."""
    x = dataset(source()).x_train
    return write_online(labels(), x, classes(), how, progress=_while_wanted(progress))


@cached(16, LONG_WORK)
def received(how: Online, *, progress: Progress = lambda _: None) -> NDArray[np.int64]:
    """Read the honest file: a second model learns from it what the first one learned."""
    data, x = sent(how).data, dataset(source()).x_train
    return read_online(data, x, classes(), how, progress=_while_wanted(progress))


def _while_wanted(progress: Progress) -> Progress:
    def report(share: float) -> None:
        stop_if_gone()
        progress(share)

    return report
