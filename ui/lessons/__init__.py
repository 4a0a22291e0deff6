"""The lessons: one folder each, with its blocks and their figures."""
