// Keeps the page's address in step with what is seen: settings, what was done, the
// time and the zoom. A reload, a lost graphics context or a copied address then comes
// back to it.

import { formFragment, openForm } from "./canvas.js";
import { inAddress } from "./language.js";

const lookEveryMs = 500;

// writeTimeEveryMs is how often the address follows a time that goes on. Browsers
// refuse to have it changed all the time.
const writeTimeEveryMs = 2000;

export function keepLink(api) {
  const address = (query) => `${location.pathname}${inAddress}#${query || "play"}`; // without any the page would be a landing
  // What the page came with stays until something changes: it may hold a value
  // that was refused, and its author should see what.
  let written = api.link().query, at = performance.now();
  const timeless = (query) => query.replace(/(^|&)t=[^&]*/, "");
  const write = (query) => {
    if (query !== written && !document.documentElement.classList.contains("landing")) {
      written = query;
      at = performance.now();
      history.replaceState(null, "", address(query));
    }
  };
  setInterval(() => {
    const { query } = api.link();
    const changed = timeless(query) !== timeless(written) || query.endsWith("paused") || performance.now() - at > writeTimeEveryMs;
    if (changed && !document.hidden) {
      write(query);
    }
  }, lookEveryMs);
  // Ebitengine reloads the page when the graphics card takes its context away. On a
  // screen of another density, and when the browser zooms, it does not notice.
  addEventListener("webglcontextlost", () => write(api.link().query), true);
  matchMedia(`(resolution: ${devicePixelRatio}dppx)`).addEventListener("change", () => {
    write(api.link().query);
    location.reload();
  }, { once: true });
  addEventListener("hashchange", () => {
    if (location.hash !== formFragment) {
      location.reload();
      return;
    }
    openForm();
    history.replaceState(null, "", address(written));
  });

  api.share = async () => {
    const { query, whole } = api.link();
    try {
      await navigator.clipboard.writeText(new URL(address(query), location).href);
      api.shared(whole ? "" : "The link starts at 0 s with the present settings: too much was done for the whole history to fit.");
    } catch {
      api.tell("The browser does not let the page copy: take the link from the address bar.");
    }
  };
  document.getElementById("share").addEventListener("click", () => api.share());
}
