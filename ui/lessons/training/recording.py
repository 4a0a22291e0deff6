"""What the race shows of a run at each of its snapshots, without the weights: small, so cached."""

from __future__ import annotations

import zlib
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

import infotheory as it
from infotheory.lessons.confident_error import mean_gradient, mean_lead
from ui.figures.tables import Columns
from ui.lessons.training.race_settings import RECORDS_OF_AN_OWNER, Source
from ui.lessons.training.runs import Progress, Run, dataset, fork, run
from ui.serving.cache import cached
from ui.serving.long_work import LONG_WORK

SIDE = 48  # cells of a picture of the plane, per side
LEVELS = 16  # of confidence
SHARES = 255  # of a probability, in which it is kept
_KEPT, _KEPT_FORKS = 64, 32  # recordings, of at most 0.5 MB

Box = tuple[float, float, float, float]


@dataclass(frozen=True, eq=False)
class Recording:
    """One run as it is shown. The arrays have one entry for each snapshot that is finite.

    Parameters
    ----------
    settings : TrainingSettings
        Of the run.
    table : mapping
        As in ``Run``; if the run diverged, its last row is of the snapshot that is not finite.
    first_at_target, diverged, stuck
        As in ``Run``.
    lead : ndarray
        The mean lead of a wrong answer, in nats, over the samples that the start gets wrong.
    gradient : ndarray
        The mean size of the loss's own gradient at the logits, over the same samples.
    given : ndarray
        The mean probability given to the true class, over the same samples.
    cells : bytes
        For data in a plane: for each snapshot the class and the level of confidence of the cells,
        as ``pack_cells`` writes them. Otherwise empty.
    answers, shares : ndarray
        For other data: for each snapshot the class that is picked for each test sample, and the
        probabilities in steps of 1 / ``SHARES``. Otherwise empty.
    """

    settings: it.TrainingSettings
    table: Columns
    first_at_target: int | None
    diverged: bool
    stuck: bool
    lead: NDArray[np.float64]
    gradient: NDArray[np.float64]
    given: NDArray[np.float64]
    cells: bytes
    answers: NDArray[np.uint8]
    shares: NDArray[np.uint8]

    @property
    def over(self) -> bool:
        """Whether more steps would change nothing: the run has diverged, or is stuck."""
        return self.diverged or self.stuck

    @property
    def steps(self) -> NDArray[np.int64]:
        """The steps of the snapshots that are finite."""
        return self.table["step"][: len(self.lead)]

    def place(self, step: int) -> int:
        """Return the number of the last snapshot up to ``step``, or of the first one."""
        return max(int(np.searchsorted(self.steps, step, side="right")) - 1, 0)


@cached(_KEPT, LONG_WORK, of_an_owner=RECORDS_OF_AN_OWNER - 2)
def record(
    source: Source, settings: it.TrainingSettings, *, progress: Progress = lambda _: None
) -> Recording:
    """Train on these data and record the run; call ``progress`` with the share trained."""
    return _recorded(dataset(source), run(source, settings, progress=progress))


@cached(_KEPT_FORKS, LONG_WORK, of_an_owner=2)
def record_fork(
    source: Source, parent: it.TrainingSettings, settings: it.TrainingSettings, step: int
) -> Recording:
    """Record the run of ``settings`` that goes on from the weights of ``parent`` at ``step``."""
    return _recorded(dataset(source), fork(source, parent, settings, step))


def _recorded(data: it.Dataset, trained: Run) -> Recording:
    finite = trained.snapshots[: len(trained.snapshots) - trained.end.diverged]
    finite = finite or trained.snapshots
    flat = data.x_train.shape[1] == 2
    x = centres(box(data)) if flat else data.x_test
    wronged = data.y_train != 0  # what a start in favour of the first class gets wrong
    if not wronged.any():  # of a visitor's own data, where that class is all that was drawn
        wronged[:] = True
    x_wronged, y_wronged = data.x_train[wronged], data.y_train[wronged]
    lead, gradient, given, pictures = [], [], [], []
    for snapshot in finite:
        z = _logits(snapshot, x_wronged)
        lead.append(mean_lead(z, y_wronged))
        gradient.append(mean_gradient(trained.settings.loss, z, y_wronged))
        p = np.asarray(it.softmax(z))
        given.append(float(p[np.arange(len(y_wronged)), y_wronged].mean()))
        pictures.append(_picture(flat, np.asarray(it.softmax(_logits(snapshot, x)))))
    per_class = levels_of(len(data.class_names))
    answers, shares = map(np.array, zip(*pictures, strict=True))
    nothing = np.empty(0, np.uint8)
    return Recording(
        trained.settings,
        trained.table,
        trained.first_at_target,
        trained.end.diverged,
        trained.stuck,
        np.array(lead),
        np.array(gradient),
        np.array(given),
        pack_cells(answers * per_class + shares) if flat else b"",
        nothing if flat else answers,
        nothing if flat else shares,
    )


def _picture(flat: bool, p: NDArray[np.float64]) -> tuple[NDArray[np.uint8], NDArray[np.uint8]]:
    """Return the class that is picked, and the level of confidence or all probabilities."""
    answer = p.argmax(axis=1).astype(np.uint8)
    if flat:
        return answer, levels(p, levels_of(p.shape[1]))
    return answer, np.round(SHARES * p).astype(np.uint8)


def levels_of(classes: int) -> int:
    """Return the number of levels of confidence: class and level together fit one byte."""
    return min(LEVELS, 256 // classes)


def levels(p: NDArray[np.float64], most: int = LEVELS) -> NDArray[np.uint8]:
    """Return how sure each row of probabilities is: 0 where all are equal, up to ``most`` − 1."""
    even = 1 / p.shape[1]
    sure = (p.max(axis=1) - even) / (1 - even)
    return np.clip(most * sure, 0, most - 1).astype(np.uint8)


def pack_cells(cells: NDArray[np.uint8]) -> bytes:
    """Compress cells, one row for each snapshot: each row as its difference to the one before.

    Differences are taken modulo 256; a cell is its class times ``levels_of`` plus its level.
    """
    changes = cells.copy()
    changes[1:] -= cells[:-1]
    return zlib.compress(changes.tobytes(), 9)


def box(data: it.Dataset) -> Box:
    """Return the part of the plane that is shown: left, right, bottom and top."""
    low, high = data.x_train.min(axis=0), data.x_train.max(axis=0)
    margin = 0.06 * (high - low)
    (left, bottom), (right, top) = low - margin, high + 2.5 * margin
    return float(left), float(right), float(bottom), float(top)


def centres(frame: Box) -> NDArray[np.float64]:
    """Return the centres of the cells, shape (SIDE², 2), row by row from the bottom left."""
    left, right, bottom, top = frame
    share = (np.arange(SIDE) + 0.5) / SIDE
    sides = left + (right - left) * share, bottom + (top - bottom) * share
    return np.stack(np.meshgrid(*sides), axis=-1).reshape(-1, 2)


def _logits(snapshot: it.Snapshot, x: NDArray[np.float64]) -> NDArray[np.float64]:
    # The outputs of a model about to diverge may overflow far from its training data.
    return np.nan_to_num(it.logits(snapshot.parameters, x), posinf=1e300, neginf=-1e300)
