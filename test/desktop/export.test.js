// What the window writes into files, chosen with a real mouse in its menu. Needs a display: see
// `make screentest`.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { click, middle, run, widget } from "../story.js";
import { closeAll, openWindow } from "./window.js";

const playground = new URL("../../build/playground", import.meta.url).pathname;
const folders = [];

after(() => {
  closeAll();
  folders.forEach((folder) => rmSync(folder, { recursive: true, force: true }));
});

const moment = ["-seed", "7", "-set", "members=300", "-set", "head.rate=100%"];

// exporting opens a window at a moment in which spans are kept, and the folder for its files.
async function exporting() {
  const folder = mkdtempSync(join(tmpdir(), "fan-out-"));
  folders.push(folder);
  const window = await openWindow("-size", "1280x900", "-out", folder, ...moment);
  await window.do("pause");
  const { now } = await window.state();
  await run(window, 2 - now / 1e9);
  assert.equal((await window.state()).now, 2e9);
  return { window, folder };
}

// choose opens the menu of exports and presses one row after the other, of which the last one
// begins to write.
async function choose(window, ...rows) {
  await click(window, "button.export");
  for (const row of rows) {
    await click(window, `button.menu.${row}`);
  }
  await window.frame();
}

// written waits for a file, which gets its name when it is complete.
async function written(window, path) {
  while (!existsSync(path)) {
    await window.do("frame");
  }
  return readFileSync(path);
}

// row is the last part of the id of the row that says so.
const row = async (window, label) => (await window.widgets()).find((w) => w.id.startsWith("button.menu.") && label.test(w.label)).id.slice("button.menu.".length);

test("a form of all that is kept is the file of the command line", async () => {
  const { window, folder } = await exporting();
  await choose(window, "jaeger", "0");
  const file = await written(window, join(folder, "fanout-guild-2s.jaeger.json"));
  const line = join(folder, "line.json");
  execFileSync(playground, ["run", "-for", "2s", "-seed", "7", "-set", "members=300", "-set", "head.rate=100%", "-jaeger", line]);
  assert.ok(file.equals(readFileSync(line)));
  assert.equal(await window.close(), 0);
});

test("one trace is taken alone, and a picture has twice the pixels", async () => {
  const { window, folder } = await exporting();
  await choose(window, "jaeger");
  const one = await row(window, /^Trace of message #\d+$/);
  const [number] = (await widget(window, `button.menu.${one}`)).label.match(/\d+$/);
  await click(window, `button.menu.${one}`);
  let name;
  while (!(name = readdirSync(folder).find((f) => /^fanout-guild-2s-trace-[0-9a-f]{8}\.jaeger\.json$/.test(f)))) {
    await window.do("frame");
  }
  const { data } = JSON.parse(readFileSync(join(folder, name), "utf8"));
  assert.equal(data.length, 1);
  assert.ok(data[0].spans.some(({ tags }) => tags.some(({ key, value }) => key === "fanout.message" && String(value) === number)), `it is of message ${number}`);
  await choose(window, "png.2");
  const png = await written(window, join(folder, "fanout-guild-2s.png"));
  const caption = 84; // the strip below the picture, with the way back to the moment
  assert.deepEqual([png.readUInt32BE(16), png.readUInt32BE(20)], [2 * 1280, 2 * (900 + caption)]);
  assert.equal(await window.close(), 0);
});

test("a folder that has gone is a sentence, and the window goes on", async () => {
  const { window, folder } = await exporting();
  rmSync(folder, { recursive: true });
  const before = (await window.do("looking")).looking.saidCount;
  await choose(window, "chrome", "0");
  let looking;
  while ((looking = (await window.do("looking")).looking).saidCount <= before + 2) { // the two menus
    await window.do("frame");
  }
  assert.match(looking.said, /^Nothing was saved: .*no such file or directory\.?$/);
  assert.equal(existsSync(folder), false);
  await click(window, "button.export"); // another can be chosen
  const away = middle(await widget(window, "menu"));
  await window.move(away.x, 4);
  await window.key("Escape");
  await window.frame();
  assert.ok(!(await window.widgets()).some(({ id }) => id === "menu"));
  assert.equal(await window.close(), 0);
});
