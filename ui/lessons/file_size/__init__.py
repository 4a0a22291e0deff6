"""The blocks of the lesson on file size, and their figures."""
