"""Phones that answer in a room, for the load script.

They are small: one process plays thousands of them beside the server that it measures.
"""

import asyncio
import gzip
import json
import random
import time
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit


@dataclass
class PhoneFigures:
    """The measurements; times in seconds."""

    answers: list[float] = field(default_factory=list)  # from the touch until it is in
    reveals: list[float] = field(default_factory=list)  # from the lecturer's click until it is told


class Phone:
    """One phone: it waits for changes on one connection, and answers on another."""

    def __init__(self, url: str, code: str, figures: PhoneFigures) -> None:
        self.host, self.port = urlsplit(url).hostname or "", urlsplit(url).port or 80
        self.path, self.figures = f"/join/{code}", figures
        self.cookies: dict[str, str] = {}
        self.state: dict[str, Any] = {}
        self.revealed_at = 0.0
        self._changed = asyncio.Event()
        self._following: asyncio.Task[None] | None = None

    async def come_in(self, arrive: float) -> None:
        """Open the page after a while, and begin to wait for changes."""
        await asyncio.sleep(random.uniform(0, arrive))
        connection = await self._connect()
        await self._ask(connection, "GET", self.path)
        _, self.state = await self._ask(connection, "GET", f"{self.path}/state")
        self._following = asyncio.create_task(self._follow(connection))

    async def _follow(self, connection: "Connection") -> None:
        while True:
            after = self.state["version"]
            status, told = await self._ask(connection, "GET", f"{self.path}/state?after={after}")
            if status == 200:
                self.state = told
                if told["revealed"]:
                    self.figures.reveals.append(time.monotonic() - self.revealed_at)
                self._changed.set()

    async def told(self) -> None:
        """Wait for the next change."""
        assert self._following
        self._changed.clear()
        change = asyncio.create_task(self._changed.wait())
        await asyncio.wait([change, self._following], return_when=asyncio.FIRST_COMPLETED)
        if self._following.done():
            self._following.result()  # the fault that ended it

    async def answer(self, turn: int, within: float) -> None:
        """Answer after a while; the server has to say that the answer is in."""
        await asyncio.sleep(random.uniform(0, within))
        weights = [random.random() for _ in self.state["options"]]
        percent = [100 * weight / sum(weights) for weight in weights]
        began = time.monotonic()
        connection = await self._connect()
        body = json.dumps({"asked": ["entropy", turn], "percent": percent}).encode()
        status, told = await self._ask(connection, "POST", f"{self.path}/answer", body)
        connection.close()
        if status != 200 or not told["said"]:
            raise RuntimeError(f"an answer got {status}: {told}")
        self.figures.answers.append(time.monotonic() - began)

    def leave(self) -> None:
        """Hang up."""
        if self._following:
            self._following.cancel()

    async def _connect(self) -> "Connection":
        return Connection(*await asyncio.open_connection(self.host, self.port))

    async def _ask(
        self, connection: "Connection", method: str, path: str, body: bytes = b""
    ) -> tuple[int, dict[str, Any]]:
        cookies = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        status, headers, content = await connection.ask(
            f"{method} {path} HTTP/1.1\r\nHost: {self.host}\r\nAccept-Encoding: gzip\r\n"
            f"Cookie: {cookies}\r\nContent-Type: application/json\r\n"
            f"Content-Length: {len(body)}\r\n\r\n".encode()
            + body
        )
        for name, value in headers:
            if name == "set-cookie":
                key, _, given = value.split(";")[0].partition("=")
                self.cookies[key] = given
        is_json = dict(headers).get("content-type", "").startswith("application/json")
        return status, json.loads(content) if is_json else {}


class Connection:
    """One connection of HTTP/1.1."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._reader, self._writer = reader, writer

    async def ask(self, request: bytes) -> tuple[int, list[tuple[str, str]], bytes]:
        """Send a request; return the status, the headers and the body of its answer."""
        self._writer.write(request)
        head, *lines = (await self._reader.readuntil(b"\r\n\r\n")).decode().split("\r\n")
        pairs = (line.split(": ", 1) for line in lines if line)
        headers = [(name.lower(), value) for name, value in pairs]
        known = dict(headers)
        content = await self._reader.readexactly(int(known.get("content-length", 0)))
        if known.get("content-encoding") == "gzip":
            content = gzip.decompress(content)
        return int(head.split()[1]), headers, content

    def close(self) -> None:
        """Hang up."""
        self._writer.close()
