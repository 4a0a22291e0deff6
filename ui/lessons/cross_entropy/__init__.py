"""The blocks of the lesson on cross-entropy, and their figures."""
