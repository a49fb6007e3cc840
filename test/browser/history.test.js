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
];

describe("the same history", () => {
  let browser, url;
  before(async () => {
    url = await serve();
    browser = await launch();
  });
  after(closeAll);

  for (const { settings } of worlds) {
    const pairs = Object.entries(settings).map(([name, value]) => `${name}=${value}`);
    test(`natively, in node and in the browser: ${pairs.join(" ") || "defaults"}`, async () => {
      const args = ["-seed", "7", "-for", "2s", "-json", ...pairs.flatMap((pair) => ["-set", pair])];
      const native = JSON.parse(execFileSync(playground, ["run", ...args]));
      const node = JSON.parse(inNode(args));

      const query = new URLSearchParams({ seed: "7", ...settings, paused: "" });
      const { page, hand } = await open(browser, `${url}?${query}`, { width: 640, height: 480 });
      await ready(page);
      await run(hand, 2);
      const browserState = await hand.state();
      await page.close();

      assert.notEqual(native.hash, "0000000000000000");
      assert.ok(native.messages.deliveries > 0, "nothing was delivered");
      assert.equal(node.hash, native.hash);
      assert.equal(browserState.hash, native.hash);
      assert.deepEqual(browserState.services, native.services);
      assert.deepEqual(browserState.messages, native.messages);
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
