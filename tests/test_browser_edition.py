"""The browser edition: what its folder holds, and how Python imports in it."""

import base64
import hashlib
import importlib
import importlib.machinery
import importlib.util
import io
import json
import os
import re
import shutil
import subprocess
import sys
import types
import zipfile
from itertools import pairwise
from pathlib import Path
from urllib.parse import urlsplit

import numpy as np
import pyarrow as pa
import pyarrow.parquet
import pytest

from scripts import distribution as pins
from scripts.distribution import COMPILED, CORE, Distribution, Missing
from scripts.site import APP, build
from ui.lessons.registry import EVERY_PAGE, LESSONS

ROOT = Path(__file__).parents[1]
PINNED = json.loads((ROOT / "browser/package.json").read_text())["dependencies"]
COLUMNS = {
    "numbers": np.array([1.5, np.nan, -np.inf]),
    "whole": np.array([3, -4, 5]),
    "narrow": np.array([1, 2, 3], np.int32),
    "words": ["a", "ü ∞", ""],
    "array of words": np.array(["x", "yy", "z"]),
    "some words": np.array(["x", None, np.nan], object),
    "some numbers": [1.0, None, 2.5],
    "some whole": [1, None, 3],
    "yes or no": [True, False, True],
    "nothing": [None, None, None],
}


def in_browser(path):
    """A module of the browser edition, which is importable under its name only there."""
    spec = importlib.util.spec_from_file_location(f"{Path(path).stem}_in_browser", ROOT / path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def sent(module, table):
    """A table as Streamlit sends it, with one pyarrow or the other."""
    columns = {name: module.array(values, from_pandas=True) for name, values in table.items()}
    sink = module.BufferOutputStream()
    made = module.table(columns)
    writer = module.RecordBatchStreamWriter(sink, made.schema)
    writer.write_table(made)
    writer.close()
    return sink.getvalue().to_pybytes()


@pytest.mark.parametrize("rows", [3, 0, 1000])
def test_a_table_that_a_browser_sends_is_read_as_the_same_parquet(rows):
    table = {name: [*values] * (rows // 3 + 1) for name, values in COLUMNS.items()}
    table = {name: values[:rows] for name, values in table.items()} | (
        {name: values for name, values in COLUMNS.items() if rows == 3}
    )
    wanted = pa.ipc.open_stream(sent(pa, table)).read_all()
    found = pa.parquet.read_table(
        io.BytesIO(sent(in_browser("browser/stand_ins/pyarrow.py"), table))
    )
    assert found.to_pydict() == wanted.to_pydict()
    kinds = {f.name: f.type for f in wanted.schema if f.type not in (pa.null(), pa.int32())}
    if rows:
        assert {name: found.schema.field(name).type for name in kinds} == kinds


def test_another_table_of_the_same_shape_has_another_length_or_its_figure_would_stand_still():
    """The front end of stlite compares two tables by their rows, columns and bytes alone."""
    module = in_browser("browser/stand_ins/pyarrow.py")
    drags = [{"p": [k / 100, 1 - k / 100], "outcome": ["heads", "tails"]} for k in range(100)]
    lengths = [len(sent(module, table)) for table in drags]
    assert lengths == [len(sent(module, table)) for table in drags]
    assert all(a != b for a, b in pairwise(lengths))


def archive(members):
    """A zip archive of these texts, as bytes."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as made:
        for name, text in members.items():
            made.writestr(name, text)
    return file.getvalue()


class Tiny(Distribution):
    """A distribution in which every file is small, and none is what it is called."""

    def __init__(self, folder):
        super().__init__(folder)
        lock = {
            name: {
                "file_name": f"{name}-1-py3-none-any.whl",
                "imports": [name],
                "sha256": hashlib.sha256(name.encode()).hexdigest(),
            }
            for name in COMPILED
        }
        wheel = archive({"streamlit/__init__.py": "", "google/protobuf/__init__.py": ""})
        files = {
            "node_modules/pyodide/package.json": json.dumps({"version": PINNED["pyodide"]}),
            "node_modules/pyodide/pyodide-lock.json": json.dumps({"info": {}, "packages": lock}),
            "node_modules/pyodide/python_stdlib.zip": archive({"os.py": ""}),
            "node_modules/@stlite/browser/package.json": json.dumps(
                {"version": PINNED["@stlite/browser"]}
            ),
            "node_modules/@stlite/browser/build/wheels/streamlit-1-py3-none-any.whl": wheel,
        }
        for name, data in files.items():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_bytes(data.encode() if isinstance(data, str) else data)

    def pure(self):
        return sorted(self.stlite.glob("wheels/*.whl"))

    def compile(self, site):
        """Leave the Python of the site as it is: what would compile it is not here."""


DRAW = """
import json
from tests.ui.lessons.test_divergence_figures import FIGURES
from tests.ui.lessons.test_training_figures import APPEARANCES, figures
from tests.ui.room.test_figures import DRAWN

def draw():
    for appearance in APPEARANCES[:1]:
        yield from figures(appearance)
        yield from (each(0.2, appearance) for each in FIGURES.values())
        yield from (each(appearance) for each in DRAWN.values())

specs = json.dumps([figure.spec for figure in draw()])
"""
IN_BROWSER = f"""
import altair.utils.schemapi
assert altair.utils.schemapi.jsonschema_version_str == "0"  # the stand-in
import figures as in_browser
in_browser.trust_figures()
{DRAW}
print(specs)
"""


def test_a_figure_is_drawn_in_a_browser_as_on_a_server(tmp_path):
    for name in ("jsonschema", "jsonschema-0.dist-info"):
        shutil.copytree(ROOT / "browser/stand_ins" / name, tmp_path / name)

    # Each in a process of its own: Altair 5 numbers what it draws through all its life.
    def printed(script: str, *path: Path) -> object:
        drawn = subprocess.run(
            [sys.executable, "-c", script],
            cwd=ROOT,
            env={**os.environ, "PYTHONPATH": os.pathsep.join(map(str, path))},
            capture_output=True,
            encoding="utf-8",
            check=False,
        )
        assert drawn.returncode == 0, drawn.stderr
        return json.loads(drawn.stdout)

    here = printed(f"{DRAW}\nprint(specs)")
    assert printed(IN_BROWSER, tmp_path, ROOT / "browser") == here


@pytest.fixture(scope="module")
def distribution(tmp_path_factory) -> Distribution:
    return Tiny(tmp_path_factory.mktemp("distribution"))


@pytest.fixture(scope="module")
def site(distribution, tmp_path_factory) -> Path:
    """The small site, that takes what is large from a CDN."""
    out = tmp_path_factory.mktemp("site")
    build(out, distribution, vendored=False)
    return out


def test_every_page_has_an_address_of_its_own_and_loads_what_is_there(site):
    for page in EVERY_PAGE:
        folder = site if page is LESSONS[0] else site / page.stem
        html = (folder / "index.html").read_text("utf-8")
        assert f"<title>{page.title}</title>" in html
        assert page.question in html
        linked = re.findall(r'(?:src|href)="([^"]+)"', html)
        assert all((folder / each).resolve().is_file() for each in linked if "://" not in each)


def test_a_page_may_talk_to_its_own_host_and_to_the_cdn_alone(site):
    policy = re.search(r'Security-Policy" content="([^"]+)"', (site / "index.html").read_text())
    assert policy is not None
    hosts = set(re.findall(r"https?://[^ ;]+", policy[1]))
    assert hosts == {"https://cdn.jsdelivr.net"}
    assert "*" not in policy[1]


def test_the_app_in_the_site_is_this_one_file_by_file(site):
    with zipfile.ZipFile(site / "app.zip") as app:
        names = {*app.namelist()} - {"archives.py", "figures.py", "start.py"}
        assert all(app.read(name) == (ROOT / name).read_bytes() for name in names)
    assert {name.split("/")[0] for name in names} == {*APP}
    assert {f"pages/{page.stem}.py" for page in EVERY_PAGE} < names


def test_the_small_site_takes_from_the_cdn_what_is_pinned_and_no_other_file(site, distribution):
    pyodide = f"https://cdn.jsdelivr.net/pyodide/v{PINNED['pyodide']}/full/"
    stlite = f"https://cdn.jsdelivr.net/npm/@stlite/browser@{PINNED['@stlite/browser']}/build/"
    wheels = {
        pyodide + entry["file_name"]: base64.b64encode(bytes.fromhex(entry["sha256"])).decode()
        for entry in (distribution.lock[name] for name in COMPILED)
    }
    texts = [path.read_text() for path in site.rglob("*") if path.suffix in (".html", ".mjs")]
    asked = {each for text in texts for each in re.findall(r'"(https?://[^"]+)"', text)}
    hosts = {each for each in asked if not urlsplit(each).netloc.endswith(".invalid")}
    assert hosts == {pyodide, stlite, stlite + "stlite.css", stlite + "stlite.js", *wheels}
    config = (site / "config.mjs").read_text()
    found = re.findall(r'"url": "([^"]+)", "integrity": "sha256-([^"]+)"', config)
    assert dict(found) == wheels


def test_what_the_small_site_is_made_for_is_the_pinned_version():
    packages = json.loads((ROOT / "browser/package-lock.json").read_text())["packages"]
    assert packages[""]["dependencies"] == PINNED
    for name, version in PINNED.items():
        entry = packages[f"node_modules/{name}"]
        assert entry["version"] == version
        assert entry["integrity"].startswith("sha512-")


def test_a_package_without_an_init_is_found_in_the_archive_of_packages(site, monkeypatch):
    monkeypatch.setattr(sys, "path", [str(site / "packages.zip"), *sys.path])
    spec = importlib.machinery.PathFinder.find_spec("google", [str(site / "packages.zip")])
    assert spec is not None
    assert spec.origin is None  # of a namespace, as protobuf's is
    with zipfile.ZipFile(site / "packages.zip") as packages:
        names = {*packages.namelist()}
        assert {"streamlit/__init__.py", "pyarrow.py", "jsonschema/__init__.py"} <= names


WHEEL = archive({"late_package/__init__.py": "answer = 42"})
RIGHT = "sha256-" + base64.b64encode(hashlib.sha256(WHEEL).digest()).decode()


@pytest.fixture
def late(tmp_path, monkeypatch):
    """Install a wheel for later, in a browser whose host answers with it, or with a status."""

    def install(integrity, status=200):
        class Request:
            """What an import asks for."""

            def __init__(self):
                self.status = status
                self.response = types.SimpleNamespace(to_bytes=lambda: WHEEL)

            def open(self, *_how):
                pass

            def send(self):
                if not status:
                    raise OSError

        browser = {
            "js": {"XMLHttpRequest": types.SimpleNamespace(new=Request)},
            "pyodide": {},
            "pyodide.ffi": {"JsException": OSError},
        }
        for name, content in browser.items():
            monkeypatch.setitem(sys.modules, name, types.SimpleNamespace(**content))
        for name in ("path", "path_hooks", "meta_path"):
            monkeypatch.setattr(sys, name, [*getattr(sys, name)])
        monkeypatch.setattr(sys, "path_importer_cache", {})
        monkeypatch.delitem(sys.modules, "late_package", raising=False)
        archives = in_browser("browser/archives.py")
        archives.FOLDER, archives._COMPILED = tmp_path, tmp_path / "compiled"
        archives.install({"late_package": {"url": "late.whl", "integrity": integrity}})

    return install


@pytest.mark.parametrize("integrity", ["", RIGHT], ids=["unsealed", "sealed"])
def test_a_package_for_later_is_loaded_when_it_is_imported(late, integrity):
    late(integrity)
    assert importlib.import_module("late_package").answer == 42
    assert importlib.import_module("late_package").__file__.endswith("late_package/__init__.py")


def test_a_wheel_that_is_another_file_is_not_imported(late):
    late(RIGHT[:-5] + "AAAA=")
    with pytest.raises(ImportError, match="another file than this site was made for"):
        importlib.import_module("late_package")


@pytest.mark.parametrize("status", [0, 404])
def test_a_package_that_cannot_be_loaded_is_missed_with_a_sentence(late, status):
    late("", status)
    with pytest.raises(ImportError, match=r"late\.whl could not be loaded\. Check your network"):
        importlib.import_module("late_package")


def test_the_service_worker_knows_every_file_and_another_build_by_its_name(
    site, distribution, tmp_path, monkeypatch
):
    text = (site / "files.js").read_text()
    listed = json.loads(re.search(r"FILES = (.*);", text)[1])
    there = {path.relative_to(site).as_posix() for path in site.rglob("*") if path.is_file()}
    assert {each + "index.html" if each.endswith("/") or not each else each for each in listed} == (
        there - {"files.js", "offline.js"}
    )
    build(tmp_path / "same", distribution, vendored=False)
    assert (tmp_path / "same/files.js").read_text() == text
    monkeypatch.setattr("scripts.site.STLITE_URL", "https://example.org/{}/")
    build(tmp_path / "other", distribution, vendored=False)
    assert (tmp_path / "other/files.js").read_text() != text


def test_a_distribution_that_lacks_files_is_refused_with_their_names(distribution, tmp_path):
    for name in CORE:
        (distribution.core / name).touch()
    with pytest.raises(Missing, match=r"numpy-1-py3-none-any\.whl.*scripts\.distribution"):
        build(tmp_path, distribution, vendored=True)


def test_every_pinned_wheel_is_pure_and_has_a_hash():
    lines = (pins.PINS / "requirements.txt").read_text().splitlines()
    wheels = [line for line in lines if not line.startswith("#")]
    assert all(
        re.fullmatch(r"[a-z_-]+==[\d.]+ --hash=sha256:[0-9a-f]{64}", each) for each in wheels
    )
    assert len(pins._hashes()) == len(wheels) > 10
