"""Check the prose for misspellings, American spellings and words that are retired.

`python -m scripts.spelling` shows codespell the prose alone: in Markdown what is neither code nor a
formula, in programs the comments and the strings that are sentences. It looks words up in its own
dictionary, in its British one turned round, and in `retired_words.txt`, which has phrases as well.
"""

import io
import re
import subprocess
import sys
import tempfile
import tokenize
from importlib.resources import files
from pathlib import Path

ROOT = Path(__file__).parents[1]
RETIRED = Path(__file__).with_name("retired_words.txt")
FOLDERS = (
    "docs",
    "pages",
    "ui",
    "infotheory",
    "scripts",
    "benchmarks",
    "tests",
    "hosting",
    "browser",
)
SUFFIXES = (".md", ".py", ".js", ".mjs", ".html")
WRONG_ON_PURPOSE = "test_spelling.py"

# Spelt so in Britain too: the verb "to license", a "meter" that measures, a computer's "program".
BRITISH = {
    *("biased", "focused", "focuses", "focusing", "license", "licensed", "licenses", "licensing"),
    *("dialog", "dialogs", "meter", "meters", "practice", "program", "routing", "story", "stories"),
    "writable",
}
# The names of people, though codespell takes them for slips.
NAMES = {"Cleary"}

_CODE = (
    r"```.*?```|^## [\w :]*\bcode\b.*?(?=^## )",  # a program
    r"``.*?``|`[^`]*`",  # a name in the text
    r"\$\$.*?\$\$|\$[^$\n]*\$",  # a formula
    r"\{\{.*?\}\}|\{[^{}]*\}",  # a value that is filled in
    r"\]\([^)]*\)|https?://\S+",  # where a link leads
    r"^ *(?:>>>|\.\.\.) [^\n]*$",  # an example
    r"^ *\w+(?:, \w+)* : [^\n]*$",  # a parameter and its type
    r"^ *\.\. \[\d+\][^\n]*(?:\n +\S[^\n]*)*",  # a reference, whose title is its author's
    r"'\w+'|\w+[.=]\w+\(?",  # a name in a specification or a program
)
_FLAGS = re.DOTALL | re.MULTILINE
_NO_PROSE = re.compile("|".join(f"(?:{pattern})" for pattern in _CODE), _FLAGS)
_STRINGS = [getattr(tokenize, name, None) for name in ("STRING", "FSTRING_MIDDLE")]
_SAID_IN_SCRIPTS = re.compile(
    r"//[^\n]*|\"[^\"\n]* [^\"\n]*\"|`[^`]* [^`]*`|(?<=>)[^<>{}]+(?=<)", _FLAGS
)


def prose_files() -> list[Path]:
    """Return the files whose prose is held to the dictionaries."""
    found = [path for folder in FOLDERS for path in (ROOT / folder).rglob("*")]
    found += ROOT.glob("*")
    return sorted(
        path for path in found if path.suffix in SUFFIXES and path.name != WRONG_ON_PURPOSE
    )


def prose(path: Path) -> str:
    """Return a file's prose, each word in its place; all else is blank."""
    text = path.read_text(encoding="utf-8")
    if path.suffix == ".py":
        text = _said_in_python(text)
    elif path.suffix != ".md":
        code = _SAID_IN_SCRIPTS.split(text)
        said = [*_SAID_IN_SCRIPTS.findall(text), ""]
        text = "".join(_blank(a) + b for a, b in zip(code, said, strict=True))
    return _NO_PROSE.sub(lambda match: _blank(match[0]), text)


def _blank(text: str) -> str:
    return re.sub(r"[^\n]", " ", text)


def _said_in_python(source: str) -> str:
    """Return the comments, and the strings that are more than a key."""
    lines = [[" "] * len(line) for line in source.splitlines()]
    for kind, text, (row, column), *_ in tokenize.generate_tokens(io.StringIO(source).readline):
        is_sentence = kind in _STRINGS and (" " in text or text[1:2].isupper())
        if kind == tokenize.COMMENT or is_sentence:
            for place, part in enumerate(text.splitlines()):
                start = 0 if place else column
                lines[row - 1 + place][start : start + len(part)] = part
    return "\n".join(map("".join, lines))


def american() -> list[str]:
    """Return codespell's British dictionary, turned round."""
    data = files("codespell_lib").joinpath("data/dictionary_en-GB_to_en-US.txt").read_text("utf-8")
    entries = [line.strip().partition("->") for line in data.splitlines() if line.strip()]
    pairs = {(to.split(",")[0].strip(), word) for word, _, to in entries}
    return [f"{ours}->{theirs}" for ours, theirs in sorted(pairs) if ours not in BRITISH]


def check(paths: list[Path], root: Path = ROOT) -> tuple[bool, str]:
    """Return whether the prose of files below ``root`` is right, and else where what is wrong."""
    with tempfile.TemporaryDirectory() as folder:
        for path in paths:
            copy = Path(folder) / path.relative_to(root)
            copy.parent.mkdir(parents=True, exist_ok=True)
            copy.write_text(prose(path), encoding="utf-8")
        return _codespell(Path(folder), [str(path.relative_to(root)) for path in paths])


def _codespell(folder: Path, names: list[str]) -> tuple[bool, str]:
    (folder / "american.words").write_text("\n".join(american()) + "\n", encoding="utf-8")
    entries = RETIRED.read_text(encoding="utf-8").splitlines()
    phrases = [
        phrase for phrase, _, _ in (line.partition("->") for line in entries) if " " in phrase
    ]
    options = {
        "--dictionary": f"-,american.words,{RETIRED}",
        "--regex": rf"\b(?i:{'|'.join(map(re.escape, phrases))})\b|[\w\-'’]+",
        "--ignore-words-list": ",".join(sorted(NAMES)),
    }
    command = [sys.executable, "-m", "codespell_lib", "--quiet-level", "2"]
    command += [f"{option}={value}" for option, value in options.items()]
    done = subprocess.run(
        [*command, *names], cwd=folder, capture_output=True, text=True, check=False
    )
    return done.returncode == 0, done.stdout + done.stderr


def main() -> int:
    """Print what is wrong; return 1 if anything is."""
    is_right, found = check(prose_files())
    print(found, end="")
    return int(not is_right)


if __name__ == "__main__":
    sys.exit(main())
