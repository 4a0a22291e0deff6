"""A claim and the numbers beside it: one element, in which what a visitor typed is text."""

from streamlit.testing.v1 import AppTest

from tests.test_pages import metrics

NUMBERS = {"of <b>": "1.000 bits", "of *a* & $b$ or `not`": "∞", "of [x](y)": "75 %"}


def script(numbers: dict[str, str]) -> None:
    from ui.lessons.registry import LESSONS
    from ui.page.numbers import show_numbers
    from ui.page.page import Page
    from ui.page.prose import Prose
    from ui.style.appearance import Appearance

    prose = Prose("a.md", {"claim": "One line\n\nand {{name}}, where $p < q$."})
    page = Page(LESSONS[0], prose, Appearance())
    page.claim("claim", numbers, name="<img src=x>")
    show_numbers({"alone": "1"})


def shown() -> AppTest:
    at = AppTest.from_function(script, args=(NUMBERS,)).run()
    assert not at.exception
    return at


def test_a_claim_is_one_element_with_its_numbers_by_label():
    at = shown()
    assert len(at.markdown) == 2
    assert metrics(at) == {**NUMBERS, "alone": "1"}


def test_a_claim_is_a_quotation_to_its_last_line():
    lines = shown().markdown[0].value.split("\n")
    assert len(lines) == 7
    assert all(line.startswith(">") for line in lines)


def test_a_name_that_a_visitor_typed_is_no_html_there():
    claim = shown().markdown[0]
    assert "<img src=x>, where $p < q$." in claim.value
    assert not claim.allow_html
    assert "<b>" not in claim.value
