"""Files as real tools write them, read into predictions; and what is wrong in a file, said."""

import contextlib
import io
import os
import time
from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

import infotheory as it
from ui.lessons.your_model.faults import Unfit
from ui.lessons.your_model.reading import read_predictions
from ui.lessons.your_model.roles import Roles, guess_roles
from ui.serving.upload_limits import MOST_BYTES
from ui.widgets.own_table import plain_cells, table
from ui.widgets.own_table.columns import UNCLEAR_CELLS, FileError, Table
from ui.widgets.own_table.table import read_table

NAMES = ["cat", "dog", "owl"]
RNG = np.random.default_rng(5)
Q = RNG.dirichlet(np.ones(3), 24)
Y = np.array([RNG.choice(3, p=q) for q in Q])
WORDS = np.array(NAMES)[Y]
TABLE = pd.DataFrame(Q, columns=NAMES)
EVENT = (RNG.random(24) < Q[:, 1]).astype(int)


def csv(table: pd.DataFrame, **how: object) -> bytes:
    return table.to_csv(lineterminator="\n", **how).encode()  # type: ignore[call-overload]


def from_r(table: pd.DataFrame) -> bytes:
    """As R's ``write.csv`` does: row names in a column without a name, words quoted, 15 digits."""
    lines = [",".join(f'"{name}"' for name in ["", *table])]
    for i, row in enumerate(table.itertuples(index=False), 1):
        cells = [f'"{x}"' if isinstance(x, str) else f"{x:.15g}" for x in row]
        lines.append(",".join([f'"{i}"', *cells]))
    return ("\n".join(lines) + "\n").encode()


def parquet(table: pd.DataFrame) -> bytes:
    out = io.BytesIO()
    table.to_parquet(out)
    return out.getvalue()


THREE = {
    "pandas with its index": csv(TABLE.assign(label=WORDS)),
    "pandas without it": csv(TABLE.assign(label=WORDS), index=False),
    "predict_proba without names": csv(pd.DataFrame(Q).assign(label=Y), index=False),
    "the same, labels as words": csv(pd.DataFrame(Q).assign(label=WORDS), index=False),
    "R's write.csv": from_r(TABLE.assign(truth=WORDS)),
    "Excel in Europe: BOM, semicolons, decimal commas": b"\xef\xbb\xbf"
    + TABLE.round(12)
    .assign(Klasse=WORDS)
    .to_csv(index=False, sep=";", decimal=",", lineterminator="\r\n")
    .encode(),
    "tabs": csv(TABLE.assign(y=Y), index=False, sep="\t"),
    "Parquet": parquet(TABLE.assign(label=WORDS)),
    "a Kaggle submission joined to its truth": csv(
        pd.concat(
            [
                pd.DataFrame({"id": [f"{i:04x}.jpg" for i in range(24)]}),
                TABLE.add_prefix("class_"),
                pd.DataFrame({"target": WORDS}),
            ],
            axis=1,
        ),
        index=False,
    ),
    "a pasted spreadsheet": ("label\t" + "\t".join(NAMES) + "\r\n").encode()
    + "\r\n".join(
        "\t".join([w, *(f"{x:.12f}" for x in q)]) for w, q in zip(WORDS, Q, strict=True)
    ).encode(),
    "with another model's answers and an age beside": csv(
        TABLE.assign(age=np.arange(24) + 30, label=WORDS, prediction=Q.argmax(axis=1)), index=False
    ),
    "UTF-16, as Excel's Unicode text": csv(TABLE.assign(label=WORDS), index=False, sep="\t")
    .decode()
    .encode("utf-16"),
}
ONE_COLUMN = {
    "0 and 1": csv(pd.DataFrame({"y_true": EVENT, "y_score": Q[:, 1]}), index=False),
    "words": csv(pd.DataFrame({"p_sick": Q[:, 1], "d": np.array(["well", "sick"])[EVENT]})),
    "True and False": csv(pd.DataFrame({"happened": EVENT == 1, "p": Q[:, 1]}), index=False),
}


def read(data: bytes, name: str = "file.csv", **roles: object):
    table = read_table(data, name)
    return read_predictions(table, replace(guess_roles(table), **roles))


def run(code: str, data: bytes, name: str, folder: str) -> dict[str, object]:
    """What the Python that is shown makes of the same file."""
    with open(os.path.join(folder, name), "wb") as file:
        file.write(data)
    here = os.getcwd()
    os.chdir(folder)
    try:
        found: dict[str, object] = {"np": np, "pd": pd, "it": it}
        exec(code, found)
        return found
    finally:
        os.chdir(here)


@pytest.mark.parametrize("tool", THREE)
def test_a_file_of_a_real_tool_is_taken_without_a_question(tool, tmp_path):
    name = "file.parquet" if tool == "Parquet" else "file.csv"
    found = read(THREE[tool], name).predictions
    assert found.labels.tolist() == Y.tolist()
    assert found.q == pytest.approx(Q, abs=1e-11)
    names = [str(i) for i in range(3)] if tool == "predict_proba without names" else NAMES
    assert list(found.classes) == names
    shown = run(found.code, THREE[tool], name, str(tmp_path))
    assert shown["labels"].tolist() == Y.tolist()
    assert it.log_loss(shown["labels"], shown["q"]) == it.log_loss(found.labels, found.q)


@pytest.mark.parametrize("labels", ONE_COLUMN)
def test_one_column_is_the_probability_of_the_second_class(labels, tmp_path):
    found = read(ONE_COLUMN[labels]).predictions
    assert found.labels.tolist() == EVENT.tolist()
    assert found.q.tolist() == Q[:, 1].tolist()
    shown = run(found.code, ONE_COLUMN[labels], "file.csv", str(tmp_path))
    assert it.log_loss(shown["labels"], shown["q"]) == it.log_loss(EVENT, Q[:, 1])


def test_labels_that_are_fractions_keep_all_their_digits(tmp_path):
    two = np.array([1.2345678, 1.2345679])[EVENT]
    data = csv(pd.DataFrame({"dose": two, "p": Q[:, 1]}), index=False)
    roles = Roles("dose", ("p",), "1.2345679")
    found = read_predictions(read_table(data, "file.csv"), roles).predictions
    assert found.labels.tolist() == EVENT.tolist()
    assert found.classes == ("1.2345678", "1.2345679")
    shown = run(found.code, data, "file.csv", str(tmp_path))
    assert shown["labels"].tolist() == EVENT.tolist()


def test_the_other_class_can_be_chosen_for_a_single_column():
    found = read(ONE_COLUMN["words"], second="well").predictions
    assert found.labels.tolist() == (1 - EVENT).tolist()


@pytest.mark.parametrize("columns", [1, 3])
def test_logits_are_asked_about_and_then_taken(columns, tmp_path):
    z = 3 * np.log(Q) + 1 if columns == 3 else np.log(Q[:, 1:2] / (1 - Q[:, 1:2]))
    names = NAMES if columns == 3 else ["score"]
    data = csv(pd.DataFrame(z, columns=names).assign(label=WORDS if columns == 3 else EVENT))
    with pytest.raises(Unfit, match="look like logits") as asked:
        read(data)
    assert asked.value.looks_like_logits
    found = read(data, logits=True).predictions
    wanted = it.softmax(z) if columns == 3 else np.column_stack([1 - Q[:, 1], Q[:, 1]])
    assert found.q == pytest.approx(wanted, rel=1e-12)
    shown = run(found.code, data, "file.csv", str(tmp_path))
    assert it.log_loss(shown["labels"], shown["q"]) == it.log_loss(found.labels, found.q)


def test_a_very_sure_logit_is_not_made_infinite():
    data = b"label,score\n0,45\n1,3\n0,-2\n1,2.5\n"
    found = read(data, logits=True).predictions
    assert it.surprisals(found.labels, found.q)[0] == pytest.approx(45 / np.log(2))


def test_rows_rounded_in_the_file_are_divided_by_their_sum_and_that_is_said():
    found = read(csv(TABLE.round(2).assign(label=WORDS), index=False))
    assert found.predictions.q.sum(axis=1) == pytest.approx(1, abs=1e-15)
    assert any("divided by its sum" in note for note in found.notes)


HEAD = "label,cat,dog\n"
GOOD = "cat,0.5,0.5\n" * 3
FAULTS = {
    "a label that is no class": (HEAD + GOOD + "owl,0.5,0.5\n", "first `owl` in line 5"),
    "an empty cell": (HEAD + GOOD + "cat,,0.5\n", "of `cat` empty or NaN, first in line 5"),
    "a NaN": (HEAD + GOOD + "cat,0.5,nan\n", "of `dog` empty or NaN, first in line 5"),
    "a word": (HEAD + GOOD + "cat,0.5,half\n", "first `half` in line 5"),
    "no label": (HEAD + GOOD + ",0.5,0.5\n", "without a label in `label`, first line 5"),
    "a sum": (HEAD + GOOD + "cat,0.5,0.25\n", "first line 5: 0.75"),
    "a blank line before": (HEAD + GOOD + "\ncat,0.5,0.25\n", "first line 6: 0.75"),
    "one beyond 1": (HEAD + GOOD * 30 + "cat,1.5,-0.5\n", "first 1.5 in `cat`, line 92"),
    "percent": (HEAD + "cat,40,60\ndog,20,80\n", "look like percentages: divide them by 100"),
    "a line too short": (HEAD + GOOD + "cat,0.5\n", "Line 5 has 2 cells"),
    "a line too short below a blank one": (HEAD + GOOD + "\ncat,0.5\n", "Line 6 has 2 cells"),
    "a line too long": (HEAD + "cat,0.5,0.5,1\n", "Line 2 has 4 cells"),
    "no header": ("0,0.5,0.5\n1,0.5,0.5\n", "first line has numbers"),
    "the same name twice": ("label,a,a\n0,0.5,0.5\n", "Two columns are called `a`"),
    "only a header": (HEAD, "only one line"),
    "one column": ("label\ncat\n", "only one column"),
    "nothing": ("\n\n", "table is empty"),
    "an open quotation mark": (HEAD + '"cat,0.5,0.5\n' * 2 + '"', "."),
    "JSON": ('{"label": 1}', "JSON"),
    "three labels for one column": ("y,p\na,0.5\nb,0.5\nc,0.5\n", "3 different labels"),
    "no probabilities": ("label,name\na,b\nc,d\n", "no other column holds"),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_is_said_with_its_place_and_a_cure(fault):
    text, place = FAULTS[fault]
    with pytest.raises(FileError) as said:
        read(text.encode())
    assert place in str(said.value)
    assert str(said.value).rstrip().endswith((".", "0."))


@pytest.mark.parametrize("fault", ["a label that is no class", "an empty cell", "a sum", "a word"])
def test_bad_rows_are_left_out_only_when_asked(fault, tmp_path):
    data = FAULTS[fault][0].encode()
    with pytest.raises(Unfit) as said:
        read(data)
    assert said.value.can_leave_out
    found = read(data, leave_out=True)
    assert found.predictions.n == 3
    assert "1 of 4 rows are left out." in found.notes
    if fault != "a word":  # pandas reads no number from a column with a word in it
        shown = run(found.predictions.code, data, "file.csv", str(tmp_path))
        assert len(shown["labels"]) == 3


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"PK\x03\x04" + b"\0" * 100, "Excel"),
        (b"\x80\x04" + b"x" * 100, "pickle"),
        (b"\x93NUMPY\x01\x00", "NumPy"),
        (b"PAR1" + b"\xff" * 200, "Parquet"),
        (b"PAR1", "Parquet"),
        (b"a\0b,c\n1,2\n", "not text"),
        (b"x" * (MOST_BYTES + 1), "at most 5 MB"),
        (b"a,b\n" + b"1,0\n" * 200_001, "at most 200,000"),
        ((",".join(f"c{i}" for i in range(200)) + "\n").encode(), "at most 120"),
        (parquet(pd.DataFrame({"a": np.zeros(300_000), "b": np.zeros(300_000)})), "300,000 rows"),
        (parquet(pd.DataFrame({"a": ["x" * 2_000_000] * 20, "b": [0.5] * 20})), "label"),
    ],
    ids=range(11),
)
def test_what_is_no_table_or_too_large_is_refused_with_a_sentence(data, said):
    with pytest.raises(FileError, match=said):
        read(data)


def test_whatever_the_bytes_are_a_sentence_comes_of_them_or_a_table():
    rng = np.random.default_rng(0)
    alphabet = list("0123456789.,;\t\n\r\"'eE+-abc \xe4\ufeff")
    for _ in range(300):
        text = "".join(rng.choice(alphabet, rng.integers(1, 200)))
        with contextlib.suppress(FileError):
            assert read(text.encode()).predictions.n


def test_in_the_browser_a_text_is_read_as_on_a_server(monkeypatch):
    rng = np.random.default_rng(3)
    alphabet = [*"0123456789.;\n\"'eE+-ab \xe4", *[","] * 9, *["\n"] * 9]
    texts = [*THREE.values(), *ONE_COLUMN.values(), *(text.encode() for text, _ in FAULTS.values())]
    texts += ["".join(rng.choice(alphabet, rng.integers(5, 60))).encode() for _ in range(300)]
    texts += [
        b"a,b\n1_0,5\n-inf,.5\nNA, 2. \n\xc2\xa05,1e3\n",
        b"a;b\n1,5;x\n;y\nnan;x\nz;z\n2,5;\n",
    ]

    def said(data: bytes) -> object:
        try:
            return as_values(read_table(data, "file.csv"))
        except FileError as fault:
            return str(fault)

    on_a_server = [said(text) for text in texts]
    monkeypatch.setattr(table, "cell_reader", lambda: plain_cells)
    for text, wanted in zip(texts, on_a_server, strict=True):
        found = said(text)
        if text.startswith(b"PAR1"):
            assert "Save the table as CSV" in str(found)
        elif found != wanted:  # where a cell goes on after its quotation mark
            assert b'"' in text
            assert found == UNCLEAR_CELLS or isinstance(wanted, str), text


def as_values(table: Table) -> object:
    columns = []
    for each in table.columns:
        numbers = None if each.numbers is None else str(each.numbers.tolist())  # NaN is NaN
        codes = None if each.codes is None else each.codes.tolist()
        columns.append((each.name, numbers, codes, each.words, each.bad))
    return table.kind, table.rows.tolist(), columns


def test_the_largest_files_are_read_in_time_that_grows_with_their_length():
    def seconds(rows: int) -> float:
        q = np.random.default_rng(1).random(rows)
        data = csv(pd.DataFrame({"label": (q > 0.4).astype(int), "p": q.round(15)}), index=False)
        began = time.perf_counter()
        assert read(data).predictions.n == rows
        return time.perf_counter() - began

    seconds(1000)
    assert seconds(160_000) < 200 * seconds(8_000)
