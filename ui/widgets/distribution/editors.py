"""The editors of one distribution and of a pair: bars that are dragged, over a line of text."""

from collections.abc import Collection, Mapping, Sequence

from ui.widgets.distribution.editor import edit
from ui.widgets.distribution.reading import Distribution

HEIGHT = 190


def edit_distribution(
    key: str,
    *,
    colour: str,
    symbol: str = "p",
    default: str = "1/2, 1/4, 1/8, 1/8",
    presets: Mapping[str, str] | None = None,
    names: Mapping[str, Sequence[str]] | None = None,
    unlinked: Collection[str] = (),
    height: int = HEIGHT,
) -> Distribution:
    """Show the editor of one distribution and return it, normalised.

    Parameters
    ----------
    key
        The key of the text in the session state and in the link.
    colour, symbol
        How the distribution looks and what it is called.
    default
        The text at first.
    presets
        Texts to pick, by name.
    names
        Names of the outcomes, by preset; other outcomes are A, B, C …
    unlinked
        Presets that are others for another visitor: no link may call outcomes by their names.
    height
        Of the bars, in pixels.
    """
    (p,) = edit(
        (key,),
        colours=(colour,),
        symbols=(symbol,),
        defaults=(default,),
        presets={name: (text,) for name, text in (presets or {}).items()},
        names=names or {},
        unlinked=unlinked,
        height=height,
    )
    return p


def edit_pair(
    key_p: str,
    key_q: str,
    *,
    colours: tuple[str, str],
    symbols: tuple[str, str] = ("p", "q"),
    defaults: tuple[str, str] = ("1/2, 1/4, 1/8, 1/8", "1/8, 1/2, 1/4, 1/8"),
    presets: Mapping[str, tuple[str, str]] | None = None,
    names: Mapping[str, Sequence[str]] | None = None,
    height: int = HEIGHT,
) -> tuple[Distribution, Distribution]:
    """Show the editor of two distributions over the same outcomes and return both.

    The parameters are those of `edit_distribution`, two of each; `outcome_names(key_p)` names
    the outcomes of both.
    """
    p, q = edit(
        (key_p, key_q),
        colours=colours,
        symbols=symbols,
        defaults=defaults,
        presets=presets or {},
        names=names or {},
        unlinked=(),
        height=height,
    )
    return p, q
