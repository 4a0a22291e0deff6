"""Write the browser edition, a folder for any static web host: ``python -m scripts.site``.

Without ``--vendor`` the folder is small, and browsers take Pyodide and stlite from a public CDN.
With ``--vendor DIR`` all is in it: DIR is a folder that ``scripts.distribution`` has filled.
"""

import argparse
import base64
import json
import shutil
import sys
import zipfile
from collections.abc import Iterator
from hashlib import sha256
from html import escape
from pathlib import Path, PurePosixPath
from urllib.parse import urlsplit

from scripts.distribution import (
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

_OWN = ("archives", "figures", "start")
"""The modules that prepare Python in the browser."""

_EARLY = ("numpy",)
"""The compiled packages that the app starts with; the others are loaded when one is imported."""

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
    out.mkdir(parents=True)
    _write_app(out / "app.zip")
    _write_packages(distribution, out / "packages.zip")
    shutil.copy(distribution.core / "python_stdlib.zip", out / "stdlib.zip")
    if vendored:
        _copy_distribution(distribution, out)
    distribution.compile(out)
    stlite = "stlite/" if vendored else STLITE_URL.format(distribution.version("@stlite/browser"))
    pyodide = "pyodide/" if vendored else PYODIDE_URL.format(distribution.version("pyodide"))
    ahead = [f.name for name in _DRAWN_FIRST for f in distribution.stlite.glob(f"{name}-*.js")]
    wheels = _wheels(distribution, pyodide, vendored=vendored)
    config = {"ahead": sorted(ahead), "about": distribution.about, **wheels}
    _write_config(out / "config.mjs", config, stlite=stlite, pyodide=pyodide)
    for name in ("boot.mjs", "runtime.mjs", "offline.js"):
        shutil.copy(BROWSER / name, out)
    shutil.copy(ROOT / "ui" / "icon.svg", out)
    for page in EVERY_PAGE:
        _write_page(out, page, stlite)
    _write_files(out)


def _write_app(file: Path) -> None:
    members = {path.relative_to(ROOT).as_posix(): path.read_bytes() for path in sorted(_sources())}
    own = {f"{name}.py": (BROWSER / f"{name}.py").read_bytes() for name in _OWN}
    _zip(file, members | own)


def _write_packages(distribution: Distribution, file: Path) -> None:
    """Write an archive of all pure packages, and of the modules that stand in for others."""
    stand_ins = BROWSER / "stand_ins"
    members = {
        path.relative_to(stand_ins).as_posix(): path.read_bytes()
        for path in stand_ins.rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    for wheel in distribution.pure():
        with zipfile.ZipFile(wheel) as archive:
            members |= {n: archive.read(n) for n in archive.namelist() if not n.endswith("/")}
    # An import of a package without an __init__.py looks for its folder.
    folders = {f"{folder}/" for name in members for folder in PurePosixPath(name).parents}
    _zip(file, dict.fromkeys(folders - {"./"}, b"") | members)


def _zip(file: Path, members: dict[str, bytes]) -> None:
    """Write an archive, without times: of the same files the same one."""
    with zipfile.ZipFile(file, "w") as archive:
        for name, data in sorted(members.items()):
            archive.writestr(zipfile.ZipInfo(name), data, zipfile.ZIP_DEFLATED)


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
    (out / "wheels").mkdir()
    for _, path, _ in distribution.compiled():
        shutil.copy(path, out / "wheels")
    shutil.copytree(
        distribution.stlite,
        out / "stlite",
        ignore=lambda _, names: [
            n for n in names if n.endswith((".map", ".d.ts", ".whl")) or n.startswith(_NOT_USED)
        ],
    )


def _wheels(
    distribution: Distribution, pyodide: str, *, vendored: bool
) -> dict[str, list[dict[str, str]]]:
    """Return where the compiled packages are: those to start with, and those for later."""
    found: dict[str, list[dict[str, str]]] = {"early": [], "late": []}
    for name, path, digest in distribution.compiled():
        integrity = f"sha256-{base64.b64encode(bytes.fromhex(digest)).decode()}"
        url = ("wheels/" if vendored else pyodide) + path.name
        entry = {"url": url, "integrity": "" if vendored else integrity}
        found["early" if name in _EARLY else "late"] += [
            {"name": each, **entry} for each in distribution.lock[name]["imports"]
        ]
    return found


def _write_config(file: Path, values: dict[str, object], **urls: str) -> None:
    """Write where boot.mjs and runtime.mjs find what they run on."""
    constants = {name: json.dumps(value) for name, value in values.items()}
    constants |= {
        name: f"new URL({json.dumps(url)}, import.meta.url).href" for name, url in urls.items()
    }
    lines = (f"export const {name} = {value};\n" for name, value in constants.items())
    file.write_text("".join(lines), "utf-8")


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
