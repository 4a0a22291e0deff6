"""What a visitor sees when something breaks around the app."""

import os
import shutil
import signal
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect

from tests.e2e.browsing import wait_ready
from tests.e2e.conftest import ROOT
from ui.lessons.registry import lesson

pytestmark = pytest.mark.browser


def test_a_page_comes_back_as_it_was_when_its_server_was_killed(serve, page, console_errors):
    server = serve()
    page.goto(f"{server.url}/training?tr_data=moons&units=nats")
    wait_ready(page)
    page.get_by_role("button", name="Play").click()
    expect(page.get_by_role("button", name="Pause")).to_be_visible()
    os.killpg(server.process.pid, signal.SIGKILL)
    server.process.wait()
    again = serve(port=urlsplit(server.url).port)
    page.reload()
    wait_ready(page)
    expect(page.get_by_role("heading", level=1)).to_have_text(lesson("training").question)
    for chosen in ("moons", "nats"):
        expect(page.get_by_role("radio", name=chosen)).to_be_checked()
    assert "Traceback" not in again.log()
    console_errors.clear()  # of the connection that was lost


@pytest.mark.parametrize("broken", ["pages/entropy.md", "infotheory/training/data/digits.npz"])
def test_a_broken_file_is_said_on_its_page_and_the_others_work(
    serve, page, console_errors, tmp_path, broken
):
    copy = tmp_path / "app"
    for part in ("app.py", ".streamlit", "infotheory", "ui", "pages", "docs"):
        source = ROOT / part
        if source.is_dir():
            shutil.copytree(source, copy / part)
        else:
            copy.mkdir(exist_ok=True)
            shutil.copy(source, copy / part)
    (copy / broken).write_bytes(b"")
    server = serve(copy / "app.py", folder=copy)
    victim = "/entropy" if broken.endswith(".md") else "/training?tr_data=digits"
    page.goto(server.url + victim)
    wait_ready(page)
    expect(page.get_by_test_id("stMain")).to_contain_text(broken.rsplit("/", 1)[-1])
    assert page.get_by_test_id("stException").count() == 0
    page.goto(server.url + "/self_information")
    wait_ready(page)
    expect(page.get_by_test_id("stMetricValue").first).to_have_text("2.585 bits")


def test_the_app_runs_on_a_read_only_file_system_without_a_home(serve, page, tmp_path):
    nowhere = {"HOME": "/nonexistent", "PYTHONDONTWRITEBYTECODE": "1", "TMPDIR": str(tmp_path)}
    server = serve(env=nowhere)
    page.goto(server.url + "/entropy")
    wait_ready(page)
    expect(page.get_by_test_id("stMetricValue").first).to_have_text("1.750 bits")
    assert "Traceback" not in server.log()
