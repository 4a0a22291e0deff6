"""Anonymous identities: one browser is one visitor, also after a reload."""

import hashlib
import secrets

import streamlit as st

from ui.room.store import rooms

_KEY = "visitor"
_COOKIE = "_streamlit_xsrf"


def visitor() -> str:
    """Return this visitor's anonymous identity."""
    if _KEY not in st.session_state:
        token = _token(st.context.cookies.get(_COOKIE, "")) or secrets.token_bytes(16)
        # Without the salt no identity can be traced to its cookie.
        hidden = hashlib.blake2b(token, key=rooms().salt, digest_size=16)
        st.session_state[_KEY] = hidden.hexdigest()
    return str(st.session_state[_KEY])


def has_cookie() -> bool:
    """Tell whether this visitor has the same identity in another tab, and after a reload."""
    return _token(st.context.cookies.get(_COOKIE, "")) is not None


def _token(cookie: str) -> bytes | None:
    """Return the constant part of the cookie that Streamlit gives each browser, or None.

    The cookie is ``2|mask|token ^ mask|time``, with a new mask at every visit. Without such a
    cookie an identity lasts as long as the session.
    """
    try:
        _, mask, masked, _ = cookie.split("|")
        over, hidden = bytes.fromhex(mask), bytes.fromhex(masked)
    except ValueError:
        return None
    if not over or len(hidden) < 16:
        return None
    return bytes(byte ^ over[i % len(over)] for i, byte in enumerate(hidden))
