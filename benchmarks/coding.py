"""Time the arithmetic coder, and compare its file sizes with those of the standard library.

    python -m benchmarks.coding

Speeds are the best of several rounds on one core. The text is the app's own prose.
"""

import bz2
import lzma
import math
import time
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np

from infotheory import ArithmeticDecoder, ArithmeticEncoder, ContextModel

PROSE = sorted((Path(__file__).parent.parent / "pages").glob("*.md"))
ROUNDS = 3
LETTERS = 20_000

# Goals: symbols per second with an alphabet of 32; seconds to write and read that many letters.
SPEED, SECONDS = 50_000, 2.0


def best(call: Callable[[], Any]) -> tuple[float, Any]:
    """Return the time of the fastest round, and the result of the call."""
    times = []
    for _ in range(ROUNDS):
        start = time.perf_counter()
        result = call()
        times.append(time.perf_counter() - start)
    return min(times), result


def encode(symbols: list[int], ps: list[Any]) -> bytes:
    encoder = ArithmeticEncoder()
    for symbol, p in zip(symbols, ps, strict=True):
        encoder.encode(symbol, p)
    return encoder.finish()


def decode(data: bytes, ps: list[Any]) -> list[int]:
    decoder = ArithmeticDecoder(data)
    return [decoder.decode(p) for p in ps]


def write(text: str, order: int, letters: str) -> bytes:
    encoder, model = ArithmeticEncoder(), ContextModel(order, len(letters))
    place = {letter: i for i, letter in enumerate(letters)}
    for letter in text:
        encoder.encode(place[letter], model.predict())
        model.update(place[letter])
    return encoder.finish()


def read(data: bytes, count: int, order: int, letters: str) -> str:
    decoder, model, text = ArithmeticDecoder(data), ContextModel(order, len(letters)), []
    for _ in range(count):
        symbol = decoder.decode(model.predict())
        model.update(symbol)
        text.append(letters[symbol])
    return "".join(text)


def compare_speed() -> None:
    print("\n### Speed\n\n| symbols | encode, a second | decode, a second | bits above −Σ log₂ p |")
    print("| ---: | ---: | ---: | ---: |")
    for alphabet, count in ((2, 50_000), (32, 50_000), (1000, 5_000), (100_000, 200)):
        rng = np.random.default_rng(0)
        ps = list(rng.dirichlet(np.ones(alphabet), size=min(count, 1000))) * (count // 1000 or 1)
        symbols = [int(rng.choice(alphabet, p=p)) for p in ps[:1000]] * (count // 1000 or 1)
        encoding, data = best(lambda s=symbols, p=ps: encode(s, p))  # type: ignore[misc]
        decoding, got = best(lambda d=data, p=ps: decode(d, p))  # type: ignore[misc]
        assert got == symbols
        bits = -math.fsum(math.log2(p[symbol]) for symbol, p in zip(symbols, ps, strict=True))
        speeds = f"{len(ps) / encoding:,.0f} | {len(ps) / decoding:,.0f}"
        print(f"| {alphabet:,} | {speeds} | {8 * len(data) - bits:.2f} |")
    print(f"\nPromised are {SPEED:,} at 32 symbols.")


def compare_sizes() -> None:
    text = "".join(page.read_text(encoding="utf-8") for page in PROSE)
    letters, raw = "".join(sorted(set(text))), text.encode()
    print(f"\n### Size of {len(text):,} letters, {len(letters)} different ones\n")
    print("| | bytes | bits per letter | seconds |\n| --- | ---: | ---: | ---: |")
    rows: dict[str, Callable[[], bytes]] = {
        f"order {order}": lambda order=order: write(text, order, letters)  # type: ignore[misc]
        for order in range(-1, 6)
    }
    rows |= {
        "zlib": lambda: zlib.compress(raw, 9),
        "bz2": lambda: bz2.compress(raw, 9),
        "lzma": lambda: lzma.compress(raw),
    }
    for name, call in rows.items():
        taken, data = best(call)
        print(f"| {name} | {len(data):,} | {8 * len(data) / len(text):.3f} | {taken:.3f} |")
    part = text[:LETTERS]
    writing, data = best(lambda: write(part, 3, letters))
    reading, back = best(lambda: read(data, len(part), 3, letters))
    assert back == part
    print(
        f"\n{len(part):,} letters at order 3 are written in {writing:.2f} s and read back in "
        f"{reading:.2f} s; promised are {SECONDS} s for both."
    )


if __name__ == "__main__":
    compare_speed()
    compare_sizes()
