"""The lessons: a folder each, with its blocks and their figures."""
