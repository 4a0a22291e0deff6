"""Links: the address of a page from what Streamlit says of it, and what a link asks for in vain."""

from types import SimpleNamespace

import pytest
from streamlit.runtime.context_util import maybe_add_page_path, maybe_trim_page_path

from tests.test_pages import assert_no_exception, visit
from ui.lessons.registry import EVERY_PAGE, LESSONS
from ui.sharing.address import app_root

PATHS = ["" if page is LESSONS[0] else page.stem for page in EVERY_PAGE]


def as_streamlit_says(url: str, page: str) -> str:
    """What `st.context.url` is on a page, where the browser still is at ``url``."""
    pages = {path: {"url_pathname": path} for path in PATHS}
    manager = SimpleNamespace(get_pages=lambda: pages, current_page_script_hash=page)
    return maybe_add_page_path(maybe_trim_page_path(url, manager), manager)


@pytest.mark.parametrize("root", ["http://localhost:8501", "https://a.edu/it/lessons"])
@pytest.mark.parametrize("page", PATHS)
@pytest.mark.parametrize("before", PATHS)
def test_the_root_of_the_app_is_found_from_any_page_and_on_the_way_to_any(root, before, page):
    stems = [each.stem for each in EVERY_PAGE]
    assert app_root(as_streamlit_says(f"{root}/{before}", page), stems) == root


CHOICES = {
    ("home", "units", "furlongs"): "bits",
    ("home", "lecture", "perhaps"): "off",
    ("self_information", "si_f", "p²"): "1/p",
    ("self_information", "si_log", "sometimes"): "off",
    ("entropy", "ent_level", "2"): "off",
    ("cross_entropy", "ce_true", "mouse"): "cat",
    ("kl_divergence", "kl_coin", "a die"): "the 25 % coin",
    ("training", "tr_data", "cats"): "blobs",
    ("training", "tr_model", "GPT"): "as suits the data",
    ("training", "tr_optimizer", "SGD"): "gradient descent",
    ("training", "tr_fair", "none"): "the same η",
    ("training", "tr_steps", "7"): "as suits the data",
}


@pytest.mark.parametrize(("asked", "shown"), CHOICES.items(), ids=lambda x: "-".join(x)[:40])
def test_a_link_that_asks_for_no_choice_there_is_says_what_is_shown_instead(asked, shown):
    stem, key, value = asked
    at = visit(stem, **{key: value})
    assert_no_exception(at)
    (warning,) = at.warning
    assert f"`{value}`" in warning.value
    assert f"*{shown}*" in warning.value


def test_what_the_link_asked_for_in_vain_is_forgotten_at_the_next_choice():
    at = visit("training", tr_data="cats")
    at.run()
    assert at.warning, "gone before it could be read"
    choice = next(each for each in at.get("button_group") if "moons" in each.options)
    choice.set_value("moons").run()
    assert not at.warning


@pytest.mark.parametrize("page", EVERY_PAGE, ids=lambda page: page.stem)
def test_a_code_in_the_link_hides_the_navigation_in_the_room_alone(page):
    at = visit(page.stem, code="ABCD")
    assert_no_exception(at)
    assert bool(at.sidebar.get("button_group")) == (page.stem != "room")


def test_a_fraction_is_read_as_the_prose_writes_it():
    at = visit("kl_divergence", kl_p="½, ½", kl_q="¼ ¾")
    assert not at.error
    assert (
        at.metric[0].value == visit("kl_divergence", kl_p="1/2 1/2", kl_q="1/4 3/4").metric[0].value
    )
    assert visit("self_information", si_p="⅛").metric[0].value == "3.000 bits"
