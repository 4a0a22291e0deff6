"""Show exactly this: the same numbers from the same file, and a report to save."""

import streamlit as st

from ui.lessons.your_model.report import report
from ui.lessons.your_model.shown import Shown
from ui.page.blocks import show_code
from ui.page.page import Page


def code_and_report(page: Page, shown: Shown) -> None:
    """Show the code that prints the numbers on screen, and offer the report."""
    unit, given = page.appearance.unit, shown.examined.given
    values = {"read": given.code, "base": unit.code, "unit": unit.name}
    # Of one class against the rest, or of two, the parts are exact; of many, a temperature's.
    parts = "code: two" if len(given.classes) == 2 else "code: many"
    template = page.prose.parts["code"] + "\n" + page.prose.parts[parts]
    show_code(template, values)
    text = template
    for name, value in values.items():
        text = text.replace(f"{{{{{name}}}}}", value)
    st.download_button(
        "Save a report",
        lambda: report(shown.examined, unit, text),
        "report.zip",
        "application/zip",
        icon=":material/download:",
        on_click="ignore",
        key="ym_save_report",
    )
    page.caption("report")
