"""How sentences about a visitor's table name its labels and columns, and count. No Streamlit."""

from collections.abc import Sequence

from ui.widgets.number_text import quote

_NAMED = 6  # columns that a sentence names


def number_as_label(x: float) -> str:
    """Write a number that names a class: whole without decimals, else with all its digits."""
    return f"{x:.0f}" if x.is_integer() else repr(x)


def listed(names: Sequence[str]) -> str:
    """Name the first few columns, and say how many more there are."""
    shown = ", ".join(quote(name or "(no name)") for name in names[:_NAMED])
    return shown + (f" and {len(names) - _NAMED} more" if len(names) > _NAMED else "")


def counted(count: int, what: str) -> str:
    """Write a count with its noun."""
    return f"1 {what}" if count == 1 else f"{count:,} {what}s"


def is_or_are(count: int) -> str:
    """Return the verb that goes with a count."""
    return "is" if count == 1 else "are"
