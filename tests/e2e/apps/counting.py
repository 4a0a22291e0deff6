"""The app, which writes a line for each training that it begins."""

import runpy
from functools import wraps
from pathlib import Path

import infotheory


def counted(train):
    @wraps(train)
    def begin(*args, **kwargs):
        print("a training begins", flush=True)
        return train(*args, **kwargs)

    return begin


for name in ("train", "steps_to_accuracy"):
    train = getattr(infotheory, name)
    if not hasattr(train, "__wrapped__"):  # this script runs again for every visitor
        setattr(infotheory, name, counted(train))
runpy.run_path(str(Path(__file__).parents[3] / "ui" / "main.py"))
