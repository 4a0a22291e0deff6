"""What a figure is: a specification that stays the same, and the data that move.

Building a chart costs more than all else in a rerun, and a chart is redrawn in place only while
its specification is unchanged. So each figure builds its specification once for each appearance,
over named datasets, and every number on it comes as data.
"""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

import altair as alt

from ui.figures.tables import Columns
from ui.style.theme import FONT, Palette

AnyChart = alt.Chart | alt.LayerChart | alt.FacetChart

_FROM_DATA = re.compile(r"(.*)\{(\w+)\.(\w+)\}(.*)")


@dataclass(frozen=True)
class Figure:
    """A Vega-Lite specification over named datasets, and these datasets."""

    spec: dict[str, Any]
    data: Mapping[str, Columns]


def spec(
    chart: AnyChart,
    palette: Palette,
    *,
    height: int,
    description: str,
    width: int | Literal["container"] = "container",
) -> dict[str, Any]:
    """Finish a chart: size, accessible description, and one style for all figures.

    An axis may have a part of its title from the first row of a dataset, such as
    "surprise ({y_domain.unit})".
    """
    # Written into the specification: Altair would copy all layers again for each, half of all work.
    size = {"width": width, "height": height}
    whole = _with_live_titles(chart.to_dict())
    return {**whole, **size, "description": description, "config": _style(palette)}


def _with_live_titles(part: Any) -> Any:
    """Turn titles that name data into signals: Vega takes them, Altair's schema does not."""
    if isinstance(part, list):
        return [_with_live_titles(each) for each in part]
    if not isinstance(part, dict):
        return part
    return {
        key: _live_title(value) if key == "title" else _with_live_titles(value)
        for key, value in part.items()
    }


def _live_title(title: Any) -> Any:
    found = _FROM_DATA.fullmatch(title) if isinstance(title, str) else None
    if not found:
        return title
    before, dataset, field, after = found.groups()
    rows = f"data('{dataset}')"  # not yet there when the figure is built
    value = f"length({rows}) ? {rows}[0].{field} : ''"
    return {"signal": f"{json.dumps(before)} + ({value}) + {json.dumps(after)}"}


def _style(palette: Palette) -> dict[str, Any]:
    return {
        "background": palette.ground,  # a saved picture has it too: light ink needs dark paper
        "font": FONT,
        "padding": 4,
        "view": {"stroke": None},
        "axis": {
            "labelFontSize": 14,
            "titleFontSize": 15,
            "titleFontWeight": "normal",
            "titlePadding": 10,
            "labelColor": palette.ink,
            "titleColor": palette.ink,
            "domainColor": palette.muted,
            "tickColor": palette.muted,
            "gridColor": palette.grid,
        },
        "text": {"fontSize": 15, "color": palette.ink, "font": FONT},
    }


def named(name: str) -> alt.NamedData:
    """Refer to the dataset that a figure passes under ``name``."""
    return alt.NamedData(name=name)


def label(chart: alt.Chart, palette: Palette, **mark: Any) -> alt.LayerChart:
    """Write ``chart`` as text with a rim in the background colour, readable over lines."""
    rim = {**mark, "color": palette.ground, "stroke": palette.ground, "strokeWidth": 5}
    return chart.mark_text(**rim) + chart.mark_text(**mark)


def losses(palette: Palette) -> alt.Color:
    """Colour a mark by the name of its loss, without a legend."""
    return alt.Color(
        "loss:N",
        scale=alt.Scale(
            domain=["cross-entropy", "squared error"],
            range=[palette.cross_entropy, palette.squared_error],
        ),
        legend=None,
    )
