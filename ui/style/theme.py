"""Colours by meaning, one set for light and one for dark, and the type of the figures.

A meaning has one colour everywhere: in bars, curves, formulas and text. Each colour has at
least 4.5:1 against the ground, so that it may colour text as well as marks.
"""

from dataclasses import dataclass

FONT = "Source Sans, Source Sans 3, sans-serif"


@dataclass(frozen=True)
class Palette:
    """Hex colours, named by what they mean."""

    ground: str  # what figures and text stand on
    panel: str  # the sidebar, and fields
    ink: str  # text and axes
    muted: str  # what is said in a lower voice
    grid: str  # lines that only guide the eye
    accent: str  # what can be pressed; never a meaning
    truth: str  # p
    model: str  # q
    entropy: str  # H(p)
    excess: str  # D(p‖q)
    cross_entropy: str  # the loss −Σ y log ŷ in the race
    squared_error: str  # the loss Σ (y − ŷ)² in the race
    right: str
    wrong: str


LIGHT = Palette(
    ground="#ffffff",
    panel="#f4f6f9",
    ink="#121923",
    muted="#5b6776",
    grid="#dfe4ea",
    accent="#2f5d8a",
    truth="#1d5fc4",
    model="#b45309",
    entropy="#0f766e",
    excess="#82064e",
    cross_entropy="#6a3fc4",
    squared_error="#786300",
    right="#1a7f37",
    wrong="#b42318",
)

DARK = Palette(
    ground="#10151d",
    panel="#19202b",
    ink="#eef2f7",
    muted="#a9b4c2",
    grid="#323c4a",
    accent="#8fbbe8",
    truth="#7fb2ff",
    model="#f5a742",
    entropy="#3fd0c0",
    excess="#da71c3",
    cross_entropy="#bda1ff",
    squared_error="#ddc83f",
    right="#56d37c",
    wrong="#ff949e",
)

PALETTES = {"light": LIGHT, "dark": DARK}

CLASSES = {
    "light": ("#2a78b8", "#cf6a12", "#4c8c2b"),
    "dark": ("#6db3ec", "#f29a4a", "#8fce6a"),
}
"""What tells up to three classes of data apart, on each ground; never a loss, never a measure."""

_MORE_CLASSES = {
    "light": ("#c2407f", "#8a5a44", "#0f8a8a", "#6b7280", "#b8302a"),
    "dark": ("#f08fb8", "#c9a08e", "#4cc4c4", "#a3acb8", "#ff8a80"),
}


def class_colours(scheme: str, classes: int) -> tuple[str, ...]:
    """Return a colour for each class; beyond eight they come again, and shapes tell them apart."""
    colours: tuple[str, ...] = CLASSES[scheme]
    if classes > len(colours):
        colours += _MORE_CLASSES[scheme]
    return tuple(colours[k % len(colours)] for k in range(classes))
