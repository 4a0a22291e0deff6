"""The blocks of the lesson on a visitor's own model, their figures, and what reads files."""
