// The page stays light.

import assert from "node:assert/strict";
import { test } from "node:test";
import { brotli, limit, pageFile, pageFiles } from "./weigh.js";

test("everything that loads is at most 4.5 MB in brotli", async () => {
  const names = pageFiles();
  for (const needed of ["index.html", "playground.wasm", "wasm_exec.js", "loader.js", "style.css"]) {
    assert.ok(names.includes(needed), `dist has no ${needed}; "make dist" builds it`);
  }
  let bytes = 0;
  for (const name of names) {
    bytes += await brotli(pageFile(name));
  }
  assert.ok(bytes <= limit, `${bytes} bytes, ${bytes - limit} too many; "make weight" tells whose they are`);
});
