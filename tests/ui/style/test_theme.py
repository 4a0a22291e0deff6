"""Colours by meaning: readable, distinct, and the same in Streamlit's own theme."""

import tomllib
from dataclasses import asdict
from itertools import combinations
from pathlib import Path

import pytest

from ui.style.theme import DARK, LIGHT, PALETTES, Palette

CONFIG = Path(__file__).parents[3] / ".streamlit" / "config.toml"
NOT_FOR_TEXT = {"ground", "panel", "grid"}
MEANINGS = ("truth", "model", "entropy", "excess", "cross_entropy", "squared_error")


def linear(colour: str) -> list[float]:
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    return [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]


def contrast(a: str, b: str) -> float:
    """The ratio of WCAG 2."""
    low, high = sorted(
        sum(w * c for w, c in zip((0.2126, 0.7152, 0.0722), linear(x), strict=True)) for x in (a, b)
    )
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("palette", [LIGHT, DARK], ids=["light", "dark"])
def test_every_colour_is_readable_on_the_ground_and_on_the_panel(palette: Palette):
    for name, colour in asdict(palette).items():
        if name not in NOT_FOR_TEXT:
            assert contrast(colour, palette.ground) >= 4.5, name
            assert contrast(colour, palette.panel) >= 4.5, name


@pytest.mark.parametrize("palette", [LIGHT, DARK], ids=["light", "dark"])
def test_no_two_meanings_share_a_colour(palette: Palette):
    colours = asdict(palette)
    for a, b in combinations(MEANINGS, 2):
        assert colours[a] != colours[b], (a, b)


@pytest.mark.parametrize("ground", PALETTES)
def test_streamlit_wears_the_same_colours(ground: str):
    theme = tomllib.loads(CONFIG.read_text(encoding="utf-8"))["theme"][ground]
    palette = PALETTES[ground]
    assert theme["backgroundColor"] == palette.ground
    assert theme["secondaryBackgroundColor"] == palette.panel
    assert theme["textColor"] == palette.ink
    assert theme["primaryColor"] == theme["linkColor"] == palette.accent
