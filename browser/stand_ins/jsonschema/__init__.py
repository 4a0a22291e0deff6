"""Stands in for jsonschema in the browser: Altair looks names up in its own schema with it.

It checks nothing: the tests check each specification, and start.py leaves that out.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from jsonschema.exceptions import ValidationError

__all__ = ["RefResolver", "ValidationError"]


class RefResolver:
    """Finds what a reference within a schema refers to."""

    def __init__(self, schema: dict[str, Any]) -> None:
        self._schema = schema

    @classmethod
    def from_schema(cls, schema: dict[str, Any]) -> "RefResolver":
        """Return one for the references of this schema."""
        return cls(schema)

    @contextmanager
    def resolving(self, reference: str) -> Iterator[Any]:
        """Give what a reference, such as ``#/definitions/Axis``, refers to."""
        found = self._schema
        for name in reference.removeprefix("#/").split("/"):
            found = found[name]
        yield found
