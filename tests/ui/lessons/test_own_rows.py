"""A visitor's own table as data of the race: what is used, what is left out, and what is said."""

import os
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

import infotheory as it
from tests.own_files import clouds, csv, digits, digits_csv
from ui.lessons.training.own_rows import (
    FEWEST_ROWS,
    LabelAndFeatures,
    OwnRows,
    guess_columns,
    left_out,
)
from ui.lessons.training.race_settings import (
    LOSSES,
    MODELS,
    MOST_WORK,
    STEPS,
    YOURS,
    RaceSettings,
    most_bytes_of,
)
from ui.lessons.training.race_view import view
from ui.lessons.training.recording import levels_of, record
from ui.lessons.training.runs import dataset, run
from ui.style.appearance import Appearance
from ui.widgets.own_table.columns import FileError
from ui.widgets.own_table.table import read_table


def rows_of(table: pd.DataFrame | bytes, **chosen) -> OwnRows:
    data = table if isinstance(table, bytes) else csv(table)
    read = read_table(data, "mine.csv")
    guess = LabelAndFeatures("", ()) if len(chosen) == 2 else guess_columns(read)
    return OwnRows(read, guess._replace(**chosen))


def arrays(data: it.Dataset) -> list[np.ndarray]:
    return [data.x_train, data.y_train, data.x_test, data.y_test]


@pytest.mark.parametrize(("seed", "noise"), [(0, 0.0), (5, 0.2)])
def test_the_digits_brought_back_as_they_are_are_the_digits_to_the_last_bit(seed, noise):
    mine = rows_of(digits_csv()).split(seed, noise, as_they_are=True)
    wanted = it.load_dataset("digits", seed=seed, label_noise=noise)
    for a, b in zip(arrays(mine), arrays(wanted), strict=True):
        np.testing.assert_array_equal(a, b)
    assert mine.class_names == wanted.class_names


def test_standardised_digits_are_the_same_on_whatever_scale_they_were_written():
    x, y = digits()
    constant = x.min(axis=0) == x.max(axis=0)
    wanted = it.split_dataset(x[:, ~constant], y, seed=1)
    own = rows_of(csv(pd.DataFrame(16 * x).add_prefix("pixel_").assign(label=y)))
    assert own.constant == tuple(f"pixel_{i}" for i in np.flatnonzero(constant))
    for a, b in zip(arrays(own.split(1, 0.0, as_they_are=False)), arrays(wanted), strict=True):
        np.testing.assert_array_equal(a, b)


def test_what_is_left_out_is_named_with_its_reason():
    table = clouds().assign(city="Rome", rare=[1.0] * 40 + [np.nan] * 50)
    table.insert(0, "id", np.arange(90))
    table.loc[3, "f1"] = np.nan
    table.loc[7, "kind"] = None
    read = read_table(csv(table), "mine.csv")
    chosen = guess_columns(read)
    assert chosen == LabelAndFeatures("kind", ("f0", "f1"))
    said = " ".join(left_out(read, chosen))
    assert "since it only names the rows: `id`." in said
    assert "since it holds words: `city`." in said
    assert "since most of it is missing: `rare`." in said
    own = OwnRows(read, chosen)
    assert own.notes == (
        "2 rows of 90 are left out, first line 5: "
        "a cell is empty or not a number, in `kind`, `f1`.",
    )
    assert own.n == 88


@pytest.mark.parametrize(
    ("table", "said"),
    [
        (clouds(classes=("ant",)), "All rows have the label `ant`"),
        (clouds(classes=tuple(f"k{i}" for i in range(21)), n=105), "21 different labels"),
        (clouds(features=101), "101 features, but at most 100"),
        (clouds(n=9), "Only 9 rows are complete"),
        (clouds(n=40).assign(f0=1, f1=2), "the same in all rows"),
        (clouds()[["kind"]].assign(word=[f"w{i}" for i in range(90)]), "no column of numbers"),
        (clouds(n=12).assign(f1=[np.nan] * 5 + [1.0] * 7), "5 rows of 12 are left out"),
        (clouds(n=30).assign(f0=1e300), "Only 0 rows"),
    ],
    ids=range(8),
)
def test_what_cannot_be_raced_is_a_sentence(table, said):
    with pytest.raises(FileError, match=said) as why:
        rows_of(table)
    assert str(why.value).rstrip().endswith(".")


@pytest.mark.parametrize(
    ("chosen", "said"),
    [
        ({"features": ()}, "no column of numbers is left"),
        ({"features": ("kind", "f0")}, "not also a feature"),
        ({"label": "f0", "features": ("f1",)}, "different labels"),
        ({"label": "f0", "features": ("kind",)}, "There are no numbers in `kind`"),
    ],
    ids=range(4),
)
def test_columns_that_cannot_be_raced_are_a_sentence(chosen, said):
    with pytest.raises(FileError, match=said):
        rows_of(clouds(), **chosen)


def test_of_many_rows_some_are_drawn_by_the_seed():
    table = pd.DataFrame({"x": np.arange(6000), "z": np.arange(6000) % 7, "label": [0, 1] * 3000})
    own = rows_of(table, features=("x", "z"))
    first, other = (own.split(seed, 0.0, as_they_are=True) for seed in (0, 1))
    assert (own.n, len(first.x_train), len(first.x_test)) == (5000, 4000, 1000)
    assert set(first.x_test[:, 0]) != set(other.x_test[:, 0])
    # A row stands one line below its number, and the names above it: line = x + 2.
    np.testing.assert_array_equal(own.test_places(0), first.x_test[:, 0] + 2)


TABLES = {
    "words": clouds(features=3),
    "gaps": clouds().assign(f1=lambda t: t["f1"].where(t.index % 9 != 2)),
    "numbers": clouds().assign(kind=lambda t: t["kind"].map({"ant": 3, "bee": 5, "cat": 10})),
    "halves": clouds().assign(kind=lambda t: t["kind"].map({"ant": 0.5, "bee": 1, "cat": 1.5})),
    "truths": clouds().assign(kind=lambda t: t["kind"] == "bee"),
    "a word among numbers": csv(clouds()).replace(b"\n", b"\nn.a.,1.0,bee\n", 1),
}


@pytest.mark.parametrize("as_they_are", [False, True])
@pytest.mark.parametrize("table", TABLES)
def test_the_code_that_is_shown_makes_the_same_data(table, as_they_are, tmp_path):
    data = TABLES[table] if isinstance(TABLES[table], bytes) else csv(TABLES[table])
    own = rows_of(data, label="kind", features=("f0", "f1"))
    (tmp_path / "mine.csv").write_bytes(data)
    code = own.code(as_they_are=as_they_are, seed=3, label_noise=0.1)
    found: dict[str, object] = {"pd": pd, "it": it}
    here = Path.cwd()
    os.chdir(tmp_path)
    try:
        exec(code, found)
    finally:
        os.chdir(here)
    wanted = own.split(3, 0.1, as_they_are=as_they_are)
    for a, b in zip(arrays(found["data"]), arrays(wanted), strict=True):
        np.testing.assert_array_equal(a, b)


def test_rows_of_one_class_in_the_training_part_are_raced_too():
    table = clouds(n=20, classes=("ant",)).assign(kind=["ant"] * 19 + ["bee"])
    own = rows_of(table)
    seed = next(s for s in range(50) if 19 in np.random.default_rng(s).permutation(20)[16:])
    race = RaceSettings(YOURS, seed=seed, steps=10, own=own)
    for loss in LOSSES:
        seen = record(race.source(), race.training(loss, 0.5))
        assert np.isfinite(seen.lead).all()


@pytest.mark.parametrize("features", [1, 2, 40])
@pytest.mark.parametrize("model", MODELS)
def test_no_race_on_own_data_takes_more_work_or_memory_than_is_counted(features, model):
    own = rows_of(clouds(features=features, n=300))
    race = RaceSettings(YOURS, model, steps=max(STEPS), own=own)
    assert race.steps * race.work_of_a_step <= MOST_WORK
    short = RaceSettings(YOURS, model, steps=100, own=own)
    held = 0
    for loss in LOSSES:
        whole = run(short.source(), short.training(loss, 0.5))
        held += sum(w.nbytes for snapshot in whole.snapshots for w in snapshot.parameters)
        seen = record(short.source(), short.training(loss, 0.5))
        held += seen.answers.nbytes + seen.shares.nbytes + len(seen.cells)
    held += sum(each.nbytes for each in arrays(dataset(short.source())))
    assert held + own.table.nbytes <= most_bytes_of(own)


CELLS = [
    lambda rng: f"{rng.normal() * 10 ** rng.uniform(-99, 99):.3g}",
    lambda rng: str(rng.integers(-2, 3)),
    lambda rng: rng.choice(["a", "b", "", "NA", "é|x", "<b>", "1"]),
    lambda rng: rng.choice(["1e400", "inf", "-inf", "nan", "1", "2", "3", "4", "5"]),
    lambda rng: "7",
]


def test_whatever_a_table_holds_it_is_raced_or_a_sentence_comes_of_it():
    rng = np.random.default_rng(2)
    raced = 0
    for _ in range(60):
        columns = [CELLS[i] for i in rng.integers(0, len(CELLS), 4)]
        rows = [[cell(rng) for cell in columns] for _ in range(rng.integers(1, 60))]
        lines = [",".join(["a", "b", "c", "label"]), *(",".join(row) for row in rows)]
        try:
            own = rows_of("\n".join(lines).encode())
        except FileError:
            continue
        raced += 1
        race = RaceSettings(YOURS, steps=1, own=own, as_they_are=bool(raced % 2))
        assert view(race, dict.fromkeys(LOSSES, 0.5), None, Appearance()).race
    assert raced > 5


def test_a_cell_tells_twenty_classes_apart():
    own = rows_of(clouds(classes=tuple(f"k{i:02}" for i in range(20)), n=200))
    race = RaceSettings(YOURS, "linear", wrong_bias=0.0, steps=10, own=own)
    assert 20 * levels_of(20) <= 256
    seen = record(race.source(), race.training("cross_entropy", 0.5))
    assert seen.cells


def test_without_rows_there_is_no_race_on_own_data_and_no_other_data_have_owners():
    assert RaceSettings(YOURS) == RaceSettings()
    assert RaceSettings("moons", own=rows_of(clouds())).owner is None
    assert rows_of(clouds()).n >= FEWEST_ROWS
