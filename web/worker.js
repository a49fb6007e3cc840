// Keeps a version of the page on this device, whole or not at all, and answers for it with
// or without a network. A tab gets all its files from the version it was loaded with, also
// when a newer one has come. What is not listed here goes past.

const version = "{{version}}";
const files = {{files}}; // by name, the hashes of what may come under it

delete files[typeof DecompressionStream === "function" ? "playground.wasm" : "playground.wasm.gz"]; // as the loader asks

const { scope } = registration;
const ours = `fan-out ${scope} `;
const mine = ours + version; // the cache of this version
const marks = `${scope}tab/`; // below it, a cache has an entry for each tab of its version

const opening = new Set(); // tabs that have begun and not started: Firefox does not know them yet
let lost = false; // whether a file of this version can be had neither here nor from the server

addEventListener("install", (event) => event.waitUntil(install()));
addEventListener("activate", (event) => event.waitUntil(sweep()));
addEventListener("message", (event) => event.waitUntil(greet(event.source)));
addEventListener("fetch", (event) => {
  const name = listed(event.request);
  if (name) {
    const navigates = event.request.mode === "navigate";
    event.respondWith(navigates ? begin(event, name) : proceed(event, name));
  }
});

// listed is the name of the file that is asked for, "" for what is none of the page's.
function listed({ method, url }) {
  const { origin, pathname } = new URL(url);
  const path = origin + pathname;
  if (method !== "GET" || !path.startsWith(scope)) {
    return "";
  }
  const name = path.slice(scope.length) || "index.html";
  return Object.hasOwn(files, name) ? name : "";
}

// install fetches this version. What the server has replaced meanwhile is of another one.
async function install() {
  const cache = await caches.open(mine);
  try {
    await Promise.all(Object.keys(files).map(async (name) => {
      const file = await fromServer(name);
      if (!file) {
        throw new Error(`${name} is not that of version ${version}`);
      }
      await cache.put(name, file);
    }));
  } catch (err) {
    await caches.delete(mine);
    throw err;
  }
  lost = false;
  await skipWaiting(); // tabs of the earlier version keep it
}

// sweep deletes the versions that no tab has any more.
async function sweep() {
  for (const name of await versions()) {
    const cache = await caches.open(name);
    let tabs = 0;
    for (const { url } of await cache.keys()) {
      if (url.startsWith(marks)) {
        const tab = url.slice(marks.length);
        opening.has(tab) || await clients.get(tab) ? tabs++ : await cache.delete(url);
      }
    }
    if (tabs === 0 && name !== mine) {
      await caches.delete(name);
    }
  }
}

const versions = async () => (await caches.keys()).filter((name) => name.startsWith(ours));

// homeOf is the cache of the version that a tab was loaded with, "" for one that came from
// the server.
async function homeOf(tab) {
  for (const name of await versions()) {
    if (await caches.match(marks + tab, { cacheName: name })) {
      return name;
    }
  }
  return "";
}

// begin answers a tab that loads a page: with this version, or the server's where this one is
// not to be had whole.
async function begin(event, name) {
  const tab = event.resultingClientId;
  const file = tab && await caches.has(mine) && await kept(name);
  if (!file) {
    return fetch(event.request);
  }
  opening.add(tab);
  await (await caches.open(mine)).put(marks + tab, new Response());
  return file;
}

// proceed answers a tab with a file of the tab's version. One whose version is lost is to begin
// again, see watch.js.
async function proceed({ clientId, request }, name) {
  const home = await homeOf(clientId);
  if (!home) {
    return fetch(request);
  }
  const file = home === mine ? await kept(name) : await caches.match(name, { cacheName: home });
  if (!file) {
    (await clients.get(clientId))?.postMessage("lost");
  }
  return file ?? Response.error();
}

// kept is a file of this version, or null. One that is missing or damaged comes from the server;
// if that has another one by now, the version is lost.
async function kept(name) {
  const file = await whole(name, await caches.match(name, { cacheName: mine }));
  if (file) {
    return file;
  }
  const fresh = await fromServer(name);
  if (!fresh) {
    lost = true;
    await caches.delete(mine);
  } else if (!lost) {
    await (await caches.open(mine)).put(name, fresh.clone());
  }
  return fresh;
}

const fromServer = async (name) => whole(name, await fetch(scope + name, { cache: "no-cache" }));

// whole is a response with the bytes that were packed under that name, or null.
async function whole(name, response) {
  if (!response?.ok) {
    return null;
  }
  const bytes = await response.arrayBuffer();
  const hash = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  if (!files[name].includes(btoa(String.fromCharCode(...hash)))) {
    return null;
  }
  const headers = new Headers(response.headers);
  headers.delete("Content-Encoding"); // the bytes are unpacked
  headers.delete("Content-Length");
  return new Response(bytes, { headers });
}

// greet tells a tab that has started if there is a newer version than its own, and has this one
// kept again if its cache is gone. The page before it is gone, too.
async function greet(tab) {
  opening.delete(tab.id);
  await sweep();
  const home = await homeOf(tab.id);
  if (home && home !== mine) {
    tab.postMessage("newer");
  }
  if (!await caches.has(mine)) {
    await install().catch(() => {}); // there will be another version, or another try
  }
}
