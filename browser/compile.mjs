// Compiles the Python of a built site with the Python that will run it: node compile.mjs PYODIDE SITE
import { readFileSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

const [core, site] = process.argv.slice(2).map((path) => resolve(path));
const { loadPyodide } = await import(pathToFileURL(`${core}/pyodide.mjs`).href);
const python = await loadPyodide({ indexURL: `${core}/` });
python.mountNodeFS("/site", site);
python.runPython(
  readFileSync(resolve(dirname(fileURLToPath(import.meta.url)), "compile.py"), "utf8"),
);
