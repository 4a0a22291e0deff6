"""The lesson on file size in a browser: the file that is saved, and the game under a hand."""

from pathlib import Path

import pytest
from playwright.sync_api import expect

from ui.lessons.file_size.files import file_of
from ui.lessons.file_size.guessing_game import GIVEN, LETTERS, TEXTS
from ui.lessons.file_size.texts import DIGITS, sample

pytestmark = [
    pytest.mark.browser,
    pytest.mark.parametrize(
        "open_page",
        ["/file_size?fs_text=digits&fs_order=1&open=fs_back&open=fs_game"],
        indirect=True,
    ),
]


def test_the_file_that_is_saved_has_the_bytes_that_the_coder_wrote(open_page):
    with open_page.expect_download() as saved:
        open_page.get_by_role("button", name="Save the file").click()
    assert Path(saved.value.path()).read_bytes() == file_of(sample(DIGITS, ""), 1)


# The last one: the game is over then.
def test_shannons_game_is_played_by_keys_and_by_touch(open_page):
    page = open_page
    letters = TEXTS[0][GIVEN : GIVEN + LETTERS]
    keyboard = page.get_by_role("group", name="Guess the next letter")
    missed = keyboard.get_by_role("button", name="z", exact=True)
    missed.click()
    expect(missed).to_have_attribute("aria-disabled", "true")
    # Typed as fast as a hand can: no letter is lost.
    for letter in letters[:10]:
        page.keyboard.press("Space" if letter == " " else letter)
    expect(page.get_by_text(f"Letter 11 of {LETTERS}")).to_be_visible()
    page.set_viewport_size({"width": 390, "height": 844})
    for i, letter in enumerate(letters[10:], start=11):
        name = "space" if letter == " " else letter
        keyboard.get_by_role("button", name=name, exact=True).click()
        if i < LETTERS:
            expect(page.get_by_text(f"Letter {i + 1} of {LETTERS}")).to_be_visible()
    expect(page.get_by_text("You have guessed all the letters.")).to_be_visible()
    expect(page.get_by_text("you, at most")).to_be_visible()
