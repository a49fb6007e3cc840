// The page stays light.

import assert from "node:assert/strict";
import { test } from "node:test";
import { brotli, limit, pageFile, pageFiles } from "./weigh.js";

test("everything that loads is at most 4.5 MB in brotli", async () => {
  const names = pageFiles();
  for (const needed of ["index.html", "playground.wasm", "wasm_exec.js", "loader.js", "style.css"]) {
    assert.ok(names.includes(needed), `dist has no ${needed}; "make dist" builds it`);
  }
  const weigh = async (quality) => {
    let sum = 0;
    for (const name of names) {
      sum += await brotli(pageFile(name), quality);
    }
    return sum;
  };
  // What is light enough at quality 10 is lighter at 11.
  let bytes = await weigh(10);
  if (bytes > limit) {
    bytes = await weigh(11);
  }
  assert.ok(bytes <= limit, `${bytes} bytes, ${bytes - limit} too many; "make weight" tells whose they are`);
});
