"""Lecture mode: whether it is on, and how it enlarges pages and figures."""

from pathlib import Path
from typing import Any

import streamlit as st

from ui.link import LECTURE

SMALLEST = 20  # pixels of any text in a figure
IN_MARKS = 24  # pixels of what is written on marks, above all numbers
_LARGER = 1.3
# The title of an upright axis is written over it, level: it is read sooner, and never cut.
_LEVEL = {
    "titleAngle": 0,
    "titleAlign": "left",
    "titleAnchor": "end",
    "titleBaseline": "bottom",
    "titleX": -30,
    "titleY": -14,
}
_STYLE = Path(__file__).with_name("lecture.css")


def switched_on() -> bool:
    """Tell whether this visitor is giving a lecture."""
    if LECTURE.name in st.session_state:
        return bool(st.session_state[LECTURE.name])
    return st.query_params.get(LECTURE.name) == "true"  # the switch comes later in the first run


def enlarge_page() -> None:
    """Enlarge all type outside of figures, for this run."""
    st.html(_STYLE)


def enlarged(spec: dict[str, Any]) -> dict[str, Any]:
    """Return a figure's specification as large as its place, with type for the last row."""
    config = dict(spec.get("config", {}))
    for part in ("axis", "legend", "header"):
        sizes = {"labelFontSize": SMALLEST, "titleFontSize": SMALLEST}
        config[part] = {**sizes, **config.get(part, {})}
    config["axisLeft"] = _LEVEL
    config["legend"]["offset"] = 2 * SMALLEST  # beyond the title of the axis
    larger: dict[str, Any] = _larger({**spec, "config": config})
    if larger.get("width") == "container":
        larger["height"] = "container"
    return larger


def _larger(spec: Any) -> Any:
    if isinstance(spec, dict):
        return {key: _of_type(key, value) or _larger(value) for key, value in spec.items()}
    return [_larger(each) for each in spec] if isinstance(spec, list) else spec


def _of_type(key: str, value: Any) -> int | None:
    """Return a font size, or a distance that depends on one, enlarged; None for other keys."""
    if not isinstance(value, int | float):
        return None
    if key in ("dx", "dy", "titlePadding"):
        return round(value * _LARGER)
    if key.lower().endswith("fontsize"):
        return max(IN_MARKS if key == "fontSize" else SMALLEST, round(value * _LARGER))
    return None
