// Loads the program and starts it. What goes wrong on the way ends in a screen
// that says so in words.
//
// window.playground is the program's face to scripts: `ready` is here from the
// start; the program adds do(line), state() and widgets() before it resolves.
// memory() is the size of the program's memory in bytes.

import { Download, showFailure, showLoading, showProgress, showStarting, hideScreen } from "./screens.js";
import { adoptCanvas, openForm } from "./canvas.js";
import { startForm } from "./form.js";
import { keepLink } from "./link.js";
import { takeDrops } from "./drop.js";
import { takePastes } from "./paste.js";
import { startExport } from "./export.js";
import { startChapters } from "./chapter.js";
import { prepareLanding, runLanding, startLanding } from "./landing.js";
import { speak } from "./language.js";
import { startChallenges } from "./challenge.js";
import { keepOffline } from "./offline.js";
import { pace } from "./rest.js";

const root = document.documentElement, page = root.dataset;
const wasmBytes = Number(page.wasmBytes); // uncompressed, known when the page was built

const api = {};
api.ready = new Promise((resolve) => { api.started = resolve; });
api.notice = (text) => notice(text);
// The program says which theme the picture has; the page around it goes along.
api.wear = (theme) => {
  page.theme = theme === "light" ? "light" : "dark";
  document.querySelector("meta[name=theme-color]").content = getComputedStyle(document.documentElement).getPropertyValue("--bg0").trim();
};
// The program says that the chapter has begun something, or ended it. Who shows it asks the
// program, which has to have ended its frame by then.
api.turned = () => queueMicrotask(() => dispatchEvent(new Event("turned")));
window.playground = api;

if (location.protocol !== "file:" && typeof Go === "function") {
  page.loader = "runs"; // from here on what goes wrong is told by this file, and not by watch.js
  showLoading();
  prepareLanding(api);
  await speak(api);
  await start();
}

async function start() {
  const lacking = whatIsLacking();
  if (lacking) {
    showFailure(lacking);
    return;
  }
  let go, instance;
  try {
    go = new Go();
    const response = await download();
    ({ instance } = await WebAssembly.instantiateStreaming(response, go.importObject));
  } catch (err) {
    showFailure(err instanceof WebAssembly.CompileError || err instanceof WebAssembly.LinkError ? "damaged" : "download", err);
    return;
  }
  performance.mark("compiled");
  api.memory = () => instance.exports.mem.buffer.byteLength;
  showStarting();
  const paced = pace(api);
  watch(go, instance);
  await api.ready;
  paced();
  performance.mark("interactive"); // a frame has been drawn that took input
  adoptCanvas();
  startForm(api);
  keepLink(api);
  takeDrops(api);
  takePastes(api);
  startExport(api);
  if (root.classList.contains("embed")) {
    const { startEmbed } = await import("./embed.js");
    startEmbed(api);
    hideScreen();
    return;
  }
  const chapters = startChapters(api);
  startChallenges(api);
  const gone = await startLanding(api, chapters);
  hideScreen();
  if (gone === "story") {
    chapters.open(1);
  }
  runLanding(api, chapters);
  openForm();
  keepOffline(notice);
}

// whatIsLacking names the screen for what this browser cannot do, if anything.
function whatIsLacking() {
  if (typeof WebAssembly !== "object" || typeof WebAssembly.instantiateStreaming !== "function") {
    return "no-wasm";
  }
  if (typeof WebGL2RenderingContext !== "function") {
    return "no-webgl";
  }
  return "";
}

// download fetches the program and answers with the plain wasm, counted as it
// comes. It asks for the compressed file by name: a plain file server does not
// compress, and one that does, or that labels the file as encoded, has the
// browser unpack it before the bytes get here. Their first two tell.
async function download() {
  const zipped = typeof DecompressionStream === "function";
  const response = await fetch(`playground.wasm${zipped ? ".gz" : ""}?v=${page.version}`);
  if (!response.ok) {
    throw new Download(`The server answered ${response.status} for ${new URL(response.url).pathname}.`);
  }
  const reader = response.body.getReader();
  const first = await reader.read();
  let bytes = new ReadableStream({
    start(out) { first.done ? out.close() : out.enqueue(first.value); },
    async pull(out) {
      const { done, value } = await reader.read();
      done ? out.close() : out.enqueue(value);
    },
    cancel(reason) { return reader.cancel(reason); },
  });
  if (first.value?.[0] === 0x1f && first.value?.[1] === 0x8b) {
    bytes = bytes.pipeThrough(new DecompressionStream("gzip"));
  }
  let loaded = 0;
  bytes = bytes.pipeThrough(new TransformStream({
    transform(chunk, out) {
      loaded += chunk.byteLength;
      showProgress(loaded, wasmBytes);
      out.enqueue(chunk);
    },
  }));
  return new Response(bytes, { headers: { "Content-Type": "application/wasm" } });
}

// watch runs the program and shows its last words should it ever stop: it is
// not meant to, so that any end is a crash.
function watch(go, instance) {
  let said = "";
  const decoder = new TextDecoder();
  const writeSync = globalThis.fs.writeSync;
  globalThis.fs.writeSync = function (fd, bytes) {
    said = (said + decoder.decode(bytes)).slice(-8192);
    return writeSync.call(this, fd, bytes);
  };
  // Whether WebGL 2 works shows when the program asks for it: trying it first
  // would make two contexts, and every visitor wait for the second one.
  let blind = false;
  const getContext = HTMLCanvasElement.prototype.getContext;
  HTMLCanvasElement.prototype.getContext = function (kind, ...more) {
    const context = getContext.call(this, kind, ...more);
    blind ||= kind === "webgl2" && !context;
    return context;
  };
  let over = false;
  const stopped = (message) => {
    if (!over) {
      over = true;
      blind ? showFailure("no-webgl") : showFailure("crashed", message);
    }
  };
  // An exception inside the program unwinds it without an exit.
  addEventListener("error", (event) => {
    if (event.error instanceof WebAssembly.RuntimeError || /wasm/.test(event.error?.stack ?? event.filename)) {
      stopped(said + event.message);
    }
  });
  go.run(instance).then(() => stopped(said || "The program ended."), (err) => stopped(said + err));
}

// notice shows one sentence over the picture until it is closed. One with something to do
// about it, a label and a function, is no failure, and waits for one that stands there.
function notice(text, act) {
  if (typeof text !== "string") {
    return { ok: false, error: "notice takes one sentence" };
  }
  const at = (part) => document.getElementById(part);
  const box = at("notice"), button = at("notice-act"), close = at("notice-close");
  if (act && !box.hidden) {
    close.addEventListener("click", () => notice(text, act), { once: true });
    return { ok: true };
  }
  at("notice-text").textContent = text;
  box.classList.toggle("well", Boolean(act));
  button.hidden = !act;
  [button.textContent, button.onclick] = act ?? ["", null];
  box.hidden = false;
  close.onclick = () => { box.hidden = true; };
  return { ok: true };
}
