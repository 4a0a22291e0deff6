"""The page's claims, each with the numbers just measured and whether they support it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import NamedTuple

import numpy as np

from ui.lessons.training.fair_rates import best_rate, search_steps, trial, trials
from ui.lessons.training.race_settings import (
    CROSS_ENTROPY,
    LOSSES,
    RATES,
    SQUARED_ERROR,
    RaceSettings,
)
from ui.lessons.training.races import of_seeds
from ui.lessons.training.recording import Recording
from ui.lessons.training.runs import curves, steps_to_target
from ui.serving.background import Job
from ui.style.units import significant

_AS_GOOD = 0.02  # accuracy by which squared error may be lower and still count as equal


class Verdict(NamedTuple):
    """Whether the numbers support a claim, and these numbers by label."""

    holds: bool
    measured: dict[str, str]


def counted(steps: int | None, limit: int, run: Recording | None = None) -> str:
    """Return the steps to 90 % as text, or why there are none within ``limit`` steps."""
    if steps is not None:
        return f"{steps:,}"
    if run is not None and run.diverged:
        return "diverged"
    return "stuck" if run is not None and run.stuck else f"more than {limit:,}"


def sooner(steps: Mapping[str, int | None], runs: Mapping[str, Recording]) -> Verdict:
    """Check: cross-entropy gets to 90 % first."""
    a, b = steps[CROSS_ENTROPY], steps[SQUARED_ERROR]
    measured = {
        LOSSES[loss]: counted(steps[loss], each.settings.steps, each) for loss, each in runs.items()
    }
    if a and b:
        measured["factor"] = f"×{significant(b / a)}"
    elif a and measured["squared error"].startswith("more"):
        measured["factor"] = f"more than ×{significant(runs[SQUARED_ERROR].settings.steps / a)}"
    return Verdict(a is not None and (b is None or b > a), measured)


def pulls_harder(runs: Mapping[str, Recording]) -> Verdict:
    """Check: at the start cross-entropy's gradient over all samples is the larger one."""
    a, b = (float(runs[loss].table["gradient"][0]) for loss in LOSSES)
    return Verdict(
        a > b,
        {
            "cross-entropy, all samples": significant(a),
            "squared error, all samples": significant(b),
            "ratio": significant(a / b) if b else "∞",
        },
    )


def vanishes(run: Recording) -> Verdict:
    """Check: cross-entropy's gradient vanishes too, as the answers become right."""
    first, last = (float(run.table["gradient"][at]) for at in (0, len(run.steps) - 1))
    return Verdict(
        last < first,
        {"at the start": significant(first), "at the end": significant(last)},
    )


def ends_as_good(race: RaceSettings) -> Verdict | None:
    """Check: each at its best rate, squared error ends about as good; None until measured."""
    if not all(job.done for job in _tuned(race)):
        return None
    best = {loss: best_rate(race, loss) for loss in LOSSES}
    if not all(best.values()):
        shown = {LOSSES[loss]: "η found" if rate else "no η arrives" for loss, rate in best.items()}
        return Verdict(False, shown)
    ends = {
        loss: float(curves(race.source(), race.training(loss, rate))["accuracy"][-1])
        for loss, rate in best.items()
        if rate
    }
    return Verdict(
        ends[SQUARED_ERROR] >= ends[CROSS_ENTROPY] - _AS_GOOD,
        {
            **{
                f"{LOSSES[loss]}, η = {best[loss]:g}": f"{100 * ends[loss]:.1f} %"
                for loss in LOSSES
            },
            "steps to 90 %": " and ".join(
                counted(steps_to_target(*trial(race, loss, rate)), search_steps(race))
                for loss, rate in best.items()
                if rate
            ),
        },
    )


def on_every_seed(race: RaceSettings, by_loss: Mapping[str, float]) -> Verdict | None:
    """Check: cross-entropy is first under every seed; None until measured."""
    if not seeds_known(race, by_loss):
        return None
    steps = {
        loss: [steps_to_target(*each) for each in of_seeds(race, loss, by_loss[loss])]
        for loss in LOSSES
    }
    first = sum(
        a is not None and (b is None or b > a)
        for a, b in zip(steps[CROSS_ENTROPY], steps[SQUARED_ERROR], strict=True)
    )
    return Verdict(
        first == len(race.seeds),
        {
            **{LOSSES[loss]: _spread(steps[loss], race.steps) for loss in LOSSES},
            "first": f"{first} of {len(race.seeds)}",
        },
    )


def adam_hides_it(race: RaceSettings) -> Verdict | None:
    """Check: with Adam squared error is not far behind; None until measured."""
    if not all(job.done for job in _adam(race)):
        return None
    a, b = (steps_to_target(*job.key) for job in _adam(race))
    return Verdict(
        b is not None and (a is None or b <= 1.5 * max(a, 1)),
        {
            f"{LOSSES[loss]} with Adam": counted(steps, race.steps)
            for loss, steps in zip(LOSSES, (a, b), strict=True)
        },
    )


def jobs(race: RaceSettings, by_loss: Mapping[str, float]) -> list[Job]:
    """Return the computations that the claims and the band need, beyond the race itself."""
    return [*_seeds(race, by_loss), *_adam(race), *_tuned(race)]


def seeds_known(race: RaceSettings, by_loss: Mapping[str, float]) -> bool:
    """Tell whether all seeds of the band have been run."""
    return all(job.done for job in _seeds(race, by_loss))


def _seeds(race: RaceSettings, by_loss: Mapping[str, float]) -> Iterator[Job]:
    for loss in LOSSES:
        for each in of_seeds(race, loss, by_loss[loss]):
            yield Job(curves, each)
            yield Job(steps_to_target, each)


def _tuned(race: RaceSettings) -> Iterator[Job]:
    tries = {loss: [Job(steps_to_target, each) for each in trials(race, loss)] for loss in LOSSES}
    yield from (job for loss in LOSSES for job in tries[loss])
    for loss, tried in tries.items():
        if all(job.done for job in tried) and (rate := best_rate(race, loss)):
            yield Job(curves, (race.source(), race.training(loss, rate)))


def _adam(race: RaceSettings) -> Iterator[Job]:
    other = replace(race, optimizer="adam", learning_rate=RATES["adam"])
    for loss in LOSSES:
        yield Job(steps_to_target, (other.source(), other.training(loss, RATES["adam"])))


def _spread(steps: list[int | None], limit: int) -> str:
    arrived = [each for each in steps if each is not None]
    if not arrived:
        return counted(None, limit)
    mean = significant(float(np.mean(arrived)))
    if len(arrived) < len(steps):
        return f"{mean} ({len(arrived)} of {len(steps)})"
    return (
        f"{mean} ± {significant(float(np.std(arrived, ddof=1)), 2)}" if len(arrived) > 1 else mean
    )
