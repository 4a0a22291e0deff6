"""Write ``docs/links.md`` from the table of links: ``python -m scripts.links``."""

from collections.abc import Iterable
from pathlib import Path

from ui import link
from ui.lessons.registry import EVERY_PAGE, LESSONS

FILE = Path(__file__).parents[1] / "docs" / "links.md"

_HEAD = """# Links

A link holds what is on the screen. This page lists every key of every link;
`python -m scripts.links` writes it from the table in `ui/link.py`.

- A **control** is in the browser's address as soon as it differs from its default.
- What is **set by a button** is not in the address bar, but in a link from *Share*.
- `open=NAME` opens a **block**; a link from *Share* names the open ones.

If a value makes no sense, the page says so in a sentence and shows the default.
"""
_COLUMNS = "| key | kind | default | values | meaning |\n| :-- | :-- | :-- | :-- | :-- |"


def _described(key: link.Key) -> tuple[str, str, str]:
    """Return kind, default and values."""
    match key:
        case link.Number():
            kind = "whole number" if key.whole else "number"
            return kind, key.first, f"{key.low:g} to {key.high:g}"
        case link.Choice():
            options = key.options if len(key.options) <= 12 else (*key.options[:3], "…")
            return "choice", key.first, " · ".join(options)
        case link.Switch():
            return "switch", key.first, "true · false"
        case link.Distribution():
            return "distribution", key.first, "2 to 64 numbers"
        case link.Text():
            return "text" if key.in_link else "text, in no link", key.first, ""
        case link.SetNumber():
            return "set by a button", "0", f"0 to {key.high}"
        case link.Set():
            return "set by a button", "", ""
        case link.Block():
            return "block", "closed", f"open={key.name}"
        case link.Parameter():
            return "when opened", "", ""
    raise TypeError(f"no description for {type(key).__name__}")


def _cell(text: str) -> str:
    return text.replace("|", "\\|")


def _section(title: str, keys: Iterable[link.Key]) -> str:
    rows = []
    for key in keys:
        kind, default, values = map(_cell, _described(key))
        shown = f"`{default}`" if default else ""
        rows.append(f"| `{key.name}` | {kind} | {shown} | {values} | {_cell(key.meaning)} |")
    return "\n".join([f"## {title}", "", _COLUMNS, *rows])


def written() -> str:
    """Return the page."""
    sections = [_section("Every page", link.of_page(link.EVERY_PAGE))]
    for page in EVERY_PAGE:
        address = "/" if page is LESSONS[0] else f"/{page.stem}"
        sections.append(_section(f"{page.title}: `{address}`", link.of_page(page.stem)))
    return "\n\n".join([_HEAD.strip(), *sections]) + "\n"


if __name__ == "__main__":
    FILE.write_text(written(), encoding="utf-8")
    print(f"{len(link.TABLE)} keys are written to {FILE.name}")
