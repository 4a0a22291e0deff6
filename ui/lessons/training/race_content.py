"""All numbers that the race shows, step by step, as the browser draws them."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

import infotheory as it
from infotheory.lessons.confident_error import charge
from ui.figures.shades import mix, rgb
from ui.figures.tables import Columns
from ui.lessons.training.race_axes import Axis, axis, linear, logarithmic, up_from_zero
from ui.lessons.training.race_settings import LOSSES, NAMES
from ui.lessons.training.recording import SHARES, SIDE, Recording, box, levels_of
from ui.lessons.training.runs import MEASURES
from ui.style.appearance import Appearance
from ui.style.theme import class_colours
from ui.style.units import number

_POINTS = 120  # training samples that are shown
_FIXED, COLUMNS = 3, 6  # digits that are always shown, and that are shown at most
ROWS = 8  # of a visitor's own data that are shown at most
_NAME_LENGTH = 24  # of a class, on the screen
WIDEST = 12.0  # nats of lead in the bridge
_TANGENT = 1.3  # half the length of a ball's tangent, in nats of lead
_ON_LOG_AXES = ("cross_entropy", "gradient")


class Places(NamedTuple):
    """The places of the test rows in a visitor's file, and their unit: "line" or "row"."""

    word: str
    numbers: Sequence[int]


class Racer(NamedTuple):
    """A run in the race: its name, the name on screen of its loss, and what was recorded."""

    name: str
    loss: str
    recording: Recording
    forked: bool = False


def content(
    data: it.Dataset,
    runs: list[Racer],
    spans: Columns | None,
    appearance: Appearance,
    places: Places | None = None,
) -> dict[str, Any]:
    """Return all that the race shows, as JSON has it, but for the pictures of the plane.

    Parameters
    ----------
    data : Dataset
        What the models were trained on.
    runs : list of Racer
        Both models, and a third one where there is a fork.
    spans : mapping or None
        The range over the seeds, as ``races.band`` returns it.
    appearance : Appearance
        Colour scheme and unit.
    places : Places or None
        Of the test rows, where the data are a visitor's own: their classes have names then, and in
        place of digits there is a table.
    """
    classes = len(data.class_names)
    flat = data.x_train.shape[1] == 2
    longest = max((each.recording for each in runs), key=lambda one: len(one.table["step"]))
    colours = {
        "cross-entropy": appearance.palette.cross_entropy,
        "squared error": appearance.palette.squared_error,
    }
    return {
        "steps": longest.table["step"].tolist(),
        "racers": [_racer(each, classes) for each in runs],
        "colours": {
            **colours,
            "ground": appearance.palette.ground,
            "ink": appearance.palette.ink,
            "muted": appearance.palette.muted,
            "grid": appearance.palette.grid,
            "right": appearance.palette.right,
        },
        "bridge": _bridge(classes),
        "measures": [_measure(name, runs, spans, appearance) for name in MEASURES],
        "plane": _plane(data, appearance, with_names=places is not None) if flat else None,
        "digits": None if flat or places else _digits(data, runs),
        "table": _table(data, runs, places) if places and not flat else None,
    }


def _racer(racer: Racer, classes: int) -> dict[str, Any]:
    seen = racer.recording
    accuracy = [f"{100 * each:.0f} %" for each in seen.table["accuracy"][: len(seen.lead)]]
    gap = np.clip(seen.lead, 0.0, WIDEST)
    at = charge(NAMES[racer.loss], gap, classes)
    low, high = np.maximum(gap - _TANGENT, 0.0), np.minimum(gap + _TANGENT, WIDEST)
    return {
        "name": racer.name,
        "loss": racer.loss,
        "forked": racer.forked,
        "steps": seen.steps.tolist(),
        "accuracy": accuracy,
        "gap": _short(gap),
        "value": _short(at.loss),
        "tangent": [
            _short(low),
            _short(at.loss - at.slope * (gap - low)),
            _short(high),
            _short(at.loss + at.slope * (high - gap)),
        ],
        "gradient": [number(each) for each in seen.gradient],
    }


def _bridge(classes: int) -> dict[str, Any]:
    gaps = np.linspace(0, WIDEST, 49)
    return {
        "x": axis("lead of the wrong answer (nats)", (0, WIDEST), (0, 3, 6, 9, 12)),
        "y": axis("loss (cross-entropy in nats)", (-2, 13), (0, 2, 6, 12)),
        "curves": [
            {"loss": shown, "x": _short(gaps), "y": _short(charge(name, gaps, classes).loss)}
            for shown, name in NAMES.items()
        ],
    }


def _measure(
    name: str,
    runs: list[Racer],
    spans: Columns | None,
    appearance: Appearance,
) -> dict[str, Any]:
    scale = appearance.unit.of_nats(1.0) if name == "cross_entropy" else 1.0
    above = 0.0 if name in _ON_LOG_AXES else -math.inf

    def part(x: NDArray[Any], *ys: NDArray[Any]) -> list[NDArray[Any]]:
        """Keep what can be drawn."""
        drawn = np.logical_and.reduce([np.isfinite(y) & (y > above) for y in ys])
        return [x[drawn], *(y[drawn] * scale for y in ys)]

    lines = [part(each.recording.table["step"], each.recording.table[name]) for each in runs]
    bands = []
    if spans is not None:
        for shown in LOSSES.values():
            own = [
                spans[c][spans["loss"] == shown] for c in ("step", f"{name}_low", f"{name}_high")
            ]
            bands.append((shown, part(*own)))
    values = np.concatenate([y for _, *ys in [*lines, *(b for _, b in bands)] for y in ys])
    steps = np.concatenate([x for x, *_ in lines])
    return {
        "name": name,
        "x": linear("step", 0, max(int(steps.max(initial=1)), 1), most=4),
        "y": _y_axis(name, values, appearance),
        "lines": [{"x": x.tolist(), "y": _short(y)} for x, y in lines],
        "bands": [
            {"loss": shown, "x": x.tolist(), "low": _short(low), "high": _short(high)}
            for shown, (x, low, high) in bands
        ],
    }


def _y_axis(name: str, values: NDArray[np.float64], appearance: Appearance) -> Axis:
    if name == "accuracy":
        return linear("test accuracy", 0.0, 1.0)
    if name == "brier":
        return up_from_zero("test Brier score", values)
    if name == "cross_entropy":
        return logarithmic(f"test cross-entropy ({appearance.unit.name})", values)
    return logarithmic("gradient at the logits", values)


def _plane(data: it.Dataset, appearance: Appearance, *, with_names: bool) -> dict[str, Any]:
    classes = len(data.class_names)
    some = np.linspace(0, len(data.y_train) - 1, _POINTS).astype(int)
    return {
        "side": SIDE,
        "box": box(data),
        "points": [
            (round(x, 3), round(y, 3), label)
            for (x, y), label in zip(
                data.x_train[some].tolist(), data.y_train[some].tolist(), strict=True
            )
        ],
        "shades": shades(appearance, classes),
        "classes": class_colours(appearance.scheme, classes),
        "names": _short_names(data) if with_names else [],
    }


def shades(appearance: Appearance, classes: int) -> list[str]:
    """Return the colour of each cell's value: of all classes in turn, from unsure to sure."""
    levels = levels_of(classes)
    shares = 0.1 + 0.5 * (np.arange(levels) + 0.5) / levels
    colours = [
        np.tile(rgb(colour), (levels, 1)) for colour in class_colours(appearance.scheme, classes)
    ]
    return [
        "#" + bytes(mixed).hex()
        for colour in colours
        for mixed in mix(appearance.palette.ground, colour, shares)
    ]


def _disagreements(
    runs: list[Racer],
) -> tuple[list[Racer], NDArray[np.int64], list[NDArray[np.int64]]]:
    """Return both models, the steps, and the test samples that they read differently at each."""
    pair = [each for each in runs if not each.forked]
    one, other = (each.recording for each in pair)
    steps = max((one.steps, other.steps), key=len)
    differing = [
        np.flatnonzero(one.answers[one.place(step)] != other.answers[other.place(step)])
        for step in steps
    ]
    return pair, steps, differing


def _digits(data: it.Dataset, runs: list[Racer]) -> dict[str, Any]:
    """Return the digits that are shown at each step: three, and some that are read differently."""
    pair, steps, differing = _disagreements(runs)
    seen = [each.recording for each in pair]
    picked = [
        [*range(_FIXED), *differ[differ >= _FIXED][: COLUMNS - _FIXED].tolist()]
        for differ in differing
    ]
    shown = sorted({each for row in picked for each in row})
    return {
        "steps": steps.tolist(),
        "columns": COLUMNS,
        "picked": picked,
        "apart": [len(each) for each in differing],
        "of": len(data.y_test),
        "most": SHARES,
        "shown": {
            str(each): {
                "image": np.round(SHARES * data.x_test[each]).astype(int).tolist(),
                "truth": int(data.y_test[each]),
            }
            for each in shown
        },
        # Of each step: for each digit that is picked, each model's probabilities.
        "shares": [
            [[one.shares[one.place(step), each].tolist() for one in seen] for each in row]
            for step, row in zip(steps, picked, strict=True)
        ],
        "names": [each.loss for each in pair],
    }


def _table(data: it.Dataset, runs: list[Racer], places: Places) -> dict[str, Any]:
    """Return the test rows that the two models read differently, the first few at each step."""
    pair, steps, differing = _disagreements(runs)
    where = np.asarray(places.numbers)
    picked = [differ[np.argsort(where[differ])][:ROWS].tolist() for differ in differing]

    def said(one: Recording, step: int, row: int) -> tuple[int, int]:
        place = one.place(step)
        return int(one.answers[place, row]), int(one.shares[place, row].max())

    shown = sorted({row for each in picked for row in each})
    return {
        "steps": steps.tolist(),
        "rows": ROWS,
        "picked": picked,
        # Of each step: for each row that is picked, each model's class, and how sure it is.
        "said": [
            [[said(each.recording, step, row) for each in pair] for row in rows]
            for step, rows in zip(steps, picked, strict=True)
        ],
        "apart": [len(each) for each in differing],
        "of": len(data.y_test),
        "most": SHARES,
        "word": places.word,
        "shown": {
            str(row): {"place": int(where[row]), "truth": int(data.y_test[row])} for row in shown
        },
        "classes": _short_names(data),
        "names": [each.loss for each in pair],
    }


def _short_names(data: it.Dataset) -> list[str]:
    names = data.class_names
    return [n if len(n) <= _NAME_LENGTH else f"{n[: _NAME_LENGTH - 1]}…" for n in names]


def _short(values: NDArray[np.float64]) -> list[float]:
    """Round to four digits that count: a tenth of a pixel."""
    return [float(f"{each:.4g}") for each in values]
