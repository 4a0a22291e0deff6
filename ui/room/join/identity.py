"""Which phone a request comes from: a random token, in a cookie or else in a header."""

import hashlib
import re
import secrets

from starlette.requests import Request
from starlette.responses import Response

COOKIE, HEADER = "join", "x-join"
_SECONDS = 12 * 60 * 60
_TOKEN = re.compile(r"[0-9a-f]{32}")


def new_token() -> str:
    """Return a token for a phone that has none."""
    return secrets.token_hex(16)


def token_of(request: Request) -> str | None:
    """Return the phone's token; the one that its page holds, if cookies do not work."""
    given = request.headers.get(HEADER) or request.cookies.get(COOKIE) or ""
    return given if _TOKEN.fullmatch(given) else None


def visitor(token: str, salt: bytes) -> str:
    """Return the anonymous identity under which a room keeps a forecast."""
    return hashlib.blake2b(bytes.fromhex(token), key=salt, digest_size=16).hexdigest()


def give_cookie(request: Request, response: Response) -> None:
    """Let the phone keep a token, unless it has one."""
    if token_of(request) is None:
        response.set_cookie(
            COOKIE,
            new_token(),
            max_age=_SECONDS,
            path="/join",
            secure=_is_https(request),
            httponly=True,
            samesite="lax",
        )


def _is_https(request: Request) -> bool:
    proxied = request.headers.get("x-forwarded-proto", request.url.scheme)
    return proxied.split(",")[0].strip() == "https"
