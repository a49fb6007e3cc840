// Every control of the picture, used with a mouse, a finger and a keyboard. What each
// one is expected to do stands in controls.js: a control that does not stand there
// fails the test as one that does nothing would.

import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { isShells } from "../controls.js";
import { closeAll, launch, open, ready, serve } from "./harness.js";
import { ways } from "./person.js";
import { tryAll } from "./tryout.js";

const wide = { width: 1440, height: 900 };
const phone = { width: 390, height: 844 };

// everyControl has a test for each run: the model, the page's settings, whether the shell's
// controls are tried as well, the way, how many there are at least, and what is opened before the
// controls that are there then are tried out.
export function everyControl(runs) {
  // Side by side: most of the time each waits for a frame.
  describe("every control", { concurrency: true }, () => {
    let browser, url;
    before(async () => {
      url = await serve();
      browser = await launch();
    });
    after(closeAll);

    for (const { model, link, all = false, way, least, states } of runs) {
      test(`of ${model} by ${way}`, async () => {
        const context = await browser.newContext({
          viewport: way === "finger" ? phone : wide, hasTouch: way === "finger", reducedMotion: "reduce", permissions: ["clipboard-read", "clipboard-write"],
        });
        const { page, hand, complaints } = await open(context, `${url}?paused&${link}`);
        await ready(page);
        const person = { ...await ways[way](page, hand), model };
        const done = await tryAll(person, states, (id) => all || !isShells(id));
        assert.ok(done.size > least, `only ${[...done].join(" ")}`);
        assert.deepEqual(complaints, []);
        await context.close();
      });
    }
  });
}
