// Two histories side by side: by key, by mouse and by link, and their table, which is that of
// the command line.

import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import { after, before, test } from "node:test";
import { promisify } from "node:util";
import { closeAll, launch, open, playground, ready, serve } from "./harness.js";

let browser, url;
before(async () => {
  browser = await launch();
  url = await serve();
});
after(closeAll);

const moment = "#members=300&seed=7&rate=10&speed=1&t=1s&paused";

async function at(address, options = {}) {
  const opened = await open(browser, address, { calm: true, width: 1440, height: 900, ...options });
  await ready(opened.page);
  await settled(opened.page);
  return opened;
}

const settled = (page) => page.waitForFunction(() => !window.playground.state().busy && !window.playground.looking().behind, null, { timeout: 60_000 });

const widget = (page, id) => page.evaluate((name) => window.playground.widgets().find((w) => w.id === name), id);

const there = (page, id, is = true) => page.waitForFunction(([name, wanted]) => window.playground.widgets().some((w) => w.id === name) === wanted, [id, is], { timeout: 60_000 });

// click presses a widget with the mouse.
async function click(page, id) {
  await there(page, id);
  const { rect } = await widget(page, id);
  await page.mouse.click(rect.x + rect.width / 2, rect.y + rect.height / 2);
}

// table is what the page writes of both, once they are at one time.
async function table(page) {
  await settled(page);
  return page.evaluate(async () => {
    const { ok, error, blob } = await window.playground.exportBlob("comparison");
    return ok ? blob.text() : error;
  });
}

const compared = async (link) => (await promisify(execFile)(playground, ["compare", "-link", `#${link}`, "-format", "csv"])).stdout;

const link = (page) => page.evaluate(() => window.playground.link().query);

test("the key splits, the mouse sets and swaps, and the table is that of the command line", { timeout: 280_000 }, async () => {
  const { page, complaints } = await at(url + moment);
  assert.equal(await table(page), "there is no B to compare this history with; expected A/B to be open");
  await page.keyboard.press("a");
  await there(page, "button.ab.swap");
  await settled(page);
  assert.deepEqual([(await widget(page, "ab.a")).value, (await widget(page, "ab.b")).value], ["on", "off"]);
  let address = await link(page);
  assert.match(address, /&b=toggle\+no\.roots\+off/);
  const first = await table(page);
  assert.equal(first, await compared(address));
  assert.match(first, /^messages,[^,]*,1,(\d+),\1,0,/m, "nothing useful is lost");
  assert.doesNotMatch(first, /^sessions\.spans\.session,.*true$/m);

  await click(page, "segment.ab.side.b"); // the controls are B's: another thing differs
  await page.keyboard.press("2");
  await page.waitForFunction(() => /skip\.unsampled/.test(window.playground.link().query.split("&b=")[1]), null, { timeout: 60_000 });
  await click(page, "segment.ab.side.both");
  assert.ok((await page.evaluate(() => window.playground.do("burst 5"))).ok);
  assert.ok((await page.evaluate(() => window.playground.do("run 500ms"))).ok);
  address = await settled(page).then(() => link(page));
  assert.equal(await table(page), await compared(address));

  const wanted = page.waitForEvent("download", { timeout: 60_000 });
  await click(page, "button.ab.table");
  const download = await wanted;
  assert.match(download.suggestedFilename(), /comparison\.csv$/);
  assert.equal(readFileSync(await download.path(), "utf8"), await compared(address));

  await page.evaluate(() => window.playground.do("goto 700ms")); // together
  assert.equal(await table(page), await compared(await settled(page).then(() => link(page))));
  await click(page, "button.ab.swap");
  await page.waitForFunction(() => window.playground.widgets().find(({ id }) => id === "ab.a")?.value === "off", null, { timeout: 60_000 });
  assert.equal((await page.evaluate(() => window.playground.state())).settings["no.roots"], false);
  assert.equal(await table(page), await compared(await link(page)));
  await click(page, "button.ab.b");
  await there(page, "button.ab.swap", false);
  assert.equal((await page.evaluate(() => window.playground.state())).settings["no.roots"], true);
  assert.doesNotMatch(await link(page), /&b=/);
  assert.deepEqual(complaints, []);
});

test("a link leads to both, and one that makes no sense to A alone", { timeout: 240_000 }, async () => {
  const { page, complaints } = await at(`${url}${moment}&b=toggle+no.roots+off;+set+head.rate+50%25`, { width: 390, height: 844 });
  await there(page, "button.ab.swap");
  const address = await settled(page).then(() => link(page));
  assert.equal(await table(page), await compared(address));
  await click(page, "button.ab.a");
  await there(page, "button.ab.swap", false);
  assert.deepEqual(complaints, []);

  const wrong = await at(`${url}${moment}&b=dance`);
  await wrong.page.waitForFunction(() => /"dance" is not a command/.test(window.playground.looking().said), null, { timeout: 60_000 });
  assert.equal(await widget(wrong.page, "button.ab.swap"), undefined);
  assert.equal((await wrong.page.evaluate(() => window.playground.state())).now, 1_000_000_000);
});
