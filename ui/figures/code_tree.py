"""A prefix code as a tree: from the root, digit by digit, to the outcome that is a leaf."""

from collections.abc import Sequence
from typing import Any

import altair as alt

from ui.figures.figure import Figure, label, named, spec
from ui.figures.tables import by_column
from ui.serving.cache import cached
from ui.style.appearance import Appearance

_HEIGHTS = {8: 240, 12: 300, 16: 384, 32: 704, 64: 1408}  # pixels, by the most leaves
_WRITTEN = 16  # leaves, up to which the digits stand on the branches


def code_tree(
    code: Sequence[str],
    names: Sequence[str],
    appearance: Appearance,
    *,
    digits: tuple[str, str] = ("0", "1"),
    show_words: bool = True,
    most: int = 0,
) -> Figure:
    """Draw the words of a prefix ``code``, each with the name of its outcome at its end.

    Give prefix codes only: a word that is no leaf would be drawn wrongly. A tree that grows as the
    visitor drags has the height for its ``most`` leaves from the start.
    """
    leaves = sorted(zip(code, names, strict=True))
    nodes: dict[str, float] = {word: float(i) for i, (word, _) in enumerate(leaves)}
    inner = {word[:i] for word in code for i in range(len(word))}
    for stem in sorted(inner, key=len, reverse=True):  # children first
        below = [nodes[stem + digit] for digit in "01" if stem + digit in nodes]
        nodes[stem] = sum(below) / len(below)
    written = len(leaves) <= _WRITTEN
    branches = by_column(
        [
            (
                len(word) - 1,
                nodes[word[:-1]],
                len(word),
                nodes[word],
                len(word) - 0.5,
                (nodes[word] + nodes[word[:-1]]) / 2,
                digits[int(word[-1])] if written else "",
            )
            for word in nodes
            if word
        ],
        ["x", "y", "x2", "y2", "x_digit", "y_digit", "digit"],
    )
    ends = by_column(
        [
            (len(word), nodes[word], f"{name}\u2002{word}" if show_words and word else name)
            for word, name in leaves
        ],
        ["x", "y", "label"],
    )
    joints = by_column([(len(s), nodes[s]) for s in inner], ["x", "y"])
    depth = max(map(len, code))
    domain = {"x": [0, depth * 1.25 + 0.35], "y": [-0.6, len(leaves) - 0.4]}
    height = next(
        h for leaves_that_fit, h in _HEIGHTS.items() if leaves_that_fit >= max(most, len(leaves))
    )
    return Figure(
        _spec(appearance, height),
        {"branches": branches, "ends": ends, "joints": joints, "domain": domain},
    )


@cached(512)
def _spec(appearance: Appearance, height: int) -> dict[str, Any]:
    colours = appearance.palette
    x = alt.X("x:Q", axis=None, scale=alt.Scale(nice=False, zero=False))
    y = alt.Y("y:Q", axis=None, scale=alt.Scale(reverse=True, nice=False, zero=False))
    branches = alt.Chart(named("branches"))
    ends = alt.Chart(named("ends")).encode(x=x, y=y)
    chart = alt.layer(
        alt.Chart(named("domain")).mark_point(opacity=0).encode(x=x, y=y),
        branches.mark_rule(color=colours.muted, strokeWidth=2).encode(
            x=x, y=y, x2="x2:Q", y2="y2:Q"
        ),
        alt.Chart(named("joints"))
        .mark_point(filled=True, size=50, color=colours.muted, opacity=1)
        .encode(x=x, y=y),
        ends.mark_point(filled=True, size=130, color=colours.truth, opacity=1),
        label(
            branches.encode(
                x=alt.X("x_digit:Q", axis=None), y=alt.Y("y_digit:Q", axis=None), text="digit:N"
            ),
            colours,
            color=colours.muted,
            fontSize=15,
        ),
        label(
            ends.encode(text="label:N"),
            colours,
            align="left",
            dx=10,
            fontSize=16,
            fontWeight="bold",
        ),
    )
    return spec(
        chart,
        colours,
        height=height,
        description=(
            "A binary tree that grows to the right: each branch is one digit or answer, each leaf "
            "one outcome with its word; the shorter its path, the likelier the outcome."
        ),
    )
