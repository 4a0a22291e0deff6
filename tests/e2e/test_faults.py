"""What a visitor sees when something breaks around the app."""

import os
import shutil
import signal
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect

from tests.e2e.browsing import wait_ready
from tests.e2e.conftest import ROOT
from tests.e2e.test_app import goto, metric
from ui.lessons.registry import lesson

pytestmark = pytest.mark.browser


def test_a_page_comes_back_as_it_was_when_its_server_was_killed(serve, page, console_errors):
    server = serve()
    goto(page, f"{server.url}/entropy?units=nats")
    field = page.get_by_role("textbox", name="p as numbers")
    field.fill("0.7, 0.3")
    field.press("Enter")
    expect(metric(page, "H(p)")).to_have_text("0.611 nats")
    os.killpg(server.process.pid, signal.SIGKILL)
    server.process.wait()
    again = serve(port=urlsplit(server.url).port)
    page.reload()
    wait_ready(page)
    expect(page.get_by_role("heading", level=1)).to_have_text(lesson("entropy").question)
    expect(page.get_by_role("radio", name="nats")).to_be_checked()
    expect(field).to_have_value("0.7, 0.3")
    expect(metric(page, "H(p)")).to_have_text("0.611 nats")
    assert again.faults() == []
    console_errors.clear()  # of the connection that was lost


def test_a_broken_file_is_said_on_its_page_and_the_others_work(serve, page, tmp_path):
    copy = tmp_path / "app"
    for part in ("app.py", ".streamlit", "infotheory", "ui", "pages", "docs"):
        source = ROOT / part
        if source.is_dir():
            shutil.copytree(source, copy / part)
        else:
            copy.mkdir(exist_ok=True)
            shutil.copy(source, copy / part)
    broken = {
        "/entropy": "pages/entropy.md",
        "/training?tr_data=digits": "infotheory/training/data/digits.npz",
    }
    for name in broken.values():
        (copy / name).write_bytes(b"")
    server = serve(copy / "app.py", folder=copy)
    for victim, name in broken.items():
        page.goto(server.url + victim)
        wait_ready(page)
        expect(page.get_by_test_id("stMain")).to_contain_text(name.rsplit("/", 1)[-1])
        assert page.get_by_test_id("stException").count() == 0
    page.goto(server.url + "/self_information")
    wait_ready(page)
    expect(page.get_by_test_id("stMetricValue").first).to_have_text("2.585 bits")


def test_the_app_runs_on_a_read_only_file_system_without_a_home(serve, page, tmp_path):
    nowhere = {"HOME": "/nonexistent", "PYTHONDONTWRITEBYTECODE": "1", "TMPDIR": str(tmp_path)}
    server = serve(env=nowhere)
    page.goto(server.url)
    wait_ready(page)
    expect(page.get_by_role("heading", level=1)).to_have_text(lesson("home").question)
    expect(page).to_have_title(lesson("home").title)
    page.locator("[data-testid=stSidebarNavLink][href$='/entropy']").click()
    expect(page.get_by_test_id("stMetricValue").first).to_have_text("1.750 bits")
    assert server.faults() == []
