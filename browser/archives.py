"""Imports straight from archives: to unpack them first takes a browser seconds."""

import sys
from base64 import b64encode
from collections.abc import Sequence
from hashlib import sha256
from importlib.abc import MetaPathFinder
from importlib.machinery import EXTENSION_SUFFIXES, ModuleSpec, PathFinder
from importlib.util import spec_from_file_location
from pathlib import Path
from types import ModuleType
from zipimport import zipimporter

import js
from pyodide.ffi import JsException

FOLDER = Path("/lib/archives")
_COMPILED = Path("/lib/compiled")


class Archive(zipimporter):
    """Imports from an archive, compiled modules too: those are unpacked, one by one."""

    def find_spec(self, fullname: str, target: ModuleType | None = None) -> ModuleSpec | None:
        """Find a module: written in Python, or compiled."""
        return super().find_spec(fullname, target) or self._compiled(fullname)

    def _compiled(self, fullname: str) -> ModuleSpec | None:
        path = f"{self.archive}/{self.prefix}{fullname.rpartition('.')[2]}"
        for suffix in EXTENSION_SUFFIXES:
            try:
                data = self.get_data(path + suffix)
            except OSError:
                continue
            file = _COMPILED / (fullname + suffix)
            file.write_bytes(data)
            return spec_from_file_location(fullname, file)
        return None


class Late(MetaPathFinder):
    """Loads a wheel when its package is imported first: the start does not wait for it."""

    def __init__(self, wheels: dict[str, dict[str, str]]) -> None:
        self._wheels = wheels

    def find_spec(
        self,
        fullname: str,
        path: Sequence[str] | None = None,
        target: ModuleType | None = None,
    ) -> ModuleSpec | None:
        """Load the wheel of a package that was found nowhere else, and find it there."""
        if path is not None or fullname not in self._wheels:
            return None
        wheel = self._wheels[fullname]
        data = _load(wheel["url"])
        if wheel["integrity"] not in ("", "sha256-" + b64encode(sha256(data).digest()).decode()):
            raise ImportError(f"{wheel['url']} is another file than this site was made for.")
        file = FOLDER / f"{fullname}.whl"
        file.write_bytes(data)
        del self._wheels[fullname]
        sys.path.append(str(file))
        return PathFinder.find_spec(fullname, path, target)


def _load(url: str) -> bytes:
    """Return a file of the host; an import cannot wait for anything but such a request."""
    request = js.XMLHttpRequest.new()
    request.open("GET", url, False)
    request.responseType = "arraybuffer"
    try:
        request.send()
    except JsException:
        status = 0
    else:
        status = request.status
    if status != 200:
        raise ImportError(f"{url} could not be loaded. Check your network, and try again.")
    return bytes(request.response.to_bytes())


def install(late: dict[str, dict[str, str]]) -> None:
    """Import from all archives of the folder, and from those that have an address for later."""
    _COMPILED.mkdir()
    sys.path_hooks.insert(0, Archive)
    sys.path_importer_cache.clear()
    sys.path += [str(file) for file in FOLDER.iterdir()]
    sys.meta_path.append(Late(late))
