"""Whatever a client sends is read in time that grows with its length alone, or is refused."""

import json
import math
import time
from contextlib import suppress
from itertools import takewhile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ui.lecture.path import path_of, place
from ui.lessons.cross_entropy.forecasters import read_forecasts
from ui.room.memory_rooms import MemoryRooms
from ui.room.rooms import RoomError
from ui.widgets.distribution.text import LONGEST, from_client, parse_distribution
from ui.widgets.letter_counts import count_letters, letter_name
from ui.widgets.number_text import LONGEST_NUMBER, TextError, finite_number, parse_number, quote

READERS = {
    "distribution": parse_distribution,
    "number": parse_number,
    "number in a sentence": quote,
    "forecasts": read_forecasts,
    "own text": lambda text: [letter_name(each) for each in count_letters(text).letters],
    "code of a room": lambda text: MemoryRooms().look(text),
    "step of a lecture": lambda text: place(path_of("45"), text, "entropy"),
}

WORST = {
    "a fraction with a letter at its end": lambda n: "1 " + "9" * n + "/" + "9" * n + "x",
    "a decimal with a letter at its end": lambda n: "9" * n + "." + "9" * n + "e" + "9" * n + "x",
    "a percentage with a letter at its end": lambda n: "9" * n + "%x",
    "blanks": lambda n: "1" + " " * n + "x",
    "blanks of all kinds": lambda n: "1" + "\t \u3000\n" * n + "x",
    "fractions that do not end": lambda n: "1/" * n,
    "fractions and blanks": lambda n: "1 / " * n,
    "percentages and blanks": lambda n: " %" * n,
    "exponents": lambda n: "1e" * n,
    "points": lambda n: "." * n,
    "signs": lambda n: "-" * n + "−" * n,
    "brackets": lambda n: "[(" * n,
    "separators": lambda n: ",;" * n + "x",
    "numbers": lambda n: "1 " * n,
    "letters, each another": lambda n: "".join(map(chr, range(0x4E00, 0x4E00 + n))),
    "formulas that do not end": lambda n: "$" * n + "x",
    "sentences that do not end": lambda n: ".*_" * n + "x",
    "names of values": lambda n: "{{a" * n,
    "backticks": lambda n: "`" * n,
}
FIRST, LAST = 64, 16_384  # characters, about
_NOISE = 1e-4  # seconds of a reading that a busy machine adds, whatever the text


def seconds(read, text):
    """The shortest of three readings: what else the machine does only adds."""
    took = []
    for _ in range(3):
        began = time.perf_counter()
        with suppress(TextError, RoomError):
            read(text)
        took.append(time.perf_counter() - began)
    return min(took)


@pytest.mark.parametrize("worst", WORST.values(), ids=WORST)
@pytest.mark.parametrize("read", READERS.values(), ids=READERS)
def test_the_time_to_read_a_text_grows_no_faster_than_its_length(read, worst):
    at_first = max(seconds(read, worst(FIRST)), _NOISE)
    lengths = takewhile(lambda n: n <= LAST, (FIRST * 2**k for k in range(1, 99)))
    for n in lengths:  # one after another: a reader that takes for ever is found out early
        assert seconds(read, worst(n)) <= 6 * n / FIRST * at_first, f"{n} characters"


@pytest.mark.parametrize("worst", WORST.values(), ids=WORST)
@pytest.mark.parametrize("length", [LAST, 50 * LONGEST], ids=["long", "far too long"])
def test_a_text_of_any_length_gets_a_short_sentence(worst, length):
    with pytest.raises(TextError) as refused:
        parse_distribution(worst(length))
    assert len(str(refused.value)) < 200


def test_a_number_may_have_a_hundred_characters_and_no_more():
    assert LONGEST_NUMBER == 100
    assert parse_number("0." + "3" * 98) == pytest.approx(1 / 3)
    with pytest.raises(TextError, match="at most 100 characters"):
        parse_number("0." + "3" * 99)


FINITE = [(0, 0.0), (1, 1.0), (0.25, 0.25), (-3, -3.0), (10**300, 1e300)]
NOT_FINITE = [
    10**400, -(10**400), 10**5000, math.nan, math.inf, -math.inf, True, False, None, "", "1", "nan",
    b"1", [], [1], [[1]], {}, {"value": 1}, 1j,
]  # fmt: skip


@pytest.mark.parametrize(("sent", "number"), FINITE)
def test_a_number_that_is_sent_is_read(sent, number):
    assert finite_number(sent) == number


@pytest.mark.parametrize("sent", NOT_FINITE, ids=lambda sent: f"{type(sent).__name__}")
def test_what_is_sent_instead_of_a_number_is_none(sent):
    assert finite_number(sent) is None


@pytest.mark.parametrize("sent", NOT_FINITE, ids=lambda sent: f"{type(sent).__name__}")
def test_what_is_sent_instead_of_a_distribution_is_refused(sent):
    for values in (sent, [sent, 1], [1, sent], [1] * 10_000 + [sent]):
        with pytest.raises(TextError):
            from_client(values)


JSON = st.recursive(
    st.none() | st.booleans() | st.floats() | st.integers() | st.text(max_size=9),
    lambda inner: st.lists(inner, max_size=5) | st.dictionaries(st.text(max_size=5), inner),
    max_leaves=20,
)


@given(JSON)
def test_any_json_is_a_distribution_or_is_refused(sent):
    with suppress(TextError):
        p = from_client(json.loads(json.dumps(sent)))
        assert 2 <= p.size <= 64
        assert p.sum() == pytest.approx(1)
