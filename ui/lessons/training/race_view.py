"""The race as one message to the browser, which draws and plays it: every number that it shows.

It is computed once for all visitors, and compressed: in ``race`` a JSON text, in ``cells`` the
pictures of the plane of each model, as ``recording.pack_cells`` writes them.
"""

from __future__ import annotations

import base64
import json
import zlib
from collections.abc import Mapping
from typing import NamedTuple

from ui.lessons.training.forks import Fork
from ui.lessons.training.race_content import Places, Racer, content
from ui.lessons.training.race_settings import LOSSES, RaceSettings, Source
from ui.lessons.training.races import band
from ui.lessons.training.recording import record, record_fork
from ui.lessons.training.runs import dataset
from ui.serving.cache import cached
from ui.serving.long_work import LONG_WORK
from ui.style.appearance import Appearance

_KEPT = 64  # messages, of at most 0.3 MB


class View(NamedTuple):
    """The message: texts in base64, compressed as zlib does."""

    race: str
    cells: tuple[str, ...]


def racers(
    race: RaceSettings, by_loss: Mapping[str, float], fork: Fork | None = None
) -> list[Racer]:
    """Return both runs of a race, and the third one where there is a fork."""
    source = race.source()
    training = {loss: race.training(loss, rate) for loss, rate in by_loss.items()}
    runs = [Racer(shown, shown, record(source, training[loss])) for loss, shown in LOSSES.items()]
    if fork:
        forked = record_fork(source, training[fork.loss], training[fork.other], fork.step)
        runs.append(Racer("switched", LOSSES[fork.other], forked, forked=True))
    return runs


def view(
    race: RaceSettings,
    by_loss: Mapping[str, float],
    fork: Fork | None,
    appearance: Appearance,
    *,
    with_band: bool = False,
) -> View:
    """Return the message for a race, a third run in it, and how it looks to the visitor."""
    rates = tuple(by_loss[loss] for loss in LOSSES)
    return _view(race, rates, fork, appearance, with_band)


@cached(_KEPT, LONG_WORK)
def _view(
    race: RaceSettings,
    rates: tuple[float, ...],
    fork: Fork | None,
    appearance: Appearance,
    with_band: bool,
) -> View:
    by_loss = dict(zip(LOSSES, rates, strict=True))
    runs = racers(race, by_loss, fork)
    spans = band(race, by_loss) if with_band else None
    source = race.source()
    shown = content(dataset(source), runs, spans, appearance, _places(source))
    text = json.dumps(shown, separators=(",", ":"), allow_nan=False)
    return View(
        _base64(zlib.compress(text.encode(), 9)),
        tuple(_base64(each.recording.cells) for each in runs if each.recording.cells),
    )


def _places(source: Source) -> Places | None:
    own = source.own
    return None if own is None else Places(own.table.row, own.test_places(source.seed).tolist())


def _base64(data: bytes) -> str:
    return base64.b64encode(data).decode()
