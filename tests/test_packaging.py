"""What the package says of itself, in each place that says it."""

import re
import tomllib
from pathlib import Path

import infotheory

ROOT = Path(__file__).parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]


def text(file):
    return (ROOT / file).read_text(encoding="utf-8")


def test_the_version_is_stated_once_and_the_others_follow():
    assert PROJECT["dynamic"] == ["version"]
    assert re.fullmatch(r"\d+\.\d+\.\d+", infotheory.__version__)
    (newest, day), *_ = re.findall(r"^## (\S+) \((\S+)\)$", text("CHANGELOG.md"), re.MULTILINE)
    assert newest == infotheory.__version__
    assert f"\nversion: {newest}\ndate-released: {day}\n" in text("CITATION.cff")


def test_name_and_licence_are_the_same_everywhere():
    name = PROJECT["name"]
    for file in ("README.md", "CHANGELOG.md", "CITATION.cff", "LICENSE"):
        assert name in text(file), file
    assert PROJECT["license"] == "MIT"
    assert "\nlicense: MIT\n" in text("CITATION.cff")
    assert text("LICENSE").startswith("MIT License\n")
    assert all((ROOT / file).is_file() for file in (*PROJECT["license-files"], PROJECT["readme"]))


def test_every_stored_file_of_data_has_its_licence_in_the_notice():
    stored = [
        file
        for folder in ("infotheory", "ui", "pages")
        for kind in ("npz", "npy", "csv", "parquet", "txt", "json")
        for file in (ROOT / folder).rglob(f"*.{kind}")
    ]
    assert stored
    for file in stored:
        assert file.name in text("NOTICE"), file


def test_every_package_is_installed_and_the_types_with_it():
    setuptools = tomllib.loads(text("pyproject.toml"))["tool"]["setuptools"]
    packages = {
        file.parent.relative_to(ROOT).as_posix().replace("/", ".")
        for file in (ROOT / "infotheory").rglob("__init__.py")
    }
    assert set(setuptools["packages"]) == packages
    assert setuptools["package-data"]["infotheory"] == ["py.typed"]
