"""Show exactly this: a snippet that prints the numbers of a page's hero, for its pair p and q."""

from ui.blocks import show_code
from ui.distribution.reading import Distribution
from ui.frame import Page


def numbers(p: Distribution) -> str:
    """Write ``p`` as the snippet has it; six digits tell all that is on screen."""
    return ", ".join(f"{x:.6g}" for x in p)


def show_pair_code(page: Page, p: Distribution, q: Distribution, **values: str) -> None:
    """Show the part "code" of the prose for ``p`` and ``q``."""
    unit = page.look.unit
    named = {"p": numbers(p), "q": numbers(q), "unit": unit.name, "base": unit.code}
    show_code(page.prose.parts["code"], {**named, **values})
