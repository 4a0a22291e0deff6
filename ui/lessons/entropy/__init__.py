"""The blocks of the lesson on entropy, and their figures."""
