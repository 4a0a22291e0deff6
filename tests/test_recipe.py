"""A lesson is added to a copy of this repository exactly as CONTRIBUTING.md says, and checked."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
STEPS = re.findall(
    r"^```(\w+) file=(\S+)\n(.*?)^```$",
    (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8"),
    flags=re.MULTILINE | re.DOTALL,
)
CHECKS = (
    *("tests/test_odds.py", "tests/test_pages.py", "tests/test_blocks.py"),
    *("tests/test_lecture_mode.py", "tests/test_architecture.py"),
    *("tests/ui/page", "tests/ui/lessons/test_questions.py", "tests/ui/test_link.py"),
)
OF_THE_LESSON = "odds or (home and (opens or prose)) or docs or reach or entry or every_lesson"


def copy_to(folder: Path) -> Path:
    """Copy what stands in the repository: nothing that was installed or measured."""
    kept = "app.py pages ui infotheory tests scripts docs .streamlit pyproject.toml benchmarks"
    for name in [*kept.split(), "CONTRIBUTING.md", "README.md", "requirements.txt"]:
        source = ROOT / name
        if source.is_dir():
            shutil.copytree(source, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(source, folder / name)
    return folder


def follow(folder: Path) -> None:
    """Do what each step of the recipe says."""
    for kind, name, text in STEPS:
        file = folder / name
        if kind != "diff":
            file.parent.mkdir(exist_ok=True)
            file.write_text(text, encoding="utf-8")
            continue
        lines = text.splitlines(keepends=True)
        before = "".join(line[1:] for line in lines if line[0] in " -")
        after = "".join(line[1:] for line in lines if line[0] in " +")
        content = file.read_text(encoding="utf-8")
        assert content.count(before) == 1, f"{name} does not hold once:\n{before}"
        file.write_text(content.replace(before, after), encoding="utf-8")


def run(folder: Path, *command: str) -> str:
    done = subprocess.run(
        [sys.executable, "-m", *command],
        check=False,
        cwd=folder,
        env={**os.environ, "PYTHONDONTWRITEBYTECODE": "1"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    assert done.returncode == 0, done.stdout[-5000:]
    return done.stdout


@pytest.mark.slow
def test_a_lesson_that_is_added_by_the_recipe_passes_the_checks_of_pages(tmp_path):
    folder = copy_to(tmp_path)
    follow(folder)
    run(folder, "scripts.links")
    run(folder, "ruff", "check")
    run(folder, "ruff", "format", "--check")
    lesson = ("pages/odds.py", "ui/lessons/odds", "ui/link.py")
    # What is installed is left out: to read it takes ten seconds, and it is checked by `make lint`.
    installed = ("--no-site-packages", "--ignore-missing-imports")
    run(folder, "mypy", "--follow-imports=silent", *installed, *lesson)
    run(folder, "pytest", "-q", "-p", "no:cacheprovider", *CHECKS, "-k", OF_THE_LESSON)
