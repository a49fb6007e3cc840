// What the page shows when there is no picture to show.

import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { breakable, closeAll, launch, open, ready, screen, serve, serveDumb } from "./harness.js";

const program = /\.wasm/;

describe("instead of a blank page", () => {
  let browser, url;
  before(async () => {
    url = await serve();
    browser = await launch();
  });
  after(closeAll);

  test("progress counts towards the program's true size", async () => {
    const slow = await serveDumb("/", () => new Promise((passed) => setTimeout(passed, 30)));
    const { page } = await open(browser, "about:blank");
    await page.addInitScript(() => { // once all is there, the bar tells of the start and has no value
      window.most = 0;
      const { get, set } = Object.getOwnPropertyDescriptor(HTMLProgressElement.prototype, "value");
      Object.defineProperty(HTMLProgressElement.prototype, "value", { get, set(value) { window.most = Math.max(window.most, value); set.call(this, value); } });
    });
    await page.goto(`${slow}?play`);
    const read = () => page.evaluate(() => {
      const { value, max } = document.getElementById("screen-progress");
      return { value, max, bytes: Number(document.documentElement.dataset.wasmBytes) };
    });
    await page.waitForFunction(() => document.getElementById("screen-progress").value > 0);
    const early = await read();
    await page.waitForFunction((then) => document.getElementById("screen-progress").value > then, early.value);
    const later = await read();
    assert.equal(later.max, later.bytes);
    assert.ok(early.value < later.value && later.value <= later.max);
    await ready(page);
    assert.equal(await page.evaluate(() => window.most), later.bytes);
    assert.equal(await page.isVisible("#cover"), false);
    await page.close();
  });

  test("without WebAssembly", async () => {
    const { page } = await open(browser, url, { before: () => { delete window.WebAssembly; } });
    assert.match(await screen(page, "no-wasm"), /WebAssembly/);
    await page.close();
  });

  test("without WebGL", async () => {
    const blind = await launch("--disable-gpu", "--disable-3d-apis");
    const { page } = await open(blind, url, { width: 1240 });
    assert.match(await screen(page, "no-webgl"), /WebGL 2/);
    assert.equal(await page.isVisible("#rail section[data-of] h2"), true);
  });

  test("when the download fails", async () => {
    const { page } = await open(browser, "about:blank");
    await page.route(program, (route) => route.abort());
    await page.goto(url);
    assert.match(await screen(page, "download"), /Try again/);
    await page.unroute(program);
    await page.click("#screen-buttons button");
    await ready(page);
    await page.close();
  });

  test("when the program is not there", async () => {
    const { page } = await open(browser, "about:blank");
    await page.route(program, (route) => route.fulfill({ status: 404 }));
    await page.goto(url);
    assert.match(await screen(page, "download"), /answered 404/);
    await page.close();
  });

  test("when the program is damaged", async () => {
    const { page } = await open(browser, "about:blank");
    await page.route(program, (route) => route.fulfill({ status: 200, body: "no wasm at all" }));
    await page.goto(url);
    assert.match(await screen(page, "damaged"), /damaged/);
    await page.close();
  });

  test("when the program crashes", async () => {
    const { page } = await open(browser, `${url}?play`, {
      before: breakable,
    });
    await ready(page);
    await page.evaluate(() => { window.breakNow = true; });
    const text = await screen(page, "crashed");
    assert.match(text, /has stopped/);
    assert.match(text, /panic: .*broken by the test/);
    await page.click("#screen-buttons button");
    await ready(page);
    assert.equal(await page.isVisible("#cover"), false);
    await page.close();
  });
});
