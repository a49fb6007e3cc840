// The chapters in the window from the beginning to the end, one after the other, with mouse and
// keyboard. The last one, with its row of spans, is in chapters.test.js.

import assert from "node:assert/strict";
import { after, test } from "node:test";
import { walk } from "../deeds.js";
import { readerInWindow } from "./reader.js";
import { closeAll, openWindow } from "./window.js";

after(closeAll);

const last = 8;

test("chapters are walked to the end, one after the other", async (t) => {
  const window = await openWindow("-size", "1280x900", "-chapter", process.env.FROM ?? "0");
  const reader = readerInWindow(window);
  for (let number = Number(process.env.FROM ?? 0); number <= last; number++) {
    assert.equal((await reader.settled()).number, number);
    const began = performance.now();
    await walk(reader).catch((err) => { throw new Error(`chapter ${number}: ${err.message}`, { cause: err }); });
    t.diagnostic(`chapter ${number}: ${Math.round(performance.now() - began)} ms`);
    await window.frame();
    await reader.onward();
  }
  assert.equal((await reader.settled()).number, last + 1);
  assert.equal(await window.close(), 0);
});
