"""Take a picture of each page for `docs/tour.md` and the README: `python -m scripts.pictures`.

It serves the app itself, opens each page in an installed Chromium or Chrome, 1280x800 and light,
and writes `docs/pictures/NAME.png`. Name pages to take only theirs.
"""

import io
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

from PIL import Image
from playwright.sync_api import Page, sync_playwright

from ui import link
from ui.lessons.registry import EVERY_PAGE

ROOT = Path(__file__).parents[1]
FOLDER = ROOT / "docs" / "pictures"
SIZE = {"width": 1280, "height": 800}
LARGEST = 100_000  # bytes
COLOURS = 128

# What is worth seeing of a page, where that is not how it opens.
STATES = {
    link.ENTROPY: f"{link.ENT_LEVEL.name}=true",
    link.TRAINING: f"{link.TR_AT.name}=30",
}
PRESSED = {link.ROOM: "Open a room"}
DRAWN = {link.TRAINING: ".player svg", link.ROOM: "img[alt^='A QR code']"}
FIGURE = "[data-testid=stVegaLiteChart] svg.marks"


@contextmanager
def served() -> Iterator[str]:
    """Serve the app on a free port; yield its address."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    options = {"server.port": port, "server.address": "127.0.0.1", "server.headless": "true"}
    command = [sys.executable, "-m", "streamlit", "run", "app.py"]
    command += [f"--{name}={value}" for name, value in options.items()]
    with tempfile.TemporaryFile() as log:
        process = subprocess.Popen(command, cwd=ROOT, stdout=log, stderr=log)
        try:
            address = f"http://127.0.0.1:{port}"
            _wait_for(f"{address}/healthz", process)
            yield address
        finally:
            process.terminate()
            process.wait()


def _wait_for(address: str, process: subprocess.Popen[bytes]) -> None:
    while process.poll() is None:
        try:
            with urlopen(address):
                return
        except URLError:
            time.sleep(0.2)
    raise RuntimeError(f"the app ended with {process.returncode} before it answered")


def take(page: Page, address: str, stem: str) -> bytes:
    """Return a picture of a page, as the bytes of a small PNG."""
    path = "" if stem == link.HOME else stem
    page.goto(f"{address}/{path}?{STATES.get(stem, '')}")
    if stem in PRESSED:
        page.get_by_role("button", name=PRESSED[stem]).click()
    page.wait_for_selector(DRAWN.get(stem, FIGURE))
    page.wait_for_timeout(2_000)  # until fonts, formulas and the rest of the page stand
    picture = Image.open(io.BytesIO(page.screenshot())).convert("RGB")
    small = picture.quantize(COLOURS, dither=Image.Dither.NONE)
    file = io.BytesIO()
    small.save(file, "PNG", optimize=True)
    return file.getvalue()


def main(stems: list[str]) -> None:
    """Take the pictures of these pages, or of all."""
    FOLDER.mkdir(exist_ok=True)
    chromium = shutil.which("chromium") or shutil.which("google-chrome")
    flags = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"]
    with served() as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=flags)
        page = browser.new_page(viewport=SIZE, color_scheme="light")
        for stem in stems or [each.stem for each in EVERY_PAGE]:
            picture = take(page, address, stem)
            if len(picture) > LARGEST:
                raise RuntimeError(f"{stem}.png would have {len(picture):,} bytes")
            (FOLDER / f"{stem}.png").write_bytes(picture)
            print(f"{stem}.png: {len(picture):,} bytes")
        browser.close()


if __name__ == "__main__":
    main(sys.argv[1:])
