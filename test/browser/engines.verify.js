// All chapters from the beginning to the end in Firefox and in WebKit, by keyboard alone, and what
// of the controls takes long there.

import { after, before, describe, test } from "node:test";
import { everyControlIn } from "./everywhere.js";
import { closeAll, engines, open, ready, serve } from "./harness.js";
import { readerByKeyboard } from "./reader.js";
import { walkAll } from "./walkall.js";

for (const [engine, start] of Object.entries(engines)) {
  describe(`in ${engine}`, () => {
    let browser, url;
    before(async () => {
      url = await serve();
      browser = await start();
    });
    after(closeAll);

    test("all chapters are walked to the end, one after the other", async (t) => {
      const { page, hand, complaints } = await open(browser, `${url}?chapter=0`, { width: 1240, height: 700 });
      page.setDefaultTimeout(180_000);
      await ready(page);
      await walkAll(t, readerByKeyboard(page, hand), complaints);
      await page.close();
    });
  });
}

everyControlIn("Firefox", "keyboard", "finger");
everyControlIn("WebKit", "keyboard");
