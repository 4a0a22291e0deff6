"""Compute the home page's answer anew: ``.venv/bin/python -m scripts.answer``, some seconds."""

from ui.lessons.home.precomputed import FILE, LIMIT, STARTS
from ui.lessons.training.races import escape_steps

if __name__ == "__main__":
    escape_steps("blobs", STARTS, LIMIT).to_csv(FILE, index=False, lineterminator="\n")
