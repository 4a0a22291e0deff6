"""A check in front of Streamlit's uploads, which refuses an upload before it is read."""

from __future__ import annotations

import re

from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from ui.serving.upload_limits import MOST_BYTES
from ui.serving.uploads import pending

_FORM = 16 * 2**10  # bytes around the file in its form
_UPLOAD = re.compile(r"/_stcore/upload_file/(?P<session>[^/]+)/(?P<file>[^/]+)/?$")


class UploadDoor:
    """Refuse an upload before it is read, unless a page asked for it and there is space."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        found = _UPLOAD.search(scope["path"]) if scope["type"] == "http" else None
        if found and scope["method"] == "PUT":
            fault = pending.fault_of(found["session"], found["file"], _announced_size(scope))
            if fault:
                await PlainTextResponse(fault[1], fault[0])(scope, receive, send)
                return
            await self._upload(found["session"], found["file"], scope, receive, send)
            return
        if found and scope["method"] == "DELETE":
            pending.drop(found["session"], found["file"])
        await self._app(scope, receive, send)

    async def _upload(
        self, session: str, file: str, scope: Scope, receive: Receive, send: Send
    ) -> None:
        """Pass an upload on; one that fails no longer counts."""
        taken = False

        async def watch(message: Message) -> None:
            nonlocal taken
            taken = taken or message.get("status", 0) in range(200, 300)
            await send(message)

        try:
            await self._app(scope, receive, watch)
        finally:
            if not taken:
                pending.drop(session, file)


def _announced_size(scope: Scope) -> int:
    """Return the announced size of a request; the largest possible if it announces none."""
    for name, value in scope["headers"]:
        if name == b"content-length" and value.isdigit():
            return min(int(value[:12]), MOST_BYTES + _FORM)
    return MOST_BYTES + _FORM
