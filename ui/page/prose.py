r"""The prose of a page: a Markdown file in parts, each under a ``## heading``.

Two things are filled in when a part is shown: ``{{name}}`` becomes the value of that name, and
inside formulas ``\truth{p}`` colours its symbol; every field of ``ui.style.theme.Palette`` is such
a command. A headline within a part is written from ``###`` on, and shown a level higher: the page's
own is the first, and no level may be left out.
"""

import re
from dataclasses import dataclass, fields
from pathlib import Path

from ui.serving.cache import cached
from ui.style.theme import Palette

_COLOURED = re.compile(rf"\\({'|'.join(field.name for field in fields(Palette))})\{{")
_HEADLINE = re.compile(r"^#(?=##+ )", flags=re.MULTILINE)
_VALUE = re.compile(r"\{\{(\w+)\}\}")
_POWER = "10[⁻⁰¹²³⁴⁵⁶⁷⁸⁹]"
_KEPT_TOGETHER = re.compile(rf"(?<=[0-9]) (?=%|× {_POWER})|(?<=[0-9] ×) (?={_POWER})")


class ProseError(OSError):
    """A page's prose lacks what the page needs; the message names the file and the place."""


@dataclass(frozen=True)
class Prose:
    """The parts of one page's prose by heading."""

    source: str  # the file's name, for messages
    parts: dict[str, str]

    def part(self, heading: str, palette: Palette, **values: str) -> str:
        """Return the Markdown under ``heading``, coloured and with its values filled in."""
        if heading not in self.parts:
            raise ProseError(f"{self.source} has no part '## {heading}'")

        def value(match: re.Match[str]) -> str:
            if match[1] not in values:
                raise ProseError(f"{self.source}, part '{heading}': no value for {match[0]}")
            return values[match[1]]

        filled = _VALUE.sub(value, _HEADLINE.sub("", self.parts[heading]))
        filled = _KEPT_TOGETHER.sub("\N{NO-BREAK SPACE}", filled)
        return _COLOURED.sub(lambda m: rf"\textcolor{{{getattr(palette, m[1])}}}{{", filled)


def read_prose(path: Path) -> Prose:
    """Read a page's Markdown file; the text before the first heading is for its editors."""
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as fault:
        raise ProseError(f"{path.name} cannot be read") from fault
    return _parse(path.name, text)


@cached(32)
def _parse(source: str, text: str) -> Prose:
    """Split a text at its headings; all visitors share the result."""
    _, *chunks = re.split(r"^## ", text, flags=re.MULTILINE)
    headed = (chunk.partition("\n") for chunk in chunks)
    return Prose(source, {head.strip(): body.strip() for head, _, body in headed})
