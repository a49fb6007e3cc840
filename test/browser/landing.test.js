// The page of who asks for nothing: hook, guess, one wave, two doors.

import assert from "node:assert/strict";
import axe from "axe-core";
import { after, before, describe, test } from "node:test";
import { closeAll, launch, open as openPage, ready, serve } from "./harness.js";

async function open(...more) {
  const opened = await openPage(...more);
  opened.page.setDefaultTimeout(180_000); // a million sessions, on a busy machine
  return opened;
}

describe("the landing", () => {
  let browser, url;
  before(async () => {
    url = await serve();
    browser = await launch();
  });
  after(closeAll);

  const at = async (more, query = "") => {
    const opened = await open(browser, `${url}${query}`, { width: 1440, height: 900, ...more });
    await ready(opened.page);
    return opened;
  };
  const settled = (page) => page.waitForFunction(() => {
    const c = window.playground?.lesson?.().open;
    return c && !c.busy && c.predict.state === "open" && document.documentElement.dataset.landing === "open" && !document.getElementById("landing-skip").disabled;
  });
  const answered = (page) => page.waitForSelector("#landing-told:not([hidden])");
  const landed = (page) => page.evaluate(() => document.documentElement.classList.contains("landing"));
  const flawless = async (page) => {
    await page.evaluate(axe.source);
    const { violations } = await page.evaluate(() => window.axe.run());
    assert.deepEqual(violations.filter(({ impact }) => ["serious", "critical"].includes(impact)).map(({ id, nodes }) => [id, nodes[0].html]), []);
  };

  test("has its hook in the page before the program is there", async () => {
    const { page } = await open(browser, "about:blank", { width: 1440, height: 900 });
    await page.route(/\.wasm/, () => {}); // never answered
    await page.goto(url);
    assert.match(await page.innerText("#landing h1"), /^One message\.\s+A million people\.$/);
    assert.match(await page.innerText("#landing legend"), /How many messages does the guild send\?$/);
    assert.equal(await page.locator("#landing .choice").count(), 3);
    assert.equal(await page.isDisabled("#landing .main"), true);
    await page.click("#landing .choice >> nth=1");
    assert.equal(await page.isChecked("#landing .choice >> nth=1 >> input"), true, "one can pick at once");
    await flawless(page);
    await page.close();
  });

  test("keeps a press on Run until the program is there, and its bar moves meanwhile", async () => {
    const { page } = await open(browser, "about:blank", { width: 1440, height: 900 });
    let come;
    const wanted = new Promise((resolve) => { come = resolve; });
    await page.route(/\.wasm/, async (route) => { await wanted; await route.continue(); });
    await page.goto(url);
    await page.click("#landing .choice >> nth=1");
    await page.click("#landing .main");
    assert.match(await page.innerText("#landing-acts small"), /^locked, about to run/);
    assert.equal(await page.isDisabled("#landing .choice >> nth=0 >> input"), true, "the guess is locked");
    assert.match(await page.innerText("#landing .choice.locked"), /Hundreds[^]*locked/);
    await page.evaluate(() => {
      const bar = document.getElementById("screen-progress"), title = document.getElementById("screen-title");
      new MutationObserver(() => { window.moves ||= title.textContent === "Starting" && bar.position === -1; }).observe(bar, { attributes: true, attributeFilter: ["value"] });
    });
    come();
    await answered(page);
    assert.match(await page.innerText("#landing .choice.you"), /Hundreds[^]*you guessed/);
    assert.equal(await page.evaluate(() => window.moves), true);
    await page.close();
  });

  test("asks, runs and compares with the mouse, and its story door leads to the first chapter", async (t) => {
    const { page, complaints } = await at();
    await settled(page);
    assert.equal(await page.isVisible("#rail"), false);
    assert.deepEqual(await page.evaluate(() => playground.widgets()), [], "nothing on the canvas can be pressed");
    const box = await page.locator("#landing-guess").boundingBox();
    await page.click("#landing .choice >> nth=1");
    const clicked = performance.now();
    await page.click("#landing .main");
    await page.waitForSelector("#landing .choice.locked, #landing .choice.ran");
    await answered(page);
    t.diagnostic(`the guess was answered after ${Math.round(performance.now() - clicked)} ms`);
    assert.match(await page.innerText("#landing .choice.ran"), /result/);
    assert.match(await page.innerText("#landing .choice.you"), /you guessed/);
    const kept = await page.evaluate(() => playground.state().messages.sessionSpans);
    assert.ok(kept > 900 && kept < 1100, `${kept} spans were kept`);
    assert.equal(await page.innerText("#landing-found .figure"), kept.toLocaleString("en"));
    assert.match(await page.textContent("#landing-live"), /^Your guess: Hundreds\. Result: 1,000,000\.$/);
    assert.deepEqual(await page.locator("#landing-guess").boundingBox(), box, "nothing moves");
    await flawless(page);
    await page.click("#landing-theme");
    await page.waitForFunction(() => document.documentElement.dataset.theme === "light");
    await flawless(page);
    await page.click("#landing-again");
    await settled(page);
    await page.click("#landing-skip");
    await answered(page);
    await page.hover("#landing .tag");
    assert.match(await page.innerText("#tip"), /Published figure\s+POST\s+by Discord/, "a tag says what it means");
    await page.click("#landing-story");
    await page.waitForFunction(() => playground.lesson().open?.number === 1);
    assert.equal(await landed(page), false);
    assert.equal(await page.isVisible("#chapter"), true);
    assert.equal(await page.evaluate(() => playground.lesson().chapters[0].finished), true);
    assert.deepEqual(complaints, []);
    await page.close();
  });

  test("is walked by keyboard alone, and its other door leads to free play as it starts", async () => {
    const { page, hand } = await at();
    await settled(page);
    await page.focus("#landing .choice input");
    await page.keyboard.press("Space");
    await page.keyboard.press("ArrowDown");
    assert.equal(await page.isChecked("#landing .choice >> nth=1 >> input"), true);
    await page.keyboard.press("Enter");
    await answered(page);
    await page.focus("#landing-play");
    await page.keyboard.press("Enter");
    await page.waitForFunction(() => playground.widgets().some(({ id }) => id === "slider.members"));
    const { settings, seed } = await hand.state();
    assert.equal(settings.members, 10_000);
    assert.equal(settings["head.rate"], 0.01);
    assert.equal(Number(seed), 279);
    assert.equal(await page.evaluate(() => document.activeElement.tagName), "CANVAS");
    assert.match(page.url(), /[?#](play|t=)/, "who reloads comes back here");
    await page.close();
  });

  test("fits a phone, where a finger does it all", async () => {
    const { page } = await at({ width: 390, height: 844, touch: true });
    await settled(page);
    for (const selector of ["#landing h1", "#landing .choice >> nth=2", "#landing .main", "#landing-story", "#landing-play"]) {
      const { x, y, width, height } = await page.locator(selector).boundingBox();
      assert.ok(x >= 0 && x + width <= 390 && y >= 0 && y + height <= 844, `${selector} is in sight`);
      assert.ok(selector.endsWith("h1") || height >= 44, `${selector} is large enough`);
    }
    await page.tap("#landing .choice >> nth=2");
    await page.tap("#landing .main");
    await answered(page);
    await flawless(page);
    await page.tap("#landing-play");
    assert.equal(await landed(page), false);
    await page.close();
  });

  test("is for those only who ask for nothing", async () => {
    for (const query of ["?play", "?members=77&paused", "?model=hashring", "#members=50&paused"]) {
      const { page } = await at({ width: 800, height: 500 }, query);
      assert.equal(await landed(page), false, query);
      await page.close();
    }
    const { page } = await at({ width: 800, height: 500 }, "?utm_source=news&fbclid=1");
    assert.equal(await landed(page), true);
    assert.equal(await page.isVisible("#notice"), false);
    await page.close();
  });

  test("shows those who return how far they are", async () => {
    const { page } = await at({ before: () => localStorage.setItem("fan-out progress", "fan-out progress 1\nfinished guild/1\n") });
    await settled(page);
    assert.match(await page.innerText("#landing-story"), /Go on with chapter 2/);
    assert.equal(await page.locator("#landing-story .pips .read").count(), 1);
    await page.close();
  });

  test("says when all is read", async () => {
    const { page } = await at({ before: () => localStorage.setItem("fan-out progress", `fan-out progress 1\n${[0, 1, 2, 3, 4, 5, 6, 7, 8, 9].map((n) => `finished guild/${n}\n`).join("")}`) });
    await settled(page);
    assert.match(await page.innerText("#landing-story"), /You have read all of it\./);
    await page.close();
  });
});
