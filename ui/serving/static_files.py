"""Streamlit's own files, compressed once: 1.7 MB for a new laptop in the hall in place of 4.3."""

import gzip

from anyio import to_thread
from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

_FOLDER = "/static/"
_KINDS = ("text/", "application/javascript", "application/json", "application/wasm", "image/svg")
_LEAST_BYTES = 1000  # below, a header costs as much as is saved

File = tuple[list[tuple[bytes, bytes]], bytes]
"""The headers of an answer, and its body."""


class CompressedStaticFiles:
    """Answer requests for static files from memory, compressed.

    Streamlit leaves that to a proxy, since to compress at each request costs more than it saves.
    Its files never change while it runs, so that each is compressed at most once; what is kept is
    bounded by what its folder holds.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app
        self._files: dict[str, File] = {}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if not _is_for_a_compressed_file(scope):
            await self._app(scope, receive, send)
            return
        path = scope["path"]
        file = self._files.get(path)
        if file is None:
            answer = _Answer()
            await self._app(scope, receive, answer.receive)
            if not answer.is_worth_compressing:
                await answer.pass_on(send)
                return
            file = self._files[path] = await to_thread.run_sync(answer.compressed)
        headers, body = file
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        await send({"type": "http.response.body", "body": body})


def _is_for_a_compressed_file(scope: Scope) -> bool:
    if scope["type"] != "http" or scope["method"] != "GET":
        return False
    headers = Headers(scope=scope)
    return (
        _FOLDER in scope["path"]
        and "gzip" in headers.get("accept-encoding", "")
        and not {"range", "if-none-match", "if-modified-since"} & set(headers)
    )


class _Answer:
    """What the app answers, to be looked at before it is sent."""

    def __init__(self) -> None:
        self._messages: list[Message] = []

    async def receive(self, message: Message) -> None:
        self._messages.append(message)

    async def pass_on(self, send: Send) -> None:
        for message in self._messages:
            await send(message)

    @property
    def is_worth_compressing(self) -> bool:
        start = self._messages[0]
        headers = Headers(raw=start["headers"])
        return (
            start["status"] == 200
            and headers.get("content-type", "").startswith(_KINDS)
            and "content-encoding" not in headers
            and len(self._body) >= _LEAST_BYTES
        )

    def compressed(self) -> File:
        body = gzip.compress(self._body, mtime=0)
        headers = MutableHeaders(raw=[*self._messages[0]["headers"]])
        headers["content-encoding"] = "gzip"
        headers["content-length"] = str(len(body))
        headers.add_vary_header("Accept-Encoding")
        return headers.raw, body

    @property
    def _body(self) -> bytes:
        return b"".join(message.get("body", b"") for message in self._messages)
