"""The layers: who may import whom."""

import ast
import importlib.util
import os
import re
import subprocess
import sys
from functools import cache
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

from ui import link

ROOT = Path(__file__).parent.parent

ALLOWED = {
    "infotheory": {"numpy", "infotheory"},
    "ui/room/redis_rooms.py": {"numpy", "redis", "ui"},
    "ui/room/join/routes.py": {"anyio", "starlette", "ui"},
    "ui/room/join/page.py": {"starlette", "ui"},
    "ui/room/join/identity.py": {"starlette"},
    "ui/serving/headers.py": {"starlette"},
    "ui/serving/health.py": {"anyio", "starlette"},
    "ui/serving/static_files.py": {"anyio", "starlette"},
    "ui/serving/upload_door.py": {"starlette", "ui"},
    "ui/startup.py": {"anyio", "numpy", "ui"},
    "ui": {"numpy", "streamlit", "segno", "threadpoolctl", "pyarrow", "infotheory", "ui"},
    "pages": {"numpy", "streamlit", "infotheory", "ui"},
    "app.py": {"starlette", "streamlit", "ui"},
}
FIGURE = {"numpy", "altair", "infotheory", "ui"}
WITHOUT_STREAMLIT = {
    *("ui/style/theme", "ui/style/units", "ui/style/appearance"),
    *("ui/link", "ui/lessons/registry", "ui/page/prose"),
    *("ui/lessons/questions", "ui/room/rooms", "ui/room/scores", "ui/room/asked"),
    *("ui/room/store", "ui/room/memory_rooms", "ui/room/redis_rooms", "ui/room/answers_csv"),
    *("ui/room/join/routes", "ui/room/join/words", "ui/room/join/page"),
    *("ui/widgets/number_text", "ui/widgets/distribution/text"),
}


@cache
def imports_of(file: Path) -> set[str]:
    """Every module that a file names in an import, absolute."""
    modules = set()
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            modules |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{file}: relative import"
            modules |= {node.module} | {f"{node.module}.{alias.name}" for alias in node.names}
    return modules


def source_files() -> list[Path]:
    folders = ("infotheory", "ui", "pages")
    return [ROOT / "app.py", *(file for f in folders for file in sorted((ROOT / f).rglob("*.py")))]


def figures() -> list[Path]:
    """The files that draw: what figures share, and those of the lessons beside their blocks."""
    return [*(ROOT / "ui/figures").glob("*.py"), *(ROOT / "ui").rglob("*_figure.py")]


def allowed_in(file: Path) -> set[str]:
    if file in figures():
        return FIGURE
    name = file.relative_to(ROOT).as_posix()
    layer = next(each for each in ALLOWED if name == each or name.startswith(f"{each}/"))
    return ALLOWED[layer]


@pytest.mark.parametrize("file", source_files(), ids=lambda f: f.relative_to(ROOT).as_posix())
def test_a_file_imports_only_what_its_layer_may(file):
    foreign = {module.split(".")[0] for module in imports_of(file)} - set(sys.stdlib_module_names)
    assert foreign <= allowed_in(file)


@cache
def reached_directly(file: Path) -> set[Path]:
    """The files of this repository that an import in ``file`` runs, packages' own included."""
    found = set()
    for module in imports_of(file):
        path = ROOT / module.replace(".", "/")
        packages = [folder / "__init__.py" for folder in (path, *path.parents)]
        found |= {f for f in (path.with_suffix(".py"), *packages) if f.exists()}
    # What a package imports from its own modules is no circle: it is there before they are.
    return found - {file} - {folder / "__init__.py" for folder in file.parents}


def reached_from(file: Path) -> set[Path]:
    """The files of this repository that importing ``file`` runs."""
    reached: set[Path] = set()
    todo = [file, *(f for each in file.parents if (f := each / "__init__.py").exists())]
    while todo:
        current = todo.pop()
        if current not in reached:
            reached.add(current)
            todo += reached_directly(current)
    return reached


def names_in(file: Path) -> set[str]:
    """Every name that a file uses, its own or another module's."""
    nodes = [*ast.walk(ast.parse(file.read_text(encoding="utf-8")))]
    return {node.id for node in nodes if isinstance(node, ast.Name)} | {
        node.attr for node in nodes if isinstance(node, ast.Attribute)
    }


def test_no_two_modules_import_each_other_on_any_way_round():
    below = {file: reached_directly(file) for file in source_files()}
    order = TopologicalSorter(below)
    order.prepare()  # raises CycleError, which names the modules


def test_figures_never_reach_streamlit():
    starts = [*figures(), *(ROOT / f"{m}.py" for m in WITHOUT_STREAMLIT)]
    assert starts
    for start in starts:
        for file in reached_from(start):
            assert not any(m.split(".")[0] == "streamlit" for m in imports_of(file)), (start, file)


def test_what_lessons_share_knows_no_single_lesson():
    known = ("ui.lessons.registry", "ui.lessons.questions")
    folders = ("page", "widgets", "figures", "style", "sharing", "lecture", "serving")
    shared = [file for folder in folders for file in (ROOT / "ui" / folder).rglob("*.py")]
    assert len(shared) > 50
    for file in shared:
        lessons = {module for module in imports_of(file) if module.startswith("ui.lessons")}
        assert {module for module in lessons if not module.startswith(known)} == set(), file


def test_the_package_opens_no_door_to_the_app():
    for file in (ROOT / "infotheory").rglob("*.py"):
        assert not any(m.split(".")[0] in {"ui", "pages", "app"} for m in imports_of(file)), file


def texts_by_name(tree: ast.Module) -> dict[str, str]:
    """What each name of a file stands for that is assigned a text, alone or in a tuple."""
    found = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.Assign):
            for target in node.targets:
                pair = (target, node.value)
                both = all(isinstance(each, ast.Tuple) for each in pair)
                several = zip(*(each.elts for each in pair), strict=False) if both else [pair]
                for name, value in several:
                    if isinstance(name, ast.Name) and isinstance(value, ast.Constant):
                        found[name.id] = value.value
    return found


def session_keys(file: Path) -> set[str]:
    """The keys of the session state that a file spells: as text, by a name, or for a widget."""
    tree = ast.parse(file.read_text(encoding="utf-8"))
    names = texts_by_name(tree)
    spelt: list[ast.expr] = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Subscript) and ast.unparse(node.value).endswith("session_state"):
            spelt.append(node.slice)
        elif isinstance(node, ast.Compare) and "session_state" in ast.unparse(node.comparators[0]):
            spelt.append(node.left)
        elif isinstance(node, ast.Call):
            if ast.unparse(node.func).rpartition(".")[0].endswith("session_state"):
                spelt += node.args[:1]
            spelt += [word.value for word in node.keywords if word.arg == "key"]
    keys = {
        names.get(key.id) if isinstance(key, ast.Name) else getattr(key, "value", None)
        for key in spelt
    }
    return {key for key in keys if isinstance(key, str)}


def test_no_key_of_the_session_state_is_spelt_in_two_files():
    owners: dict[str, set[str]] = {}
    for file in source_files():
        for key in session_keys(file):
            owners.setdefault(key, set()).add(file.name)
    assert {"open_page", "visitor", "share", "ent_turn"} <= set(owners), "keys are not found"
    assert {key: files for key, files in owners.items() if len(files) > 1} == {}


def test_a_control_of_the_link_is_bound_where_it_keeps_what_is_written_and_written_by_write_alone():
    bound, written = {}, {}
    for file in source_files():
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call):
                words = {word.arg: ast.unparse(word.value) for word in node.keywords}
                if "bind" in words:
                    bound[file.name] = words.get("on_change", "")
            elif isinstance(node, ast.Assign):
                for target in map(ast.unparse, node.targets):
                    name = re.fullmatch(r"st\.session_state\[([A-Z_]+)(\[.*\])?\.name\]", target)
                    control = name and getattr(link, name[1])
                    if isinstance(control, link.Control) and control.in_link:
                        written[file.name] = target
    assert bound == {"linked_text.py": "keep", "choice.py": "_change"}
    assert written == {}, "a late report of the browser would undo it"


def test_every_fragment_belongs_to_the_page_that_is_open():
    made = [file.name for file in source_files() if "st.fragment(" in file.read_text("utf-8")]
    marked = [file.name for file in source_files() if "@st.fragment" in file.read_text("utf-8")]
    assert (made, marked) == (["open_page.py"], [])


def test_no_markdown_has_html_in_it_which_a_browser_would_fetch_58_kb_to_read():
    assert [f.name for f in source_files() if "allow_html" in f.read_text("utf-8")] == []


def test_pages_hold_no_colour_and_no_encoding():
    for file in (ROOT / "pages").glob("*.py"):
        text = file.read_text(encoding="utf-8")
        assert "altair" not in text, file
        assert not any(f'"#{c}' in text for c in "0123456789abcdef"), file


def test_each_page_enters_the_app():
    for file in (ROOT / "pages").glob("*.py"):
        does = map(ast.unparse, ast.parse(file.read_text(encoding="utf-8")).body)
        assert any(each.startswith("page = enter(__file__") for each in does), file


THREADS = "{pool['num_threads'] for pool in threadpool_info() if pool['user_api'] == 'blas'}"


def printed(code: str) -> str:
    """What a fresh Python prints that is told nothing of threads."""
    variables = {k: v for k, v in os.environ.items() if not k.endswith("_NUM_THREADS")}
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, env=variables, capture_output=True, check=True
    )
    return done.stdout.decode().strip()


def test_the_app_computes_on_one_thread_even_where_numpy_was_there_before():
    shown = printed(
        "import numpy; from threadpoolctl import threadpool_info; "
        "from ui.serving.process import set_up_process; "
        f"set_up_process(); print({THREADS})"
    )
    assert shown in ("{1}", "set()"), "set(): a BLAS that it does not know"


def test_the_app_asks_for_as_many_open_files_as_it_may():
    resource = pytest.importorskip("resource", reason="not on Windows")
    _, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if 0 <= hard < 2048:
        pytest.skip("this system allows no more")
    shown = printed(
        "import resource; limit = resource.RLIMIT_NOFILE; hard = resource.getrlimit(limit)[1]; "
        "resource.setrlimit(limit, (1024, hard)); from ui.serving.process import set_up_process; "
        "set_up_process(); print(resource.getrlimit(limit)[0] >= 2048)"
    )
    assert shown == "True"


def test_no_import_changes_the_process():
    not_here = {ROOT / "ui/main.py"}  # the script that Streamlit runs
    if importlib.util.find_spec("redis") is None:  # an extra
        not_here.add(ROOT / "ui/room/redis_rooms.py")
    modules = [
        file.relative_to(ROOT)
        .with_suffix("")
        .as_posix()
        .replace("/", ".")
        .removesuffix(".__init__")
        for file in sorted((ROOT / "ui").rglob("*.py"))
        if file not in not_here
    ]
    shown = printed(
        "import numpy, socket; from threadpoolctl import threadpool_info; "
        f"before = {THREADS}; listening = socket.socket(); listening.listen(); "
        f"import {', '.join(modules)}; "
        f"assert {THREADS} == before; "
        "print(listening.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY))"
    )
    assert shown.splitlines()[-1] == "0"


CACHES = {"cache", "lru_cache", "cached"}


def test_there_is_one_way_to_keep_a_result():
    for folder in ("ui", "pages"):
        for file in (ROOT / folder).rglob("*.py"):
            assert not imports_of(file) & {"functools.cache", "functools.lru_cache"}, file
            assert "st.cache_" not in file.read_text(encoding="utf-8"), file


def test_no_table_that_is_cached_is_a_data_frame_which_notes_every_use():
    for file in source_files():
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef) and node.returns:
                decorators = {ast.unparse(each).split("(")[0] for each in node.decorator_list}
                frame = "DataFrame" in ast.unparse(node.returns)
                assert not (frame and decorators & CACHES), f"{file}: {node.name}"
