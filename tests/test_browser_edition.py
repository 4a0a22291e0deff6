"""The browser edition: what its folder holds, and what stands in for pyarrow in it."""

import importlib.util
import io
import json
import re
import zipfile
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet
import pytest

from scripts import distribution as pins
from scripts.distribution import COMPILED, CORE, Distribution, Missing
from scripts.site import APP, build
from ui.lessons.registry import EVERY_PAGE, LESSONS

ROOT = Path(__file__).parents[1]
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


def in_browser():
    """The module that is ``pyarrow`` in a browser."""
    spec = importlib.util.spec_from_file_location(
        "pyarrow_in_browser", ROOT / "browser/stand_ins/pyarrow.py"
    )
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
    found = pa.parquet.read_table(io.BytesIO(sent(in_browser(), table)))
    assert found.to_pydict() == wanted.to_pydict()
    kinds = {f.name: f.type for f in wanted.schema if f.type not in (pa.null(), pa.int32())}
    if rows:
        assert {name: found.schema.field(name).type for name in kinds} == kinds


@pytest.fixture(scope="module")
def distribution(tmp_path_factory) -> Distribution:
    """A distribution in which every file is small, and none is what it is called."""
    folder = tmp_path_factory.mktemp("distribution")
    lock = {
        name: {
            "name": name,
            "file_name": f"{name}-1-py3-none-any.whl",
            "depends": [],
            "sha256": "0",
        }
        for name in COMPILED
    }
    files = {
        "node_modules/pyodide/package.json": json.dumps({"version": "0.28.3"}),
        "node_modules/pyodide/pyodide-lock.json": json.dumps({"info": {}, "packages": lock}),
        "node_modules/@stlite/browser/package.json": json.dumps({"version": "1.9.2"}),
        "node_modules/@stlite/browser/build/wheels/streamlit-1-py3-none-any.whl": "wheel",
    }
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, "utf-8")

    class Tiny(Distribution):
        def pure(self) -> list[Path]:
            return sorted(self.stlite.glob("wheels/*.whl"))

    return Tiny(folder)


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
        assert [each for each in linked if "://" in each] == [
            "https://cdn.jsdelivr.net/npm/@stlite/browser@1.9.2/build/stlite.css"
        ]
        assert all((folder / each).resolve().is_file() for each in linked if "://" not in each)


def test_a_page_may_talk_to_its_own_host_and_to_the_cdn_alone(site):
    policy = re.search(r'Security-Policy" content="([^"]+)"', (site / "index.html").read_text())
    assert policy is not None
    hosts = set(re.findall(r"https?://[^ ;]+", policy[1]))
    assert hosts == {"https://cdn.jsdelivr.net"}
    assert "*" not in policy[1]


def test_the_app_in_the_site_is_this_one_file_by_file(site):
    with zipfile.ZipFile(site / "app.zip") as app:
        names = {*app.namelist()} - {"start.py"}
        assert all(app.read(name) == (ROOT / name).read_bytes() for name in names)
    assert {name.split("/")[0] for name in names} == {*APP}
    assert {f"pages/{page.stem}.py" for page in EVERY_PAGE} < names


def test_the_lock_file_names_what_is_there_and_what_the_cdn_has(site):
    packages = json.loads((site / "packages/lock.json").read_text())["packages"]
    for name, entry in packages.items():
        if name in COMPILED:
            assert entry["file_name"].startswith("https://cdn.jsdelivr.net/pyodide/v0.28.3/full/")
        else:
            assert (site / "packages" / entry["file_name"]).is_file()
    assert {"streamlit", "micropip", *COMPILED} <= {*packages}


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
