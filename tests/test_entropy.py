"""The lesson on entropy: its numbers, against sums taken here; its text box, against any text."""

import contextlib
import io
import math
from collections import Counter

import pytest

from tests.test_pages import BASES, assert_no_exception, metrics, visit
from ui.lessons.sources import SOURCES
from ui.style.units import UNITS, number

FOLDED = ("ent_codes", "ent_game", "ent_block", "ent_estimate", "ent_numbers", "ent_code")


def in_unit(bits: float, unit: str) -> str:
    return f"{number(bits * math.log(2, BASES[unit]))} {unit}"


def plain_entropy(weights) -> float:
    total = sum(weights)
    return math.log2(total) - math.fsum(w * math.log2(w) for w in weights if w) / total


def words(at) -> str:
    return "\n".join(each.value for each in [*at.markdown, *at.caption])


def data(at) -> str:
    return "\n".join(str(chart.proto.datasets) for chart in at.get("vega_lite_chart"))


def opened(key: str, **query: str):
    at = visit("entropy", open=key, **query)
    assert_no_exception(at)
    assert not at.error
    return at


SHOWN = {  # by hand, or (English) with the table's numbers summed in another program
    "four outcomes": "1.750",
    "fair coin": "1.000",
    "biased coin": "0.469",
    "die": "2.585",
    "loaded die": "2.161",
}


@pytest.mark.parametrize("name", SHOWN)
def test_each_source_has_its_entropy(name):
    assert metrics(visit("entropy", ent_p=SOURCES[name]))["H(p)"] == f"{SHOWN[name]} bits"


@pytest.mark.parametrize("unit", UNITS)
def test_english_letters_have_the_entropy_of_their_table(unit):
    weights = [float(x) for x in SOURCES["English letters"].split()]
    assert sum(weights) == pytest.approx(100, abs=0.02)
    at = visit("entropy", ent_p=SOURCES["English letters"], units=unit)
    assert metrics(at)["H(p)"] == in_unit(plain_entropy(weights), unit)
    assert metrics(at)["at most, over 26 outcomes"] == in_unit(math.log2(26), unit)
    assert "Lewand" in words(at), "the table's source is not named"


@pytest.mark.parametrize("unit", UNITS)
def test_perplexity_is_the_size_of_a_die_in_any_unit(unit):
    assert metrics(visit("entropy", units=unit))["2 to the H"] == f"{2**1.75:.3f} sides"
    assert f"{2**1.75:.3f}" == "3.364"


@pytest.mark.parametrize("unit", UNITS)
@pytest.mark.parametrize("heads", [0, 0.25, 0.9])
def test_the_hill_shows_the_coin_and_its_top(heads, unit):
    at = visit("entropy", ent_coin=str(heads), units=unit)
    hill = data(at)
    assert in_unit(plain_entropy([heads, 1 - heads]), unit) in hill
    assert f"log 2 = {in_unit(1, unit)}" in hill


# ---- one's own text


def typed(text: str):
    at = visit("entropy")
    at.text_area(key="ent_text").set_value(text).run()
    assert_no_exception(at)
    return at


TEXTS = {
    "20,000 characters": ("abracadabra " * 1667)[:20_000],
    "every character another": "".join(chr(0x4E00 + i) for i in range(5000)),
    "emoji": "🎲🎲🪙 👩‍👩‍👧 🎲",
    "right-to-left": "שלום עולם مرحبا بالعالم",
    "two letters": "ab",
    "markup": "<b>**bold**</b> $x$ :red[y] `z`",
    "control characters": "a\x00b\x1bc\u202ed\u0301",
}


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
def test_a_text_has_the_entropy_of_its_letter_counts(text):
    at = typed(text)
    assert not at.error
    counts = Counter(text).values()
    shown = metrics(at)
    assert shown["letters"] == f"{len(text):,}"
    assert shown["different letters"] == f"{len(counts):,}"
    assert shown["entropy of the letter counts"] == f"{number(plain_entropy(counts))} bits"
    assert shown["a plain file"] == f"{8 * len(text.encode()):,} bits"
    size = int(shown["Huffman's code"].removesuffix(" bits").replace(",", ""))
    assert (
        plain_entropy(counts) * len(text) <= size + 1e-6 < (plain_entropy(counts) + 1) * len(text)
    )


def test_no_text_builds_a_figure_anew():
    specs = {tuple(c.proto.spec for c in typed(t).get("vega_lite_chart")) for t in TEXTS.values()}
    assert len(specs) == 1


def test_a_text_is_never_rendered():
    at = typed(TEXTS["markup"])
    assert "bold" not in words(at)
    assert not any("bold" in metric.label for metric in at.metric)


def test_one_letter_over_and_over_has_no_entropy():
    at = typed("a" * 500)
    assert metrics(at)["entropy of the letter counts"] == "0.000 bits"
    assert metrics(at)["Huffman's code"] == "0 bits"
    assert "only one letter, over and over" in words(at)


def show_in_the_skyline(at) -> None:
    sources = next(each for each in at.get("button_group") if "die" in each.options)
    sources.set_value("your text").run()


@pytest.mark.parametrize("text", ["", "a" * 20_001], ids=["empty", "too long"])
def test_what_cannot_be_counted_gets_a_sentence_and_keeps_the_figure(text):
    at = visit("entropy")
    before = metrics(at)
    at.text_area(key="ent_text").set_value(text).run()
    assert_no_exception(at)
    assert len(at.error) == 1
    assert at.error[0].value.endswith(".")
    assert metrics(at) == before


def test_a_text_can_be_the_source_of_the_skyline():
    text = "mississippi"
    at = typed(text)
    show_in_the_skyline(at)
    assert_no_exception(at)
    assert metrics(at)["H(p)"] == f"{number(plain_entropy(Counter(text).values()))} bits"
    assert not at.error


# ---- what is folded


@pytest.mark.parametrize("unit", UNITS)
def test_codes_are_in_bits_in_any_unit(unit):
    shown = metrics(opened("ent_codes", ent_p=SOURCES["loaded die"], units=unit))
    # Half for one side at one digit; five sides of a tenth: 3, 3, 3, 4 and 4 digits.
    assert shown["L, expected length"] == f"{0.5 + 0.1 * (3 + 3 + 3 + 4 + 4):.3f} bits"
    assert shown["H"] == "2.161 bits"
    assert shown["H + 1"] == "3.161 bits"
    assert shown["K, Kraft sum"] == "1.000"


def test_outcomes_that_cannot_occur_get_no_word():
    at = opened("ent_codes", ent_p="1 0 1 0")
    assert metrics(at)["L, expected length"] == "1.000 bits"
    assert (
        metrics(opened("ent_codes", ent_p="1/2, 1/4, 1/4, 0"))["L, expected length"] == "1.500 bits"
    )


def test_one_outcome_alone_has_nothing_to_tell():
    at = opened("ent_codes", ent_p="1 0")
    assert "Only one outcome can occur" in words(at)


def test_the_game_names_the_clash_and_adds_up_the_bill():
    at = opened("ent_game", ent_w1="0", ent_w2="01", ent_w3="110", ent_w4="111")
    assert "the word 0 of A is the beginning of the word 01 of B" in words(at)
    at = opened("ent_game", ent_w1="0", ent_w2="10", ent_w3="110", ent_w4="111", units="nats")
    assert "as short as Huffman's" in words(at)
    assert "1.750 = 1.750 + 0.000 + 0.000 bits, with K = 1.000" in words(at)
    at = opened("ent_game")  # three digits for each: a bit of the budget is left, a quarter mislaid
    assert "3.000 = 1.750 + 0.250 + 1.000 bits, with K = 0.500" in words(at)
    at = opened("ent_game", ent_w1="0", ent_w2="0")
    assert "A and B have the same word 0" in words(at)


def test_a_move_in_the_game_is_scored():
    at = opened("ent_game")
    at.selectbox(key="ent_w1").set_value("1").run()
    assert_no_exception(at)
    assert "2.000 = 1.750 + " in words(at)


def test_the_turn_passes_to_an_outcome_that_is_still_there():
    at = opened("ent_game", ent_p=SOURCES["die"])
    at.segmented_control(key="ent_turn").set_value(5).run()
    at.text_input(key="ent_p").set_value("1/2, 1/2").run()
    assert_no_exception(at)
    assert at.segmented_control(key="ent_turn").value == 0


def test_letters_that_markdown_knows_are_shown_as_they_are():
    at = typed("**``$$")
    show_in_the_skyline(at)
    at.session_state["ent_game"] = True
    assert_no_exception(at.run())
    labels = [box.label for box in at.selectbox]
    assert labels == ["`$`: 0.333", "`*`: 0.333", "`ˋ`: 0.333"]


def test_the_game_asks_for_a_smaller_source():
    at = opened("ent_game", ent_p=SOURCES["English letters"])
    assert "two to six outcomes" in at.info[0].value


def test_blocks_come_down_to_the_entropy():
    shown = data(opened("ent_block", units="nats"))
    for rate in ("1.000", "0.645", "0.533", "0.493", "H(0.9, 0.1) = 0.469 bits"):
        assert rate in shown


@pytest.mark.parametrize("unit", UNITS)
def test_samples_of_a_die_look_less_surprising_than_it_is(unit):
    at = opened("ent_estimate", ent_p=SOURCES["die"], ent_n="30", units=unit)
    mean = 6 * math.fsum(
        math.comb(30, k) * 5 ** (30 - k) / 6**30 * -(k / 30) * math.log2(k / 30)
        for k in range(1, 30)
    )
    assert f"{mean:.4f}" == "2.4585"
    shown = metrics(at)
    assert shown["truth"] == in_unit(math.log2(6), unit)
    assert shown["samples, on average"] == in_unit(mean, unit)
    assert shown["bias"] == in_unit(mean - math.log2(6), unit)
    assert f"give {in_unit(mean, unit)} on average" in words(at)


ANY_SOURCE = pytest.mark.parametrize(
    "p", ["1 0", "1 1 1 0", "1e-300 1", SOURCES["English letters"]], ids=lambda p: p[:8]
)


def shares(text):
    weights = [float(weight) for weight in text.replace(",", " ").split()]
    return [weight / math.fsum(weights) for weight in weights]


@ANY_SOURCE
def test_two_samples_show_a_bit_when_they_differ_and_nothing_when_they_do_not(p):
    # They differ with probability Σ p (1 − p), where 1 − p is the sum of the others.
    given = [x for x in shares(p) if x > 0]
    pairs = [(x, math.fsum(given[:i] + given[i + 1 :])) for i, x in enumerate(given)]
    mean = math.fsum(x * rest for x, rest in pairs)
    truth = -math.fsum(x * (math.log1p(-rest) if x > 0.5 else math.log(x)) for x, rest in pairs)
    shown = metrics(opened("ent_estimate", ent_p=p, ent_n="2"))
    assert shown["samples, on average"] == in_unit(mean, "bits")
    assert shown["bias"] == in_unit(mean - truth / math.log(2), "bits")


@ANY_SOURCE
def test_the_bias_of_samples_is_never_above_0_nor_below_its_bound(p):
    # Paninski 2003, proposition 1: at least -log(1 + (K - 1)/n), over the K outcomes that occur.
    bias = metrics(opened("ent_estimate", ent_p=p, ent_n="1000"))["bias"]
    outcomes = sum(x > 0 for x in shares(p))
    digits, _, power = bias.removesuffix(" bits").replace("−", "-").partition(" × 10")
    value = float(digits) * 10.0 ** int(
        power.translate(str.maketrans("⁻⁰¹²³⁴⁵⁶⁷⁸⁹", "-0123456789")) or 0
    )
    assert -math.log2(1 + (outcomes - 1) / 1000) - 5e-4 <= value <= 0


def test_the_table_holds_the_numbers_of_the_figure():
    table = opened("ent_numbers", ent_p="1/2, 1/4, 1/4, 0").dataframe[0].value
    assert table["surprise (bits)"].tolist() == [1, 2, 2, math.inf]
    assert table["p times surprise (bits)"].tolist() == [0.5, 0.5, 0.5, 0]
    assert table["Huffman's word"].tolist() == ["0", "10", "11", ""]


@pytest.mark.parametrize("unit", UNITS)
@pytest.mark.parametrize("p", ["1/2, 1/4, 1/8, 1/8", "3 1 4 1 5 9 2 6", "1 0"])
def test_the_code_prints_the_numbers_on_screen(p, unit):
    at = opened("ent_code", ent_p=p, units=unit)
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed):
        exec(at.code[0].value, {})
    first, second, third = (number(float(line)) for line in printed.getvalue().split())
    shown = metrics(at)
    assert f"{first} {unit}" == shown["H(p)"]
    assert f"{second} sides" == shown["Perplexity"]
    assert f"{third} {unit}" == next(v for k, v in shown.items() if k.startswith("at most"))


def test_what_is_folded_is_not_computed(monkeypatch):
    from ui.lessons.entropy import block_codes, codes, estimating

    def never(*_, **__):
        pytest.fail("computed while folded")

    monkeypatch.setattr(block_codes, "block_rate", never)
    monkeypatch.setattr(codes, "code_tree", never)
    monkeypatch.setattr(codes, "word_boxes", never)
    monkeypatch.setattr(estimating, "sample_entropies", never)
    assert_no_exception(visit("entropy"))


@pytest.mark.parametrize("unit", UNITS)
def test_everything_opens_at_once_in_each_unit(unit):
    at = visit("entropy", units=unit)
    for key in FOLDED:
        at.session_state[key] = True
    assert_no_exception(at.run())


def test_the_word_that_explains_nothing_is_not_used():
    for stem in ("entropy", "self_information"):
        assert "disorder" not in words(visit(stem)).lower()


def test_the_figure_follows_its_text_when_that_is_edited_and_not_when_the_bars_were_moved():
    at = typed("mississippi")
    show_in_the_skyline(at)
    at.text_area(key="ent_text").set_value("banana").run()
    assert_no_exception(at)
    assert metrics(at)["H(p)"] == f"{number(plain_entropy(Counter('banana').values()))} bits"
    at.text_input(key="ent_p").set_value("1/2, 1/2").run()
    at.text_area(key="ent_text").set_value("mississippi").run()
    assert metrics(at)["H(p)"] == "1.000 bits"


@pytest.mark.parametrize(
    ("text", "why"), [("aaaa", "only one letter"), (TEXTS["every character another"], "64")]
)
def test_a_text_that_is_no_source_is_said_to_be_none_and_why(text, why):
    at = typed(text)
    assert why in at.info[0].value
    assert not any("your text" in each.options for each in at.get("button_group"))


def test_how_many_letters_are_drawn_is_said():
    assert "The 24 most frequent of 5,000 letters" in words(typed(TEXTS["every character another"]))
    assert "most frequent of" not in words(typed("banana"))


def test_the_bias_counts_the_outcomes_that_can_occur():
    at = opened("ent_estimate", ent_p="1 1 0 0", ent_n="100")
    assert f"with m = 2 and n = 100, that is {number(1 / 200 / math.log(2))} bits" in words(at)


def test_blocks_name_their_own_source():
    assert "H(0.9, 0.1) = 0.469 bits" in data(opened("ent_block", ent_p="1 1 1"))


def test_a_text_is_still_there_after_a_visit_to_another_lesson():
    at = typed("mississippi")
    at.switch_page("../pages/kl_divergence.py").run()
    at.switch_page("../pages/entropy.py").run()
    assert_no_exception(at)
    assert at.text_area(key="ent_text").value == "mississippi"
    assert metrics(at)["letters"] == "11"
