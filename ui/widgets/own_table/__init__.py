"""A table of the visitor's own: read, bounded, kept in the session and nowhere else."""
