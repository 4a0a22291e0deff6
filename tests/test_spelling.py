"""The check of the prose finds what it is for, and looks at prose alone."""

import pytest

from scripts.spelling import american, check, prose

WRONG = {
    "page.md": ("A model may be surely wrong.", "surely wrong"),
    "lesson.md": ("It **minimizes** the cost.", "minimizes"),
    "notes.md": ("It has seperate parts.", "seperate"),
    "comment.py": ("x = 1  # The cost in bits a letter.", "bits a letter"),
    "doc.py": ('"""Draw\n\nthe color of a line."""', "color"),
    "label.py": ('st.slider("The neighboring point")', "neighboring"),
    "phone.js": ('say("Your favorite answer.");', "favorite"),
    "phone.html": ("<p>\nNo news yet.</p>", "news"),
    "filled.py": ('say(f"The dearest is {name}")', "dearest"),
}
CODE = {
    "name.md": "Pass `normalize=True`.\n\n```python\noptimizer.center()\n```\n",
    "formula.md": r"The label is $\text{center}$.",
    "program.md": "## code\nimport math\n\n## onward\nNext.\n",
    "key.py": 'draw(color="red", normalize=True)\nSTYLE = {"color": 1}',
    "typed.py": '"""Do it.\n\n    Parameters\n    ----------\n    normalize : bool\n    """',
    "drawn.js": 'style.color = center("gray");',
}


def write(folder, name, text):
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def test_a_wrong_word_is_found_in_its_line_and_code_is_not_read(tmp_path):
    wrong = [write(tmp_path, name, text) for name, (text, _) in WRONG.items()]
    code = [write(tmp_path, name, text) for name, text in CODE.items()]
    is_right, found = check([*wrong, *code], tmp_path)
    assert not is_right
    places = {line.split(":")[0]: line for line in found.splitlines()}
    assert set(places) == set(WRONG)
    for name, (text, word) in WRONG.items():
        row = text[: text.index(word)].count("\n") + 1
        assert f"{name}:{row}: {word} ==> " in places[name]


def test_right_prose_passes(tmp_path):
    said = "The biased coin costs 0.469 bits per toss: minimise that, whatever its colour."
    assert check([write(tmp_path, "page.md", said)], tmp_path) == (True, "")


@pytest.mark.parametrize("name", CODE)
def test_what_is_not_prose_is_blank_and_the_rest_keeps_its_place(tmp_path, name):
    kept = prose(write(tmp_path, name, CODE[name]))
    for before, after in zip(CODE[name].splitlines(), kept.splitlines(), strict=True):
        assert len(before) == len(after)
        assert all(b in (a, " ") for a, b in zip(before, after, strict=True))


def test_no_british_word_is_taken_for_an_american_one():
    entries = dict(line.split("->") for line in american())
    assert entries["color"] == "colour"
    assert not set(entries) & set(entries.values())
