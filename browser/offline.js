// Keeps what was loaded, so that the next visit starts without the network.
importScripts("files.js"); // CACHE, FILES: what this build consists of

const ROOT = new URL("./", self.location).href;

self.addEventListener("activate", (event) => {
  const old = caches.keys().then((names) => names.filter((name) => name !== CACHE));
  const gone = old.then((names) => Promise.all(names.map((name) => caches.delete(name))));
  event.waitUntil(gone.then(() => self.clients.claim()));
});

self.addEventListener("fetch", (event) => {
  const { request } = event;
  if (request.method === "GET" && request.url.startsWith("http")) {
    event.respondWith(answer(request));
  }
});

self.addEventListener("message", (event) => {
  if (event.data === "keep the rest") event.waitUntil(keepAll());
});

async function answer(request) {
  const isPage = request.mode === "navigate";
  const key = isPage ? pageAt(request.url) : request.url;
  // As hosts do: a page finds its files from its folder, which ends with a slash.
  if (isPage && !request.url.startsWith(key)) {
    return Response.redirect(key + new URL(request.url).search);
  }
  const cache = await caches.open(CACHE);
  const kept = await cache.match(key);
  if (kept) return kept;
  const answered = await fetch(request);
  if (answered.ok && !answered.redirected) cache.put(key, answered.clone());
  return answered;
}

// A page is kept under one address, whatever its state is: that of its folder.
function pageAt(url) {
  const { origin, pathname } = new URL(url);
  return origin + pathname.replace(/(\/(index\.html)?)?$/, "/");
}

async function keepAll() {
  const cache = await caches.open(CACHE);
  for (const file of FILES) {
    const url = ROOT + file;
    if (!(await cache.match(url))) await cache.add(url).catch(() => {});
  }
}
