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
    const price = Object.fromEntries(state.costs.prices.map((p) => [p.key, p.ns]));
    assert.ok(price.extract > price["extract.empty"], JSON.stringify(price));
    assert.ok(price["grpc.extract"] > price["grpc.sieve"], JSON.stringify(price));
    await page.close();
  });
});
