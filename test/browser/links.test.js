// What is shared: the moment, the drawer, other futures; and how one is gone back to.

import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { click, middle, run, widget } from "../story.js";
import { closeAll, launch, open, ready, serve } from "./harness.js";

describe("links and undo", () => {
  let browser, url;
  before(async () => {
    url = await serve();
    browser = await launch();
  });
  after(closeAll);

  const link = (page) => page.evaluate(() => window.playground.link());
  const arrived = async (page, hand) => {
    await ready(page);
    while ((await hand.state()).busy) {
      await hand.frame();
    }
    await hand.frame();
  };
  const press = async (page, hand, keys) => {
    await page.keyboard.press(keys);
    while ((await hand.state()).busy) {
      await hand.frame();
    }
    await hand.frame();
  };

  test("a drag with the mouse is one command, and is seen all the way", { timeout: 120_000 }, async () => {
    const { page, hand } = await open(browser, `${url}?members=300&play`, { width: 1280, height: 720 });
    await ready(page);
    await run(hand, 0.5);
    await hand.do("play");
    const at = middle(await widget(hand, "slider.head.rate"));
    await hand.move(at.x, at.y);
    await hand.frame();
    await hand.down();
    const seen = new Set();
    for (let x = 10; x <= 100; x += 10) {
      await hand.move(at.x + x, at.y);
      await hand.frame();
      seen.add((await hand.state()).settings["head.rate"]);
    }
    const commands = async () => (await hand.state()).log.filter(({ command, text }) => command && text.startsWith("set head.rate"));
    assert.ok(seen.size > 3, `in force meanwhile: ${[...seen]}`);
    assert.deepEqual(await commands(), []);
    await hand.up();
    await hand.frame();
    const now = await commands();
    assert.equal(now.length, 1, JSON.stringify(now));
    const { query } = await link(page);
    assert.equal(query.match(/do=[^&]*head\.rate/g).length, 1, query);
    assert.equal((await hand.state()).playing, true);
    await page.close();
  });

  test("a link leads to the moment, the tab and the trace, and shows nothing else before", { timeout: 240_000 }, async () => {
    const context = await browser.newContext({ viewport: { width: 1280, height: 760 }, permissions: ["clipboard-read", "clipboard-write"] });
    const { page, hand } = await open(context, `${url}?members=3000&head.rate=100%25&paused`);
    await ready(page);
    await run(hand, 6);
    await click(hand, "tab.trace");
    const row = (await hand.widgets()).filter(({ id }) => /^trace\.row|^row\.trace/.test(id))[2];
    if (row) {
      await click(hand, row.id);
    } else {
      await page.evaluate(() => window.playground.look("trace #3"));
    }
    await hand.frame();
    const before = await hand.state();
    await click(hand, "button.share");
    await page.waitForFunction(() => window.playground.widgets().find((w) => w.id === "button.share").value === "copied");
    const copied = await page.evaluate(() => navigator.clipboard.readText());
    assert.match(copied, /&tab=trace&trace=[0-9a-f]{32}&paused$/);
    await page.close();

    const second = await open(context, copied, { before: () => {
      window.passed = [];
      const look = () => {
        if (window.playground?.widgets) {
          const { now, busy } = window.playground.state();
          window.passed.push({ now, busy, ids: window.playground.widgets().map(({ id }) => id) });
        }
        requestAnimationFrame(look);
      };
      requestAnimationFrame(look);
    } });
    await arrived(second.page, second.hand);
    const passed = await second.page.evaluate(() => window.passed);
    for (const { now, ids } of passed.filter((frame) => frame.busy && frame.ids.length > 0)) {
      assert.deepEqual(ids, ["arriving", "button.arriving.show"], `at ${now}`);
    }
    const state = await second.hand.state();
    assert.equal(state.hash, before.hash);
    assert.equal(state.now, before.now);
    assert.equal((await widget(second.hand, "tab.trace")).value, "open");
    assert.equal(`${url}#${(await link(second.page)).query}`, copied);
    await context.close();
  });

  test("who does not want to wait sees the world on its way", { timeout: 120_000 }, async () => {
    const { page, hand } = await open(browser, `${url}?members=100000&t=500s&paused`, { width: 1280, height: 720 });
    await ready(page);
    await click(hand, "button.arriving.show");
    await widget(hand, "button.play");
    assert.equal((await hand.state()).busy, true);
    await page.close();
  });

  test("what a change in the past replaced is on the timeline, and comes back by mouse and key", { timeout: 240_000 }, async () => {
    const { page, hand } = await open(browser, `${url}?members=300&paused`, { width: 1280, height: 720 });
    await ready(page);
    await run(hand, 1);
    await hand.do("set rate 9");
    await run(hand, 1);
    const first = await hand.state();
    await hand.do("goto 500ms");
    while ((await hand.state()).busy) {
      await hand.frame();
    }
    await click(hand, "toggle.no.roots");
    const changed = await hand.state();
    assert.equal(changed.branches.length, 1);
    await hand.do("goto 2s");
    while ((await hand.state()).busy) {
      await hand.frame();
    }
    assert.notEqual((await hand.state()).hash, first.hash);
    const { query } = await link(page);
    assert.match(query, /keep=0\+2s\+1s\+set\+rate\+9&t=2s/);

    const other = await open(browser, `${url}#${query}`, { width: 1280, height: 720 });
    await arrived(other.page, other.hand);
    for (const one of [{ page, hand }, other]) {
      await click(one.hand, "button.branch.1");
      await arrived(one.page, one.hand);
      assert.equal((await one.hand.state()).hash, first.hash, "the other future");
    }
    await other.page.close();

    await hand.do("branch");
    await hand.do("goto 500ms");
    await arrived(page, hand);
    await page.focus("body > canvas");
    await press(page, hand, "Control+z");
    assert.equal((await hand.state()).settings["no.roots"], true, "undone");
    await press(page, hand, "Control+Shift+z");
    assert.equal((await hand.state()).settings["no.roots"], false, "done again");
    await press(page, hand, "z");
    assert.equal((await hand.state()).settings["no.roots"], true);
    await press(page, hand, "Shift+Z");
    assert.equal((await hand.state()).settings["no.roots"], false);
    await page.close();
  });

  test("a link that cannot hold the history says so before it is copied", { timeout: 240_000 }, async () => {
    const context = await browser.newContext({ viewport: { width: 1280, height: 760 }, permissions: ["clipboard-read", "clipboard-write"] });
    const { page, hand } = await open(context, `${url}?members=300&paused`);
    await ready(page);
    assert.equal(await page.isHidden("#share-note"), true);
    await page.evaluate(() => {
      for (let i = 0; i < 300; i++) {
        window.playground.do(`set members ${i + 1}`);
      }
    });
    await page.waitForSelector("#share-note:not([hidden])", { state: "attached" });
    const lacks = "The link starts at 0 s with the present settings: too much was done for the whole history to fit.";
    assert.equal(await page.textContent("#share-note"), lacks);
    assert.equal((await link(page)).lacks, lacks);
    await page.evaluate(() => navigator.clipboard.writeText("what was there"));
    await click(hand, "button.share");
    await click(hand, "button.menu.not");
    assert.equal(await page.evaluate(() => navigator.clipboard.readText()), "what was there");
    await click(hand, "button.share");
    await click(hand, "button.menu.copy");
    await page.waitForFunction(() => window.playground.widgets().find((w) => w.id === "button.share").value === "copied");
    assert.match(await page.evaluate(() => navigator.clipboard.readText()), /#members=300&paused$/);
    await context.close();
  });

  test("a link to a chapter leads to its step", { timeout: 240_000 }, async () => {
    const { page, hand } = await open(browser, `${url}?chapter=1`, { width: 1280, height: 720 });
    await ready(page);
    await page.waitForURL(/#chapter=1&step=1/);
    await page.goto("about:blank");
    await page.goto(`${url}#chapter=1&step=3&tab=log`);
    await ready(page);
    await page.waitForFunction(() => window.playground.lesson().open?.step === 3, null, { timeout: 120_000 });
    await hand.frame();
    await page.waitForURL(/#chapter=1&step=3/);
    await page.close();
  });

  test("what is no link changes nothing, and is told in one sentence", { timeout: 120_000 }, async () => {
    for (const [bad, says] of [
      ["members=50&keep=1+2s+1s+fly", /keep 1s: "fly" is not a command/],
      ["members=50&keep=many+2s", /keep: "many" is not a number of commands/],
      ["members=50&chapter=1&step=joy", /step: "joy" is not a step of a chapter; expected a number from 1/],
    ]) {
      const { page, hand } = await open(browser, `${url}#${bad}`);
      await ready(page);
      assert.match(await page.textContent("#notice-text"), says);
      assert.equal((await hand.state()).settings.members, 10_000);
      await page.close();
    }
  });
});
