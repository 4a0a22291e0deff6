"""A message as one number: files as long as the surprise of what they hold, to within two bytes.

The message is an interval of [0, 1) that each symbol narrows to its share; any number in it
determines all symbols. Everything except the probabilities is an integer, so anyone who has the
same probabilities, bit for bit, reads the same message on any machine.
"""

from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from infotheory._core.distributions import one_distribution
from infotheory._core.symbols import symbol_index

# A probability is a whole number of these parts of 1.
PARTS = 2.0**60

# What a distribution may be off 1 in any case, and the bits of the float 1.
SUM_TOLERANCE = 1e-8
ONE = 0x3FF << 52
CURE = "divide it by its sum"

# The interval is kept between 2^64 and 2^96 wide, and what is settled leaves 32 bits at a time.
# It never has fewer places than there are parts, so that no share of it is empty.
WIDTH = 96
WORD = 32
NARROW = 1 << (WIDTH - WORD)
FULL = 1 << WIDTH
MASK = NARROW - 1
STEP, AHEAD = WORD // 8, WIDTH // 8  # in bytes


class ArithmeticEncoder:
    """Write symbols into a file, each in −log₂ p bits.

    Notes
    -----
    The file of symbols with the probabilities pᵢ is within 16 + 10⁻⁶ n bits of Σ −log₂ pᵢ, for
    pᵢ from 10⁻⁹ on. Each p is any distribution, of shape (k,), and may depend on all symbols
    before. A certain symbol costs nothing, and the empty message is the empty file.

    Each probability becomes ⌈2⁶⁰ p⌉ parts; the parts are divided by their sum, so that a sum of
    p beside 1 changes nothing. For a probability below 10⁻¹⁸ the file takes 60 bits, fewer than the
    surprise.

    References
    ----------
    I. H. Witten, R. M. Neal and J. G. Cleary, "Arithmetic Coding for Data Compression",
    *Communications of the ACM* 30, 1987, 520-540. A. Moffat, R. M. Neal and I. H. Witten,
    "Arithmetic Coding Revisited", *ACM Transactions on Information Systems* 16, 1998, 256-294.

    Examples
    --------
    >>> p = [0.9, 0.1]
    >>> encoder = ArithmeticEncoder()
    >>> for symbol in [0, 0, 0, 1, 0, 0, 0, 0, 0, 0]:
    ...     encoder.encode(symbol, p)
    >>> encoder.finish().hex()
    'a8'
    >>> decoder = ArithmeticDecoder(bytes.fromhex("a8"))
    >>> [decoder.decode(p) for _ in range(10)]
    [0, 0, 0, 1, 0, 0, 0, 0, 0, 0]
    """

    def __init__(self) -> None:
        self._settled = bytearray()
        self._low = 0
        self._width = FULL

    def encode(self, symbol: int, p: ArrayLike) -> None:
        """Add a symbol to the message.

        Parameters
        ----------
        symbol : int
            One of 0 … k − 1.
        p : array_like
            The probability of each symbol to come here, shape (k,).

        Raises
        ------
        DistributionError
            If `p` is not a distribution.
        TypeError
            If `symbol` is not an integer, or `p` does not hold real numbers.
        ValueError
            If `p` has more than one axis, `symbol` is not in 0 … k − 1, or has probability 0: no
            number of bits can say what cannot happen. The message then stays as it was.
        """
        ends = _ends(p)
        symbol = symbol_index(symbol, len(ends))
        begin = int(ends[symbol - 1]) if symbol else 0
        end = int(ends[symbol])
        if begin == end:
            raise ValueError(
                f"symbol must not have probability 0, but p[{symbol}] is 0: what is impossible "
                "has no code; give every symbol that may occur a positive probability"
            )
        total, width = int(ends[-1]), self._width
        start = width * begin // total
        low, width = self._low + start, width * end // total - start
        if low >= FULL:
            low -= FULL
            _carry(self._settled)
        while width < NARROW:
            self._settled += (low >> (WIDTH - WORD)).to_bytes(STEP, "big")
            low = (low & MASK) << WORD
            width <<= WORD
        self._low, self._width = low, width

    def finish(self) -> bytes:
        """Return the file of the message so far; more symbols may follow, for a longer one.

        Returns
        -------
        bytes
            The shortest file that is certain to hold the message.
        """
        count = -(-(WIDTH + 1 - self._width.bit_length()) // 8)
        unit = WIDTH - 8 * count
        tail = -(-self._low >> unit)
        settled = self._settled
        if tail >> (8 * count):
            settled = settled.copy()
            _carry(settled)
            tail -= 1 << (8 * count)
        return bytes(settled) + tail.to_bytes(count, "big")


class ArithmeticDecoder:
    """Read symbols from a file that an `ArithmeticEncoder` wrote.

    Parameters
    ----------
    data : bytes
        What `ArithmeticEncoder.finish` returned.

    Raises
    ------
    TypeError
        If `data` is not of bytes.

    Notes
    -----
    A file does not say how many symbols it holds: either the reader knows, or one symbol means the
    end. A file that was altered, or is read with other probabilities, gives other symbols; one that
    was cut gives other symbols or a ValueError.

    References
    ----------
    As for `ArithmeticEncoder`.

    Examples
    --------
    >>> encoder = ArithmeticEncoder()
    >>> for symbol in [2, 0, 1]:
    ...     encoder.encode(symbol, [0.5, 0.25, 0.25])
    >>> decoder = ArithmeticDecoder(encoder.finish())
    >>> [decoder.decode([0.5, 0.25, 0.25]) for _ in range(3)]
    [2, 0, 1]
    """

    def __init__(self, data: bytes) -> None:
        if not isinstance(data, bytes | bytearray | memoryview):
            raise TypeError(
                f"data must be bytes, as ArithmeticEncoder.finish() returns, not "
                f"{type(data).__name__}; read a file with open(name, 'rb')"
            )
        self._data = bytes(data)
        self._settled = 0  # in bytes
        self._offset = self._bytes(0, AHEAD)  # of the file's number from the interval's start
        self._width = FULL

    def decode(self, p: ArrayLike) -> int:
        """Return the next symbol.

        Parameters
        ----------
        p : array_like
            Exactly the probabilities, shape (k,), that the symbol was encoded with.

        Returns
        -------
        int
            One of 0 … k − 1; never one of probability 0.

        Raises
        ------
        DistributionError, TypeError
            As for `ArithmeticEncoder.encode`.
        ValueError
            If `p` has more than one axis, or the file ends before the message does.
        """
        ends = _ends(p)
        total, width, offset = int(ends[-1]), self._width, self._offset
        # The largest begin with width · begin // total ≤ offset.
        part = ((offset + 1) * total - 1) // width
        symbol = int(ends.searchsorted(part, side="right"))
        begin = int(ends[symbol - 1]) if symbol else 0
        start = width * begin // total
        offset, width = offset - start, width * int(ends[symbol]) // total - start
        settled = self._settled
        while width < NARROW:
            # A whole file is longer than what the symbols before its end have settled.
            if settled + STEP >= len(self._data):
                raise ValueError(
                    f"the file of {len(self._data)} bytes ends before the message does; it was "
                    "cut, or more symbols are asked for than it holds"
                )
            offset = offset << WORD | self._bytes(settled + AHEAD, STEP)
            width <<= WORD
            settled += STEP
        self._offset, self._width, self._settled = offset, width, settled
        return symbol

    def _bytes(self, start: int, count: int) -> int:
        """Return bytes as a number; beyond the end of the file all are 0."""
        return int.from_bytes(self._data[start : start + count].ljust(count, b"\0"), "big")


def _ends(p: Any) -> NDArray[np.int64]:
    """Return where the share of each symbol ends, in parts, with the sum of all at the end.

    The product with a power of two and its ceiling are exact, and sums of integers know no
    rounding: the parts are the same on every machine.
    """
    if not (type(p) is np.ndarray and p.dtype == np.float64 and p.ndim == 1 and _at_most_one(p)):
        p = one_distribution(p, "p", cure=CURE)
    ends: NDArray[np.int64] = np.add.accumulate(np.ceil(p * PARTS).astype(np.int64))
    if abs(int(ends[-1]) - int(PARTS)) > len(p) + PARTS * SUM_TOLERANCE:
        one_distribution(p, "p", cure=CURE)
    return ends


def _at_most_one(p: NDArray[np.float64]) -> bool:
    """Say whether all numbers are in [0, 1] for sure.

    Read as integers, floats from 0 to 1 keep their order, and −0.0, those below 0, above 1 and
    NaN come after them.
    """
    return p.size > 0 and int(np.maximum.reduce(p.view(np.uint64))) <= ONE


def _carry(settled: bytearray) -> None:
    """Add 1 to the number that these bytes are."""
    i = len(settled) - 1
    while settled[i] == 255:
        settled[i] = 0
        i -= 1
    settled[i] += 1
