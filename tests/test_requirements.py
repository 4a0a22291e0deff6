"""What the requirements promise is what is tested."""

import re
import tomllib
from pathlib import Path

ROOT = Path(__file__).parents[1]


def lines(file: str) -> list[str]:
    text = (ROOT / file).read_text(encoding="utf-8")
    return [line for line in text.splitlines() if line and not line.startswith(("#", "-r"))]


def test_the_oldest_releases_that_are_tested_are_the_lower_bounds_of_what_is_required():
    bounds = [re.sub(r">=([0-9.]+),<[0-9.]+", r"==\1", line) for line in lines("requirements.txt")]
    assert all("==" in bound for bound in bounds)
    assert lines("requirements-oldest.txt") == bounds


def test_the_package_asks_for_the_numpy_that_the_app_does():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert project["dependencies"] == [r for r in lines("requirements.txt") if "numpy" in r]
