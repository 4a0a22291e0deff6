"""The arithmetic coder and the context model: what was written is read, and costs its surprise."""

import math
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from infotheory import ArithmeticDecoder, ArithmeticEncoder, ContextModel, DistributionError

for_all = settings(deadline=None, max_examples=150, derandomize=True)
ULP = 2.0**-53


def write(message):
    """Return the file of pairs (symbol, p)."""
    encoder = ArithmeticEncoder()
    for symbol, p in message:
        encoder.encode(symbol, p)
    return encoder.finish()


def read(data, ps):
    decoder = ArithmeticDecoder(data)
    return [decoder.decode(p) for p in ps]


def symbols_of(message):
    return [symbol for symbol, _ in message]


def ps_of(message):
    return [p for _, p in message]


def surprise(message):
    return math.fsum(-math.log2(p[symbol]) for symbol, p in message)


def normalised(weights):
    w = np.array(weights)
    return w / w.sum()


HARD = [
    [1.0],
    [1.0, 0.0],
    [0.0, 0.0, 1.0],
    [1 - ULP, ULP],
    [ULP, 1 - ULP],
    [1.0, 5e-324],
    [5e-324, 1.0, 5e-324],
    [2.5e-310, 1 - ULP, 1e-300, ULP],
    [0.5, 0.5],
    [1 / 3, 1 / 3, 1 / 3],
    [0.5 + 2 * ULP, 0.5 - 2 * ULP],
    [1e-9, 1 - 1e-9],
    [1 - 3e-9, 1e-9, 1e-9, 1e-9],
    [1e-18, 1.0 - 1e-16, 0.0],
]
DISTRIBUTIONS = st.sampled_from(HARD).map(np.array) | st.lists(
    st.floats(1e-9, 1) | st.just(0.0), min_size=1, max_size=12
).filter(any).map(normalised)


@st.composite
def messages(draw, distributions=DISTRIBUTIONS):
    """Draw symbols that may happen, each with probabilities of its own."""
    ps = draw(st.lists(distributions, max_size=60))
    return [(draw(st.sampled_from(np.flatnonzero(p).tolist())), p) for p in ps]


@for_all
@given(messages())
def test_what_was_written_is_read(message):
    assert read(write(message), ps_of(message)) == symbols_of(message)


MODERATE = st.lists(st.floats(1e-8, 1), min_size=1, max_size=12).map(normalised) | st.sampled_from(
    [np.array(p) for p in HARD if min(x for x in p if x) >= 1e-9]
)


@for_all
@given(messages(MODERATE))
def test_a_file_is_as_long_as_the_surprise_within_two_bytes(message):
    assert abs(8 * len(write(message)) - surprise(message)) <= 16 + 1e-6 * len(message)


@pytest.mark.parametrize(("alphabet", "count"), [(2, 50_000), (32, 30_000), (100_000, 60)])
def test_long_messages_and_large_alphabets_too(alphabet, count):
    rng = np.random.default_rng(alphabet)
    p = normalised(rng.exponential(size=alphabet) ** 3 + 1e-9)
    symbols = rng.choice(alphabet, size=count, p=p).tolist()
    data = write([(symbol, p) for symbol in symbols])
    assert abs(8 * len(data) + np.log2(p[symbols]).sum()) <= 16 + 1e-6 * count
    assert read(data, [p] * count) == symbols


def test_a_likely_symbol_costs_a_small_part_of_a_bit():
    p, n = np.array([1 - 1e-9, 1e-9]), 50_000
    rare = [0] * n + [1] + [0] * n
    data = write([(symbol, p) for symbol in rare])
    assert len(data) <= 5  # 30 bits for the rare one, and 0.0001 for the others
    assert read(data, [p] * len(rare)) == rare


def test_what_is_sure_costs_nothing_and_the_empty_message_is_the_empty_file():
    assert write([]) == b""
    assert write([(1, [0.0, 1.0, 0.0])] * 1000) == b""
    assert read(b"", [[0.0, 1.0, 0.0]] * 1000) == [1] * 1000
    half = [(0, [0.5, 0.5])] * 8
    assert len(write(half)) == 1
    assert len(write(half + [(0, [1.0])] * 1000)) == 1


@pytest.mark.parametrize("last", [0, 2])
def test_a_carry_runs_through_all_that_looked_settled(last):
    # The middle third of the middle third … holds 1/2, so its bits are 0111…, until they are 1000….
    p = [1 / 3, 1 / 3, 1 / 3]
    for n in range(130):
        message = [*[1] * n, last, 1, last]
        assert read(write([(symbol, p) for symbol in message]), [p] * len(message)) == message


def test_a_file_can_be_taken_at_any_time_and_the_message_goes_on():
    rng = np.random.default_rng(3)
    ps = rng.dirichlet(np.ones(5), size=40)
    symbols = [int(rng.choice(5, p=p)) for p in ps]
    encoder = ArithmeticEncoder()
    for i, (symbol, p) in enumerate(zip(symbols, ps, strict=True), 1):
        encoder.encode(symbol, p)
        assert read(encoder.finish(), ps[:i]) == symbols[:i]
    assert encoder.finish() == encoder.finish() == write(zip(symbols, ps, strict=True))


def test_a_file_is_the_shortest_number_that_is_sure_to_lie_in_the_messages_interval():
    p, message = [0.9, 0.1], [0, 1, 0, 0, 1, 0, 0, 0, 0, 1, 0, 0]
    low, high = Fraction(0), Fraction(1)
    for symbol in message:
        cut = low + (high - low) * Fraction(9, 10)
        low, high = (low, cut) if symbol == 0 else (cut, high)
    data = write([(symbol, p) for symbol in message])
    assert low <= Fraction(int.from_bytes(data, "big"), 256 ** len(data)) < high
    assert len(data) == -(math.log2(high - low) // 8)
    assert read(data, [p] * len(message)) == message


@pytest.mark.parametrize("kind", [list, tuple, np.float32, "strided", "big-endian"])
def test_no_file_depends_on_how_its_probabilities_are_stored(kind):
    p = np.array([0.5, 0.125, 0.25, 0.125])
    symbols = [0, 3, 2, 1, 0, 0] * 20
    stored = {
        "strided": np.repeat(p, 2)[::2],
        "big-endian": p.astype(">f8"),
        np.float32: p.astype(np.float32),
    }.get(kind)
    stored = kind(p.tolist()) if stored is None else stored
    assert write([(s, stored) for s in symbols]) == write([(s, p) for s in symbols])


@for_all
@given(messages(), st.data())
def test_a_damaged_file_ends_in_other_symbols_or_a_value_error(message, data):
    damaged = bytearray(write(message))
    if damaged and data.draw(st.booleans()):
        damaged = damaged[: data.draw(st.integers(0, len(damaged) - 1))]
    for place in data.draw(st.lists(st.integers(0, len(damaged) - 1), max_size=3) if damaged
                           else st.just([])):  # fmt: skip
        damaged[place] ^= data.draw(st.integers(1, 255))
    decoder = ArithmeticDecoder(damaged)
    for p in ps_of(message):
        try:
            assert p[decoder.decode(p)] > 0
        except ValueError:
            break


def test_a_cut_file_and_a_message_without_end_are_refused():
    p = [0.25] * 4
    data = write([(i % 4, p) for i in range(400)])
    with pytest.raises(ValueError, match="file of 90 bytes ends before"):
        read(data[:90], [p] * 400)
    with pytest.raises(ValueError, match="ends before"):
        read(data, [p] * 10_000)


def test_other_probabilities_read_other_symbols():
    message = [(i % 3, [0.5, 0.25, 0.25]) for i in range(100)]
    assert read(write(message), [[0.25, 0.25, 0.5]] * 40) != symbols_of(message)[:40]


def test_what_cannot_be_encoded_leaves_the_message_as_it_was():
    encoder = ArithmeticEncoder()
    encoder.encode(0, [0.5, 0.5])
    p = [0.5, 0.0, 0.5]
    for symbol, probabilities, error, words in [
        (1, p, ValueError, "p[1] is 0"),
        (3, p, ValueError, "0 … 2, but is 3"),
        (-1, p, ValueError, "is -1"),
        (1.0, p, TypeError, "not float"),
        ("a", p, TypeError, "number the symbols"),
        (0, [0.5, 0.4], DistributionError, "sums to 0.9"),
        (0, np.array([0.5, 0.4]), DistributionError, "sums to 0.9"),
        (0, np.array([1.5, -0.5]), DistributionError, "p[1] is -0.5"),
        (0, np.array([np.nan, 1.0]), DistributionError, "p[0] is nan"),
        (0, np.array([np.inf, 1.0]), DistributionError, "p[0] is inf"),
        (0, np.zeros(3), DistributionError, "sums to 0"),
        (0, np.array([]), DistributionError, "no outcomes"),
        (0, [[0.5, 0.5]], ValueError, "one distribution"),
        (0, ["a"], TypeError, "real numbers"),
    ]:
        with pytest.raises(error) as caught:
            encoder.encode(symbol, probabilities)
        assert words in str(caught.value)
    encoder.encode(1, np.array([-0.0, 1.0]))
    encoder.encode(1, [0.5, 0.5])
    assert read(encoder.finish(), [[0.5, 0.5]] * 2) == [0, 1]


def test_a_decoder_reads_bytes_alone():
    for data in (bytes([200]), bytearray([200]), memoryview(bytes([200]))):
        assert ArithmeticDecoder(data).decode([0.5, 0.5]) == 1
    with pytest.raises(TypeError, match="data must be bytes"):
        ArithmeticDecoder("200")


def witten_bell(history, order, alphabet):
    """Return the probabilities by the definition, counting afresh, in fractions."""
    p = [Fraction(1, alphabet)] * alphabet
    for k in range(order + 1):
        context = history[len(history) - k :]
        counts = [0] * alphabet
        for i in range(k, len(history)):
            if history[i - k : i] == context:
                counts[history[i]] += 1
        n, t = sum(counts), sum(c > 0 for c in counts)
        if n and len(context) == k:
            p = [(c + t * below) / Fraction(n + t) for c, below in zip(counts, p, strict=True)]
    return p


@for_all
@given(st.integers(-1, 4), st.integers(1, 5), st.data())
def test_a_context_model_predicts_what_its_definition_says_to_the_last_bit(order, alphabet, data):
    symbols = data.draw(st.lists(st.integers(0, alphabet - 1), max_size=25))
    model = ContextModel(order, alphabet)
    for i, symbol in enumerate(symbols):
        expected = [float(p) for p in witten_bell(symbols[:i], order, alphabet)]
        assert model.predict().tolist() == expected
        model.update(symbol)


def test_a_context_model_keeps_its_last_bit_where_its_integers_are_no_floats():
    text = np.random.default_rng(7).geometric(0.4, size=10_007).tolist()
    model = ContextModel(4, 9_973)
    for symbol in text:
        model.update(symbol)
    expected = witten_bell(text, 4, 9_973)
    assert model.predict().tolist() == [float(p) for p in expected]
    assert max(p.denominator for p in expected) > 2**53


@pytest.mark.parametrize("order", range(-1, 6))
def test_a_text_is_written_and_read_with_no_model_sent(order):
    text = [ord(c) % 27 for c in "a rose is a rose is a rose; " * 40]
    writer, reader = ContextModel(order, 27), ContextModel(order, 27)
    encoder, bits = ArithmeticEncoder(), 0.0
    for symbol in text:
        p = writer.predict()
        bits -= math.log2(p[symbol])
        encoder.encode(symbol, p)
        writer.update(symbol)
    data = encoder.finish()
    assert abs(8 * len(data) - bits) <= 16
    decoder = ArithmeticDecoder(data)
    for symbol in text:
        assert decoder.decode(reader.predict()) == symbol
        reader.update(symbol)


def test_settings_and_symbols_of_a_model_are_named():
    for order, alphabet, words in [(-2, 3, "order"), (1.5, 3, "order"), (0, 0, "alphabet")]:
        with pytest.raises(ValueError, match=words):
            ContextModel(order, alphabet)
    model = ContextModel(np.int8(1), np.uint8(3))
    with pytest.raises(ValueError, match="0 … 2, but is 3"):
        model.update(3)
    with pytest.raises(TypeError, match="number the symbols"):
        model.update("a")
    model.update(np.int64(2))
    assert model.predict().argmax() == 2
