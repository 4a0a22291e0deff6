// Pyodide as stlite asks for it, with everything installed: stlite's worker imports this.
import { pyodide } from "./config.mjs";

const here = (path) => new URL(path, import.meta.url).href;

async function archive() {
  return (await fetch(here("app.zip"))).arrayBuffer();
}

export async function loadPyodide(options) {
  const [{ loadPyodide: load }, app, lock] = await Promise.all([
    import(pyodide + "pyodide.mjs"),
    archive(),
    fetch(here("packages/lock.json")).then((answer) => answer.json()),
  ]);
  const python = await load({
    ...options,
    indexURL: pyodide,
    lockFileURL: here("packages/lock.json"),
    packageBaseUrl: here("packages/"),
    packages: Object.keys(lock.packages), // they come while Python starts
  });
  python.unpackArchive(app, "zip", { extractDir: "/home/pyodide" });
  // Nothing of what is imported is garbage, and each search for some takes a while.
  python.runPython("import gc; gc.disable(); import start; gc.enable(); gc.freeze()");
  return python;
}
