// The chapters on the page: hook, guess, answer, something to do, the end.

import assert from "node:assert/strict";
import axe from "axe-core";
import { after, before, describe, test } from "node:test";
import { widget } from "../story.js";
import { closeAll, launch, open as openPage, ready, serve } from "./harness.js";

// A million sessions take their time on a busy machine that draws in software.
async function open(...more) {
  const opened = await openPage(...more);
  opened.page.setDefaultTimeout(180_000);
  return opened;
}

describe("a chapter", () => {
  let browser, url;
  before(async () => {
    url = await serve();
    browser = await launch();
  });
  after(closeAll);

  const at = async (query, more) => {
    const opened = await open(browser, `${url}${query}`, more);
    await ready(opened.page);
    return opened;
  };
  const settled = (page) => page.waitForFunction(() => {
    const { open } = playground.lesson();
    return open && !open.busy && open.prose.length > 0;
  });

  test("begins with the first paint, in the reader's language, and keeps its text until its figures come", async () => {
    for (const [query, title, text] of [["?chapter=6", "Less than one in a hundred, and still drowning", /^On average this guild spends … of its one core/],
      ["?chapter=7&lang=de", "Zehn Punkte CPU", /^Discords Sessions nutzten/], ["?chapter=5&lang=de", "One span becomes a million", /^With head sampling/]]) {
      const { page } = await open(browser, "about:blank", { width: 1240 });
      await page.route(/\.wasm/, () => {}); // never answered
      await page.goto(`${url}${query}`);
      await page.waitForFunction((title) => document.getElementById("chapter-title").textContent === title, title);
      assert.match(await page.innerText("#chapter-prose"), text);
      assert.equal(await page.isVisible("section[data-of]"), false, "one text at a time");
      await page.close();
    }
    const { page } = await open(browser, "about:blank", { width: 1240 });
    await page.addInitScript(() => {
      window.emptied = 0;
      addEventListener("DOMContentLoaded", () => {
        const prose = document.getElementById("chapter-prose");
        new MutationObserver(() => { window.emptied += prose.textContent === ""; }).observe(prose, { childList: true });
      });
    });
    await page.goto(`${url}?chapter=6`);
    await ready(page);
    await settled(page);
    await page.waitForFunction(() => /^On average this guild spends [\d.]+\s% of its one core/.test(document.getElementById("chapter-prose").innerText));
    assert.equal(await page.evaluate(() => window.emptied), 0);
    await page.close();
  });

  test("is opened, guessed, answered and done with the mouse", async () => {
    const { page, hand, complaints } = await at("?chapter=7", { width: 1240 });
    await settled(page);
    assert.equal(await page.innerText("#chapter-title"), "Ten points of CPU");
    assert.equal(await page.isVisible("section[data-of]"), false, "one text at a time");
    await page.click("#chapter-ways >> text=Next");
    const bar = page.locator("#chapter .bar .track");
    await bar.waitFor();
    assert.equal(await page.isDisabled("#chapter-ways >> text=Next"), true, "the guess comes first");
    assert.equal(await page.isDisabled("#chapter-predict .main"), true, "and is there before it is locked");
    const { x, y, width, height } = await bar.boundingBox();
    await page.mouse.move(x + 0.8 * width, y + height / 2);
    await page.mouse.down();
    await page.mouse.move(x + 0.5 * width, y + height / 2, { steps: 5 });
    await page.mouse.up();
    assert.match(await page.innerText("#chapter .foot .you"), /^drag · (49|50)(\.5)? %$/);
    await page.click("#chapter-predict .main");
    await page.waitForSelector("#chapter .answer");
    const { predict } = await page.evaluate(() => playground.lesson().open);
    assert.match(predict.guess, /^(49|50)(\.5)? %$/);
    assert.equal(await page.isVisible("#chapter .track .ran"), true);
    const { services } = await hand.state();
    assert.ok(services.some(({ cpu }) => `${(100 * cpu.total).toFixed(1)} %` === predict.answer), `the answer ${predict.answer} is that of the picture`);
    assert.match(await page.textContent("#chapter-live"), /^Your guess: [\d.]+ %\. The answer: [\d.]+ %\.$/);
    const term = page.locator("#chapter-prose .term").first();
    await term.hover();
    assert.equal(await page.isVisible("#tip"), true);
    await page.mouse.move(x, 5);
    assert.equal(await page.isVisible("#tip"), false);
    await term.focus();
    assert.equal(await page.isVisible("#tip"), true);
    await page.keyboard.press("Escape");
    assert.equal(await page.isVisible("#tip"), false);
    await page.evaluate(axe.source);
    const { violations } = await page.evaluate(() => window.axe.run("#rail"));
    assert.deepEqual(violations.filter(({ impact }) => ["serious", "critical"].includes(impact)).map(({ id, nodes }) => [id, nodes[0].html]), []);
    assert.deepEqual(complaints, []);
    await page.close();
  });

  test("shows only its own controls, and free play all of them", async () => {
    const { page, hand, complaints } = await at("?chapter=7", { width: 1440 });
    await settled(page);
    const rail = async () => (await hand.widgets()).map(({ id }) => id).filter((id) => /^(slider|toggle|segment|chip|point|tab|button\.(send|burst|micro|reset|seed))/.test(id) && id !== "slider.speed").sort();
    const shows = (ids) => page.waitForFunction((wanted) => {
      const have = playground.widgets().map(({ id }) => id);
      return wanted.every((id) => have.includes(id));
    }, ids);
    const form = () => page.$$eval("#form [data-setting]", (all) => all.filter((c) => !c.closest("[hidden]")).map((c) => c.dataset.setting).sort());
    await shows(["button.send"]);
    assert.deepEqual(await rail(), ["button.send"]);
    await page.waitForFunction(() => !document.getElementById("f-offered").hidden); // a closed form looks now and then
    assert.deepEqual(await form(), []);
    await page.click("#chapter-ways >> text=Next");
    await shows(["toggle.no.roots"]);
    assert.deepEqual(await rail(), ["button.send", "toggle.no.roots"]);
    await page.waitForFunction(() => !document.getElementById("f-no-roots").closest("[hidden]"));
    assert.deepEqual(await form(), ["no.roots"]);
    assert.equal(await page.$eval("#f-offered", (line) => line.hidden), false);

    const { log } = await hand.state();
    await page.focus("body > canvas");
    for (const key of ["2", "4", "r", "d"]) { // unsampled context, the sieve, another seed, the drawer
      await page.keyboard.press(key);
    }
    await page.waitForFunction(() => !playground.looking().behind);
    assert.deepEqual((await hand.state()).log, log, "keys of hidden controls do nothing");
    assert.ok(!(await hand.widgets()).some(({ id }) => id === "drawer"));

    await page.click("#chapter-ways >> text=Free play");
    await shows(["slider.members", "toggle.no.roots", "toggle.detach", "chip.deploy.guilds", "tab.spans", "button.reset", "button.seed.dice"]);
    await page.waitForFunction(() => document.getElementById("f-offered").hidden);
    assert.ok((await form()).length > 30, "the form has every setting");
    assert.deepEqual(complaints, []);
    await page.close();
  });

  test("takes what is typed for text, also when the task is done", async () => {
    const { page, hand } = await at("?chapter=8");
    for (let step = 1; step < 4; step++) {
      await settled(page);
      await page.click("#chapter-predict >> text=Skip");
      await page.waitForSelector("#chapter .answer");
      await page.click("#chapter-ways >> text=Next");
    }
    await settled(page);
    await page.fill("#chapter-thing", `00-${"4b".repeat(16)}-${"2a".repeat(8)}-03`);
    await page.keyboard.press("Enter");
    await page.waitForSelector("#chapter-task .done");
    const { log } = await hand.state();
    await page.keyboard.press("Control+A");
    await page.keyboard.type("00-4b5n");
    assert.equal(await page.inputValue("#chapter-thing"), "00-4b5n");
    assert.equal(await page.textContent("#chapter-title"), "One byte", "B and N lead to no other chapter");
    assert.deepEqual((await hand.state()).log, log);
    await page.close();
  });

  test("leads to the controls that a task takes where they are behind a button", async () => {
    const { page, hand, complaints } = await at("?chapter=5", { width: 768, height: 1024 });
    for (let step; (step = (await settled(page), await page.evaluate(() => playground.lesson().open))).step < 3;) {
      await page.evaluate((asks) => playground.reader(asks ? "skip" : "next"), step.predict?.state === "open");
    }
    const there = async () => (await hand.widgets()).some(({ id, rect }) => id === "point.fanout.10" && rect.height > 0);
    assert.equal(await there(), false, "they are behind a button");
    await page.click("#chapter .check .behind");
    await page.waitForFunction(() => playground.widgets().some(({ id, rect }) => id === "point.fanout.10" && rect.height > 0));
    await page.setViewportSize({ width: 1440, height: 900 });
    await page.waitForFunction(() => playground.widgets().some(({ id, rect }) => id === "point.fanout.10" && rect.x > 1000));
    await page.waitForSelector("#chapter .check .behind", { state: "detached" }); // here they are in sight
    assert.equal(await page.evaluate(() => playground.press("no such thing").ok), false);
    assert.deepEqual(complaints, []);
    await page.close();
  });

  test("leads to the readings that a task takes on a phone", async () => {
    const { page, complaints } = await at("?chapter=2", { width: 390, height: 844 });
    for (let step; (step = (await settled(page), await page.evaluate(() => playground.lesson().open))).step < 4;) {
      await page.evaluate((asks) => playground.reader(asks ? "skip" : "next"), step.predict?.state === "open");
    }
    await page.click("#chapter .check .behind >> text=Readings");
    await page.waitForFunction(() => playground.widgets().some(({ id, rect }) => id === "tab.trace" && rect.height > 0));
    assert.deepEqual(complaints, []);
    await page.close();
  });

  test("is walked by keyboard alone, and remembered on this device", async () => {
    const context = await browser.newContext({ viewport: { width: 1240, height: 700 } });
    const { page } = await open(context, `${url}?paused`);
    await ready(page);
    await page.focus("#chapters summary");
    await page.keyboard.press("Enter");
    await page.keyboard.press("Tab");
    assert.equal(await page.evaluate(() => document.activeElement.id), "chapters-open");
    await page.keyboard.press("Enter");
    await settled(page);
    assert.equal(await page.evaluate(() => document.activeElement.id), "chapter-title");
    await page.focus("#chapter input[type=radio]");
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("ArrowDown");
    assert.equal(await page.isEnabled("#chapter-predict .main"), true);
    await page.keyboard.press("Enter");
    await page.waitForSelector("#chapter .answer");
    await page.focus("#chapter-ways .main");
    await page.keyboard.press("Enter");
    await page.waitForSelector("#chapter-ways >> text=Let me play");
    assert.equal(await page.evaluate(() => playground.lesson().chapters[0].finished), true);
    await page.focus("#chapter-ways >> text=Let me play");
    await page.keyboard.press("Enter");
    await page.waitForSelector("#chapter", { state: "hidden" });
    const kept = await page.evaluate(() => localStorage.getItem("fan-out progress"));
    assert.match(kept, /^fan-out progress 1\nfinished guild\/0\n/);
    await page.close();
    const again = await open(context, `${url}?paused`);
    await ready(again.page);
    assert.equal(await again.page.evaluate(() => playground.lesson().chapters[0].finished), true);
    await context.close();
  });

  test("is a sheet on a phone that leaves the picture in sight", async () => {
    const { page } = await at("?chapter=7", { width: 390, height: 844, touch: true });
    await settled(page);
    const box = (selector) => page.locator(selector).boundingBox();
    const [canvas, sheet] = [await box("body > canvas"), await box("#rail")];
    assert.ok(canvas.height > 400 && canvas.y + canvas.height <= sheet.y + 1, "neither hides the other");
    await page.tap("#chapter-ways >> text=Next");
    await page.waitForSelector("#chapter .bar");
    await page.tap("#chapter-predict >> text=Skip");
    await page.waitForSelector("#chapter .answer");
    const ways = await box("#chapter-ways");
    const told = await box("#chapter .told");
    assert.ok(told.y >= sheet.y && told.y + told.height <= ways.y + 1, `the answer is at ${JSON.stringify(told)}, out of sight`);
    const tops = await page.$$eval("#chapter-ways button", (all) => all.map((b) => b.getBoundingClientRect().top));
    assert.equal(new Set(tops).size, 1, "the buttons are one row");
    assert.ok(ways.y + ways.height <= 845, "which is in sight");
    await page.close();
  });

  test("stands below the picture, or beside it, and covers nothing, at every size", async () => {
    for (const [width, height, beside] of [[360, 640], [768, 1024], [900, 700], [1024, 768], [1199, 900], [844, 390, true]]) {
      const { page, hand } = await at("?chapter=1", { width, height });
      await settled(page);
      const box = (selector) => page.locator(selector).boundingBox();
      const size = `${width} × ${height}`;
      const [canvas, sheet] = [await box("body > canvas"), await box("#rail")];
      assert.ok(beside ? sheet.x + sheet.width <= canvas.x + 1 : canvas.y + canvas.height <= sheet.y + 1, `${size}: ${JSON.stringify([canvas, sheet])}`);
      await hand.frame();
      for (const id of ["guild", "field", "timeline"]) {
        const { rect } = await widget(hand, id);
        assert.ok(rect.y + rect.height <= canvas.y + canvas.height + 1 && rect.x + rect.width <= canvas.x + canvas.width + 1, `${size}: ${id} is at ${JSON.stringify(rect)}`);
      }
      await page.click("#chapter-ways >> text=Next");
      await page.waitForSelector("#chapter .number");
      await page.click("#chapter-predict >> text=Skip");
      await page.waitForSelector("#chapter .answer");
      const [answer, ways] = [await box("#chapter .answer"), await box("#chapter-ways")];
      assert.ok(answer.y >= sheet.y && answer.y + answer.height <= ways.y + 1, `${size}: the answer is at ${JSON.stringify(answer)}`);
      if (width >= 700 && !beside) {
        assert.ok((await box("#chapter-predict")).x > width / 2, `${size}: what is asked stands beside what is told`);
      }
      await page.close();
    }
  });

  test("that does not exist, and progress that makes no sense, are told in a sentence", async () => {
    const { page } = await at("?paused", { before: () => localStorage.setItem("fan-out progress", "garbage") });
    assert.match(await page.innerText("#notice-text"), /^Progress: "garbage" is not the beginning of one; expected [^\n]*left out\.$/);
    for (const odd of [77, "7", 1.5, null, undefined]) {
      const answer = await page.evaluate((n) => playground.chapter(n), odd);
      assert.equal(answer.ok, false);
      assert.match(answer.error, /chapter/);
    }
    assert.equal(await page.evaluate(() => playground.lesson().open), null);
    await page.close();
  });
});
