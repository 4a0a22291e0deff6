"""A report to keep: Markdown with the numbers of the page, and its figures as SVG, in one archive.

No Streamlit. The figures are drawn here, plainly: the browser's are not at hand on the server.
"""

from __future__ import annotations

import io
import zipfile
from html import escape

import numpy as np

from ui.lessons.your_model.examined import Examined, Score
from ui.lessons.your_model.infinite import CLIPS
from ui.style.theme import LIGHT
from ui.style.units import Unit, number

_WIDTH = 640


def report(examined: Examined, unit: Unit, code: str) -> bytes:
    """Return the archive: report.md, bits.svg and reliability.svg."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("report.md", markdown(examined, unit, code))
        archive.writestr("bits.svg", bits_svg(examined, unit))
        archive.writestr("reliability.svg", reliability_svg(examined))
    return out.getvalue()


def markdown(examined: Examined, unit: Unit, code: str) -> str:
    """Write the numbers of the page, and the code that prints them."""
    lines = [
        f"# How many bits does {_plain(examined.given.name)} explain?",
        "",
        f"Intervals hold 95 %, by the bootstrap over rows ({examined.intervals().draws:,} draws).",
        "",
        "| | value | interval |",
        "| --- | ---: | ---: |",
        *(f"| {' | '.join(row)} |" for row in _numbers(examined, unit)),
        "",
        "score = uncertainty − discrimination + miscalibration",
        "",
        "| score | value | uncertainty | discrimination | miscalibration | discrimination, "
        "cross-fitted | miscalibration, cross-fitted |",
        "| --- | ---: | ---: | ---: | ---: | ---: | ---: |",
        *(f"| {' | '.join(row)} |" for row in _terms(examined, unit)),
        "",
        "![From the entropy of the labels to the cross-entropy](bits.svg)",
        "",
        "![Reliability diagram](reliability.svg)",
        "",
        "## The same numbers in Python",
        "",
        "```python",
        code,
        "```",
        "",
    ]
    return "\n".join(lines)


def _numbers(examined: Examined, unit: Unit) -> list[tuple[str, str, str]]:
    """Return each number of the page with its name and its interval."""
    found, bits = examined.intervals(), unit.of_bits(1.0)

    def between(interval: tuple[float, float] | None, scale: float = 1.0) -> str:
        if interval is None:
            return "–"
        return f"{_shown(interval[0] * scale)} to {_shown(interval[1] * scale)}"

    rows = [
        (
            f"cross-entropy ({unit.name})",
            _shown(examined.cross_entropy * bits),
            between(found.cross_entropy, bits),
        ),
        (f"H(Y) ({unit.name})", _shown(examined.entropy * bits), "–"),
        ("explained", _shown(examined.explained), between(found.explained)),
        ("perplexity", _shown(examined.perplexity), "–"),
        ("Brier score", _shown(examined.brier), between(found.brier)),
        ("accuracy", _shown(examined.accuracy), between(found.accuracy)),
        ("rows", f"{examined.given.n:,}", "–"),
        ("rows that were given 0", f"{examined.infinite:,}", "–"),
    ]
    rows += [
        (f"cross-entropy, clipped at {name} ({unit.name})", _shown(bits * examined.clipped(e)), "–")
        for name, e in CLIPS.items()
    ]
    return rows


def _terms(examined: Examined, unit: Unit) -> list[tuple[str, ...]]:
    """Return both scores with their terms, in the sample and cross-fitted."""
    scores: tuple[tuple[str, Score, float], ...] = (
        (f"log ({unit.name})", "log", unit.of_bits(1.0)),
        ("Brier", "brier", 1.0),
    )
    rows = []
    for name, score, scale in scores:
        parts = examined.parts(score)
        values = (
            parts.score,
            parts.uncertainty,
            parts.discrimination,
            parts.miscalibration,
            parts.fitted_discrimination,
            parts.fitted_miscalibration,
        )
        rows.append((name, *(_shown(x * scale) for x in values)))
    return rows


def _shown(x: float) -> str:
    return number(x, 4)


def _plain(text: str) -> str:
    return "".join(c for c in text if c.isalnum() or c in " -_.")[:80] or "the model"


def bits_svg(examined: Examined, unit: Unit) -> str:
    """Draw H(Y) and the cross-entropy as two bars."""
    parts, left = examined.parts(), 10
    h, s = (unit.of_bits(x) for x in (examined.entropy, examined.cross_entropy))
    rest = unit.of_bits(parts.uncertainty - parts.discrimination)
    rest = rest if np.isfinite(rest) else h
    end = max(h, s if np.isfinite(s) else 1.4 * h, rest, 1e-9)
    scale = (_WIDTH - 2 * left) / end
    s_end = min(s, end)
    body = [
        _rect(left, 40, h * scale, 40, LIGHT.grid),
        _rect(left, 40, min(rest, h) * scale, 40, LIGHT.entropy),
        _rect(left, 110, min(rest, s_end) * scale, 40, LIGHT.cross_entropy),
        _rect(left + min(rest, s_end) * scale, 110, max(s_end - rest, 0) * scale, 40, LIGHT.excess),
        _text(
            left,
            30,
            f"H(Y) = {unit.show(h)}; discrimination {number(unit.of_bits(parts.discrimination))}",
        ),
        _text(
            left,
            104,
            f"cross-entropy = {unit.show(s)}; "
            f"miscalibration {number(unit.of_bits(parts.miscalibration))}",
        ),
    ]
    return _svg(170, body)


def reliability_svg(examined: Examined) -> str:
    """Draw the isotonic curve of the last class, its band and the diagonal."""
    k = len(examined.given.classes) - 1
    curve, band = examined.curve(k), examined.band(k)
    side, left, top = 400, 70, 30

    def points(x: np.ndarray, y: np.ndarray) -> str:
        return " ".join(
            f"{left + side * a:.1f},{top + side * (1 - b):.1f}" for a, b in zip(x, y, strict=True)
        )

    outline = points(
        np.concatenate([band.forecast, band.forecast[::-1]]),
        np.concatenate([band.low, band.high[::-1]]),
    )
    line = points(np.column_stack([curve.low, curve.high]).ravel(), np.repeat(curve.share, 2))
    body = [
        f'<polygon points="{outline}" fill="{LIGHT.muted}" fill-opacity="0.25"/>',
        f'<polyline points="{points(np.array([0, 1]), np.array([0, 1]))}" fill="none" '
        f'stroke="{LIGHT.muted}" stroke-dasharray="6 4" stroke-width="2"/>',
        f'<polyline points="{line}" fill="none" stroke="{LIGHT.model}" stroke-width="4"/>',
        *(_text(left + side * x - 14, top + side + 22, f"{x:.0%}") for x in (0, 0.5, 1)),
        *(_text(left - 58, top + side * (1 - y) + 5, f"{y:.0%}") for y in (0, 0.5, 1)),
        _text(
            left, top + side + 48, f"the model's probability of {_plain(examined.given.classes[k])}"
        ),
        _text(left, 18, "share that happened"),
    ]
    return _svg(top + side + 64, body)


def _svg(height: int, body: list[str]) -> str:
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {height}" '
        f'width="{_WIDTH}" height="{height}"><rect width="100%" height="100%" '
        f'fill="{LIGHT.ground}"/>{"".join(body)}</svg>\n'
    )


def _rect(x: float, y: float, width: float, height: float, fill: str) -> str:
    return (
        f'<rect x="{x:.1f}" y="{y}" width="{max(width, 0):.1f}" height="{height}" fill="{fill}"/>'
    )


def _text(x: float, y: float, words: str) -> str:
    return (
        f'<text x="{x:.1f}" y="{y:.1f}" font-family="sans-serif" font-size="15" '
        f'fill="{LIGHT.ink}">{escape(words)}</text>'
    )
