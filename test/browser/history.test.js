// One seed and one list of commands make one history, wherever they run.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { after, before, describe, test } from "node:test";
import { join } from "node:path";
import { run } from "../story.js";
import { closeAll, launch, open, playground, ready, root, serve } from "./harness.js";

const worlds = [
  { settings: {} },
  { settings: { members: "300", "head.rate": "10%", "no.roots": "off" } },
  { settings: { members: "50000", sieve: "parse", "skip.unsampled": "off", fanout: "none" } },
  { model: "hashring", settings: { nodes: "11", lookup: "process", connects: "500" } },
];

describe("the same history", () => {
  let browser, url;
  before(async () => {
    url = await serve();
    browser = await launch();
  });
  after(closeAll);

  for (const { model, settings } of worlds) {
    const pairs = Object.entries(settings).map(([name, value]) => `${name}=${value}`);
    test(`natively, in node and in the browser: ${[model, ...pairs].filter(Boolean).join(" ") || "defaults"}`, async () => {
      const args = [...(model ? ["-model", model] : []), "-seed", "7", "-for", "2s", "-json", ...pairs.flatMap((pair) => ["-set", pair])];
      const native = JSON.parse(execFileSync(playground, ["run", ...args]));
      const node = JSON.parse(inNode(args));

      const query = new URLSearchParams({ ...(model && { model }), seed: "7", ...settings, paused: "" });
      const { page, hand } = await open(browser, `${url}?${query}`, { width: 640, height: 480 });
      await ready(page);
      await run(hand, 2);
      const browserState = await hand.state();
      await page.close();

      assert.notEqual(native.hash, "0000000000000000");
      assert.ok(native.services.some(({ handled }) => handled > 0), "nothing has happened");
      assert.equal(node.hash, native.hash);
      assert.equal(browserState.hash, native.hash);
      assert.deepEqual(browserState.services, native.services);
      const own = model ? "ring" : "messages"; // what only this model counts
      assert.ok(native[own], own);
      assert.deepEqual(browserState[own], native[own]);
    });
  }
});

// inNode runs the windowless runner in wasm. Go's loader has room for a short
// environment only.
function inNode(args) {
  const loader = execFileSync("go", ["env", "GOROOT"]).toString().trim() + "/lib/wasm/wasm_exec_node.js";
  return execFileSync("node", ["--stack-size=8192", loader, join(root, "build/headless.wasm"), ...args], {
    env: { PATH: process.env.PATH, HOME: process.env.HOME },
    maxBuffer: 1 << 26,
  });
}
