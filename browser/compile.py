"""Compiles the archives and the app in /site, in Pyodide: a browser then has no need to."""

import importlib.util
import zipfile
from importlib._bootstrap_external import _code_to_hash_pyc
from pathlib import Path

SITE = Path("/site")


def compiled(source: bytes, name: str) -> bytes:
    """Return the byte code of a module, which is never compared with its source."""
    code = compile(source, name, "exec", dont_inherit=True)
    return bytes(_code_to_hash_pyc(code, importlib.util.source_hash(source), False))


def compile_archive(file: Path, *, keep_source: bool) -> None:
    """Put byte code into an archive: in place of the sources, or beside them."""
    with zipfile.ZipFile(file) as old:
        members = {each.filename: old.read(each) for each in old.infolist()}
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as new:
        for name, data in sorted(members.items()):
            is_python = name.endswith(".py")
            if not is_python or keep_source:
                new.writestr(zipfile.ZipInfo(name), data, zipfile.ZIP_DEFLATED)
            if is_python:
                path = importlib.util.cache_from_source(name) if keep_source else name + "c"
                new.writestr(zipfile.ZipInfo(path), compiled(data, name), zipfile.ZIP_DEFLATED)


for archive in (SITE / "stdlib.zip", SITE / "packages.zip", *sorted(SITE.glob("wheels/*.whl"))):
    compile_archive(archive, keep_source=False)
compile_archive(SITE / "app.zip", keep_source=True)
