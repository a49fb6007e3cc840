// The chapters of the window from the beginning to the end, with mouse and keyboard.

import assert from "node:assert/strict";
import { after, test } from "node:test";
import { walk } from "../deeds.js";
import { readerInWindow } from "./reader.js";
import { closeAll, openWindow } from "./window.js";

after(closeAll);

test("chapters are walked to the end, one after the other", async (t) => {
  const window = await openWindow("-size", "1280x900", "-chapter", "1");
  const reader = readerInWindow(window);
  for (const number of [1, 2, 3, 4, 5, 6, 7, 8, 9]) {
    while ((await reader.settled()).number !== number) {
      await window.do("frame"); // it is opened with the next one
    }
    const began = performance.now();
    await walk(reader).catch((err) => { throw new Error(`chapter ${number}: ${err.message}`, { cause: err }); });
    t.diagnostic(`chapter ${number}: ${Math.round(performance.now() - began)} ms`);
    if (number < 9) {
      await reader.onward();
    }
  }
  assert.equal(await window.close(), 0);
});
