// A picture that was exported leads to its moment when it is opened in a window.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { crc32 } from "node:zlib";
import { closeAll, openWindow } from "./window.js";

const folder = mkdtempSync(join(tmpdir(), "fanout-picture-"));
after(() => {
  closeAll();
  rmSync(folder, { recursive: true });
});

// picture writes a PNG with that text in it, as an export does, behind its header.
function picture(name, link) {
  const body = Buffer.from(`tEXtFan-out\0${link}`);
  const number = (n) => {
    const bytes = Buffer.alloc(4);
    bytes.writeUInt32BE(n >>> 0);
    return bytes;
  };
  const docs = readFileSync(new URL("../../docs/main.png", import.meta.url));
  const file = join(folder, name);
  writeFileSync(file, Buffer.concat([docs.subarray(0, 33), number(body.length - 4), body, number(crc32(body)), docs.subarray(33)]));
  return file;
}

// there waits until what is known of the window is so.
async function there(window, is) {
  for (;;) {
    const state = await window.state();
    if (is(state)) {
      return state;
    }
    await window.do("frame");
  }
}

test("a picture leads to its history, its time, its world and its chapter", { timeout: 240_000 }, async () => {
  const window = await openWindow("-size", "1000x700");
  await window.do(`open ${picture("guild.png", "seed=7&members=60&t=300ms&tab=whatif&whatif=rate&paused")}`);
  let state = await there(window, ({ now }) => now === 300_000_000);
  assert.deepEqual([state.seed, state.settings.members, state.playing], ["7", 60, false]);
  const json = JSON.parse(execFileSync(new URL("../../build/playground", import.meta.url).pathname, ["run", "-seed", "7", "-set", "members=60", "-for", "300ms", "-json"]));
  assert.equal(state.hash, json.hash, "the very history");

  const refused = await window.ask(`open ${picture("wrong.png", "members=0")}`);
  assert.match(refused.error, /^wrong\.png: members: "0" is not possible/);
  assert.equal((await window.state()).hash, json.hash, "which stays after one that makes no sense");
  assert.match((await window.ask(`open ${new URL("../../docs/main.png", import.meta.url).pathname}`)).error, /^main\.png: there is no link in the picture/);

  await window.do(`open ${picture("ring.png", "model=hashring&nodes=7&t=100ms&paused")}`);
  state = await there(window, ({ now, model }) => model === "hashring" && now === 100_000_000);
  assert.equal(state.settings.nodes, 7);
  await window.do(`open ${picture("chapter.png", "chapter=1&step=2")}`);
  await there(window, ({ model }) => model === "guild");
  assert.equal(await window.close(), 0);
});
