"""Show exactly this: the same numbers from the same file, and a report to save."""

import streamlit as st

from ui.lessons.your_model.examples import FILE
from ui.lessons.your_model.own_data import file_name, pasted_text
from ui.lessons.your_model.report import report
from ui.lessons.your_model.shown import Shown
from ui.lessons.your_model.sources import FROM_FILE, FROM_PASTED
from ui.page.blocks import filled, show_code
from ui.page.page import Page


def code_and_report(page: Page, shown: Shown) -> None:
    """Show the code that prints the numbers on screen, and offer the report."""
    unit, given = page.appearance.unit, shown.examined.given
    values = {"read": given.code, "base": unit.code, "unit": unit.name}
    # Of one class against the rest, or of two, the parts are exact; of many, a temperature's.
    parts = "code: two" if len(given.classes) == 2 else "code: many"
    template = page.prose.parts["code"] + "\n" + page.prose.parts[parts]
    pasted = pasted_text() if shown.source == FROM_PASTED else None
    show_code(
        page,
        template,
        values,
        in_notebook=lambda: {"read": _with_rows_inside(shown, pasted)},
        reads=file_name() if shown.source == FROM_FILE else "",
    )
    text = filled(template, values)
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


def _with_rows_inside(shown: Shown, pasted: str | None) -> str:
    """Return the code that reads the rows; unless they are an upload, the code contains them."""
    code = shown.examined.given.code
    before, call, rest = code.partition("pd.read_csv(")
    if not call or shown.source == FROM_FILE:
        return code
    text = FILE.read_text(encoding="utf-8") if pasted is None else pasted
    quotation_mark = rest[0]
    _, _, rest = rest[1:].partition(quotation_mark)
    return f"import io\n\ncsv = {text!r}\n{before}{call}io.StringIO(csv){rest}"
