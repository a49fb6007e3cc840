// All chapters from the beginning to the end, by keyboard alone.

import { after, before, describe, test } from "node:test";
import { closeAll, launch, open, ready, serve } from "./harness.js";
import { readerByKeyboard } from "./reader.js";
import { walkAll } from "./walkall.js";

describe("by keyboard alone", () => {
  let browser, url;
  before(async () => {
    url = await serve();
    browser = await launch();
  });
  after(closeAll);

  test("all chapters are walked to the end, one after the other", async (t) => {
    const { page, hand, complaints } = await open(browser, `${url}?chapter=0`, { width: 1240, height: 700, calm: true });
    page.setDefaultTimeout(180_000);
    await ready(page);
    await walkAll(t, readerByKeyboard(page, hand), complaints);
    await page.close();
  });
});
