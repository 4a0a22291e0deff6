"""For all tests: nobody takes a run without a browser for a whole one."""

import gc
from collections import Counter
from functools import cache

import pytest
from streamlit.components.v2 import manifest_scanner

import ui.page.on_screen
from ui.serving.process import limit_blas_threads

limit_blas_threads()  # as the entry does: a step of training takes a quarter of the time

ui.page.on_screen.FLUSH_SECONDS = (
    0  # where no browser looks; servers that tests start have their own
)

# Else each AppTest reads what every installed package says of itself: two thirds of a visit.
manifest_scanner.scan_component_manifests = cache(manifest_scanner.scan_component_manifests)

_left_out: Counter[str] = Counter()  # by file


def pytest_collection_finish() -> None:
    """Spare each run of a page the search for garbage among what is imported: a tenth of it."""
    gc.freeze()


def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    if report.skipped and "browser" in report.keywords:
        _left_out[report.nodeid.split("::")[0]] += 1


@pytest.hookimpl(trylast=True)
def pytest_unconfigure(config: pytest.Config) -> None:
    """Say in the last lines which browser tests were left out, and how to have them."""
    terminal = config.pluginmanager.get_plugin("terminalreporter")
    if not _left_out or terminal is None:
        return
    terminal.write_line("")
    terminal.write_line(f"{_left_out.total()} browser tests were left out:", yellow=True)
    for file, tests in _left_out.items():
        terminal.write_line(f"  {tests} in {file}")
    terminal.write_line(
        "Install Chromium (apt-get install -y chromium) or Chrome to have them run.", yellow=True
    )
