"""The table of links: every key that a page reads is in it, and every key in it is read."""

import ast
from collections import Counter
from functools import cache
from pathlib import Path

import pytest

from scripts.links import FILE, written
from tests.test_architecture import ROOT, names_in, reached_from
from tests.test_pages import WIDGETS, assert_no_exception, short_prose, visit
from ui import link
from ui.lessons.registry import EVERY_PAGE, Lesson
from ui.widgets.number_text import parse_number

ONLY_WITH = {
    "ent_w5": {"ent_p": "1 1 1 1 1"},
    "ent_w6": {"ent_p": "1 1 1 1 1 1"},
    "minutes": {"lecture": "true"},
    "step": {"lecture": "true"},
    "tr_b_digits": {"tr_data": "digits"},
    "tr_raw": {"tr_data": "yours"},
    "tr_rate_adam": {"tr_optimizer": "Adam"},
    "ym_racer": {"ym_from": "race"},
}
"""What shows a control that is not on its page as it opens."""


def bound(stem: str, **query: str | list[str]) -> set[str]:
    """The keys of the controls that the link follows on a page, all its blocks open."""
    with short_prose():
        at = visit(stem, **query)
    assert_no_exception(at)
    return {w.proto.query_param_key for kind in WIDGETS for w in at.get(kind)} - {""}


@pytest.mark.parametrize("page", EVERY_PAGE, ids=lambda page: page.stem)
def test_a_page_has_the_controls_that_the_table_says_and_no_others(page: Lesson) -> None:
    opened = list(page.blocks)
    shown = bound(page.stem, open=opened)
    keys = (*link.of_page(link.EVERY_PAGE), *link.of_page(page.stem))
    for key in keys:
        if key.name in ONLY_WITH:
            shown |= bound(page.stem, open=opened, **ONLY_WITH[key.name])
    assert shown == {
        key.name for key in keys if isinstance(key, link.Control) and getattr(key, "in_link", True)
    }


def constants() -> dict[str, link.Key]:
    """The keys by the names that modules import them under; groups by that of the group.

    What says whose names outcomes have goes with the distribution that they are of.
    """
    with_another = [getattr(key, "named", None) for key in link.TABLE]
    found = {}
    for name, value in vars(link).items():
        first = value[0] if isinstance(value, tuple) and value else value
        if isinstance(first, link.Key) and value is not link.TABLE and first not in with_another:
            found[name] = first
    return found


@cache
def names_used_by(page: str) -> set[str]:
    """Every name in the modules that a page runs, but for the table's own."""
    starts = [ROOT / "pages" / f"{page or link.HOME}.py"]
    starts += [ROOT / "ui" / "main.py"] if page == link.EVERY_PAGE else []
    run = set().union(*map(reached_from, starts)) - {ROOT / "ui" / "link.py"}
    return set().union(*map(names_in, run))


@pytest.mark.parametrize("name", constants())
def test_each_key_is_used_by_its_page(name: str) -> None:
    assert name in names_used_by(constants()[name].page)


def test_no_two_keys_have_one_name() -> None:
    (_, most), *_ = Counter(key.name for key in link.TABLE).most_common(1)
    assert most == 1


def test_each_key_belongs_to_a_page() -> None:
    assert {key.page for key in link.TABLE} == {"", *(page.stem for page in EVERY_PAGE)}


def test_each_default_is_within_its_bounds() -> None:
    for key in link.TABLE:
        if isinstance(key, link.Number):
            start = parse_number(str(key.default))
            assert key.low <= start <= key.high, key.name
            assert not key.whole or start == round(start), key.name
        if isinstance(key, link.Choice):
            assert key.first in key.options, key.name


def test_no_file_reads_the_address_by_a_key_of_its_own() -> None:
    for file in [*(ROOT / "ui").rglob("*.py"), *(ROOT / "pages").glob("*.py")]:
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and "query_params.get" in ast.unparse(node.func):
                assert not isinstance(node.args[0], ast.Constant), (file, ast.unparse(node))


def test_the_page_about_links_is_written_from_the_table() -> None:
    assert Path(FILE).read_text(encoding="utf-8") == written(), "run: python -m scripts.links"
