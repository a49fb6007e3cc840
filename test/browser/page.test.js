// The page as its readers meet it.

import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { click, middle, run, story, widget } from "../story.js";
import { closeAll, launch, open, ready, serve, serveDumb, touch } from "./harness.js";

describe("the page", () => {
  let browser, url;
  before(async () => {
    url = await serve();
    browser = await launch();
  });
  after(closeAll);

  test("the mouse on the canvas moves head rate and sieve", async () => {
    const { page, complaints, hand } = await open(browser, `${url}?play`, { width: 1280, height: 720 });
    await ready(page);
    await story(hand);
    assert.deepEqual(complaints, []);
    await page.close();
  });

  test("mouse and finger hit what they point at, beside the guide and at two pixels per pixel", async () => {
    for (const size of [{ width: 1240, height: 500 }, { width: 1000, height: 500, scale: 2 }]) {
      const { page, hand } = await open(browser, `${url}?paused`, { ...size, touch: true });
      await ready(page);
      await click(hand, "button.play");
      assert.equal((await hand.state()).playing, true, `mouse at ${JSON.stringify(size)}`);
      await touch(page, hand, middle(await widget(hand, "button.play")));
      assert.equal((await hand.state()).playing, false, `finger at ${JSON.stringify(size)}`);
      await page.close();
    }
  });

  test("what is typed faster than the program draws arrives whole, and a short tap as well", async () => {
    const { page, hand } = await open(browser, `${url}?paused`, { width: 1440, height: 900, touch: true });
    await ready(page);
    const before = await hand.state();
    await click(hand, "exact.slider.members");
    await page.keyboard.type("250000");
    await page.keyboard.press("Enter");
    await hand.frame();
    const after = await hand.state();
    assert.deepEqual(after.settings, { ...before.settings, members: 250_000 });
    assert.equal(after.costs.profile, before.costs.profile);
    const { x, y } = middle(await widget(hand, "button.play"));
    await page.touchscreen.tap(x, y);
    await page.waitForFunction(() => window.playground.state().playing);
    await page.close();
  });

  test("the guide makes room when the window shrinks, and history goes on", async () => {
    const { page, hand } = await open(browser, `${url}?play`, { width: 1240 });
    await ready(page);
    const left = () => page.evaluate(() => document.querySelector("body > canvas").getBoundingClientRect().left);
    assert.equal(await left(), 264);
    const { now } = await hand.state();
    await page.setViewportSize({ width: 1000, height: 500 });
    await hand.frame();
    assert.equal(await left(), 0);
    assert.equal(await page.isVisible("#rail"), false);
    assert.ok((await hand.state()).now >= now, "the history began again");
    await click(hand, "button.play");
    assert.equal((await hand.state()).playing, false);
    await page.close();
  });

  test("a link's settings are in force, and the address follows new ones", async () => {
    const { page, hand } = await open(browser, `${url}?seed=7&head.rate=5%25&no.roots=off&paused`);
    await ready(page);
    const state = await hand.state();
    assert.equal(state.seed, "7");
    assert.equal(state.settings["head.rate"], 0.05);
    assert.equal(state.settings["no.roots"], false);
    assert.equal(state.playing, false);
    await run(hand, 1);
    await hand.do("set members 500");
    await run(hand, 0.2);
    await page.evaluate(() => window.playground.look("zoom 2 250"));
    await page.waitForURL(/#seed=7&head.rate=5%25&no.roots=off&do=1s\+set\+members\+500&t=1.2s&zoom=2\+\d+&paused$/);
    const before = await hand.state();
    await page.reload();
    await ready(page);
    while ((await hand.state()).busy) {
      await hand.frame();
    }
    const after = await hand.state();
    assert.equal(after.hash, before.hash, "the same moment of the same history");
    assert.equal(after.now, before.now);
    assert.equal(after.settings.members, 500);
    assert.equal(after.playing, false);
    assert.equal(await page.evaluate(() => window.playground.looking().level), 2);
    await page.close();
  });

  test("a lost graphics context and another pixel density leave the moment as it is", async () => {
    const { page, hand } = await open(browser, `${url}?members=300&paused`);
    await ready(page);
    const device = await page.context().newCDPSession(page);
    for (const disturb of [
      () => page.evaluate(() => document.querySelector("body > canvas").getContext("webgl2").getExtension("WEBGL_lose_context").loseContext()),
      () => device.send("Emulation.setDeviceMetricsOverride", { width: 640, height: 400, deviceScaleFactor: 1.25, mobile: false }),
    ]) {
      await hand.do("toggle no.roots off");
      await run(hand, 0.7);
      const before = await hand.state();
      const again = page.waitForEvent("load");
      await disturb();
      await again;
      await ready(page);
      while ((await hand.state()).busy) {
        await hand.frame();
      }
      assert.equal((await hand.state()).hash, before.hash);
      await hand.do("toggle no.roots on");
    }
    assert.equal(await page.evaluate(() => devicePixelRatio), 1.25);
    await page.close();
  });

  test("the share button copies a link that leads to the same moment", async () => {
    const context = await browser.newContext({ viewport: { width: 1440, height: 760 }, permissions: ["clipboard-read", "clipboard-write"] });
    const { page, hand } = await open(context, `${url}?members=300&paused`);
    await ready(page);
    await run(hand, 0.7);
    const before = await hand.state();
    const { rect } = await widget(hand, "button.share");
    await click(hand, "button.share");
    await page.waitForFunction(() => window.playground.widgets().find((w) => w.id === "button.share").value === "copied");
    assert.deepEqual((await widget(hand, "button.share")).rect, rect, "the button keeps its place");
    const copied = await page.evaluate(() => navigator.clipboard.readText());
    await page.close();
    const second = await open(context, copied);
    await ready(second.page);
    while ((await second.hand.state()).busy) {
      await second.hand.frame();
    }
    assert.equal((await second.hand.state()).hash, before.hash);
    await context.close();
  });

  test("a dropped scenario lies on the timeline; what is none is told and changes nothing", async () => {
    const { page, hand } = await open(browser, `${url}?members=300&paused`);
    await ready(page);
    const drop = (name, bytes) => page.evaluate(async ([name, bytes]) => {
      const data = new DataTransfer();
      data.items.add(new File([new Uint8Array(bytes)], name));
      const target = document.querySelector("body > canvas");
      for (const type of ["dragover", "drop"]) {
        const event = new DragEvent(type, { dataTransfer: data, bubbles: true, cancelable: true });
        target.dispatchEvent(event);
        if (!event.defaultPrevented) {
          throw new Error("the browser would open the file");
        }
      }
      await window.playground.dropped;
    }, [name, [...bytes]]);
    const text = (s) => new TextEncoder().encode(s);
    const before = (await hand.state()).hash;
    await drop("bad.txt", text("# A title\nset members 0\n"));
    await drop("picture.png", new Uint8Array([137, 80, 78, 71, 255, 254]));
    await drop("large.txt", new Uint8Array(2 ** 20 + 1));
    assert.equal((await hand.state()).hash, before);
    await drop("lesson.txt", text("# A lesson\nset members 55\nrun 1s\ntoggle no.roots off\nrun 1s\n"));
    const laid = await hand.state();
    assert.equal(laid.settings.members, 55);
    assert.equal(laid.settings["no.roots"], true, "that is still to come");
    await hand.do("goto 1.5s");
    while ((await hand.state()).busy) {
      await hand.frame();
    }
    assert.equal((await hand.state()).settings["no.roots"], false);
    await page.close();
  });

  test("a link out of range is told in one sentence and changes nothing", async () => {
    const { page, hand } = await open(browser, `${url}?members=2000000&head.rate=5%25`);
    await ready(page);
    const sentence = await page.innerText("#notice-text");
    assert.match(sentence, /members.*2000000.*1 to 1,000,000/);
    const { settings } = await hand.state();
    assert.equal(settings.members, 10_000);
    assert.equal(settings["head.rate"], 0.01);
    await page.click("#notice-close");
    assert.equal(await page.isVisible("#notice"), false);
    await page.close();
  });

  test("commands out of range are refused in one sentence and change nothing", async () => {
    const { page, hand } = await open(browser, `${url}?paused`);
    await ready(page);
    // Not the bars: the preview behind them is still being computed.
    const world = async () => {
      const { now, hash, playing, busy, settings, changed, messages, log } = await hand.state();
      return { now, hash, playing, busy, settings, changed, messages, log };
    };
    const before = await world();
    for (const line of ["set members 0", "set head.rate 200%", "set nonsense 1", "run -1s", "", "burst x"]) {
      const answer = await page.evaluate((l) => window.playground.do(l), line);
      assert.equal(answer.ok, false, `${JSON.stringify(line)} was accepted`);
      assert.match(answer.error, /^\S.*\S$/, `${JSON.stringify(line)} is refused with ${JSON.stringify(answer.error)}`);
    }
    assert.deepEqual(await world(), before);
    await page.close();
  });

  test("works from any path of a plain file server", async () => {
    const dumb = await serveDumb("/some/sub/path/");
    const { page, complaints, hand } = await open(browser, `${dumb}?members=77`);
    await ready(page);
    assert.equal((await hand.state()).settings.members, 77);
    assert.deepEqual(complaints, []);
    await page.close();
  });

  test("asks no other origin for anything", async () => {
    const { page } = await open(browser, "about:blank");
    const asked = [];
    page.on("request", (request) => asked.push(request.url()));
    await page.goto(url);
    await ready(page);
    assert.deepEqual(asked.filter((url) => !url.startsWith(url)), []);
    await page.close();
  });

  test("a million sessions leave the page answering, below 1 GiB", async () => {
    const { page, hand } = await open(browser, `${url}?play`);
    await ready(page);
    await hand.do("set members 1000000");
    await hand.do("toggle no.roots off");
    await hand.do("set head.rate 100%");
    await hand.do("speed 10");
    await hand.do("burst 5");
    let state = await hand.state();
    for (const from = state.messages.deliveries; state.messages.deliveries < from + 2_000_000;) {
      state = await hand.state(); // it answers between two frames, however much there is to do
    }
    const bytes = await page.evaluate(() => window.playground.memory());
    assert.ok(bytes < 2 ** 30, `wasm memory is ${(bytes / 2 ** 20).toFixed(0)} MiB`);
    await page.close();
  });
});
