// Starts the app in the page: stlite draws it, and runs its Python in a worker.
import { ahead, stlite } from "./config.mjs";

const root = new URL("./", import.meta.url);
const base = root.href.replace(/\/$/, "");
const loading = document.getElementById("loading");

// What is loaded goes through the service worker from the first visit on, which keeps it.
async function keepForOffline() {
  const { serviceWorker } = navigator;
  if (!serviceWorker) return; // an address without https
  const registered = serviceWorker.register(new URL("offline.js", root));
  if (serviceWorker.controller) {
    registered.catch(() => {}); // without the network it stays the one that it is
    return;
  }
  await registered;
  const taken = new Promise((done) => {
    serviceWorker.addEventListener("controllerchange", done, { once: true });
  });
  await Promise.race([taken, new Promise((done) => setTimeout(done, 3000))]);
}

// Streamlit tries whether its server has what a button would save. stlite saves it without one.
function answerForTheServer() {
  const ask = window.fetch;
  window.fetch = (what, how) => {
    const isServer = String(what.url ?? what).startsWith("https://stlite.invalid/");
    return isServer ? Promise.resolve(new Response()) : ask(what, how);
  };
}

function say(sentence) {
  document.getElementById("step").textContent = sentence;
  loading.querySelector("progress")?.remove();
}

// Shows the app as soon as it has something to show.
function uncover() {
  const app = document.getElementById("app");
  const drawn = new MutationObserver(() => {
    const state = app.querySelector("[data-testid=stApp]")?.dataset.testScriptState;
    if (!state || state === "initial") return;
    drawn.disconnect();
    loading.remove();
    // Else the links between pages, opened in another tab, would lead to a host that is none.
    const message = { stCommVersion: 1, type: "SET_PAGE_LINK_BASE_URL", pageLinkBaseUrl: base };
    window.postMessage(message, location.origin);
    navigator.serviceWorker?.controller?.postMessage("keep the rest");
  });
  drawn.observe(app, { childList: true, subtree: true, attributes: true });
}

async function start() {
  await keepForOffline().catch(() => {}); // a browser that refuses it runs the app all the same
  const { mount } = await import(stlite + "stlite.js");
  answerForTheServer();
  uncover();
  for (const link of document.querySelectorAll("link[rel=icon], link[rel=stylesheet]")) {
    link.setAttribute("href", link.href); // it stays right below another address
  }
  // stlite takes the address of this moment for that of the app, below which its pages are.
  const here = location.href.replace(/\/(?=[?#]|$)/, location.pathname === root.pathname ? "/" : "");
  history.replaceState(null, "", root.pathname);
  mount(
    {
      entrypoint: "ui/main.py",
      pyodideUrl: new URL("runtime.mjs", root).href,
      wheelUrls: false, // runtime.mjs has installed them
      disableProgressToasts: true,
      hostConfig: { allowedOrigins: [location.origin] }, // for the message below
    },
    document.getElementById("app"),
  );
  history.replaceState(null, "", here);
  // While Python starts, what will draw the page can be loaded: this thread has nothing to do.
  for (const script of ahead) import(stlite + script).catch(() => {});
}

start().catch((fault) => {
  console.error(fault);
  say("The app could not be loaded. Check your network, and reload the page.");
});
