"""A page on paper: what it says and draws, without what moves it, and no figure cut in two."""

import io

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.test_app import goto
from ui.lessons.registry import lesson

pytestmark = pytest.mark.browser
pypdf = pytest.importorskip("pypdf")

CONTROLS = ("Units", "Lecture mode", "Share", "Ask the room", "Level it", "p as numbers", "Reset")


def printed(page: Page) -> list[str]:
    """The text of each page of paper, with single spaces."""
    pages = pypdf.PdfReader(io.BytesIO(page.pdf(format="A4"))).pages
    return [" ".join(each.extract_text().split()) for each in pages]


@pytest.mark.parametrize(
    ("address", "opened", "figures"),
    [
        (
            "entropy?open=ent_block",
            "Blocks: down towards the entropy",
            [
                ("surprise (bits)", "width: probability p"),
                ("bits per symbol", "symbols in a block"),
            ],
        ),
        (
            "training",
            "Why: one factor",
            [("loss (cross-entropy in nats)", "test accuracy", "gradient at the logits", "step")],
        ),
    ],
)
def test_a_handout_has_its_words_and_whole_figures_and_no_controls(
    page, app_url, address, opened, figures
):
    goto(page, f"{app_url}/{address}")
    expect(page.get_by_role("heading", name="What people get wrong")).to_be_attached()
    paper = printed(page)
    everything = " ".join(paper)
    assert lesson(address.partition("?")[0]).question in paper[0]
    assert opened in everything
    assert "What people get wrong" in everything
    assert "Exercises" not in everything, "a block that is closed"
    assert [each for each in CONTROLS if each in everything] == []
    for texts in figures:
        assert any(all(text in each for text in texts) for each in paper), texts
