"""Show exactly this, saved as a notebook: it runs where the app is not, and prints the same."""

import ast
import contextlib
import io
import json
import sys

import pytest

from tests.own_files import clouds, csv
from tests.test_blocks import MOVES
from tests.test_pages import assert_no_exception, metrics, visit
from ui.lessons.registry import LESSONS
from ui.page import blocks
from ui.page.notebook import notebook

CODE = {page.stem: key for page in LESSONS for key in page.blocks if key.endswith("_code")}


@pytest.fixture
def offered(monkeypatch):
    """What a page offers to save, by its file's name."""
    found = {}
    download = blocks.st.download_button

    def note(label, data, file_name, *rest, **options):
        found[file_name] = data
        return download(label, data, file_name, *rest, **options)

    monkeypatch.setattr(blocks.st, "download_button", note)
    return found


def cells(saved: bytes) -> list[dict]:
    whole = json.loads(saved)
    assert (whole["nbformat"], whole["nbformat_minor"]) == (4, 5)
    assert len({cell["id"] for cell in whole["cells"]}) == len(whole["cells"])
    return whole["cells"]


def code_of(saved: bytes) -> list[str]:
    return ["".join(cell["source"]) for cell in cells(saved) if cell["cell_type"] == "code"]


def printed(parts: list[str]) -> str:
    names: dict[str, object] = {}
    with contextlib.redirect_stdout(io.StringIO()) as out:
        for part in parts:
            exec(part, names)
    return out.getvalue()


def imported(parts: list[str]) -> set[str]:
    nodes = [node for part in parts for node in ast.walk(ast.parse(part))]
    names = [alias.name for node in nodes if isinstance(node, ast.Import) for alias in node.names]
    names += [node.module or "" for node in nodes if isinstance(node, ast.ImportFrom)]
    return {name.split(".")[0] for name in names} - set(sys.stdlib_module_names)


@pytest.mark.parametrize("stem", CODE)
def test_the_notebook_prints_what_the_code_on_screen_prints(stem, offered, tmp_path, monkeypatch):
    at = visit(stem, open=CODE[stem], **MOVES.get(stem, {}))
    assert_no_exception(at)
    (snippet,) = at.code
    wanted = printed([snippet.value])
    monkeypatch.chdir(tmp_path)
    saved = code_of(offered[f"{stem}.ipynb"]())
    assert printed(saved) == wanted != ""
    assert imported(saved) <= {"infotheory", "numpy", "pandas"}


def test_a_notebook_reads_the_visitors_own_file_beside_it(upload, offered, tmp_path, monkeypatch):
    data = csv(clouds())
    upload(data, "tr_upload")
    at = visit("training", tr_data="yours", tr_steps="10", open="tr_code")
    saved = offered["training.ipynb"]()
    assert "reads the file `mine.csv`" in "".join(cells(saved)[0]["source"])
    (tmp_path / "mine.csv").write_bytes(data)
    monkeypatch.chdir(tmp_path)
    assert printed(code_of(saved)) == printed([at.code[0].value])


def test_pasted_rows_are_in_the_notebook_itself(offered, tmp_path, monkeypatch):
    at = visit("your_model", ym_from="pasted", open="ym_code")
    monkeypatch.chdir(tmp_path)
    lines = printed(code_of(offered["your_model.ipynb"]())).splitlines()
    assert f"{float(lines[0]):.3f} bits" == metrics(at)["cross-entropy"]


def test_code_is_divided_at_blank_lines_between_whole_statements():
    parts = ["import infotheory", "def f():\n    x = 1\n\n    return [\n\n  x]", "print(f())"]
    assert code_of(notebook("Why?", "\n\n".join(parts) + "\n")) == parts
