// A server of the page, a browser, and a hand in it.

import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { createReadStream, existsSync } from "node:fs";
import { createServer } from "node:http";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { join, normalize } from "node:path";
import * as chromium from "./engines/chromium.js";
import { launchFirefox } from "./engines/firefox.js";
import { launchWebKit } from "./engines/webkit.js";

export const root = new URL("../..", import.meta.url).pathname;
export const playground = join(root, "build/playground");

// opened holds what a test file has started, for closeAll.
const opened = [];

// closeAll ends every browser and server. Call it when a file's tests are over:
// one left behind by a failed test would keep the file from ending.
export async function closeAll() {
  for (const close of opened.splice(0)) {
    await close();
  }
}

// launch starts Chromium, with more flags if given.
export const launch = (...more) => started(chromium.launchChromium(...more));

// engines are the other browsers, each with how one is started in which nothing of the
// interface moves. They need a screen.
export const engines = {
  Firefox: () => started(launchFirefox({ calm: true })),
  WebKit: () => started(launchWebKit({ calm: true })),
};

async function started(launched) {
  const browser = await launched;
  opened.push(() => browser.close());
  return browser;
}

// serve starts `playground serve` on a free port, with more flags if given, and gives its URL.
export const serve = async (dir, ...more) => (await served(dir, ...more)).url;

// served gives the URL, and end, which stops the server.
export async function served(dir = join(root, "dist"), ...more) {
  const server = spawn(playground, ["serve", "-addr", "127.0.0.1:0", "-open=false", "-dir", dir, ...more]);
  const ended = once(server, "exit");
  const end = () => {
    server.kill("SIGINT");
    return ended;
  };
  opened.push(end);
  for await (const line of createInterface({ input: server.stdout })) {
    const url = line.match(/http:\/\/\S+/)?.[0];
    if (url) {
      return { url, end };
    }
  }
  throw new Error("playground serve ended without naming a URL");
}

// serveDumb serves dist/ below a path as the plainest of file servers does: no
// compression, no headers of note, one content type. Bytes of the program pass
// through slow, if given: (chunk) => promise. It gives the URL of the path.
export async function serveDumb(below, slow) {
  const server = createServer(async (request, response) => {
    const path = normalize(new URL(request.url, "http://host").pathname);
    const file = path === below ? "index.html" : path.slice(below.length);
    const full = join(root, "dist", file);
    if (!path.startsWith(below) || !existsSync(full)) {
      response.writeHead(404).end();
      return;
    }
    const types = { html: "text/html", js: "text/javascript", css: "text/css", svg: "image/svg+xml" };
    response.writeHead(200, { "Content-Type": types[file.split(".").at(-1)] ?? "application/octet-stream" });
    for await (const chunk of createReadStream(full)) {
      if (slow && file.includes(".wasm")) {
        await slow(chunk);
      }
      response.write(chunk);
    }
    response.end();
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  opened.push(() => {
    server.close();
    server.closeAllConnections();
  });
  return `http://127.0.0.1:${server.address().port}${below}`;
}

// open opens a page and collects what it complains about in `complaints`. It is
// small unless a test needs room, and its picture is not filled unless it is to be drawn: that takes
// software its time. In a calm one nothing of the interface moves. Unless it is to be kept, no worker
// stands between the page and what a test does to the network.
export async function open(browser, url, { width = 800, height = 500, scale = 1, touch = false, calm = false, kept = false, drawn = false, before } = {}) {
  const options = { width, height, scale, touch, calm, kept };
  const { page, complaints } = await (browser.open ? browser.open(options) : chromium.open(browser, options));
  if (!kept) {
    await page.addInitScript(() => { delete Navigator.prototype.serviceWorker; });
  }
  if (!drawn) {
    await page.addInitScript(withoutFill);
  }
  if (before) {
    await page.addInitScript(before);
  }
  await page.goto(url);
  return { page, complaints, hand: handOf(page) };
}

// breakable, as what open does before, lets a test break the program by setting
// window.breakNow: an exception from a browser function makes a Go program panic.
export function breakable() {
  const real = window.requestAnimationFrame.bind(window);
  window.requestAnimationFrame = (callback) => {
    if (window.breakNow) {
      throw new Error("broken by the test");
    }
    return real(callback);
  };
}

// withoutFill, before anything of a page runs, has the graphics card, which is software on
// a machine without one, throw every triangle away, and the browser not put the
// canvas on the screen: then there are as many frames as with a card, and the main
// thread does for each what it does otherwise. It also times every animation frame.
export function withoutFill() {
  const getContext = HTMLCanvasElement.prototype.getContext;
  HTMLCanvasElement.prototype.getContext = function (...args) {
    const gl = getContext.apply(this, args);
    gl?.enable?.(gl.RASTERIZER_DISCARD);
    return gl;
  };
  const hidden = new CSSStyleSheet();
  hidden.replaceSync("body > canvas { opacity: 0 }");
  document.adoptedStyleSheets = [hidden];
  const request = window.requestAnimationFrame.bind(window);
  window.frameTimes = [];
  window.requestAnimationFrame = (callback) => request((now) => {
    const start = performance.now();
    callback(now);
    window.frameTimes.push(performance.now() - start);
  });
}

// ready waits until the program draws.
export async function ready(page) {
  await page.waitForFunction(() => window.playground?.ready.then(() => true), null, { timeout: 60_000 });
}

// screen is the text of the screen that stands in the picture's place.
export async function screen(page, kind) {
  await page.waitForSelector(`#cover[data-screen="${kind}"]`, { timeout: 60_000 });
  return page.innerText("#screen");
}

// touch presses the screen at a point for as long as the program needs to see it.
export async function touch(page, hand, { x, y }) {
  const finger = await fingerOf(page);
  await finger("touchStart", [{ x, y }]);
  await hand.frame();
  await finger("touchEnd", []);
  await hand.frame();
}

// fingerOf is a finger on a page: it does touchStart, touchMove or touchEnd at points.
export const fingerOf = (page) => page.finger ?? chromium.finger(page);

function handOf(page) {
  return {
    state: () => page.evaluate(() => window.playground.state()),
    widgets: () => page.evaluate(() => window.playground.widgets()),
    async do(line) {
      const answer = await page.evaluate((l) => window.playground.do(l), line);
      assert.ok(answer.ok, `${line}: ${answer.error}`);
    },
    move: (x, y) => page.mouse.move(x, y),
    down: () => page.mouse.down(),
    up: () => page.mouse.up(),
    // Software drawing makes few frames; a press shorter than one is never seen.
    frame: () => page.evaluate(() => new Promise((seen) => {
      let frames = 3;
      const next = () => (frames-- > 0 ? requestAnimationFrame(next) : seen());
      next();
    })),
  };
}
