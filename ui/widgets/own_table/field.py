"""The upload field for a visitor's file, the choice of its format, and the button to forget it."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from ui.serving.long_work import computing
from ui.serving.presence import stop_if_gone
from ui.serving.process import return_memory
from ui.serving.uploads import ask_for_file, take
from ui.widgets.own_table.columns import Progress
from ui.widgets.own_table.slot import Slot, forget_all
from ui.widgets.progress import progress_shown

_LARGE = 2**19  # bytes

Read = Callable[[Progress], object]


def file_field(slot: Slot, label: str, field: str, help: str, work: Read | None = None) -> None:
    """Show the upload field, read a file that was just uploaded, and run the page again.

    ``work`` is done once it is read, with a share of the progress.
    """
    file = ask_for_file(label, field, help)
    if file is not None:
        data, name = take(file, field), file.name
        read_own(lambda progress: slot.bring(data, name, progress), len(data), work)
        st.rerun()


def read_own(read: Read, size: int, work: Read | None = None) -> None:
    """Read a table on a core, with progress."""
    with progress_shown("Reading your table …") as progress:

        def report(share: float) -> None:
            stop_if_gone()
            progress(share)

        with computing():
            read(lambda share: report(share / 4 if work else share))
            if work is not None:
                work(lambda share: report((1 + 3 * share) / 4))
        if size >= _LARGE:
            return_memory()


def choose_format(slot: Slot, key: str, work: Read | None = None) -> None:
    """Show a choice of separator and decimal mark, if more than one format is possible."""
    if not slot.formats:
        return
    now = slot.formats.index(slot.format) if slot.format in slot.formats else None
    # The key changes with what was read, so that the field shows that.
    name = f"{key}_format_{slot.version}_{now}"

    chosen = st.selectbox(
        "Separator and decimal mark",
        slot.formats,
        now,
        key=name,
        format_func=str,
        help="They were guessed from the first lines.",
    )
    if chosen in slot.formats and chosen != slot.format:
        read_own(lambda progress: slot.read_as(chosen, progress), _LARGE, work)
        st.rerun()


def forget_button(key: str, also: Callable[[], object]) -> None:
    """Show a button that drops all that this visitor brought, and what ``also`` drops."""
    if st.button("Forget my data", icon=":material/delete:", key=key):
        forget_all()
        also()
        st.rerun()
