// A page on which nothing moves asks the browser for no frame, until somebody acts.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { closeAll, launch, open, ready, serve } from "./harness.js";

let browser, page;
before(async () => {
  const url = await serve();
  browser = await launch();
  ({ page } = await open(browser, `${url}?paused`, { width: 1000, height: 700 }));
  page.setDefaultTimeout(120_000);
  await ready(page);
});
after(closeAll);

const updates = () => page.evaluate(() => playground.costs().updates);
const resting = () => page.waitForFunction(() => playground.rests);
// framesOf is how many frames the program has while the page has as many.
const framesOf = (n) => page.evaluate((n) => new Promise((resolve) => {
  const before = playground.costs().updates;
  const next = () => (n-- > 0 ? requestAnimationFrame(next) : resolve(playground.costs().updates - before));
  next();
}), n);

test("a paused page comes to rest, and what tells how it stands does not wake it", async () => {
  await resting();
  assert.equal(await framesOf(30), 0);
  await page.evaluate(() => { playground.state(); playground.widgets(); playground.lesson(); });
  assert.equal(await framesOf(30), 0);
});

for (const [what, act] of [
  ["the mouse", () => page.mouse.move(300 + Math.random() * 50, 300)],
  ["a key", () => page.keyboard.press("Shift")],
  ["a command", () => page.evaluate(() => playground.do("set members 2000"))],
  ["another size", () => page.setViewportSize({ width: 1010, height: 700 })],
  ["another theme", () => page.evaluate(() => playground.theme("light"))],
]) {
  test(`${what} wakes it, and it rests again`, async () => {
    await resting();
    const before = await updates();
    await act();
    await page.waitForFunction((before) => playground.costs().updates > before, before);
    await resting();
    assert.equal(await framesOf(10), 0);
  });
}

test("a key that is pressed at rest does what it does", async () => {
  await resting();
  await page.focus("body > canvas");
  await resting();
  for (const plays of [true, false]) {
    await page.keyboard.press("Space");
    await page.waitForFunction((plays) => playground.state().playing === plays, plays);
  }
  await resting();
});

test("while time passes there is a frame for each of the browser's", async () => {
  await page.evaluate(() => playground.do("play"));
  assert.ok(await framesOf(20) >= 15);
});
