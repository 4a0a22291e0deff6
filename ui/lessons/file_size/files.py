"""The files of the lesson's texts: written piece by piece, cached, and read back."""

from __future__ import annotations

from collections.abc import Callable
from threading import Lock

from infotheory.lessons.message_files import TextWriter, read_text
from ui.lessons.file_size.texts import ORDERS, Sample
from ui.serving.background import Job
from ui.serving.cache import cached
from ui.serving.long_work import LONG_WORK
from ui.serving.presence import stop_if_gone

_PIECE = 2000  # letters, in well below a second

Progress = Callable[[float], object]


class _Writer:
    """A file that is being written; the runs of several visitors may continue it."""

    def __init__(self, sample: Sample, order: int) -> None:
        self._writer: TextWriter | None = TextWriter(sample.symbols, order, len(sample.letters))
        self._data = b""
        self._lock = Lock()

    def write_up_to(self, count: int) -> None:
        with self._lock:
            if self._writer:
                self._writer.write_up_to(count)

    def finish(self) -> bytes:
        """Return the file, and free the model, which takes far more memory than the file."""
        with self._lock:
            if self._writer:
                self._data, self._writer = self._writer.finish(), None
            return self._data


@cached(8)
def _writer(sample: Sample, order: int) -> _Writer:
    return _Writer(sample, order)


@cached(512, LONG_WORK)
def _piece(sample: Sample, order: int, end: int) -> int:
    """Write the file up to some letter, so that little is left when the whole is asked for.

    If too many files are being written, this one's beginning is dropped, and `file_of` writes all.
    """
    begins = end <= _PIECE
    if not file_of.is_cached(sample, order) and (begins or _writer.is_cached(sample, order)):
        _writer(sample, order).write_up_to(end)
    return end


@cached(128, LONG_WORK)
def file_of(sample: Sample, order: int, *, progress: Progress = lambda _: None) -> bytes:
    """Write the text under the model of an order."""
    writer = _writer(sample, order)
    for end in _ends(sample):
        stop_if_gone()
        progress(end / len(sample.text))
        writer.write_up_to(end)
    return writer.finish()


def jobs(sample: Sample, shown: int) -> list[Job]:
    """Return the work of writing the file of the order that is shown, or then that of all others.

    The page runs again after each of the two, so what is shown is exact as soon as it can be.
    """
    left = [each for each in ORDERS if sample.is_written and not file_of.is_cached(sample, each)]
    found = []
    for order in [shown] if shown in left else left:
        found += [Job(_piece, (sample, order, end)) for end in _ends(sample)]
        found.append(Job(file_of, (sample, order)))
    return found


@cached(32, LONG_WORK)
def read_back(sample: Sample, order: int, *, progress: Progress = lambda _: None) -> str:
    """Read the file of an order as its receiver does: from its bytes alone."""

    def report(share: float) -> None:
        stop_if_gone()
        progress(share)

    return decoded(sample, file_of(sample, order), order, progress=report)


def decoded(sample: Sample, data: bytes, order: int, *, progress: Progress = lambda _: None) -> str:
    """Read a file of the text's letters, or one that was altered, with the model of an order.

    Raises
    ------
    ValueError
        If the file ends before as many letters are read as the text has.
    """
    letters = sample.letters
    symbols = read_text(data, len(sample.text), order, len(letters), progress=progress)
    return "".join(letters[symbol] for symbol in symbols)


def _ends(sample: Sample) -> range:
    return range(_PIECE, len(sample.text), _PIECE)
