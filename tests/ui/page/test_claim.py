"""A claim and the numbers beside it: one element, in which what a visitor typed is text."""

from html import unescape

from streamlit.testing.v1 import AppTest

from tests.test_pages import metrics


def script() -> None:
    from ui.lessons.registry import LESSONS
    from ui.page.page import Page
    from ui.page.prose import Prose
    from ui.style.appearance import Appearance

    prose = Prose("a.md", {"claim": "**{{name}}** is the most frequent, where $p < q$."})
    page = Page(LESSONS[0], prose, Appearance())
    page.claim("claim", {"of <b>": "1.000 bits", "of & or not": "∞"}, name="<img src=x>")


def test_a_claim_is_one_element_with_its_numbers_by_label():
    at = AppTest.from_function(script).run()
    assert not at.exception
    assert len(at.markdown) == 1
    assert metrics(at) == {"of <b>": "1.000 bits", "of & or not": "∞"}


def test_a_name_that_a_visitor_typed_is_no_html_there():
    shown = AppTest.from_function(script).run().markdown[0].value
    assert "<img" not in shown
    assert "<b>" not in shown
    assert "**<img src=x>** is the most frequent, where $p < q$." in unescape(shown)
