"""Stands in for Jinja in the browser: Altair writes whole pages with it, which none asks for."""


class Template:
    """A template that is never filled in."""

    def __init__(self, *_source: str) -> None:
        pass
