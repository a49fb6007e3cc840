// The desktop window as a person meets it. Needs a display: see `make screentest`.

import assert from "node:assert/strict";
import { execFileSync, spawnSync } from "node:child_process";
import { after, test } from "node:test";
import { middle, story, widget } from "../story.js";
import { closeAll, openWindow } from "./window.js";

const playground = new URL("../../build/playground", import.meta.url).pathname;

after(closeAll);

test("the mouse moves head rate and sieve", async () => {
  const window = await openWindow("-size", "1280x800");
  await story(window);
  assert.equal(await window.close(), 0);
});

test("the window plays, and refuses nonsense in a sentence", async () => {
  const window = await openWindow("-seed", "7", "-set", "members=500");
  const before = await window.state();
  assert.equal(before.seed, "7");
  assert.equal(before.settings.members, 500);
  const refused = await window.ask("set members 0");
  assert.equal(refused.ok, false);
  assert.match(refused.error, /members.*0.*1 to 1,000,000/);
  await window.do("play");
  let after = before;
  while (after.now === before.now) { // until virtual time goes on
    after = await window.state();
  }
  assert.equal(after.settings.members, 500);
  assert.equal(await window.close(), 0);
});

test("Ctrl with + and 0 makes everything larger, and as it was", async () => {
  const window = await openWindow("-size", "1280x800");
  await window.do("pause");
  const place = async () => (await widget(window, "timeline")).rect;
  const before = await place();
  for (let i = 0; i < 3; i++) { // 1.5
    await window.key("ctrl+plus");
    await window.frame();
  }
  assert.ok((await place()).width < before.width / 1.4, "fewer px, each larger");
  const { x, y } = middle(await widget(window, "button.play"));
  await window.move(1.5 * x, 1.5 * y);
  await window.frame();
  await window.down();
  await window.frame();
  await window.up();
  await window.frame();
  assert.equal((await window.state()).playing, true, "the mouse points at what it did");
  await window.key("ctrl+0");
  await window.frame();
  assert.deepEqual(await place(), before);
  assert.equal(await window.close(), 0);
});

test("a link leads to the same moment in another window", async () => {
  const window = await openWindow("-seed", "7", "-set", "members=500");
  const settled = async (w) => {
    while ((await w.state()).busy) {
      // it computes
    }
  };
  await window.do("pause");
  for (const line of ["run 1s", "toggle no.roots off", "run 500ms"]) {
    await window.do(line);
    await settled(window);
  }
  const { link, whole } = await window.ask("link");
  assert.match(link, /^seed=7&members=500&do=1[.\d]*s\+toggle\+no\.roots\+off&t=1[.\d]+s&paused$/);
  assert.equal(whole, true);
  const there = await window.state();
  assert.equal(await window.close(), 0);

  const second = await openWindow("-link", `http://localhost/#${link}`);
  await settled(second);
  const here = await second.state();
  assert.equal(here.hash, there.hash);
  assert.equal(here.playing, false);
  assert.equal(await second.close(), 0);
});

test("the command line is refused before a window opens", () => {
  for (const [args, sentence] of [
    [["window", "-size", "9x9"], /-size.*320/],
    [["window", "-set", "members=0"], /members.*1 to 1,000,000/],
    [["window", "-link", "members=0"], /members.*1 to 1,000,000/],
    [["window", "-link", "members=5", "-seed", "1"], /-seed goes without -link/],
    [["dance"], /no command "dance"/],
  ]) {
    const { status, stderr } = spawnSync(playground, args);
    assert.equal(status, 2, `${args.join(" ")}: ${stderr}`);
    assert.match(stderr.toString(), sentence);
  }
});

test("without a display the window says so", () => {
  const env = { PATH: process.env.PATH, HOME: process.env.HOME };
  const { status, stderr } = spawnSync(playground, ["window"], { env });
  assert.equal(status, 1);
  assert.match(stderr.toString(), /no display/);
});

test("run prints tables for people", () => {
  const table = execFileSync(playground, ["run", "-seed", "7", "-for", "1s"]).toString();
  for (const row of [/^messages +\d/m, /^deliveries +\d/m, /^sessions +[\d,]+/m, /^cpu, %/m, /^history [0-9a-f]{16}$/m]) {
    assert.match(table, row);
  }
});
