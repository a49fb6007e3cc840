// The page stays light.

import assert from "node:assert/strict";
import { test } from "node:test";
import { brotli, languageFiles, languageLimit, limit, pageFile, pageFiles } from "./weigh.js";

test("everything that loads is at most 4 MB in brotli", async () => {
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

test("another language adds at most 30 kB", async () => {
  const names = languageFiles();
  assert.ok(names.includes("de.json"), "dist has no texts in German");
  for (const name of names) {
    const bytes = await brotli(pageFile(name));
    assert.ok(bytes <= languageLimit, `${name} has ${bytes} bytes, ${bytes - languageLimit} too many`);
  }
});
