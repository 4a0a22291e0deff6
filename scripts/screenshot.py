"""Retake the README's picture: ``.venv/bin/python scripts/screenshot.py http://127.0.0.1:8501``."""

import shutil
import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

PICTURE = Path(__file__).parent.parent / "docs" / "cross_entropy.png"


def main(address: str) -> None:
    """Take a screenshot of the cross-entropy page of the app at ``address``."""
    chromium = shutil.which("chromium") or shutil.which("google-chrome")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": 1280, "height": 800})
        page.goto(f"{address}/cross_entropy")
        page.wait_for_selector("[data-testid=stVegaLiteChart] svg.marks")
        page.wait_for_timeout(1000)
        page.screenshot(path=PICTURE)
        browser.close()


if __name__ == "__main__":
    main(sys.argv[1])
