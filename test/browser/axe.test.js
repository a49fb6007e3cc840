// The page as axe-core sees it: no finding that keeps a person out.

import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import axe from "axe-core";
import { click } from "../story.js";
import { breakable, closeAll, launch, open, ready, screen, serve, touch } from "./harness.js";

const phone = { width: 390, height: 844, touch: true };
const wide = { width: 1440, height: 900 };

// flawless fails with what axe finds to be serious or worse. The source is
// evaluated by the browser's driver: the page's own policy lets no script in.
async function flawless(page) {
  await page.evaluate(axe.source);
  const { violations, passes } = await page.evaluate(() => window.axe.run());
  assert.ok(passes.length > 0, "axe has looked at nothing");
  const found = violations.filter(({ impact }) => ["serious", "critical"].includes(impact));
  assert.deepEqual(found.map(({ id, nodes }) => `${id}: ${nodes.map((n) => `${n.html} ${n.failureSummary}`).join("\n")}`), []);
}

describe("axe-core has no serious finding", () => {
  let browser, url;
  before(async () => {
    url = await serve();
    browser = await launch();
  });
  after(closeAll);

  // at opens the page, paused and drawn, for a test.
  const at = async (size, query = "paused") => {
    const opened = await open(browser, `${url}?${query}`, size);
    await ready(opened.page);
    return opened;
  };

  for (const [of, query] of [["", "paused"], [" of the ring", "model=hashring&paused"]]) {
    test(`in the page${of} with its guide, and with help and a notice over it`, async () => {
      const { page } = await at(wide, query);
      await flawless(page);
      await page.click("#help-open");
      await flawless(page);
      await page.keyboard.press("Escape");
      for (const name of ["jaeger", "pprof", "png", "clip", "frame"]) {
        await page.evaluate(() => window.playground.openExport());
        await page.check(`#export input[value=${name}]`, { force: true });
        if (name === "jaeger") {
          await page.check("#export input[value=trace]", { force: true });
        }
        await flawless(page);
        await page.keyboard.press("Escape");
      }
      await page.evaluate(() => window.playground.notice("The settings in this address were left aside."));
      await flawless(page);
      await page.click("#controls summary");
      await flawless(page);
      await page.close();
    });
  }

  test("in the form", async () => {
    const { page } = await at(wide);
    await page.click("#controls summary");
    await page.fill("#f-members", "0");
    await page.keyboard.press("Enter");
    await page.waitForFunction(() => document.getElementById("form-error").textContent !== "");
    await flawless(page);
    await page.close();
  });

  test("in the light theme, which the guide has as well", async () => {
    const { page, hand } = await at(wide);
    const ground = () => page.evaluate(() => getComputedStyle(document.getElementById("rail")).backgroundColor);
    const dark = await ground();
    await click(hand, "button.theme");
    await page.waitForFunction(() => document.documentElement.dataset.theme === "light");
    assert.notEqual(await ground(), dark);
    await page.click("#controls summary");
    await flawless(page);
    await page.click("#help-open");
    await flawless(page);
    await page.close();
  });

  test("on a phone, with a sheet and with the form", async () => {
    const { page, hand } = await at(phone);
    const { rect } = (await hand.widgets()).find((w) => w.id === "tab.controls");
    await touch(page, hand, { x: rect.x + rect.width / 2, y: rect.y + rect.height / 2 });
    await flawless(page);
    await page.focus(".skip");
    await flawless(page);
    await page.keyboard.press("Enter");
    await flawless(page);
    await page.close();
  });

  test("while the program loads, and when it does not arrive", async () => {
    const { page } = await open(browser, "about:blank", wide);
    await page.route(/\.wasm/, () => {}); // never answered
    await page.goto(url);
    await flawless(page);
    await page.unroute(/\.wasm/);
    await page.route(/\.wasm/, (route) => route.abort());
    await page.reload();
    await screen(page, "download");
    await flawless(page);
    await page.close();
  });

  test("without WebAssembly, and when the program arrives damaged", async () => {
    const { page } = await open(browser, url, { before: () => { delete window.WebAssembly; } });
    await screen(page, "no-wasm");
    await flawless(page);
    await page.close();

    const damaged = await open(browser, "about:blank", wide);
    await damaged.page.route(/\.wasm/, (route) => route.fulfill({ status: 200, body: "no wasm at all" }));
    await damaged.page.goto(url);
    await screen(damaged.page, "damaged");
    await flawless(damaged.page);
    await damaged.page.close();
  });

  test("when the program has crashed", async () => {
    const { page } = await open(browser, url, {
      ...wide,
      before: breakable,
    });
    await ready(page);
    await page.evaluate(() => { window.breakNow = true; });
    await screen(page, "crashed");
    await flawless(page);
    await page.close();
  });

  test("without WebGL", async () => {
    const blind = await launch("--disable-gpu", "--disable-3d-apis");
    const { page } = await open(blind, url, wide);
    await screen(page, "no-webgl");
    await flawless(page);
  });
});
