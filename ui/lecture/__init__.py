"""Lecture mode: what it enlarges and cuts short, and the keys of a presenter."""
