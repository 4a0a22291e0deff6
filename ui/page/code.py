"""Show exactly this: a snippet that prints the numbers that are on the screen."""

from collections.abc import Iterable

from ui.page.blocks import show_code
from ui.page.page import Page
from ui.widgets.distribution.reading import Pair


def exactly(numbers: Iterable[float]) -> str:
    """Write numbers as Python reads them back, to the last digit: what they make is the same."""
    return ", ".join(repr(float(x)) for x in numbers)


def show_pair_code(page: Page, pair: Pair, **values: str) -> None:
    """Show the part "code" of the prose for a pair of distributions."""
    unit = page.appearance.unit
    named = {"p": exactly(pair.p), "q": exactly(pair.q), "unit": unit.name, "base": unit.code}
    show_code(page, page.prose.parts["code"], {**named, **values})
