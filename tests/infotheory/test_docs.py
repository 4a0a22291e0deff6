"""The reference page: it is made from the docstrings as they are, and its examples run."""

import doctest
import re

import pytest

import infotheory
from scripts import reference

TEXT = reference.PAGE.read_text(encoding="utf-8")


def test_the_reference_page_is_what_the_docstrings_say():
    assert reference.page() == TEXT, "run `make docs`"


@pytest.mark.parametrize("name", infotheory.__all__)
def test_everything_public_has_a_section_with_an_example(name):
    sections = re.findall(rf"### `{name}\b.*?`\n(.*?)(?=\n##|\Z)", TEXT, flags=re.DOTALL)
    assert sections
    if name not in ("Dataset", "Metrics", "Snapshot"):  # what functions return, and show
        assert "```pycon\n>>> " in sections[0]


def test_no_mark_of_another_language_is_left():
    prose = re.sub(r"```.*?```", "", TEXT, flags=re.DOTALL)
    assert not re.findall(r"``|^\.\. |\]_|^-{3,}$|^={3,}", prose, flags=re.MULTILINE)


def test_examples_of_the_reference_page_print_what_it_says():
    blocks = re.findall(r"```pycon\n(.*?)```", TEXT, flags=re.DOTALL)
    page = reference.PAGE
    test = doctest.DocTestParser().get_doctest("\n".join(blocks), {}, page.name, str(page), 0)
    report = []
    result = doctest.DocTestRunner(verbose=False).run(test, out=report.append)
    assert result.attempted > 100
    assert not result.failed, "".join(report)
