// The sieve microscope in the page: typed and pasted headers, its verdict in the picture's
// words and in the form, and what one header takes in this tab.

import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { closeAll, launch, open, ready, serve } from "./harness.js";

const ids = "4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7";

describe("the sieve microscope", () => {
  let browser, url;
  before(async () => {
    url = await serve();
    browser = await launch();
  });
  after(closeAll);

  // at opens the page, with a hand that asks for what the microscope shows.
  async function at(query, size = {}) {
    const context = await browser.newContext({
      viewport: { width: 1440, height: 900 }, ...size, reducedMotion: "reduce", permissions: ["clipboard-read", "clipboard-write"],
    });
    const { page, hand, complaints } = await open(context, `${url}?${query}`);
    await ready(page);
    await page.focus("body > canvas");
    const find = async (id) => (await hand.widgets()).find((w) => w.id === id);
    const until = (test, arg) => page.waitForFunction(test, arg, { timeout: 60_000 });
    const holds = (header) => until((wanted) => window.playground.widgets().find(({ id }) => id === "micro.box")?.value === wanted, header);
    const says = (text) => until((wanted) => window.playground.looking().about.join("\n").includes(wanted), text);
    const click = async (id) => {
      const { rect } = await find(id);
      await hand.move(rect.x + rect.width / 2, rect.y + rect.height / 2);
      await hand.frame();
      await hand.down();
      await hand.frame();
      await hand.up();
      await hand.frame();
    };
    const key = async (name) => {
      await page.keyboard.press(name, { delay: 60 });
      await hand.frame();
    };
    return { page, hand, complaints, find, until, holds, says, click, key, close: () => context.close() };
  }

  test("a header is typed, and its verdict is told", async () => {
    const m = await at("paused&members=100");
    await m.key("m");
    await m.holds(`00-${ids}-01`);
    await m.click("micro.sample.own");
    await m.holds("");
    await m.page.keyboard.type("00-4bf9Z", { delay: 80 });
    await m.holds("00-4bf9Z");
    await m.says("Too short: 8 of 55 characters");
    for (let i = 0; i < 8; i++) {
      await m.key("Backspace");
    }
    await m.holds("");
    await m.page.keyboard.type(`00-${ids}-03`, { delay: 60 });
    await m.holds(`00-${ids}-03`);
    await m.says("Valid and sampled");
    await m.says("Full parse: 107 reads. Sieve: 1 read");
    await m.until(() => /Valid and sampled/.test(document.getElementById("live").textContent));
    await m.key("Escape"); // out of the box
    await m.key("m");
    await m.until(() => !window.playground.widgets().some(({ id }) => id === "micro"));
    assert.deepEqual(m.complaints, []);
    await m.close();
  });

  test("what is pasted is under the microscope, by keys and by its button", async () => {
    const m = await at("paused&members=100");
    await m.key("m");
    await m.page.evaluate((text) => navigator.clipboard.writeText(text), `traceparent: 01-${ids}-0b-00`);
    await m.page.keyboard.press("Control+V");
    await m.holds(`01-${ids}-0b-00`);
    await m.says("Test “the last byte is odd”: drops this header");
    await m.page.evaluate((text) => navigator.clipboard.writeText(text), `00-${ids.toUpperCase()}-01`);
    await m.click("button.micro.paste");
    await m.says("character 4 is “B”");
    await m.page.evaluate(() => navigator.clipboard.writeText("ü"));
    await m.page.keyboard.press("Control+V");
    await m.hand.frame();
    await m.holds(`00-${ids.toUpperCase()}-01`);
    assert.deepEqual(m.complaints, []);
    await m.close();
  });

  test("the form lays a header there, and reads what it is", async () => {
    const m = await at("paused&members=100");
    await m.page.evaluate(() => { document.getElementById("controls").open = true; });
    await m.page.fill("#f-header", `00-${ids}-00`);
    await m.page.press("#f-header", "Enter");
    await m.holds(`00-${ids}-00`);
    await m.until(() => /Valid, not sampled/.test(document.getElementById("f-about").textContent));
    await m.page.fill("#f-header", "ä");
    await m.page.press("#f-header", "Enter");
    await m.until(() => /microscope: character 0 is 'ä'/.test(document.getElementById("form-error").textContent));
    await m.holds(`00-${ids}-00`);
    await m.close();
  });

  test("one header is timed in this tab, and the history stays", async () => {
    const m = await at("paused&members=100");
    await m.hand.do("run 2s");
    await m.until(() => window.playground.state().now === 2_000_000_000);
    const before = (await m.hand.state()).hash;
    await m.key("m");
    await m.says("has not been measured here yet");
    await m.click("button.micro.measure");
    await m.says("Measured here: a full parse takes ");
    const [, full, sieve] = (await m.page.evaluate(() => window.playground.looking().about.join("\n")))
      .match(/a full parse takes ([\d,.]+) ns, the sieve ([\d,.]+) ns/).map((text) => Number(text.replace(",", "")));
    assert.ok(full > 3 * sieve, `full parse ${full} ns, sieve ${sieve} ns`);
    assert.equal((await m.hand.state()).hash, before);
    assert.deepEqual(m.complaints, []);
    await m.close();
  });

  test("on a phone it scrolls to what a test would have lost of this run", async () => {
    const m = await at("paused&members=100&callers=mixed&head.rate=20%25", { viewport: { width: 390, height: 844 }, hasTouch: true });
    await m.hand.do("run 2s");
    await m.until(() => window.playground.state().now === 2_000_000_000);
    await m.page.evaluate(() => window.playground.look("microscope"));
    await m.holds(`00-${ids}-01`);
    const lost = (await m.find("micro.test.1")).value;
    assert.match(lost, /this run: [1-9]\d* lost/);
    await m.close();
  });
});
