// Pyodide as stlite asks for it, with everything installed: stlite's worker imports this.
import { about, early, late, pyodide } from "./config.mjs";

const at = (path) => new URL(path, import.meta.url).href;

async function bytes(url, integrity = "") {
  return new Uint8Array(await (await fetch(at(url), { integrity })).arrayBuffer());
}

// All that Python starts with is asked for at once.
const core = import(pyodide + "pyodide.mjs");
const app = bytes("app.zip");
const archives = [
  ["packages.zip", bytes("packages.zip")],
  ...early.map(({ name, url, integrity }) => [`${name}.whl`, bytes(url, integrity)]),
];

export async function loadPyodide(options) {
  const { loadPyodide: load } = await core;
  const python = await load({
    ...options,
    indexURL: pyodide,
    stdLibURL: at("stdlib.zip"),
    lockFileContents: { info: about, packages: {} },
  });
  python.loadPackage = async () => []; // stlite asks for what is there already
  python.unpackArchive(await app, "zip", { extractDir: "/home/pyodide" });
  python.FS.mkdirTree("/lib/archives");
  for (const [name, data] of archives) {
    python.FS.writeFile(`/lib/archives/${name}`, await data, { canOwn: true });
  }
  const wheels = late.map(({ name, url, integrity }) => [name, { url: at(url), integrity }]);
  // Nothing of what is imported is garbage, and each search for some takes a while.
  python.runPython("import gc; gc.disable(); import archives");
  python.pyimport("archives").install(python.toPy(Object.fromEntries(wheels)));
  python.runPython("import start; gc.enable(); gc.freeze()");
  return python;
}
