"""The two pages of a phone, each one answer with its style and script inside, made once."""

import base64
import gzip
import hashlib
import html
from dataclasses import dataclass, fields
from pathlib import Path

from starlette.requests import Request
from starlette.responses import Response

from ui.room.rooms import LENGTH
from ui.serving.cache import cached
from ui.style.theme import PALETTES

_HERE = Path(__file__).parent


@dataclass(frozen=True)
class PhonePage:
    """A page as it is sent, and the policy that lets it run its own style and script alone."""

    body: bytes
    compressed: bytes
    policy: str

    def response(self, request: Request, status: int = 200) -> Response:
        """Answer a request with it, compressed if the phone can read that."""
        zipped = "gzip" in request.headers.get("accept-encoding", "")
        headers = {
            "Content-Security-Policy": self.policy,
            "Cache-Control": "no-store",
            "X-Content-Type-Options": "nosniff",
            "Referrer-Policy": "no-referrer",
            **({"Content-Encoding": "gzip"} if zipped else {}),
        }
        content = self.compressed if zipped else self.body
        return Response(content, status, headers, media_type="text/html")


@cached(1)
def phone_page() -> PhonePage:
    """Return the page that answers in a room."""
    return _page(_read("phone.html"), _read("phone.js"))


@cached(32)
def way_in(sentence: str = "") -> PhonePage:
    """Return the page that asks for a code, with a sentence about why."""
    said = f'<p role="alert">{html.escape(sentence)}</p>' if sentence else ""
    text = _read("way_in.html").replace("<!-- sentence -->", said)
    return _page(text.replace("<!-- length -->", str(LENGTH)), "")


def _page(inside: str, script: str) -> PhonePage:
    style = _colours() + _read("phone.css")
    parts = {
        "/* style */": style,
        "<!-- inside -->": inside,
        "<!-- script -->": f"<script>{script}</script>\n" if script else "",
    }
    text = _read("frame.html")
    for place, part in parts.items():
        text = text.replace(place, part)
    body = text.encode()
    policy = (
        f"default-src 'none'; style-src '{_hash(style)}'; script-src '{_hash(script)}'; "
        "connect-src 'self'; img-src data:; form-action 'self'; base-uri 'none'; "
        "frame-ancestors 'self'"
    )
    return PhonePage(body, gzip.compress(body, mtime=0), policy)


def _colours() -> str:
    """Return the colours of both schemes as variables of the style sheet."""

    def variables(scheme: str) -> str:
        palette = PALETTES[scheme]
        pairs = (
            f"--{each.name.replace('_', '-')}:{getattr(palette, each.name)}"
            for each in fields(palette)
        )
        return f":root{{{';'.join(pairs)}}}"

    return f"{variables('light')}@media(prefers-color-scheme:dark){{{variables('dark')}}}"


def _hash(text: str) -> str:
    digest = hashlib.sha256(text.encode()).digest()
    return f"sha256-{base64.b64encode(digest).decode()}"


def _read(name: str) -> str:
    return (_HERE / name).read_text(encoding="utf-8")
