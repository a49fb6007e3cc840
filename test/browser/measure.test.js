// A tab measures its own costs.

import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { closeAll, launch, open, ready, serve } from "./harness.js";

describe("the page's own costs", () => {
  let browser, url;
  before(async () => {
    url = await serve();
    browser = await launch();
  });
  after(closeAll);

  test("measure() enters them into the history, once at a time", async () => {
    const { page } = await open(browser, `${url}?paused`);
    await ready(page);
    const [first, second] = await page.evaluate(() => Promise.all([playground.measure(), playground.measure()]));
    assert.equal(second.ok, false);
    assert.match(second.error, /being measured already/);
    assert.equal(first.ok, true, first.error);
    assert.match(first.line, /^costs this-machine date=\S+ on=go\S+,js\/wasm,\S+ forward=\d/);

    const state = await page.evaluate(() => playground.state());
    assert.equal(state.costs.profile, "this-machine");
    assert.equal(state.real.units, "this-machine");
    assert.equal(state.log.at(-1).text, first.line);
    // What they come to is this machine's affair: they are whole, within their
    // range, and those of the line.
    const priced = state.costs.prices.filter((p) => first.line.includes(` ${p.key}=`));
    assert.ok(priced.length > 10, first.line);
    for (const { key, ns } of priced) {
      const [, low, typical, high] = first.line.match(new RegExp(` ${key.replace(".", "\\.")}=(?:(\\d+)\\.\\.)?(\\d+)(?:\\.\\.(\\d+))?ns( |$)`)) ?? [];
      assert.equal(String(ns), typical, key);
      if (low) assert.ok(Number(low) <= ns && ns <= Number(high), key);
    }
    await page.close();
  });
});
