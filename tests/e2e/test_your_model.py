"""A visitor brings a file: the browser sends it, the page examines it, and nobody else sees it."""

import numpy as np
import pytest
from playwright.sync_api import Page, expect

import infotheory as it
from tests.e2e.browsing import wait_ready
from ui.serving.upload_limits import MOST_BYTES

ADDRESS = "/your_model?ym_from=file"

pytestmark = pytest.mark.browser

MARKER = "zebra_7731"
FILE = f"label,{MARKER},other\n{MARKER},0.75,0.25\nother,0.5,0.5\n{MARKER},0.25,0.75\n".encode()


def bring(page: Page, data: bytes, name: str = "mine.csv") -> None:
    field = page.locator("[class*=st-key-ym_file_upload] input[type=file]")
    expect(field).to_have_count(1)  # there are two while a busy machine replaces the one by a new
    field.set_input_files({"name": name, "mimeType": "text/csv", "buffer": data})


def test_a_file_is_examined_replaced_and_seen_by_nobody_else(page, other_page, app):
    page.goto(app.url + ADDRESS)
    wait_ready(page)
    bring(page, FILE)
    score = it.log_loss([0, 1, 0], [[0.75, 0.25], [0.5, 0.5], [0.25, 0.75]])
    main = page.locator(".st-key-main_numbers")
    expect(main).to_contain_text(f"{score:.3f} bits")
    expect(page.get_by_text(MARKER).first).to_be_visible()
    bring(page, b"label,a\nx,\n", "broken.csv")
    expect(page.get_by_role("alert").first).to_be_visible()
    expect(main).to_contain_text(f"{score:.3f} bits")
    assert MARKER not in page.url
    other_page.bring_to_front()
    other_page.goto(app.url + ADDRESS)
    wait_ready(other_page)
    expect(other_page.locator(".st-key-main_numbers")).to_contain_text("0.658 bits")
    assert MARKER not in other_page.content()
    assert MARKER not in app.log()
    assert app.faults() == []


def test_the_largest_file_is_read_and_a_larger_one_is_refused_in_the_browser(page, app):
    rng = np.random.default_rng(0)
    q = rng.random(190_000)
    rows = [f"{y},{p:.18f}" for y, p in zip((rng.random(len(q)) < q).astype(int), q, strict=True)]
    data = ("label,p\n" + "\n".join(rows)).encode()[:MOST_BYTES].rpartition(b"\n")[0]
    count = data.count(b"\n")
    page.goto(app.url + ADDRESS)
    wait_ready(page)
    bring(page, data)
    expect(page.get_by_text(f"{count:,} rows").first).to_be_visible()
    expect(page.locator(".st-key-main_numbers")).to_contain_text("H(Y)1.000 bits")
    bring(page, data + b"\n" + data, "large.csv")
    expect(page.get_by_text("File must be 5.0MB or smaller.").first).to_be_visible()
