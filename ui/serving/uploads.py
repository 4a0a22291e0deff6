"""Uploads: only if a page asks for a file, a limited amount at once, and dropped once read.

Streamlit keeps an uploaded file in memory until its session ends, and accepts one from any session.
Here a page announces that it asks for one, and drops it once it is read. ``upload_door`` refuses
files that no page asked for, and files that would be too much together.
"""

from __future__ import annotations

from threading import Lock

import streamlit as st
from streamlit import runtime
from streamlit.runtime.memory_uploaded_file_manager import MemoryUploadedFileManager
from streamlit.runtime.scriptrunner import get_script_run_ctx
from streamlit.runtime.uploaded_file_manager import UploadedFile

from ui.serving.upload_limits import MOST_FILES_OF_A_SESSION, MOST_PENDING


class PendingUploads:
    """Which sessions were asked for a file, and how large the files are that wait to be read."""

    def __init__(self) -> None:
        self._by_session: dict[str, dict[str, int]] = {}
        self._lock = Lock()

    def expect(self, session: str) -> None:
        """Accept files from a session."""
        with self._lock:
            self._forget_the_gone()
            self._by_session.setdefault(session, {})

    def fault_of(self, session: str, file: str, size: int) -> tuple[int, str] | None:
        """Count an incoming file, or return the status and the sentence of a refusal."""
        with self._lock:
            self._forget_the_gone()
            files = self._by_session.get(session)
            if files is None:
                return 403, "This page does not accept files."
            others = sum(sum(each.values()) for each in self._by_session.values())
            others -= files.get(file, 0)
            if len({*files, file}) > MOST_FILES_OF_A_SESSION or others + size > MOST_PENDING:
                return 503, "Too many files are waiting to be read: try again in a minute."
            files[file] = size
            return None

    def drop(self, session: str, file: str) -> None:
        """Count a file no longer."""
        with self._lock:
            self._by_session.get(session, {}).pop(file, None)

    def _forget_the_gone(self) -> None:
        if runtime.exists():
            active = runtime.get_instance().is_active_session
            for session in [each for each in self._by_session if not active(each)]:
                del self._by_session[session]


pending = PendingUploads()


def ask_for_file(label: str, key: str, help: str) -> UploadedFile | None:
    """Show the field for a file; return one that was just uploaded."""
    context = get_script_run_ctx(suppress_warning=True)
    if context is not None:
        pending.expect(context.session_id)
    turn = st.session_state.get(f"{key}_turn", 0)
    return st.file_uploader(label, key=f"{key}_{turn}", help=help)


def take(file: UploadedFile, key: str) -> bytes:
    """Return what an uploaded file holds, and let the server forget it.

    The field, too, holds what it gave: run the page again, which shows an empty one in its place.
    """
    st.session_state[f"{key}_turn"] = st.session_state.get(f"{key}_turn", 0) + 1
    data = file.getvalue()
    context = get_script_run_ctx(suppress_warning=True)
    if context is not None:
        if isinstance(context.uploaded_file_mgr, MemoryUploadedFileManager):
            context.uploaded_file_mgr.remove_file(context.session_id, file.file_id)
        pending.drop(context.session_id, file.file_id)
    return data
