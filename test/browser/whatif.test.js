// Other values of a setting: what is drawn is what the command line finds, and a point leads to
// its value by mouse, key, finger and link.

import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { after, before, test } from "node:test";
import { promisify } from "node:util";
import { closeAll, launch, open, playground, ready, serve, touch } from "./harness.js";

let browser, url;
before(async () => {
  browser = await launch();
  url = await serve();
});
after(closeAll);

const world = "members=60&seed=7&rate=20&paused";
const asked = "whatif=head.rate+spans.rate,estimate.messages.error,sessions.cpu+2+2s";

async function at(address, options = {}) {
  const opened = await open(browser, address, { calm: true, width: 1440, height: 900, ...options });
  opened.page.setDefaultTimeout(120_000);
  await ready(opened.page);
  return opened;
}

const widget = (page, id) => page.evaluate((name) => window.playground.widgets().find((w) => w.id === name), id);
const there = (page, id) => page.waitForFunction((name) => window.playground.widgets().some((w) => w.id === name), id);
const done = (page) => page.waitForFunction(() => window.playground.looking().about.some((line) => /All \d+ runs are done/.test(line)));
const state = (page) => page.evaluate(() => window.playground.state());
const headRate = (page, rate) => page.waitForFunction((wanted) => Math.abs(window.playground.state().settings["head.rate"] - wanted) < 1e-9, rate);

async function middle(page, id) {
  await there(page, id);
  await page.waitForFunction(() => !window.playground.looking().behind);
  const { rect } = await widget(page, id);
  return { x: rect.x + rect.width / 2, y: rect.y + rect.height / 2 };
}

async function click(page, id) {
  const { x, y } = await middle(page, id);
  await page.mouse.click(x, y);
}

// figures are those of the points of a metric, by the value of the setting.
const figures = (page, metric) => page.evaluate((prefix) => Object.fromEntries(window.playground.widgets()
  .filter(({ id }) => id.startsWith(prefix)).map(({ id, value }) => [id.slice(prefix.length), Number(value.split(", ")[1].match(/^[\d.]+/)[0])])), `whatif.point.${metric}.`);

test("the tab computes while nobody waits, rests, and finds what the command line finds", { timeout: 280_000 }, async () => {
  const { page, complaints } = await at(`${url}#${world}&tab=whatif&${asked}`);
  await done(page);
  await page.waitForFunction(() => window.playground.rests);
  const drawn = { spans: await figures(page, "spans.rate"), cpu: await figures(page, "sessions.cpu") };
  const values = Object.keys(drawn.spans);
  assert.deepEqual(values, ["0.01%", "0.03%", "0.1%", "0.3%", "1%", "3%", "10%", "30%", "100%"]);
  const { stdout } = await promisify(execFile)(playground, ["sweep", "-set", "members=60", "-set", "rate=20", "-set", `head.rate=${values}`,
    "-metric", "spans.rate,sessions.cpu", "-seed", "7", "-n", "2", "-for", "2s", "-format", "csv"]);
  for (const line of stdout.trim().split("\n").slice(1)) {
    const [value, metric, , seeds, mean] = line.split(",");
    assert.equal(seeds, "2");
    const [want, have] = metric === "spans.rate" ? [Number(mean), drawn.spans[value]] : [Number(mean) * 100, drawn.cpu[value]];
    assert.ok(Math.abs(want - have) <= Math.max(0.051, want * 0.005), `${metric} at ${value}: ${have} is drawn, and the command line has ${want}`);
  }
  assert.ok(drawn.spans["100%"] > 50 * drawn.spans["0.3%"]);
  assert.deepEqual(complaints, []);
});

test("a point leads to its value by mouse and key, by one command that can be undone", { timeout: 280_000 }, async () => {
  const { page, complaints } = await at(`${url}#${world}&t=500ms`);
  await click(page, "tab.whatif");
  await click(page, "segment.whatif.length.2s");
  await page.waitForFunction(() => window.playground.widgets().find(({ id }) => id === "segment.whatif.length.2s").value === "on");
  await click(page, "whatif.point.spans.rate.10%");
  await headRate(page, 0.1);
  const commands = async () => (await state(page)).log.filter(({ text }) => text.startsWith("set head.rate"));
  assert.equal((await commands()).length, 1);
  assert.match(await page.evaluate(() => window.playground.link().query), /&tab=whatif&whatif=head\.rate\+spans\.rate,.*\+3\+2s/);
  await page.waitForFunction(() => /in force now/.test(window.playground.widgets().find(({ id }) => id === "whatif.point.spans.rate.10%")?.value));

  await page.keyboard.press("ArrowLeft");
  await page.waitForFunction(() => window.playground.looking().focus === "whatif.point.spans.rate.3%");
  await page.keyboard.press("Enter");
  await headRate(page, 0.03);
  assert.deepEqual((await commands()).map(({ text }) => text), ["set head.rate 10%", "set head.rate 3%"]);
  await page.keyboard.press("z");
  await page.waitForFunction(() => window.playground.state().log.some(({ text }) => text === "undone: set head.rate 3%"));
  assert.deepEqual((await commands()).map(({ text }) => text), ["set head.rate 10%"]);

  await click(page, "button.whatif.setting");
  await click(page, "button.whatif.setting.latency");
  await there(page, "whatif.point.spans.rate.100ms");
  await click(page, "button.whatif.metric.2");
  await click(page, "button.whatif.metric.2.traces.whole");
  await there(page, "whatif.point.traces.whole.100ms");
  assert.deepEqual(complaints, []);
});

test("a link leads to the tab on a phone, and a finger to a value", { timeout: 280_000 }, async () => {
  const { page, hand, complaints } = await at(`${url}#${world}&tab=whatif+full&${asked}`, { width: 390, height: 844, touch: true });
  await touch(page, hand, await middle(page, "whatif.point.spans.rate.30%"));
  await headRate(page, 0.3);
  assert.match(await page.evaluate(() => window.playground.link().query), /&tab=whatif\+full&whatif=head\.rate\+spans\.rate,estimate\.messages\.error,sessions\.cpu\+2\+2s/);
  assert.deepEqual(complaints, []);
});
