"""The blocks of the lesson on self-information, and their figures."""
