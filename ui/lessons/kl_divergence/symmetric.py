"""Symmetric measures beside the divergence: Jensen–Shannon and total variation."""

import infotheory as it
from ui.page.page import Page
from ui.style.units import number
from ui.widgets.distribution.reading import Distribution


def symmetric_measures(page: Page, p: Distribution, q: Distribution) -> None:
    """Show the measures of the page's pair that do not depend on which one is the truth."""
    unit = page.appearance.unit
    variation = float(it.total_variation(p, q))
    page.claim(
        "symmetric: js",
        {
            "Jensen–Shannon": unit.show(it.js_divergence(p, q, base=unit.base)),
            "swapped": unit.show(it.js_divergence(q, p, base=unit.base)),
        },
        most=unit.show(unit.of_bits(1)),
    )
    page.claim(
        "symmetric: tv",
        {
            "total variation": number(variation),
            "D is at least": unit.show(unit.of_nats(2 * variation**2)),
        },
    )
