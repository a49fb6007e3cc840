// All chapters from the beginning to the end, by keyboard alone.

import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { walk } from "../deeds.js";
import { closeAll, launch, open, ready, serve, withoutFill } from "./harness.js";
import { readerByKeyboard } from "./reader.js";

describe("by keyboard alone", () => {
  let browser, url;
  before(async () => {
    url = await serve();
    browser = await launch();
  });
  after(closeAll);

  test("all chapters are walked to the end, one after the other", async (t) => {
    const { page, hand, complaints } = await open(browser, `${url}?chapter=0`, { width: 1240, height: 700, calm: true, before: withoutFill });
    page.setDefaultTimeout(180_000);
    await ready(page);
    const reader = readerByKeyboard(page, hand);
    const { chapters } = await reader.lesson();
    assert.equal(chapters.length, 10);
    let turned = performance.now();
    for (const { number } of chapters) {
      assert.equal((await reader.settled()).number, number);
      const began = performance.now();
      await walk(reader).catch((err) => { throw new Error(`chapter ${number}: ${err.message}`, { cause: err }); });
      t.diagnostic(`chapter ${number}: opens in ${Math.round(began - turned)} ms, walked in ${Math.round(performance.now() - began)} ms`);
      if (number < chapters.at(-1).number) {
        turned = performance.now();
        await reader.onward();
      }
    }
    assert.deepEqual(complaints, []);
    await page.close();
  });
});
