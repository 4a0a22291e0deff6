"""Every folded block of every page, after a move above it: opened by hand and by a link.

What a block shows is held to what stands above it. A page cannot be added without its blocks here.
"""

import contextlib
import heapq
import io
import math
from collections.abc import Callable
from functools import cache

import pandas as pd
import pytest
from streamlit.dataframe_util import convert_arrow_bytes_to_pandas_df
from streamlit.testing.v1 import AppTest

from tests.moves import Visitor
from tests.test_pages import assert_no_exception, metrics
from ui.lessons.file_size.files import file_of
from ui.lessons.file_size.texts import ALIKE, ORDERS, sample
from ui.lessons.registry import EVERY_PAGE
from ui.lessons.training.race_claims import jobs
from ui.lessons.training.race_settings import LOSSES, RaceSettings
from ui.lessons.your_model.examples import example
from ui.style.units import number

# What is moved on each page: controls of the parts that stand above the blocks.
MOVES = {
    "home": {"home_b": "4"},
    "self_information": {"si_p": "1/3"},
    "entropy": {"ent_p": "3 1 4 1 5"},
    "cross_entropy": {
        "ce_p": "3 1 4 1",
        "ce_q": "1/3, 1/6, 1/7, 5/14",
        "ce_true": "owl",
        "ce_z1": "-2",
        "ce_eps": "0.2",
    },
    "kl_divergence": {"kl_p": "3 1 4", "kl_q": "1/3, 1/7, 11/21"},
    "training": {"tr_b": "4"},
    "file_size": {"fs_text": "digits", "fs_order": "1"},
    "your_model": {"ym_example": "logistic regression"},
    "room": {},
}

# What a block needs so that it is on its page at all.
NEEDED = {"tr_tried": {"tr_fair": "each its best η"}}

# What a page opens with before it is moved, where its defaults take seconds to measure.
OPENED_WITH = {"file_size": {"fs_text": ALIKE}}

Check = Callable[[AppTest], None]


def words(at: AppTest) -> str:
    return "\n".join(each.value for each in [*at.markdown, *at.caption])


def figures(at: AppTest) -> str:
    return "\n".join(str(chart.proto.datasets) for chart in at.get("vega_lite_chart"))


def rows(at: AppTest, dataset: str) -> pd.DataFrame:
    """The data of that name in a figure, the last where several have it."""
    found = [
        each.data.data
        for chart in at.get("vega_lite_chart")
        for each in chart.proto.datasets
        if each.name == dataset
    ]
    return convert_arrow_bytes_to_pandas_df(found[-1])


def weights(text: str) -> list[float]:
    """A distribution as the moves write it, read here."""
    parts = [piece.strip().split("/") for piece in text.replace(",", " ").split()]
    numbers = [float(a) / float(b[0]) if b else float(a) for a, *b in parts]
    return [x / math.fsum(numbers) for x in numbers]


def divergence(p: list[float], q: list[float]) -> float:
    return math.fsum(a * math.log2(a / b) for a, b in zip(p, q, strict=True) if a)


def huffman_length(p: list[float]) -> float:
    """The sum of all nodes that are joined."""
    heap, total = list(p), 0.0
    heapq.heapify(heap)
    while len(heap) > 1:
        joined = heapq.heappop(heap) + heapq.heappop(heap)
        total += joined
        heapq.heappush(heap, joined)
    return total


def printed(at: AppTest) -> list[str]:
    """What the snippet prints, a line each."""
    (snippet,) = at.code
    with contextlib.redirect_stdout(io.StringIO()) as out:
        exec(snippet.value, {})
    return out.getvalue().splitlines()


def in_bits(lines: list[str]) -> list[str]:
    return [f"{number(float(line))} bits" for line in lines]


LOGISTIC = example(MOVES["your_model"]["ym_example"])
P = weights(MOVES["entropy"]["ent_p"])
KL_P, KL_Q = (weights(MOVES["kl_divergence"][key]) for key in ("kl_p", "kl_q"))


def the_plan(at: AppTest) -> None:
    assert "Most say" in words(at)


def yes_no_questions(at: AppTest) -> None:
    assert metrics(at)["best average"] == f"{huffman_length([1 / 6] * 6):.3f} questions"


def code_of_one_event(at: AppTest) -> None:
    shown, (first, halvings, half) = metrics(at), printed(at)
    assert in_bits([first, half]) == [shown["I(x)"], shown["half as probable"]]
    assert number(float(halvings)) == shown["halvings"]


def huffman(at: AppTest) -> None:
    shown = metrics(at)
    assert shown["H"] == shown["H(p)"]
    assert shown["L, expected length"] == f"{huffman_length(P):.3f} bits"


def the_game(at: AppTest) -> None:
    labels = [box.label for box in at.selectbox]
    assert labels == [f"{name}: {x:.3f}" for name, x in zip("ABCDE", P, strict=True)]
    assert f"{huffman_length(P):.3f}" in figures(at)


def blocks_of_tosses(at: AppTest) -> None:
    assert all(rate in figures(at) for rate in ("1.000", "0.645", "0.533", "0.493"))


def estimates(at: AppTest) -> None:
    assert metrics(at)["truth"] == metrics(at)["H(p)"]


def the_table(at: AppTest) -> None:
    table = at.dataframe[0].value
    assert table["outcome"].tolist() == list("ABCDE")
    assert table["p"].tolist() == pytest.approx(P, rel=1e-12)
    assert f"{number(table['p times surprise (bits)'].sum())} bits" == metrics(at)["H(p)"]


def code_of_a_source(at: AppTest) -> None:
    shown, (h, sides, most) = metrics(at), printed(at)
    assert in_bits([h, most]) == [shown["H(p)"], shown["at most, over 5 outcomes"]]
    assert f"{number(float(sides))} sides" == shown["Perplexity"]


def one_forecast_each(at: AppTest) -> None:
    shown = metrics(at)
    parts = (shown["floor H(Y | X)"], shown["x tells you, I(X; Y)"])
    assert sum(float(each.split()[0]) for each in parts) == pytest.approx(math.log2(3), abs=2e-3)


def forecasters(at: AppTest) -> None:
    assert metrics(at)["log score"] == f"{6 * math.log2(10):.3f} bits"


def least(at: AppTest) -> None:
    assert metrics(at)["smallest cross-entropy"] == "0.881 bits"  # of 0.3 and 0.7


def infinity(at: AppTest) -> None:
    assert metrics(at)["without ε"] == "∞ bits"


def code_of_a_pair_and_a_classifier(at: AppTest) -> None:
    shown = metrics(at)
    wanted = [shown[label] for label in ("H(p)", "D(p‖q)", "H(p, q)", "loss")]
    assert in_bits(printed(at)) == wanted
    assert wanted[-1] == "4.110 bits"  # owl, from scores of −2, −1, 3.2 and 0.5, with ε = 0.2


def symmetric(at: AppTest) -> None:
    shown = metrics(at)
    middle = [(a + b) / 2 for a, b in zip(KL_P, KL_Q, strict=True)]
    js = (divergence(KL_P, middle) + divergence(KL_Q, middle)) / 2
    assert shown["Jensen–Shannon"] == shown["swapped"] == f"{number(js)} bits"
    apart = math.fsum(abs(a - b) for a, b in zip(KL_P, KL_Q, strict=True)) / 2
    assert shown["total variation"] == number(apart)


def gaussians(at: AppTest) -> None:
    assert metrics(at)["p as the truth"] == "0.4590 bits"


def bumps(at: AppTest) -> None:
    assert metrics(at)["reverse fit costs"] == "0.99986 bits"


def microscope(at: AppTest) -> None:
    assert "| the truth | `" in words(at)


def code_of_a_pair(at: AppTest) -> None:
    shown, lines = metrics(at), in_bits(printed(at))
    assert lines[:2] == [shown["D(p‖q)"], shown["D(q‖p)"]]
    assert lines[0] == f"{number(divergence(KL_P, KL_Q))} bits"


def tried(at: AppTest) -> None:
    steps = dict(zip(rows(at, "tried")["rate"], rows(at, "tried")["steps"], strict=False))
    assert set(steps) == {2.0**k for k in range(-4, 6)}


def anatomy(at: AppTest) -> None:
    p = 1 / (math.exp(4) + 2)  # what a mistaken sample gives to its own class at the start
    assert rows(at, "points")["p"].tolist() == pytest.approx([p, p])


def convex(at: AppTest) -> None:
    q = 1 / (1 + math.exp(3))  # the wrong answer leads by 3
    shown = metrics(at)
    assert shown["ŷ, given to the true class"] == number(q)
    assert shown["cross-entropy: pull"] == number(1 - q)
    assert shown["squared error: pull"] == number(4 * q * (1 - q) ** 2)


def forced(at: AppTest) -> None:
    assert metrics(at)["loss there"] == f"{math.log(999_999):.3f} nats"  # of the constant pull


def escape(at: AppTest) -> None:
    assert metrics(at)["squared error, B 9 → 10"] == "×2.66"


def raised(at: AppTest) -> None:
    shown = metrics(at)
    assert float(shown["cross-entropy needs η"]) < 1 < float(shown["squared error needs η"])
    assert (shown["digits, cross-entropy"], shown["digits, squared error"]) == ("3 of 3", "0 of 3")


def parts(at: AppTest) -> None:
    assert metrics(at)["the floor H(y)"] == "0.420 bits"  # of 0.9333, 0.0333 and 0.0333


def calibrated(at: AppTest) -> None:
    points = rows(at, "points")
    for loss in LOSSES.values():
        own = points[points["line"] == loss]
        share = (own["size"] - 70) / 630  # of the samples
        error = (share * (own["y"] - own["x"]).abs()).sum()
        assert metrics(at)[f"{loss}: calibration error"] == number(error)


def claim_map(at: AppTest) -> None:
    assert "Click a cell to race it." in words(at)


def code_of_the_race(at: AppTest) -> None:
    shown = metrics(at)
    losses = ("cross-entropy", "squared error")
    steps = [shown[f"{loss}: steps to 90 %"] for loss in losses]
    assert [line.split()[1] for line in printed(at)] == steps == ["6", "15"]


def a_number(at: AppTest) -> None:
    shown = metrics(at)
    width = 3**3 * 2**2 / 6**6  # of banana: three a, two n, one b
    assert shown["−log₂ of the width"] == f"{-math.log2(width):.3f} bits"
    assert shown["its address"].startswith(shown["certain digits"])
    low, high = float(shown["the interval, from"]), float(shown["up to"])
    assert high - low == pytest.approx(width, abs=2e-6)


def there_and_back(at: AppTest) -> None:
    shown = metrics(at)
    letters = len(sample(MOVES["file_size"]["fs_text"], "").text)
    assert shown["read from the file"] == f"{letters:,} letters right"
    assert shown["1 letter back"] == "400 letters right"  # the reader has the model of the hero
    (flipped,) = (value for label, value in shown.items() if label.startswith("bit "))
    assert 0 < int(flipped.split()[0]) < 400


def label_files(at: AppTest) -> None:
    assert metrics(at)["cross-entropy"] == "73 bytes"  # 72.8 by the loss
    assert at.table[0].value["labels read back"].tolist() == ["1,437"] * 2


def honest_files(at: AppTest) -> None:
    shown = metrics(at)
    sizes = [int(shown[f"honest file, {loss}"].split()[0]) for loss in LOSSES.values()]
    assert sizes[0] < 597 / 2 < sizes[1]
    assert "1,437 labels are right from the first file, 1,437 from the second" in words(at)


def never(at: AppTest) -> None:
    assert metrics(at)["the month's surprise"] == "∞ bits"
    assert "what is impossible has no code" in words(at)


def the_guessing_game(at: AppTest) -> None:
    assert at.code[-1].value.count("·") == 20


def exercises(at: AppTest) -> None:
    help_of = [each for each in at.button_group if "exercise" in (each.key or "")]
    assert 3 <= len(help_of) <= 5


def code_of_a_file(at: AppTest) -> None:
    shown, (per_letter, size) = metrics(at), printed(at)
    assert in_bits([per_letter]) == [shown["bits per letter"]]
    assert shown["file"] == f"{int(size):,} bytes"


def three_terms(at: AppTest) -> None:
    uncertainty, gain, waste, score = map(float, at.table[0].value["log (bits)"])
    assert score == pytest.approx(uncertainty - gain + waste, abs=2e-4)
    assert f"{number(score)} bits" == metrics(at)["cross-entropy"]


def reliability(at: AppTest) -> None:
    curve = rows(at, "curve")
    assert curve["y"].is_monotonic_increasing
    assert curve["x"].between(0, 1).all()


def costliest(at: AppTest) -> None:
    surprise = at.dataframe[0].value["surprise (bits)"].astype(float)
    assert surprise.is_monotonic_decreasing
    assert metrics(at)["largest surprise"] == f"{surprise[0]:.3f} bits" == metrics(at)["largest"]


def clips(at: AppTest) -> None:
    assert metrics(at)["rows that were given 0"] == "0"
    assert metrics(at)["clipped at 1e-15"].startswith(metrics(at)["score"][:5])


def temperature(at: AppTest) -> None:
    shown = metrics(at)
    assert shown["at T = 1.00"] == shown["at T = 1"] == shown["cross-entropy"]
    best = LOGISTIC.tempered.best  # where the slope of the cross-entropy is 0
    assert shown["best T"] == number(best, 2)
    assert max(LOGISTIC.at(best * 0.99), LOGISTIC.at(best * 1.01)) > LOGISTIC.at(best)


def the_same_model(at: AppTest) -> None:
    assert "Choose another model to compare with." in words(at)


def code_of_a_model(at: AppTest) -> None:
    shown, (score, entropy, brier, parts) = metrics(at), printed(at)
    assert in_bits([score, entropy]) == [shown["cross-entropy"], shown["H(Y)"]]
    assert f"{float(brier):.4f}" == shown["Brier"]
    assert f"miscalibration={shown['+ miscalibration']}"[:17] in parts


BLOCKS: dict[str, dict[str, Check]] = {
    "home": {"home_plan": the_plan},
    "self_information": {
        "si_questions_open": yes_no_questions,
        "si_exercises": exercises,
        "si_code": code_of_one_event,
    },
    "entropy": {
        "ent_codes": huffman,
        "ent_game": the_game,
        "ent_block": blocks_of_tosses,
        "ent_estimate": estimates,
        "ent_numbers": the_table,
        "ent_exercises": exercises,
        "ent_code": code_of_a_source,
    },
    "cross_entropy": {
        "ce_given": one_forecast_each,
        "ce_forecasters": forecasters,
        "ce_least": least,
        "ce_infinity": infinity,
        "ce_exercises": exercises,
        "ce_code": code_of_a_pair_and_a_classifier,
    },
    "kl_divergence": {
        "kl_symmetric": symmetric,
        "kl_gaussians": gaussians,
        "kl_bumps": bumps,
        "kl_microscope": microscope,
        "kl_exercises": exercises,
        "kl_code": code_of_a_pair,
    },
    "training": {
        "tr_tried": tried,
        "tr_anatomy": anatomy,
        "tr_convex": convex,
        "tr_forced": forced,
        "tr_escape": escape,
        "tr_raise": raised,
        "tr_parts": parts,
        "tr_calibration": calibrated,
        "tr_map": claim_map,
        "tr_exercises": exercises,
        "tr_code": code_of_the_race,
    },
    "file_size": {
        "fs_number": a_number,
        "fs_back": there_and_back,
        "fs_labels": label_files,
        "fs_online": honest_files,
        "fs_never": never,
        "fs_game": the_guessing_game,
        "fs_exercises": exercises,
        "fs_code": code_of_a_file,
    },
    "your_model": {
        "ym_parts": three_terms,
        "ym_reliability": reliability,
        "ym_rows": costliest,
        "ym_infinite": clips,
        "ym_temperature": temperature,
        "ym_two": the_same_model,
        "ym_exercises": exercises,
        "ym_code": code_of_a_model,
    },
    "room": {},
}

EVERY_BLOCK = [(page.stem, block) for page in EVERY_PAGE for block in page.blocks]


@pytest.mark.parametrize("page", EVERY_PAGE, ids=lambda page: page.stem)
def test_every_block_that_a_page_folds_is_held_here(page):
    needed = {k: v for block in page.blocks for k, v in NEEDED.get(block, {}).items()}
    ids = [box.proto.id for box in Visitor(page.stem, **needed).at.expander]
    on_screen = [each.rpartition("-")[2] for each in ids if each]
    assert sorted(on_screen) == sorted(page.blocks) == sorted(BLOCKS[page.stem])
    assert set(MOVES[page.stem]) <= set(page.keys)


def screen(at: AppTest) -> list[object]:
    """All that a page says: its words, numbers, figures, tables and code, in their order."""
    said: list[object] = []

    def look(block) -> None:
        for child in getattr(block, "children", {}).values():
            kind = getattr(child, "type", "")
            if kind in ("markdown", "caption", "metric", "code"):
                said.append((kind, getattr(child, "label", ""), child.value))
            elif kind == "vega_lite_chart":
                said.append((kind, child.proto.spec, str(child.proto.datasets)))
            elif kind in ("dataframe", "arrow_data_frame"):
                said.append((kind, child.value.to_csv()))
            elif kind in ("text_input", "selectbox"):
                said.append((kind, child.label, child.value))
            elif kind == "bidi_component" and child.proto.component_name == "race_player":
                said.append((kind, child.proto.json))
            look(child)

    look(at.main)
    return said


def moved(visitor: Visitor, stem: str) -> Visitor:
    for key, value in MOVES[stem].items():
        visitor.move(key, value)
    return visitor


@cache
def measure(stem: str) -> None:
    """Have at hand what a page measures afterwards: no run differs by what is not yet there."""
    if stem == "training":
        race = RaceSettings(wrong_bias=float(MOVES[stem]["tr_b"]))
        while todo := [job for job in jobs(race, dict.fromkeys(LOSSES, 0.5)) if not job.done]:
            for job in todo:
                job.work()
    elif stem == "file_size":
        for order in ORDERS:
            file_of(sample(MOVES[stem]["fs_text"], ""), order)


@pytest.mark.parametrize(("stem", "block"), EVERY_BLOCK)
def test_a_block_shows_what_stands_above_it_however_it_was_opened(stem, block):
    measure(stem)
    needed = NEEDED.get(block, {})
    linked = Visitor(stem, open=block, **MOVES[stem], **needed).at
    assert_no_exception(linked)
    assert not linked.error
    BLOCKS[stem][block](linked)

    before = OPENED_WITH.get(stem, {}) | needed
    later = moved(Visitor(stem, **before), stem)
    later.unfold(block)
    assert_no_exception(later.at)
    first = Visitor(stem, **before)
    first.unfold(block)
    moved(first, stem)
    assert_no_exception(first.at)

    wanted = screen(linked)
    for by_hand in (later, first):
        shown = screen(by_hand.at)
        assert [each for each in shown if each not in wanted] == []
        assert shown == wanted
