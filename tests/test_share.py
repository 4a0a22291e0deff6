"""What is on a page is shared as a link, and is there again for whoever opens it.

What only a browser knows of (a bar, the player of the race, the keys of a lecture, a camera) stands
in tests/e2e/test_share.py.
"""

from urllib.parse import parse_qs, urlsplit

import pytest

from tests.moves import Visitor
from tests.test_blocks import MOVES, measure, screen
from tests.test_pages import assert_no_exception
from ui.lessons.registry import EVERY_PAGE

# What buttons set on each page, above a block that is opened by hand then.
PRESSED = {
    "cross_entropy": ["ce_redraw", "ce_redraw"],
    "kl_divergence": ["kl_swap", "kl_reflip"],
    "training": ["tr_race_on"],
}
LATE = {"training": {"tr_b": "9"}}  # a race that is not over when it ends, or none could go on


def shared(visitor: Visitor) -> str:
    """Press *Share* and return the link."""
    before = len(visitor.at.code)
    visitor.press("share")
    link: str = visitor.at.code[before].value
    return link


@pytest.mark.parametrize("page", EVERY_PAGE, ids=lambda page: page.stem)
def test_what_was_moved_pressed_and_opened_comes_back_from_the_link(page):
    measure(page.stem)
    visitor = Visitor(page.stem, **{"ask": "entropy"} if page.stem == "room" else {})
    visitor.move("units", "nats")
    for key, value in {**MOVES[page.stem], **LATE.get(page.stem, {})}.items():
        visitor.move(key, value)
    for key in PRESSED.get(page.stem, []):
        visitor.press(key)
    for block in page.blocks[-1:]:
        visitor.unfold(block)
    assert_no_exception(visitor.at)
    seen = screen(visitor.at)

    link = urlsplit(shared(visitor))
    assert link.path == ("/" if page.stem == "home" else f"/{page.stem}")
    again = Visitor(page.stem, **parse_qs(link.query))
    assert_no_exception(again.at)
    assert screen(again.at) == seen


def test_a_link_says_what_is_shown_where_the_address_does_not_yet():
    visitor = Visitor("self_information")
    for key, value in {"units": "nats", "si_p": "1/8", "si_log": True, "si_a": "1/3"}.items():
        visitor.move(key, value)
        del visitor.at.query_params[key]
    visitor.at.query_params["si_a"] = "1/2"
    query = parse_qs(urlsplit(shared(visitor)).query)
    shown = {"units": "nats", "si_p": "1/8", "si_log": "true", "si_a": "1/3"}
    assert query == {key: [value] for key, value in shown.items()}


def test_a_link_that_no_camera_could_read_is_given_to_copy():
    visitor = Visitor("entropy", ent_p=" ".join(["1"] * 400))
    assert "1+1+1" in shared(visitor)
    assert "Copy it instead" in visitor.at.info[0].value
