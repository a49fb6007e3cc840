// A window in which nothing moves draws no frame, until somebody acts. Needs a display: see
// `make screentest`.

import assert from "node:assert/strict";
import { after, test } from "node:test";
import { click } from "../story.js";
import { closeAll, openWindow } from "./window.js";

after(closeAll);

const updates = async (window) => (await window.do("costs")).costs.updates;

const whileMs = 250; // some 15 frames of a window that is awake

// rested waits until a while passes with no update but that in which the question is answered.
async function rested(window) {
  for (let before = await updates(window); ;) {
    await new Promise((passed) => setTimeout(passed, whileMs));
    const now = await updates(window);
    if (now - before <= 1) {
      return;
    }
    before = now;
  }
}

// woken waits until a while passes with more updates than one that is asked for.
async function woken(window) {
  for (let before = await updates(window); ;) {
    await new Promise((passed) => setTimeout(passed, whileMs));
    const now = await updates(window);
    if (now - before > 2) {
      return;
    }
    before = now;
  }
}

test("a paused window comes to rest, and wakes for the mouse, for keys and for commands", async () => {
  const window = await openWindow("-size", "1280x800", "-seed", "7", "-set", "members=500");
  await window.do("pause");
  await rested(window);

  await window.key("space");
  await woken(window);
  assert.equal((await window.state()).playing, true);
  const { now } = await window.state();
  while ((await window.state()).now === now) {
    // it plays
  }
  await window.key("space");
  while ((await window.state()).playing) {
    // it sees the key with its next update
  }

  await rested(window);
  await click(window, "segment.sieve.parse");
  assert.equal((await window.state()).settings.sieve, "parse");

  await rested(window);
  await window.do("run 100ms");
  while ((await window.state()).busy) {
    // it runs
  }
  await rested(window);
  assert.equal(await window.close(), 0, "and it closes");
});

test("a window at rest ends when it is told to", async () => {
  const window = await openWindow("-size", "900x700");
  await window.do("pause");
  await rested(window);
  assert.equal(await window.close(), 0);
});
