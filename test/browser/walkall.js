// The walk through all chapters, one after the other, for a reader of any kind.

import assert from "node:assert/strict";
import { walk } from "../deeds.js";

// walkAll goes from the beginning of the first chapter, which is open, to the end of the last
// one, and says how long each took to open and to walk.
export async function walkAll(t, reader, complaints) {
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
}
