"""Maths that only the lessons need; not part of the public face."""
