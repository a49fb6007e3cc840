// How long the page takes to its first interactive frame, beside a page that has
// nothing but Ebitengine in it.

import { execFileSync } from "node:child_process";
import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { launch, root, serve } from "../browser/harness.js";

// serveBare lays out a page around build/bare.wasm as Go's own documentation
// does, and serves it as the playground is served.
export async function serveBare() {
  const dir = join(root, "build/bare");
  mkdirSync(dir, { recursive: true });
  const program = readFileSync(join(root, "build/bare.wasm"));
  copyFileSync(join(root, "build/bare.wasm"), join(dir, "bare.wasm"));
  writeFileSync(join(dir, "bare.wasm.gz"), gzipSync(program, { level: 9 }));
  copyFileSync(join(execFileSync("go", ["env", "GOROOT"]).toString().trim(), "lib/wasm/wasm_exec.js"), join(dir, "wasm_exec.js"));
  writeFileSync(join(dir, "index.html"), '<!doctype html><title>bare</title><script src="wasm_exec.js"></script><script src="start.js"></script>');
  writeFileSync(join(dir, "start.js"), `
    window.playground = {};
    window.playground.ready = new Promise((resolve) => { window.started = resolve; });
    window.playground.ready.then(() => performance.mark("interactive"));
    const go = new Go();
    WebAssembly.instantiateStreaming(fetch("bare.wasm"), go.importObject).then(({ instance }) => {
      performance.mark("compiled");
      go.run(instance);
    });`);
  return serve(dir);
}

// firstFrame opens a page as the first one of a browser, and gives the ms from the start of
// the navigation to what the page itself has marked: to be asked, it would have to have time.
// paint is its first picture, compiled is when the program can run, main when its packages are
// initialised (not marked by the bare page), and interactive the end of the first frame that
// took input.
// A browser that runs already has shown something else before.
export async function firstFrame(url, size, { runs = false } = {}) {
  const browser = await launch();
  const page = await browser.newPage({ viewport: size });
  if (runs) {
    await page.goto("about:blank");
    await page.waitForTimeout(500);
  }
  await page.goto(url);
  await page.waitForFunction(() => performance.getEntriesByName("interactive").length > 0);
  const marks = await page.evaluate(() => Object.fromEntries(["paint", "mark"].flatMap((type) => performance.getEntriesByType(type))
    .map(({ name, startTime }) => [name === "first-contentful-paint" ? "paint" : name, startTime])));
  await browser.close();
  return marks;
}
