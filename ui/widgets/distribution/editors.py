"""The editors of one distribution and of a pair: bars that are dragged, over a line of text."""

from collections.abc import Collection, Mapping, Sequence

from ui import link
from ui.widgets.distribution.editor import edit
from ui.widgets.distribution.reading import Pair, Source

HEIGHT = 190


def edit_distribution(
    which: link.Distribution,
    *,
    colour: str,
    symbol: str = "p",
    presets: Mapping[str, str] | None = None,
    names: Mapping[str, Sequence[str]] | None = None,
    unlinked: Collection[str] = (),
    height: int = HEIGHT,
) -> Source:
    """Show the editor of one distribution; return it, normalised, with its outcomes' names.

    Parameters
    ----------
    which
        Where its text stands in the session state and in the link, and its default.
    colour, symbol
        How the distribution looks and what it is called.
    presets
        Texts to pick, by name.
    names
        Names of the outcomes, by preset; other outcomes are A, B, C …
    unlinked
        Presets that are others for another visitor: no link may call outcomes by their names.
    height
        Of the bars, in pixels.
    """
    (p,), outcomes = edit(
        (which,),
        colours=(colour,),
        symbols=(symbol,),
        presets={name: (text,) for name, text in (presets or {}).items()},
        names=names or {},
        unlinked=unlinked,
        height=height,
    )
    return Source(p, outcomes)


def edit_pair(
    first: link.Distribution,
    second: link.Distribution,
    *,
    colours: tuple[str, str],
    symbols: tuple[str, str] = ("p", "q"),
    presets: Mapping[str, tuple[str, str]] | None = None,
    names: Mapping[str, Sequence[str]] | None = None,
    height: int = HEIGHT,
) -> Pair:
    """Show the editor of two distributions over the same outcomes and return both.

    The parameters are those of `edit_distribution`, two of each.
    """
    (p, q), outcomes = edit(
        (first, second),
        colours=colours,
        symbols=symbols,
        presets=presets or {},
        names=names or {},
        unlinked=(),
        height=height,
    )
    return Pair(p, q, outcomes)
