"""Write the browser edition, a folder for any static web host: ``python -m scripts.site``.

Without ``--vendor`` the folder is small, and browsers take Pyodide and stlite from a public CDN.
With ``--vendor DIR`` all is in it: DIR is a folder that ``scripts.distribution`` has filled.
"""

import argparse
import json
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from hashlib import sha256
from html import escape
from pathlib import Path
from urllib.parse import urlsplit

from scripts.distribution import (
    COMPILED,
    CORE,
    PYODIDE_URL,
    STLITE_URL,
    Distribution,
    Missing,
    fetch,
)
from ui.lessons.registry import EVERY_PAGE, LESSONS, Lesson

ROOT = Path(__file__).parents[1]
BROWSER = ROOT / "browser"
APP = ("pages", "ui", "infotheory", ".streamlit")
"""The folders that the app consists of; what else runs in the browser stands in browser/."""

_STAND_INS = "micropip-0-py3-none-any.whl"  # the name of one of them, which stlite asks for
# Of stlite: elements that this app does not use, two thirds of its scripts.
_NOT_USED = (
    *("PlotlyChart", "DeckGlJsonChart", "GraphVizChart", "mermaid", "cytoscape", "cynefin"),
    *("StreamlitSyntaxHighlighter-none",),
)


_DRAWN_FIRST = ("ArrowVegaLiteChart", "BidiComponent", "Metric", "TextInput", "Markdown")
"""Scripts of stlite that draw what every page begins with."""


def build(out: Path, distribution: Distribution, *, vendored: bool) -> None:
    """Write the site into a new folder."""
    shutil.rmtree(out, ignore_errors=True)
    (out / "packages").mkdir(parents=True)
    _write_app(out / "app.zip")
    for wheel in distribution.pure():
        shutil.copy(wheel, out / "packages")
    stand_ins = {path.name: path for path in sorted((BROWSER / "stand_ins").glob("*.py"))}
    stand_ins["micropip-0.dist-info/METADATA"] = BROWSER / "stand_ins" / "METADATA"
    _zip(out / "packages" / _STAND_INS, stand_ins)
    if vendored:
        _copy_distribution(distribution, out)
        _compile(distribution, out)
    _write_lock(distribution, out, vendored=vendored)
    stlite = "stlite/" if vendored else STLITE_URL.format(distribution.version("@stlite/browser"))
    pyodide = "pyodide/" if vendored else PYODIDE_URL.format(distribution.version("pyodide"))
    ahead = [f.name for name in _DRAWN_FIRST for f in distribution.stlite.glob(f"{name}-*.js")]
    _write_config(out / "config.mjs", ahead, stlite=stlite, pyodide=pyodide)
    for name in ("boot.mjs", "runtime.mjs", "offline.js"):
        shutil.copy(BROWSER / name, out)
    shutil.copy(ROOT / "ui" / "icon.svg", out)
    for page in EVERY_PAGE:
        _write_page(out, page, stlite)
    _write_files(out)


def _write_app(file: Path) -> None:
    members = {path.relative_to(ROOT).as_posix(): path for path in sorted(_sources())}
    _zip(file, members | {"start.py": BROWSER / "start.py"})


def _zip(file: Path, members: dict[str, Path]) -> None:
    """Write an archive, without times: of the same files the same one."""
    with zipfile.ZipFile(file, "w") as archive:
        for name, path in members.items():
            archive.writestr(zipfile.ZipInfo(name), path.read_bytes(), zipfile.ZIP_DEFLATED)


def _sources() -> Iterator[Path]:
    for folder in APP:
        for path in (ROOT / folder).rglob("*"):
            name = path.relative_to(ROOT).as_posix()
            if path.is_file() and "__pycache__" not in name:
                yield path


def _copy_distribution(distribution: Distribution, out: Path) -> None:
    if lost := distribution.missing():
        raise Missing(
            f"{distribution.folder} lacks {', '.join(lost)}: python -m scripts.distribution "
            f"{distribution.folder} fetches what is missing."
        )
    (out / "pyodide").mkdir()
    for name in CORE:
        shutil.copy(distribution.core / name, out / "pyodide")
    for _, path, _ in distribution.compiled():
        shutil.copy(path, out / "packages")
    shutil.copytree(
        distribution.stlite,
        out / "stlite",
        ignore=lambda _, names: [
            n for n in names if n.endswith((".map", ".d.ts", ".whl")) or n.startswith(_NOT_USED)
        ],
    )


def _compile(distribution: Distribution, out: Path) -> None:
    """Compile the Python of the site: it starts in two thirds of the time."""
    command = ["node", str(BROWSER / "compile.mjs"), str(distribution.core), str(out)]
    subprocess.run(command, check=True)


def _write_lock(distribution: Distribution, out: Path, *, vendored: bool) -> None:
    """Write Pyodide's lock file for the packages of this app alone."""
    packages = {}
    for name, path, _ in distribution.compiled():
        entry = dict(distribution.lock[name])
        entry["depends"] = [each for each in entry["depends"] if each in COMPILED]
        if vendored:
            entry["sha256"] = sha256((out / "packages" / path.name).read_bytes()).hexdigest()
        else:
            entry["file_name"] = PYODIDE_URL.format(distribution.version("pyodide")) + path.name
        packages[name] = entry
    for wheel in (*(each.name for each in distribution.pure()), _STAND_INS):
        name, version = wheel.split("-")[:2]
        name = name.replace("_", "-")
        packages[name] = {
            "name": name,
            "version": version,
            "file_name": wheel,
            "install_dir": "site",
            "sha256": sha256((out / "packages" / wheel).read_bytes()).hexdigest(),
            "package_type": "package",
            "imports": [],
            "depends": [],
        }
    info = json.loads((distribution.core / "pyodide-lock.json").read_text("utf-8"))["info"]
    text = json.dumps({"info": info, "packages": packages})
    (out / "packages" / "lock.json").write_text(text, "utf-8")


def _write_config(file: Path, ahead: list[str], **urls: str) -> None:
    """Write where boot.mjs and runtime.mjs find what they run on."""
    lines = (
        f"export const {name} = new URL({json.dumps(url)}, import.meta.url).href;\n"
        for name, url in urls.items()
    )
    text = f"export const ahead = {json.dumps(sorted(ahead))};\n" + "".join(lines)
    file.write_text(text, "utf-8")


def _write_page(out: Path, page: Lesson, stlite: str) -> None:
    is_home = page is LESSONS[0]
    folder, root = (out, "./") if is_home else (out / page.stem, "../")
    folder.mkdir(exist_ok=True)
    text = (BROWSER / "index.html").read_text("utf-8")
    html = text.format(
        policy=escape(_policy(stlite)),
        question=escape(page.question),
        title=escape(page.title),
        root=root,
        stlite=stlite if urlsplit(stlite).scheme else root + stlite,
    )
    (folder / "index.html").write_text(html, "utf-8")


def _policy(stlite: str) -> str:
    """Return what a page may load, and whom it may talk to: its own host, and the CDN if any."""
    cdn = "{0.scheme}://{0.netloc}".format(urlsplit(stlite)) if urlsplit(stlite).scheme else ""
    own = f"'self' {cdn}".strip()
    rules = {
        "default-src": own,
        # Pyodide and Vega compile what they run; stlite's worker stands in its script.
        "script-src": f"{own} 'unsafe-inline' 'unsafe-eval' blob: data:",
        "style-src": f"{own} 'unsafe-inline' blob:",
        "img-src": f"{own} data: blob:",
        "font-src": f"{own} data:",
        "connect-src": f"{own} data: blob:",
        "worker-src": "'self' blob: data:",
        "object-src": "'none'",
        "base-uri": "'self'",
        "form-action": "'self'",
    }
    return "; ".join(f"{name} {value}" for name, value in rules.items())


def _write_files(out: Path) -> None:
    """Write what the service worker keeps, under a name that changes with any file."""
    files = sorted(p for p in out.rglob("*") if p.is_file() and p.name != "offline.js")
    digest = sha256()
    for path in files:
        digest.update(path.relative_to(out).as_posix().encode() + path.read_bytes())
    names = json.dumps(
        [path.relative_to(out).as_posix().removesuffix("index.html") for path in files]
    )
    lines = (f"const CACHE = {json.dumps(digest.hexdigest()[:16])};", f"const FILES = {names};", "")
    (out / "files.js").write_text("\n".join(lines), "utf-8")


def main() -> None:
    """Build the site that the command asks for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--vendor", type=Path, metavar="DIR", help="put all into the site, from here"
    )
    parser.add_argument("--out", type=Path, default=ROOT / "build" / "site")
    asked = parser.parse_args()
    try:
        if asked.vendor:
            distribution = Distribution(asked.vendor)
        else:
            distribution = fetch(ROOT / "build" / "distribution", compiled=False)
        build(asked.out, distribution, vendored=asked.vendor is not None)
    except Missing as why:
        sys.exit(str(why))
    size = sum(path.stat().st_size for path in asked.out.rglob("*") if path.is_file())
    print(f"{asked.out}: {size / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
