"""Who is who, without a name: one browser is one visitor, also after a reload."""

import hashlib
import secrets

import streamlit as st

_SALT = secrets.token_bytes(16)  # what is kept can be traced to no cookie, and only by this process
_KEY = "visitor"
_COOKIE = "_streamlit_xsrf"


def visitor() -> str:
    """Return what tells this visitor from others."""
    if _KEY not in st.session_state:
        token = _token(st.context.cookies.get(_COOKIE, "")) or secrets.token_bytes(16)
        st.session_state[_KEY] = hashlib.blake2b(token, key=_SALT, digest_size=16).hexdigest()
    return str(st.session_state[_KEY])


def has_cookie() -> bool:
    """Tell whether this visitor is still the same in another tab, and after a reload."""
    return _token(st.context.cookies.get(_COOKIE, "")) is not None


def _token(cookie: str) -> bytes | None:
    """Return what stays the same in the cookie that Streamlit gives each browser.

    It reads ``2|mask|token ^ mask|time``: the mask is a new one at every visit. Without such a
    cookie a visitor lasts as long as the session.
    """
    try:
        _, mask, masked, _ = cookie.split("|")
        over, hidden = bytes.fromhex(mask), bytes.fromhex(masked)
    except ValueError:
        return None
    if not over or len(hidden) < 16:
        return None
    return bytes(byte ^ over[i % len(over)] for i, byte in enumerate(hidden))
