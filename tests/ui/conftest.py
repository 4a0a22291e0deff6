"""What tests of sharing have in common: how many are at something at the same time."""

from threading import Lock

import pytest


class AtOnce:
    """Counts who is inside, and remembers the most."""

    def __init__(self):
        self._counting, self._now, self.most = Lock(), 0, 0

    def __enter__(self):
        with self._counting:
            self._now += 1
            self.most = max(self.most, self._now)

    def __exit__(self, *_):
        with self._counting:
            self._now -= 1


@pytest.fixture
def at_once():
    """Nobody inside yet."""
    return AtOnce()
