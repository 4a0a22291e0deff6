"""Lets Altair write specifications without a check of each: the tests make it, it takes seconds."""

from typing import Any

from altair.utils import schemapi


def trust_figures() -> None:
    """Leave out jsonschema, which would also choose a class for each part of an encoding."""

    def of_parts(cls: type[schemapi.SchemaBase], parts: dict[str, Any], **_: object) -> Any:
        return cls(**parts)

    schemapi.validate_jsonschema = lambda *_what, **_how: None
    schemapi.SchemaBase.from_dict = classmethod(of_parts)
