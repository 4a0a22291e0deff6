"""Fetch what the browser edition runs on into a folder: ``python -m scripts.distribution DIR``.

From npm: the core of Pyodide, and stlite. From PyPI: pure wheels. From Pyodide's own distribution:
wheels that are compiled for it. All are checked by their hashes (browser/package-lock.json,
browser/requirements.txt, Pyodide's lock file), and what is there is not fetched again.
"""

import argparse
import json
import shutil
import subprocess
import sys
import tempfile
import urllib.request
import zipfile
from collections.abc import Iterator
from functools import cached_property
from hashlib import sha256
from pathlib import Path
from typing import Any

PINS = Path(__file__).parents[1] / "browser"
PYODIDE_URL = "https://cdn.jsdelivr.net/pyodide/v{}/full/"
STLITE_URL = "https://cdn.jsdelivr.net/npm/@stlite/browser@{}/build/"
CORE = ("pyodide.mjs", "pyodide.asm.js", "pyodide.asm.wasm")
COMPILED = ("numpy", "pandas", "python-dateutil", "pytz", "six")
"""The packages that are taken from Pyodide's distribution: compiled ones, and what these need."""

# Where a package registry is all that can be reached: another project's wheel that carries those
# of Pyodide 0.28.3.
_CARRIER = ("open-webui==0.9.6", "open_webui/frontend/pyodide/")


class Missing(Exception):
    """What is not in the folder; the message says how to bring it there."""


class Distribution:
    """A folder with Pyodide, stlite and the wheels."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    @property
    def core(self) -> Path:
        """The folder of Pyodide's core."""
        return self.folder / "node_modules" / "pyodide"

    @property
    def stlite(self) -> Path:
        """The folder of stlite's scripts."""
        return self.folder / "node_modules" / "@stlite" / "browser" / "build"

    def version(self, package: str) -> str:
        """Return the version of a package from npm."""
        text = (self.folder / "node_modules" / package / "package.json").read_text("utf-8")
        return str(json.loads(text)["version"])

    @cached_property
    def lock(self) -> dict[str, dict[str, Any]]:
        """What Pyodide's lock file says of its packages, by name."""
        return dict(self._lock_file["packages"])

    @property
    def about(self) -> dict[str, str]:
        """What Pyodide's lock file says of Pyodide: version, platform."""
        return dict(self._lock_file["info"])

    @cached_property
    def _lock_file(self) -> dict[str, Any]:
        return dict(json.loads((self.core / "pyodide-lock.json").read_text("utf-8")))

    def compiled(self) -> Iterator[tuple[str, Path, str]]:
        """Yield the name, the place and the hash of each package of Pyodide's distribution."""
        for name in COMPILED:
            yield (
                name,
                self.folder / str(self.lock[name]["file_name"]),
                str(self.lock[name]["sha256"]),
            )

    def pure(self) -> list[Path]:
        """Return the pure wheels: those from PyPI, and stlite's own."""
        wanted = set(_hashes())
        found = [f for f in self.folder.glob("wheels/*.whl") if _hash(f) in wanted]
        if len(found) < len(wanted):
            raise Missing(f"Wheels of {PINS / 'requirements.txt'} are missing in {self.folder}.")
        return [*sorted(found), *sorted(self.stlite.glob("wheels/*.whl"))]

    def compile(self, site: Path) -> None:
        """Compile the Python of a site: it starts in half of the time."""
        command = ["node", str(PINS / "compile.mjs"), str(self.core), str(site)]
        subprocess.run(command, check=True)

    def missing(self) -> list[str]:
        """Return which files of Pyodide's distribution are not there, or are others."""
        return [p.name for _, p, hash_ in self.compiled() if not p.exists() or _hash(p) != hash_]


def fetch(folder: Path, *, compiled: bool) -> Distribution:
    """Bring what is missing; without `compiled` no file of Pyodide's distribution.

    Raises
    ------
    Missing
        If a file can be had nowhere.
    """
    folder.mkdir(parents=True, exist_ok=True)
    found = Distribution(folder)
    _fetch_npm(folder)
    try:
        found.pure()
    except Missing:
        _fetch_pure(folder / "wheels")
    if compiled and found.missing():
        _fetch_compiled(found)
    found.pure()
    return found


def _fetch_npm(folder: Path) -> None:
    lock = folder / "package-lock.json"
    if lock.exists() and lock.read_bytes() == (PINS / lock.name).read_bytes():
        return
    shutil.copy(PINS / "package.json", folder)
    command = ["npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--silent"]
    shutil.copy(PINS / lock.name, lock)
    try:
        subprocess.run(command, cwd=folder, check=True)
    except (OSError, subprocess.CalledProcessError) as fault:
        lock.unlink()
        raise Missing(
            "npm could not fetch Pyodide and stlite. It comes with Node.js; install that, and see "
            "that npm reaches its registry."
        ) from fault


def _fetch_pure(wheels: Path) -> None:
    command = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--require-hashes"]
    command += ["--only-binary", ":all:", "--platform", "any", "--python-version", "3.13"]
    command += ["--dest", str(wheels), "--requirement", str(PINS / "requirements.txt")]
    subprocess.run(command, check=True)


def _fetch_compiled(found: Distribution) -> None:
    at = PYODIDE_URL.format(found.version("pyodide"))
    for name in found.missing():
        try:
            with urllib.request.urlopen(at + name, timeout=60) as answer:
                (found.folder / name).write_bytes(answer.read())
        except OSError:
            break  # the next one is no nearer
    if not found.missing():
        return
    with tempfile.TemporaryDirectory() as carrier:
        command = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps"]
        if subprocess.run([*command, "--dest", carrier, _CARRIER[0]], check=False).returncode == 0:
            with zipfile.ZipFile(next(Path(carrier).iterdir())) as wheel:
                there = set(wheel.namelist())
                for name in (n for n in found.missing() if _CARRIER[1] + n in there):
                    (found.folder / name).write_bytes(wheel.read(_CARRIER[1] + name))
    if found.missing():
        raise Missing(
            f"These files of Pyodide's distribution could not be fetched: "
            f"{', '.join(found.missing())}. Put them into {found.folder}, from {at}."
        )


def _hashes() -> list[str]:
    lines = (PINS / "requirements.txt").read_text("utf-8").splitlines()
    return [line.partition("--hash=sha256:")[2] for line in lines if "--hash" in line]


def _hash(file: Path) -> str:
    return sha256(file.read_bytes()).hexdigest()


def main() -> None:
    """Fetch into the folder that the command names."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    try:
        fetch(parser.parse_args().folder, compiled=True)
    except Missing as why:
        sys.exit(str(why))


if __name__ == "__main__":
    main()
