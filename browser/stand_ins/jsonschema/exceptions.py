"""The errors of jsonschema, which nobody raises here."""


class ValidationError(Exception):
    """Says that a value does not fit its schema."""
