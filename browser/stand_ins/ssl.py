"""Stands in for ssl in the browser, whose own connections are the only ones.

asyncio and anyio import it, and name its errors; Altair makes an opener of addresses.
"""


class SSLContext:
    """A context of no connection."""

    post_handshake_auth = None

    def set_alpn_protocols(self, _protocols: list[str]) -> None:
        """Do nothing."""


_create_default_https_context = SSLContext


def __getattr__(name: str) -> type[OSError]:
    """Return an error that is never raised."""
    if name.startswith("__"):
        raise AttributeError(name)
    return type(name, (OSError,), {})
