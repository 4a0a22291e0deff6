"""The reference page: its examples run, and it leaves nothing out."""

import doctest
import inspect
import re
from pathlib import Path

import pytest

import infotheory

PAGE = Path(__file__).parents[2] / "docs" / "infotheory.md"
TEXT = PAGE.read_text(encoding="utf-8")


def test_examples_of_the_reference_page_print_what_it_says():
    blocks = re.findall(r"```pycon\n(.*?)```", TEXT, flags=re.DOTALL)
    test = doctest.DocTestParser().get_doctest("\n".join(blocks), {}, PAGE.name, str(PAGE), 0)
    report = []
    result = doctest.DocTestRunner(verbose=False).run(test, out=report.append)
    assert result.attempted > 30
    assert not result.failed, "".join(report)


@pytest.mark.parametrize("name", infotheory.__all__)
def test_the_reference_page_names_everything_public(name):
    assert f"`{name}" in TEXT


@pytest.mark.parametrize("name", [n for n in infotheory.__all__ if f"### `{n}(" in TEXT])
def test_each_section_has_the_signature_and_an_example(name):
    section = re.search(rf"### `{name}\((.*?)\)`\n(.*?)(?=\n##|\Z)", TEXT, flags=re.DOTALL)
    written = [part.partition("=")[0].strip() for part in section[1].split(",")]
    names = list(inspect.signature(getattr(infotheory, name)).parameters)
    assert [part for part in written if part != "*"] == names
    assert f"{name}(" in section[2]
