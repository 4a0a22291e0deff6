"""Code as a Jupyter notebook, which runs without the app. No Streamlit."""

import ast
import json
from typing import Any

import infotheory as it

MIME = "application/x-ipynb+json"


def notebook(title: str, code: str, *, reads: str = "") -> bytes:
    """Return the notebook, in format 4.5: what it shows and needs, and then the code, cell by cell.

    Parameters
    ----------
    title : str
        The question that the numbers answer.
    code : str
        Python. Blank lines divide it into cells, where what stands between them runs alone.
    reads : str
        The file that it reads, if any.
    """
    packages = "`infotheory` and pandas" if "import pandas" in code else "`infotheory`"
    words = [
        f"# {title}",
        f"These are the numbers on the page, computed again. You need Python with {packages}: "
        "run `pip install .` in a copy of the project. "
        f"(This notebook was written by version {it.__version__}.)",
    ]
    if reads:
        words.append(f"It reads the file `{reads}`: put it beside this notebook.")
    cells = [_cell("markdown", "\n\n".join(words))]
    for part in _parts(code):
        cells.append(_cell("code", part, execution_count=None, outputs=[]))
    for i, cell in enumerate(cells):
        cell["id"] = f"cell-{i}"
    kernel = {"display_name": "Python 3", "language": "python", "name": "python3"}
    whole = {
        "cells": cells,
        "metadata": {"kernelspec": kernel, "language_info": {"name": "python"}},
        "nbformat": 4,
        "nbformat_minor": 5,
    }
    return json.dumps(whole, ensure_ascii=False, indent=1).encode("utf-8", "surrogatepass")


def _cell(kind: str, source: str, **more: Any) -> dict[str, Any]:
    return {"cell_type": kind, "metadata": {}, "source": source.splitlines(keepends=True), **more}


def _parts(code: str) -> list[str]:
    """Divide code at its blank lines, but not within a statement."""
    parts: list[str] = []
    for piece in code.strip().split("\n\n"):
        if parts and (piece[:1].isspace() or not _is_whole(parts[-1])):
            parts[-1] += f"\n\n{piece}"
        else:
            parts.append(piece)
    return parts


def _is_whole(code: str) -> bool:
    try:
        ast.parse(code)
    except SyntaxError:
        return False
    return True
