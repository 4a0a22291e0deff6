"""Draw a figure on the page, and read what is selected in it."""

from collections.abc import Callable, Mapping
from typing import Any, Literal

import pyarrow as pa
import streamlit as st

from ui.figures.figure import Figure
from ui.figures.tables import Columns
from ui.lecture import mode as lecture


def render_figure(
    figure: Figure,
    key: str,
    on_select: Callable[[], None] | None = None,
) -> None:
    """Draw the figure; under the same ``key`` and specification it is updated in place.

    ``on_select`` is called when something is picked in it, which the session state then holds.
    In a lecture its type grows.
    """
    height: Literal["stretch", "content"]
    width: Literal["stretch", "content"] = (
        "stretch" if figure.spec["width"] == "container" else "content"
    )
    spec, height = figure.spec, "content"
    if lecture.switched_on():
        spec = lecture.enlarged(spec)
        height = "stretch" if spec["height"] == "container" else "content"
    st.vega_lite_chart(
        {**spec, "datasets": _tables(figure.data)},
        theme=None,
        width=width,
        height=height,
        key=key,
        on_select=on_select or "ignore",
    )


def _tables(data: Mapping[str, Columns]) -> dict[str, pa.Table]:
    """Return the tables as the browser gets them; one that has two names is converted once."""
    distinct = {id(each): each for each in data.values()}
    converted = {key: to_arrow(each) for key, each in distinct.items()}
    return {name: converted[id(each)] for name, each in data.items()}


def to_arrow(table: Columns) -> pa.Table:
    """Return the table as the browser gets it; a NaN becomes a missing value."""
    length = next((len(values) for values in table.values() if not _is_single(values)), 1)
    return pa.table(
        {
            name: pa.array([values] * length if _is_single(values) else values, from_pandas=True)
            for name, values in table.items()
        }
    )


def _is_single(values: Any) -> bool:
    return isinstance(values, str) or not hasattr(values, "__len__")


def selected(key: str, selection: str) -> Mapping[str, Any]:
    """Return the fields of the first mark selected in the figure ``key``; empty if none is.

    They come from a browser: not to be trusted.
    """
    event = st.session_state.get(key)
    picked = event.get("selection", {}).get(selection) if isinstance(event, Mapping) else None
    first = picked[0] if isinstance(picked, list) and picked else None
    return first if isinstance(first, dict) else {}
