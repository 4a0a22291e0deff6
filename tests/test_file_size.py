"""The lesson on file size: texts, labels and guesses, held to the coder, the loss and the rules."""

import math

import numpy as np
import pytest

import infotheory as it
from infotheory.lessons.message_files import read_labels, write_labels, write_text
from infotheory.lessons.online_files import Online, read_online, write_online
from tests.moves import Visitor
from tests.test_pages import assert_no_exception, metrics, visit
from ui.lessons.file_size.files import decoded, file_of
from ui.lessons.file_size.guessing_game import GIVEN, LETTERS, PLAYERS, TEXTS, Game, played
from ui.lessons.file_size.label_runs import (
    label_file,
    labels,
    labels_read,
    loss_in_bytes,
    runs,
    settings,
    switched,
    without_a_model,
)
from ui.lessons.file_size.texts import ALIKE, DIGITS, PROSE, Sample, ideal_bits, sample, zip_sizes
from ui.lessons.training.forks import Fork
from ui.lessons.training.race_settings import CROSS_ENTROPY, LOSSES, SQUARED_ERROR

WRONG, FAIR = 10.0, 0.0


@pytest.fixture(scope="module")
def wrong():
    """Both runs from the confident mistake."""
    return runs(WRONG)


def size_at(run, step):
    assert run.at(step).step == step
    return len(label_file(run.at(step)))


def test_a_file_of_labels_is_the_training_loss_within_two_bytes_at_every_step(wrong):
    for run in wrong.values():
        for snapshot in run.snapshots[::4]:
            data = label_file(snapshot)
            assert 0 <= len(data) - loss_in_bytes(snapshot) <= 2
            assert labels_read(snapshot, data) == labels().size


def test_a_confident_mistake_writes_a_file_longer_than_without_a_model(wrong):
    assert without_a_model() == pytest.approx(597, abs=0.5)
    for run in wrong.values():
        assert size_at(run, 0) == pytest.approx(2291, abs=2)


# What each file takes after so many steps, of cross-entropy and of squared error. Another processor
# rounds otherwise, and a run carries that along.
@pytest.mark.parametrize(
    ("step", "cross_entropy", "squared_error"), [(50, 73, 2136), (100, 41, 613), (400, 13, 35)]
)
def test_the_files_shrink_as_the_models_learn(wrong, step, cross_entropy, squared_error):
    assert size_at(wrong[CROSS_ENTROPY], step) == pytest.approx(cross_entropy, rel=0.03, abs=2)
    assert size_at(wrong[SQUARED_ERROR], step) == pytest.approx(squared_error, rel=0.03, abs=2)


def test_from_a_fair_start_squared_error_is_behind_by_a_factor_of_three():
    data = it.load_dataset("digits")
    for loss, expected in zip(LOSSES, (68, 201), strict=True):
        *_, end = it.train(data, settings_of_steps(loss, 50))
        q = it.softmax(it.logits(end.parameters, data.x_train))
        file = write_labels(data.y_train, q)
        assert len(file) == pytest.approx(expected, rel=0.03, abs=2)
        assert (read_labels(file, q) == data.y_train).all()


def settings_of_steps(loss, steps):
    like = settings(FAIR, loss)
    return it.TrainingSettings(loss=loss, hidden=like.hidden, steps=steps, snapshots=2)


def test_the_same_weights_under_the_other_loss_write_a_shorter_file_soon(wrong):
    run = switched(WRONG, Fork(SQUARED_ERROR, 50))
    begins = run.snapshots[0]
    assert begins.step == 50
    assert loss_in_bytes(begins) == loss_in_bytes(wrong[SQUARED_ERROR].at(50))
    assert len(label_file(run.at(100))) < size_at(wrong[SQUARED_ERROR], 100) / 4


@pytest.mark.parametrize("loss", LOSSES)
def test_the_honest_file_is_read_by_a_model_that_saw_only_the_file(loss):
    data = it.load_dataset("digits")
    x, y = data.x_train[:320], data.y_train[:320]
    how = Online(settings(FAIR, loss), updates=2)
    file = write_online(y, x, 10, how)
    assert 0 <= 8 * len(file.data) - file.bits.sum() <= 16
    assert file.bits[:16].mean() > file.bits[-64:].mean()
    assert (read_online(file.data, x.copy(), 10, how) == y).all()


def test_looking_back_further_helps_the_prose_until_it_does_not():
    bits = ideal_bits(sample(PROSE, ""))
    assert all(bits[:4] > bits[1:5])
    assert bits[6] > min(bits[4:6])
    assert min(bits) / 8 < zip_sizes(sample(PROSE, ""))["zlib"]


def test_random_digits_cost_log_ten_under_every_model_at_least():
    digits = sample(DIGITS, "")
    bits = ideal_bits(digits) / len(digits.text)
    assert bits[0] == pytest.approx(math.log2(10))
    assert all(bits[1:] > bits[0] - 0.01)
    assert len(file_of(sample(ALIKE, ""), 3)) == 0


OWN = {
    "20,000 letters": ("abracadabra! " * 1600)[:20_000],
    "emoji": "🎲🎲🪙 👩‍👩‍👧 🎲",
    "right-to-left": "שלום עולם مرحبا بالعالم",
    "one letter": "a",
    "one repeated letter": "a" * 5000,
    "random digits": "".join(map(str, np.random.default_rng(1).integers(0, 10, 2000))),
    "control characters": "a\x00b\x1bc\u202ed\u0301",
}


@pytest.mark.parametrize("text", OWN.values(), ids=OWN)
def test_a_text_of_ones_own_is_written_as_the_coder_writes_it(text):
    at = visit("file_size", fs_text="your text", fs_order="3", open="fs_back")
    at.text_area(key="fs_own").set_value(text).run()
    assert_no_exception(at)
    assert not at.error
    own = Sample("", text, "".join(sorted(set(text))))
    data = write_text(own.symbols, 3, len(own.letters))
    shown = metrics(at)
    assert shown["read from the file"] == f"{len(text):,} letters right"
    assert shown["bits per letter"].endswith(" bits")
    assert any(f"{len(data):,} bytes" in each.proto.label for each in at.get("download_button"))
    assert decoded(own, data, 3) == text


def test_a_text_of_too_many_letters_is_measured_and_not_written():
    at = visit("file_size", fs_text="your text", open="fs_back")
    at.text_area(key="fs_own").set_value("".join(chr(0x4E00 + i) for i in range(5000))).run()
    assert_no_exception(at)
    assert "5,000 different letters" in at.info[0].value
    assert metrics(at)["file"].startswith("≈ ")
    assert not at.get("download_button")


@pytest.mark.parametrize("text", ["", "a" * 20_001], ids=["empty", "too long"])
def test_what_cannot_be_counted_gets_a_sentence_and_keeps_the_file(text):
    at = visit("file_size", fs_text="your text")
    before = metrics(at)["bits per letter"]
    at.text_area(key="fs_own").set_value(text).run()
    assert_no_exception(at)
    assert len(at.error) == 1
    assert at.error[0].value.endswith(".")
    assert metrics(at)["bits per letter"] == before


@pytest.mark.parametrize("word", ["", "a" * 13])
def test_a_word_that_is_too_long_or_none_gets_a_sentence(word):
    at = visit("file_size", fs_word=word, open="fs_number")
    assert_no_exception(at)
    assert "write a word of 1 to 12" in at.error[0].value


def test_every_answer_of_the_exercises_has_its_numbers():
    at = visit("file_size", open="fs_exercises")
    for group in at.button_group:
        if "exercise" in (group.key or ""):
            group.set_value(["Hint", "Answer"])
    at.run()
    assert_no_exception(at)
    said = "\n".join(each.value for each in at.markdown)
    assert f"{0.05 * 1437 / math.log(2) / 8:.1f} bytes" in said
    assert "58.6 bytes" in said  # 469 bits
    assert f"{math.ceil(4810 * 32 / math.log2(10)):,} labels" in said
    start = next(it.train(it.load_dataset("digits"), settings(FAIR, CROSS_ENTROPY)))
    assert sum(array.size for array in start.parameters) == 4810


def test_a_guess_counts_once_and_a_right_one_ends_the_letter():
    game = Game()
    wanted = TEXTS[0][GIVEN : GIVEN + LETTERS]
    wrong = "z" if wanted[0] != "z" else "y"
    game = game.guess(wrong).guess(wrong).guess("?")
    assert (game.missed, game.guesses, game.turn) == (wrong, (), 1)
    for letter in wanted:
        game = game.guess(letter)
    assert game.is_over
    assert game.guesses == (2, *[1] * (LETTERS - 1))
    assert game.guess("a") == game
    assert game.another() == Game(1)


def test_each_text_of_the_game_is_long_enough_and_in_its_alphabet():
    for text in TEXTS:
        assert len(text) >= GIVEN + LETTERS
        assert set(text) <= set("abcdefghijklmnopqrstuvwxyz ")


def test_the_models_play_the_same_letters():
    models = played(0)
    assert tuple(models) == PLAYERS
    for each in models.values():
        assert len(each.guesses) == len(each.bits) == LETTERS
        assert all(1 <= guess <= 27 for guess in each.guesses)
        # The guesses before the right one were at least as probable: 2^-bits is at most 1/guess.
        assert all(g <= 2**b + 1e-9 for g, b in zip(each.guesses, each.bits, strict=True))


def test_an_open_block_follows_a_text_that_is_typed():
    visitor = Visitor("file_size", fs_text="your text", open="fs_back")
    visitor.move("fs_own", "banana band")
    assert_no_exception(visitor.at)
    assert metrics(visitor.at)["read from the file"] == "11 letters right"


def test_a_third_run_switches_its_loss_at_the_step_on_screen():
    visitor = Visitor("file_size", open="fs_labels", fs_step="50")
    visitor.press(f"fs_fork_{SQUARED_ERROR}")
    assert_no_exception(visitor.at)
    shown = metrics(visitor.at)
    assert shown["switched"] == shown["squared error"]  # the very weights, at that step
    visitor.move("fs_step", "100")
    sizes = [int(metrics(visitor.at)[name].split()[0]) for name in ("switched", "squared error")]
    assert sizes[0] < sizes[1] / 4
