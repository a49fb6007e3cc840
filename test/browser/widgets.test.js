// The widgets of a guess inside real chapters: answered by mouse, finger and keys, read by a
// screen reader, and looked over by axe-core, before and after the answer.

import assert from "node:assert/strict";
import axe from "axe-core";
import { after, before, describe, test } from "node:test";
import { closeAll, launch, open as openPage, ready, serve } from "./harness.js";
import { readerByKeyboard } from "./reader.js";

// asked are a chapter with each kind of guess, and the step that asks.
const asked = { choice: { chapter: 3, step: 2 }, number: { chapter: 1, step: 2 }, bar: { chapter: 7, step: 2 } };

describe("a guess in a chapter", () => {
  // desk is a page with mouse and keys, phone one with a finger: starting takes longest.
  const desk = {}, phone = {};
  before(async () => {
    const url = await serve(), browser = await launch();
    const start = async (more) => {
      const opened = await openPage(browser, `${url}?chapter=1`, { calm: true, ...more });
      opened.page.setDefaultTimeout(120_000);
      await ready(opened.page);
      return { ...opened, reader: readerByKeyboard(opened.page, opened.hand) };
    };
    Object.assign(desk, await start({ width: 1240 }));
    Object.assign(phone, await start({ width: 390, height: 844, touch: true }));
  });
  after(closeAll);

  // at goes to the question of a chapter that asks for such a guess.
  async function at(kind, on = desk) {
    const { page, reader } = on;
    await page.evaluate((n) => playground.chapter(n), asked[kind].chapter);
    await reader.settled();
    for (let step = 1; step < asked[kind].step; step++) {
      await page.waitForFunction((n) => document.getElementById("chapter-step").textContent.includes(`Step ${n} `), step);
      await page.click("#chapter-ways .main");
      await reader.settled();
    }
    await page.waitForSelector(`#chapter .guess.of-${kind}[data-state=open]`);
    return on;
  }

  // point is what a pointer presses to make a guess; a track is pressed at two thirds.
  const point = async (page, kind) => {
    const { x, y, width, height } = await page.locator(kind === "choice" ? "#chapter .choice >> nth=1" : "#chapter .track").boundingBox();
    return { x: x + 0.66 * width, y: y + height / 2 };
  };
  const ways = {
    async mouse(page, kind) {
      const { x, y } = await point(page, kind);
      await page.mouse.click(x, y);
      await page.click("#chapter-predict .main");
    },
    async finger(page, kind) {
      await page.locator("#chapter .guess").scrollIntoViewIfNeeded();
      const { x, y } = await point(page, kind);
      await page.touchscreen.tap(x, y);
      await page.tap("#chapter-predict .main");
    },
    async keys(page, kind, reader) {
      await reader.guess((await reader.lesson()).open.predict);
    },
  };

  for (const kind of Object.keys(asked)) {
    for (const [way, answer] of Object.entries(ways)) {
      test(`${kind}: is made by ${way} and answered`, async () => {
        const { page, reader, complaints } = await at(kind, way === "finger" ? phone : desk);
        assert.equal(await page.isDisabled("#chapter-predict .main"), true);
        await answer(page, kind, reader);
        await page.waitForSelector("#chapter .answer");
        const { predict } = await page.evaluate(() => playground.lesson().open);
        assert.equal(predict.state, "compared");
        assert.ok(predict.guess && predict.answer);
        assert.deepEqual(await covered(page), [], "nothing lies over what a widget says");
        assert.deepEqual(complaints, []);
        });
    }

    test(`${kind}: axe-core has no complaint, dark and light, before and after the answer`, async () => {
      const { page, reader } = await at(kind);
      await page.evaluate(axe.source);
      const flawless = async () => {
        for (const theme of ["dark", "light"]) {
          await page.evaluate((name) => playground.theme(name), theme);
          await page.waitForFunction((name) => (document.documentElement.dataset.theme ?? "dark") === name, theme);
          const { violations } = await page.evaluate(() => window.axe.run("#rail"));
          assert.deepEqual(violations.map(({ id, nodes }) => `${theme}: ${id}: ${nodes[0].html} ${nodes[0].failureSummary}`), []);
        }
      };
      await flawless();
      await ways.keys(page, kind, reader);
      await flawless();
    });

    test(`${kind}: a screen reader gets prose, guess and answer in this order, and the answer once`, async () => {
      const { page, reader } = await at(kind);
      await page.evaluate(() => {
        window.heard = [];
        window.listener?.disconnect();
        window.listener = new MutationObserver(() => window.heard.push(document.getElementById("chapter-live").textContent.trim()));
        window.listener.observe(document.getElementById("chapter-live"), { childList: true, characterData: true, subtree: true });
      });
      assert.equal(await page.evaluate(() => document.activeElement.id), "chapter-title", "a step begins at its title");
      await ways.keys(page, kind, reader);
      const order = await page.evaluate(() => ["#chapter-title", "#chapter-prose p", "#chapter-guess, #chapter [name=chapter-guess]", "#chapter .answer", "#chapter-ways .main"]
        .map((selector) => document.querySelector(selector)).every((element, i, all) => i === 0 || all[i - 1].compareDocumentPosition(element) & Node.DOCUMENT_POSITION_FOLLOWING));
      assert.equal(order, true);
      const { predict: { guess, answer } } = (await reader.lesson()).open;
      await page.waitForFunction(() => window.heard.length > 0);
      assert.deepEqual(await page.evaluate(() => window.heard), [`Your guess: ${guess}. The answer: ${answer}.`]);
    });
  }

  test("a check comes behind the answer, and a hint is heard", async () => {
    const { page, reader } = await at("number");
    await ways.keys(page, "number", reader);
    await reader.onward();
    await reader.settled();
    await page.waitForSelector("#chapter .check");
    assert.equal(await page.evaluate(() => document.activeElement.id), "chapter-title");
    await page.click("#chapter .check >> text=Hint");
    await page.waitForFunction(() => /^Seen: /.test(document.getElementById("chapter-live").textContent));
  });

  test("with reduced motion nothing of the guide moves", async () => {
    const { page, reader } = await at("bar");
    const moving = () => page.evaluate(() => document.getAnimations().map(({ effect }) => effect.target.outerHTML));
    await page.hover("#chapter-ways .back");
    await page.focus("#chapter-guess");
    assert.deepEqual(await moving(), []);
    await ways.keys(page, "bar", reader);
    assert.deepEqual(await moving(), []);
    const timed = await page.evaluate(() => Array.from(document.querySelectorAll("#rail, #rail *"), (element) => [element, getComputedStyle(element)])
      .filter(([, { transitionDuration, animationName }]) => animationName !== "none" || transitionDuration.split(",").some((time) => parseFloat(time) > 0.001))
      .map(([element]) => element.outerHTML.slice(0, 80)));
    assert.deepEqual(timed, []);
  });
});

// covered are texts of the guess that something of the guess itself is painted over.
function covered(page) {
  return page.evaluate(() => Array.from(document.querySelectorAll("#chapter .foot .you, #chapter .note, #chapter .choice em"))
    .filter((element) => element.textContent && ["::before", "::after"].some((part) => getComputedStyle(element, part).content !== "none"))
    .map((element) => element.outerHTML));
}
