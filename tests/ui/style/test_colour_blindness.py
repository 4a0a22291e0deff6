"""Colours by meaning stay apart for the colour-blind, as far as a simulation tells.

The simulation: G. M. Machado, M. M. Oliveira and L. A. F. Fernandes, *IEEE TVCG* 15, 2009,
1291-1298; its matrices at full severity, on linear RGB. The distance: CIE 1976
ΔE in L*a*b* at D65; about 2.3 is what an eye can just tell apart side by side.
"""

import numpy as np
import pytest

from ui.style.theme import PALETTES

SIGHTS = {
    "normal": np.eye(3),
    "no long cones": [
        [0.152286, 1.052583, -0.204868],
        [0.114503, 0.786281, 0.099216],
        [-0.003882, -0.048116, 1.051998],
    ],
    "no middle cones": [
        [0.367322, 0.860646, -0.227968],
        [0.280085, 0.672501, 0.047413],
        [-0.011820, 0.042940, 0.968881],
    ],
    "no short cones": [
        [1.255528, -0.076749, -0.178779],
        [-0.078411, 0.930809, 0.147602],
        [0.004733, 0.691367, 0.303900],
    ],
}
TO_XYZ = np.array([[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505]])

# The meanings that stand beside each other in a figure; each is labelled there as well.
TOGETHER = [
    ("truth", "model"),
    ("truth", "entropy"),
    ("truth", "excess"),
    ("model", "entropy"),
    ("model", "excess"),
    ("entropy", "excess"),
    ("cross_entropy", "squared_error"),
    ("right", "muted"),
    ("right", "wrong"),
]
APART = 10  # four times what can just be told apart


def seen(colour: str, sight: str) -> np.ndarray:
    """The colour in L*a*b*, as that sight has it."""
    encoded = np.array([int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)])
    linear = np.where(encoded <= 0.04045, encoded / 12.92, ((encoded + 0.055) / 1.055) ** 2.4)
    xyz = TO_XYZ @ np.clip(SIGHTS[sight] @ linear, 0, 1) / (TO_XYZ @ np.ones(3))
    f = np.where(xyz > 0.008856, np.cbrt(xyz), 7.787 * xyz + 16 / 116)
    return np.array([116 * f[1] - 16, 500 * (f[0] - f[1]), 200 * (f[1] - f[2])])


def test_the_simulation_knows_white_and_who_takes_red_for_green():
    assert seen("#ffffff", "normal") == pytest.approx([100, 0, 0], abs=0.01)

    def apart(sight):
        return np.linalg.norm(seen("#c80000", sight) - seen("#008c00", sight))

    assert apart("no middle cones") < 0.5 * apart("normal")


@pytest.mark.parametrize("sight", SIGHTS)
@pytest.mark.parametrize("ground", PALETTES)
@pytest.mark.parametrize("pair", TOGETHER, ids=" ".join)
def test_meanings_that_stand_together_stay_apart(pair, ground, sight):
    a, b = (seen(getattr(PALETTES[ground], name), sight) for name in pair)
    assert np.linalg.norm(a - b) >= APART
