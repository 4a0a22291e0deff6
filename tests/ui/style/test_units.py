"""Units, and numbers as people read them."""

import math

import pytest

from ui.style.units import UNITS, number, significant


def test_one_byte_in_each_unit():
    assert UNITS["bits"].of_bits(8) == 8
    assert UNITS["nats"].of_bits(8) == pytest.approx(math.log(256), rel=1e-15)
    assert UNITS["bans"].of_bits(8) == pytest.approx(math.log10(256), rel=1e-15)


@pytest.mark.parametrize(
    ("x", "shown"),
    [
        (1.75, "1.750"),
        (0, "0.000"),
        (math.inf, "∞"),
        (-math.inf, "−∞"),
        (-0.25, "−0.250"),
        (1234.5, "1,234.500"),
        (1.234e-9, "1.23 × 10⁻⁹"),
    ],
)
def test_a_number_is_written_for_people(x, shown):
    assert number(x) == shown


def test_an_amount_names_its_unit():
    assert UNITS["nats"].show(0.5) == "0.500 nats"


@pytest.mark.parametrize(
    ("x", "shown"),
    [
        (4160.3, "4,160"),
        (2931.0, "2,930"),
        (77.32, "77.3"),
        (8.125, "8.12"),
        (3.0, "3"),
        (100.0, "100"),
        (0.0, "0"),
        (0.941, "0.941"),
        (0.0009123, "0.000912"),
        (0.000456, "0.000456"),
        (0.000999999, "0.001"),
        (0.00004567, "4.57 × 10⁻⁵"),
        (-0.00001, "−1 × 10⁻⁵"),
        (1e6, "1,000,000"),
        (math.inf, "∞"),
    ],
)
def test_digits_that_count_are_written_in_full(x, shown):
    assert significant(x) == shown
