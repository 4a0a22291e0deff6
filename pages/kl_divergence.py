"""Lesson."""

from ui.frame import enter

page = enter(__file__)
