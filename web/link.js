// Keeps the page's address in step with what is seen: settings, what was done, the
// time and the zoom. A reload, a lost graphics context or a copied address then comes
// back to it.

import { inTheAct } from "./act.js";
import { formFragment, openForm } from "./canvas.js";
import { inAddress } from "./language.js";
import { follow } from "./pulse.js";

// looks is how many looks at the program there are for one at its link.
const looks = 3;

// writeTimeEveryMs is how often the address follows a time that goes on. Browsers
// refuse to have it changed all the time.
const writeTimeEveryMs = 2000;

export function keepLink(api) {
  const asked = document.documentElement.classList.contains("embed") ? location.search : inAddress;
  const address = (query) => `${location.pathname}${asked}#${query || "play"}`; // without any the page would be a landing
  // What the page came with stays until something changes: it may hold a value
  // that was refused, and its author should see what.
  const note = document.getElementById("share-note"); // what is to be known before
  let written = api.link().query, at = performance.now();
  const timeless = (query) => query.replace(/(^|&)t=[^&]*/, "");
  const write = (query) => {
    if (query !== written && !document.documentElement.classList.contains("landing")) {
      written = query;
      at = performance.now();
      history.replaceState(null, "", address(query));
    }
  };
  let look = 0, told = null;
  follow(api, () => {
    if (look++ % looks > 0 && !api.rests) {
      return;
    }
    const { query, lacks } = api.link();
    if (lacks !== told) {
      told = note.textContent = lacks;
      note.hidden = lacks === "";
    }
    const changed = timeless(query) !== timeless(written) || query.endsWith("paused") || performance.now() - at > writeTimeEveryMs;
    if (changed) {
      write(query);
    }
  });
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

  // lead goes to a moment: it is loaded again there.
  api.lead = (query) => {
    const to = address(query);
    to === location.pathname + location.search + location.hash ? location.reload() : location.assign(to);
  };
  api.address = () => new URL(address(api.link().query), location).href;
  const copyNow = () => navigator.clipboard.writeText(api.address());
  const copy = inTheAct("button.share", async () => api.link().lacks || copyNow());
  const copyAnyway = inTheAct("button.menu.copy", async () => copyNow()); // who was told what it lacks
  api.share = async () => {
    const { lacks } = api.link();
    try {
      await (lacks ? copyAnyway() : copy());
      api.shared(lacks);
    } catch {
      api.tell("The browser does not let the page copy: take the link from the address bar.");
    }
  };
  document.getElementById("share").addEventListener("click", () => api.share());
}
