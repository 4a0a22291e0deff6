"""The stations of a lecture: each link opens its page in a state that the page knows."""

import pytest

from tests.test_pages import assert_no_exception, metrics, visit
from ui.lessons.home.lecture_plan import STATIONS
from ui.lessons.registry import lesson


@pytest.mark.parametrize("station", STATIONS, ids=[s[0] for s in STATIONS])
def test_a_station_opens_in_its_state(station):
    _, stem, state = station
    assert set(state) <= {*lesson(stem).keys, "open"}
    at = visit(stem, **state)
    assert_no_exception(at)
    assert not at.error


def test_the_stations_show_what_they_ask_about():
    states = {heading: (stem, state) for heading, stem, state in STATIONS}

    def shown(heading):
        stem, state = states[heading]
        return metrics(visit(stem, **state))

    assert shown("station: lottery")["I(x)"] == "23.737 bits"
    assert shown("station: coin")["H(p)"] == "0.469 bits"
    assert shown("station: die")["D(p‖q)"] == "0.424 bits"  # log₂ 6 − (1 + ½ log₂ 5)
    assert shown("station: snow")["H(p, q)"] == "∞ bits"
    assert shown("station: way round")["D(p‖q)"] == "0.737 bits"
    assert shown("station: bumps")["reverse fit costs"] == "0.99986 bits"


def test_home_links_to_every_station():
    at = visit("home")
    assert_no_exception(at)
    links = {link.proto.page: link.proto for link in at.get("page_link")}
    for _, stem, _ in STATIONS:
        assert any(stem in page for page in links)
