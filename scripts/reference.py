"""Regenerate the functions of docs/infotheory.md from their docstrings, as ``make docs`` does.

The text above and below the two marks is written by hand and kept.
"""

import inspect
import re
from pathlib import Path
from types import FunctionType, ModuleType

import infotheory
from infotheory import (
    arithmetic_coding,
    coding,
    context_model,
    dependence,
    divergence,
    information,
    losses,
    scores,
    training,
)

PAGE = Path(__file__).parents[1] / "docs" / "infotheory.md"
BEGIN = "<!-- made from the docstrings by `make docs`: what is changed here is lost -->\n"
END = "<!-- end of what is made from the docstrings -->\n"

SECTIONS = {
    "Information and entropy": information,
    "Divergence": divergence,
    "Dependence": dependence,
    "Losses": losses,
    "Scores of predictions": scores,
    "Codes": coding,
    "The arithmetic coder": arithmetic_coding,
    "A model of contexts": context_model,
    "The trainer": training,
}

HEADING = re.compile(r"^(\w+)\n-+\n", flags=re.MULTILINE)


def page() -> str:
    """Return the whole page, with its reference regenerated."""
    before, rest = PAGE.read_text(encoding="utf-8").split(BEGIN)
    _, after = rest.split(END)
    return before + BEGIN + reference() + END + after


def reference() -> str:
    """Return the reference of all public names, by theme, in the order of the source."""
    public = {name: getattr(infotheory, name) for name in infotheory.__all__}
    contents, body = [], []
    for title, module in SECTIONS.items():
        names = [name for name in public if belongs(public[name], module)]
        names.sort(key=lambda name: position(public[name]))
        anchor = title.lower().replace(" ", "-")
        contents.append(f"- [{title}](#{anchor}): {', '.join(f'`{name}`' for name in names)}\n")
        summary = (inspect.getdoc(module) or "").partition("\n\n")
        body.append(f"## {title}\n\n{summary[0]}\n\n{summary[2]}".rstrip() + "\n")
        body += [described(name, public[name], "###") for name in names]
    errors = [name for name in public if public[name].__module__ == "infotheory"]
    contents.append(f"- [Errors](#errors): {', '.join(f'`{name}`' for name in errors)}\n")
    body += ["## Errors\n", *(described(name, public[name], "###") for name in errors)]
    return "\n" + "".join(contents) + "\n" + "\n".join(body) + "\n"


def belongs(item: type | FunctionType, module: ModuleType) -> bool:
    """Tell whether a module, or a package, defines ``item``."""
    return f"{item.__module__}.".startswith(f"{module.__name__}.")


def position(item: type | FunctionType) -> tuple[str, int]:
    """Return the item's module and line number, as a sort key."""
    return item.__module__, inspect.getsourcelines(inspect.unwrap(item))[1]


def described(name: str, item: type | FunctionType, level: str) -> str:
    """Return the section of a function, or of a class with its methods."""
    text = f"{level} `{name}{signature(item)}`\n\n{markdown(inspect.getdoc(item) or '')}"
    if isinstance(item, type):
        methods = [m for m in vars(item).items() if isinstance(m[1], FunctionType)]
        for method, function in methods:
            if not method.startswith("_") and function.__module__ == item.__module__:
                text += "\n" + described(f"{name}.{method}", function, level + "#")
    return text


def signature(item: type | FunctionType) -> str:
    """Return the signature without types, which the list of parameters gives."""
    if isinstance(item, type) and issubclass(item, Exception):
        return ""
    full = inspect.signature(item)
    bare = [
        p.replace(annotation=inspect.Parameter.empty)
        for p in full.parameters.values()
        if p.name != "self"
    ]
    return str(full.replace(parameters=bare, return_annotation=inspect.Signature.empty))


def markdown(doc: str) -> str:
    """Return a numpydoc docstring as Markdown."""
    head, *parts = HEADING.split(doc)
    text = paragraphs(head)
    for title, content in zip(parts[::2], parts[1::2], strict=True):
        if title == "Examples":
            text += f"\n```pycon\n{content.strip()}\n\n```\n"
        elif title in ("Parameters", "Returns", "Yields", "Raises"):
            text += f"\n**{title}**\n\n{entries(content)}"
        else:
            text += f"\n**{title}.** {paragraphs(content)}"
    return text


def entries(content: str) -> str:
    """Return a section of names and their descriptions as a Markdown list."""
    items = re.split(r"\n(?=\S)", content.strip())
    lines = []
    for item in items:
        name, _, said = item.partition("\n")
        what, _, kind = name.partition(" : ")
        words = re.sub(r"\s+", " ", said).strip()
        lines.append(
            f"- `{what}`{f' ({kind})' if kind else ''}{f': {inline(words)}' if words else ''}\n"
        )
    return "".join(lines)


def paragraphs(text: str) -> str:
    """Return running text as Markdown; tables are kept verbatim."""
    blocks = []
    for block in re.split(r"\n\s*\n", text.strip()):
        if block.startswith("==="):
            blocks.append(f"```text\n{block.replace(' [1]_', '     ')}\n```")
        else:
            blocks.append(inline(re.sub(r"\n\s*", "\n", block)))
    return "\n\n".join(blocks) + "\n"


def inline(text: str) -> str:
    """Convert inline reStructuredText markup to Markdown."""
    text = re.sub(r"\s*\[\d+\]_", "", re.sub(r"^\.\. \[\d+\] ", "", text, flags=re.MULTILINE))
    return text.replace("``", "`")


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
