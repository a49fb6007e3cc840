// What a chapter asks to find is pointed at by a click in the picture, and free play waits
// where it was left.

import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { closeAll, launch, open as openPage, ready, serve } from "./harness.js";

describe("in a chapter of the page", () => {
  let browser, url;
  before(async () => {
    url = await serve();
    browser = await launch();
  });
  after(closeAll);

  const at = async (query, height = 500) => {
    const opened = await openPage(browser, `${url}${query}`, { width: 1240, height });
    opened.page.setDefaultTimeout(180_000);
    await ready(opened.page);
    return opened;
  };
  const settled = (page) => page.waitForFunction(() => {
    const { open } = playground.lesson();
    return open && !open.busy && open.prose.length > 0;
  });

  test("a click on a line of the log answers", async () => {
    const { page, hand, complaints } = await at("?chapter=2");
    await settled(page);
    while (await page.evaluate(() => playground.lesson().open.task === null)) {
      const asked = await page.evaluate(() => playground.lesson().open.predict?.state === "open");
      assert.equal((await page.evaluate((verb) => playground.reader(verb), asked ? "skip" : "next")).ok, true);
      await settled(page);
    }
    const rect = async (id) => (await hand.widgets()).find((w) => w.id === id)?.rect;
    await page.waitForFunction(() => playground.widgets().some(({ id }) => id === "tab.log")); // the step shows it
    const tab = await rect("tab.log");
    await page.mouse.click(tab.x + tab.width / 2, tab.y + tab.height / 2);
    await page.waitForFunction(() => playground.widgets().some(({ id }) => id === "log"));
    await hand.frame();
    const log = await rect("log");
    const done = () => page.evaluate(() => playground.lesson().open.task.done);
    for (let y = log.y + log.height - 12; y > log.y && !(await done()); y -= 11) { // the newest first
      await page.mouse.click(log.x + 300, y);
      await hand.frame();
    }
    assert.equal(await done(), true);
    assert.match(await page.evaluate(() => playground.lesson().open.task.seen), /^message #\d+: spans of the API$/);
    assert.deepEqual(complaints, []);
    await page.close();
  });

  test("touches that are shorter than a frame all act, and one that the browser takes away is over", async () => {
    const { page, hand, complaints } = await at("?paused", 900);
    const { rect } = (await hand.widgets()).find(({ id }) => id === "toggle.no.roots");
    const did = () => page.evaluate(() => playground.state().log.filter(({ command, text }) => command && text.startsWith("toggle no.roots")).map(({ text }) => text));
    const touches = (...types) => page.evaluate(([types, { x, y, width, height }]) => {
      const canvas = document.querySelector("body > canvas");
      const touch = new Touch({ identifier: 0, target: canvas, clientX: x + width / 2, clientY: y + height / 2 });
      for (const type of types) {
        const on = type === "touchstart" ? [touch] : [];
        canvas.dispatchEvent(new TouchEvent(type, { bubbles: true, cancelable: true, touches: on, targetTouches: on, changedTouches: [touch] }));
      }
    }, [types, rect]);
    const before = await did();
    await touches("touchstart", "touchend", "touchstart", "touchend", "touchstart", "touchend");
    await page.waitForFunction((n) => playground.state().log.filter(({ command, text }) => command && text.startsWith("toggle no.roots")).length === n, before.length + 3);
    await touches("touchstart", "touchcancel");
    await page.waitForFunction((n) => playground.state().log.filter(({ command, text }) => command && text.startsWith("toggle no.roots")).length === n, before.length + 4);
    assert.equal(new Set((await did()).slice(-2)).size, 2, "off and on in turn");
    assert.deepEqual(complaints, []);
    await page.close();
  });

  test("free play waits at the moment at which it was left", async () => {
    const { page } = await at("?paused&members=321");
    const run = () => page.waitForFunction(() => !playground.state().busy);
    await page.evaluate(() => playground.do("run 1234ms"));
    await run();
    const now = () => page.evaluate(() => {
      const { hash, now, playing, settings } = playground.state();
      return [hash, now, playing, settings.members];
    });
    const left = await now();
    for (const back of [() => page.evaluate(() => playground.chapter("free")), () => page.evaluate(() => playground.reader("leave"))]) {
      assert.equal((await page.evaluate(() => playground.chapter(7))).ok, true);
      await settled(page);
      assert.notDeepEqual(await now(), left);
      assert.equal((await back()).ok, true);
      assert.equal(await page.evaluate(() => playground.lesson().open), null);
      assert.deepEqual(await now(), left);
    }
    await page.close();
  });

  test("a chapter that is dropped opens, and a wrong one is told with its place", async () => {
    const { page } = await at("?paused");
    const text = "# Mine\nchapter 3\nbeat hello\ntime 1m\nstep\n  Prose.\ncheck setting head.rate 50%\n  Raise it.\ntry right\nset head.rate 50%\ntry wrong\nset head.rate 40%\nrun 1s\nknow\n  Done.\n";
    const dropped = (name, text) => page.evaluate(async ([name, text]) => {
      const data = new DataTransfer();
      data.items.add(new File([text], name));
      window.dispatchEvent(new DragEvent("drop", { dataTransfer: data, cancelable: true }));
      await playground.dropped;
    }, [name, text]);
    await dropped("bad.txt", text.replace("setting head.rate", "setting head.rat"));
    assert.equal(await page.evaluate(() => playground.lesson().open), null);
    const refused = await page.evaluate((text) => playground.open("bad.txt", text), text.replace("setting head.rate", "setting head.rat"));
    assert.match(refused.error, /^bad\.txt:7:15: /);
    await dropped("mine.txt", text);
    await settled(page);
    const { title, file } = await page.evaluate(() => playground.lesson().open);
    assert.deepEqual([title, file], ["Mine", "mine.txt"]);
    await page.close();
  });
});
