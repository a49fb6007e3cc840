// What the page promises in every browser: the story, a chapter, the moment after a lost graphics
// context, all of it without a network, and every control.

import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { walk } from "../deeds.js";
import { story, widget, middle } from "../story.js";
import { closeAll, engines, open, ready, serve, served, touch } from "./harness.js";
import { ways } from "./person.js";
import { readerByKeyboard } from "./reader.js";
import { tryAll } from "./tryout.js";

const wide = { width: 1440, height: 860 };
const phone = { width: 390, height: 844 };

// everywhere has the tests for one engine; fingers tells whether its driver has some.
export function everywhere(engine, { fingers }) {
  describe(`in ${engine}`, () => {
    let browser, url;
    before(async () => {
      url = await serve();
      browser = await engines[engine]();
    });
    after(closeAll);

    const settled = async (hand) => {
      while ((await hand.state()).busy) {
        await hand.frame();
      }
    };

    test("the mouse on the canvas moves head rate and sieve", async () => {
      const { page, complaints, hand } = await open(browser, `${url}?play`, { width: 1280, height: 720 });
      await ready(page);
      await story(hand);
      assert.deepEqual(complaints, []);
      await page.close();
    });

    if (!fingers) {
      test("the driver has no fingers: its touch is a press of the mouse", async () => {
        const { page, hand } = await open(browser, `${url}?paused`);
        await ready(page);
        await page.evaluate(() => {
          window.seen = [];
          ["touchstart", "mousedown"].forEach((type) => addEventListener(type, () => seen.push(type), true));
        });
        await touch(page, hand, middle(await widget(hand, "button.play")));
        assert.deepEqual(await page.evaluate(() => seen), ["mousedown"], "now it has some: every control is to be tried by finger");
        await page.close();
      });
    }

    test("a chapter is walked to the end by keyboard", async () => {
      const { page, complaints, hand } = await open(browser, `${url}?chapter=1`, { width: 1240, height: 700 });
      page.setDefaultTimeout(120_000);
      await ready(page);
      await walk(readerByKeyboard(page, hand));
      assert.deepEqual(complaints, []);
      await page.close();
    });

    test("a lost graphics context leaves the moment as it is", async () => {
      const { page, hand } = await open(browser, `${url}?members=300&paused`);
      await ready(page);
      await hand.do("toggle no.roots off");
      await hand.do("run 0.7s");
      await settled(hand);
      const { hash } = await hand.state();
      await page.evaluate(() => {
        window.before = true;
        document.querySelector("body > canvas").getContext("webgl2").getExtension("WEBGL_lose_context").loseContext();
      });
      await page.waitForFunction(() => !window.before);
      await ready(page);
      await settled(hand);
      assert.equal((await hand.state()).hash, hash);
      await page.close();
    });

    test("after the first visit it needs no server", async () => {
      const server = await served();
      const { page, complaints } = await open(browser, `${server.url}?play`, { kept: true, drawn: true });
      await ready(page);
      await page.evaluate(() => navigator.serviceWorker.ready.then(() => true));
      await page.reload();
      await ready(page);
      await server.end();
      assert.equal(await page.evaluate(() => fetch("v1/traces").then(() => "answered", () => "nobody")), "nobody");
      await page.reload();
      await ready(page);
      await page.waitForSelector("#cover", { state: "hidden" });
      assert.equal(await page.evaluate(() => crossOriginIsolated), true);
      assert.equal((await page.evaluate(() => window.playground.do("seed 7"))).ok, true);
      await page.goto(`${server.url}?lang=de&chapter=1`);
      await ready(page);
      await page.waitForSelector("#chapter-ways .main"); // the program is ready before its chapter is
      assert.match(await page.innerText("#chapter-ways"), /Weiter|Zurück|Überspringen/);
      assert.deepEqual(complaints, []);
      await page.close();
    });
  });
}

// inUse are the ways of trying every control: the size, what is opened before the controls that
// are there then, and how many there are at least.
const inUse = {
  mouse: [wide, [[], ["tab.trace"], ["tab.log"], ["guild"], ["button.worlds"]], 120],
  keyboard: [wide, [[]], 90],
  finger: [phone, [[], ["tab.intro"], ["tab.controls"], ["tab.readings"]], 70],
};

// everyControlIn has every control of one engine tried in some ways.
export function everyControlIn(engine, ...some) {
  describe(`every control in ${engine}`, () => {
    let browser, url;
    before(async () => {
      url = await serve();
      browser = await engines[engine]();
    });
    after(closeAll);

    for (const way of some) {
      test(`by ${way}`, async () => {
        const [size, states, least] = inUse[way];
        const { page, complaints, hand } = await open(browser, `${url}?paused&members=100`, size);
        await ready(page);
        const done = await tryAll({ ...await ways[way](page, hand), model: "guild" }, states);
        assert.ok(done.size > least, `only ${done.size}: ${[...done].join(" ")}`);
        assert.deepEqual(complaints, []);
        await page.close();
      });
    }
  });
}
