// The chapters in the window, with a real mouse and keyboard: hook, guess, answer, something
// to do, the end, and free play as it was left. Needs a display: see `make screentest`.

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { click, drag, middle, widget } from "../story.js";
import { closeAll, openWindow } from "./window.js";

const playground = new URL("../../build/playground", import.meta.url).pathname;
const folder = mkdtempSync(join(tmpdir(), "fan-out-"));

after(() => {
  closeAll();
  rmSync(folder, { recursive: true });
});

// lesson is what is to be shown; settled waits until nothing is under way.
const lesson = async (window) => (await window.do("lesson")).lesson;

async function settled(window) {
  for (;;) {
    const { open } = await lesson(window);
    if (open && !open.busy && open.prose.length > 0) {
      await window.frame(); // and it is drawn
      await window.frame();
      return open;
    }
    await window.do("frame");
  }
}

// guessed locks a guess by the button and waits for the answer.
async function guessed(window) {
  await click(window, "button.guide.run");
  return (await settled(window)).predict;
}

// offered are the controls of the rail and the drawer, and those that make messages.
const offered = async (window) => (await window.widgets()).map(({ id }) => id)
  .filter((id) => /^(slider|toggle|segment|chip|point|tab|button\.(send|burst|micro|reset|seed))\./.test(`${id}.`) && id !== "slider.speed").sort();

// onward goes to the next step, without a guess where one is asked for.
async function onward(window) {
  await click(window, "button.guide.next");
  const open = await settled(window);
  if (open.predict?.state === "open") {
    await click(window, "button.guide.skip");
    return settled(window);
  }
  return open;
}

test("a bar is drawn, locked and compared, and the task is done with the mouse", async () => {
  const window = await openWindow("-size", "1280x900", "-chapter", "7");
  let open = await settled(window);
  assert.equal(open.title, "Ten points of CPU");
  assert.ok((await window.widgets()).some(({ id }) => id === "term.1"), "a term explains itself");
  assert.deepEqual(await offered(window), ["button.send"], "the chapter shows only what it needs");
  await click(window, "button.guide.next");
  await settled(window);
  assert.deepEqual(await offered(window), ["button.send", "toggle.no.roots"]);
  const bar = await widget(window, "guess");
  const at = middle(bar);
  await drag(window, at, { x: at.x - 20, y: at.y });
  const drawn = (await widget(window, "guess")).value;
  assert.match(drawn, /^\d+ %$/);
  const { guess, answer, state } = await guessed(window);
  assert.deepEqual([guess, state], [drawn, "compared"]);
  const { services } = await window.state();
  assert.ok(services.some(({ cpu }) => `${(100 * cpu.total).toFixed(1)} %` === answer), `the answer ${answer} is that of the picture`);
  await onward(window);
  await onward(window); // past the two histories, which ask nothing
  open = await onward(window);
  assert.equal(open.task.done, false);
  const slider = await widget(window, "slider.head.rate");
  const from = middle(slider);
  await drag(window, from, { x: slider.rect.x + slider.rect.width - 6, y: from.y });
  await window.do("run 4s");
  while (!(await lesson(window)).open.task.done) {
    await window.do("frame");
  }
  assert.equal((await lesson(window)).chapters[7].finished, true);
  assert.equal((await onward(window)).closing, true);
  assert.match((await widget(window, "button.guide.next")).label, /^Next: One byte$/);
  assert.equal(await window.close(), 0);
});

test("a choice is made by keyboard alone, and free play is as it was left", async () => {
  const window = await openWindow("-size", "1280x900", "-seed", "7", "-set", "members=500");
  await window.do("pause");
  await window.do("run 700ms");
  while ((await window.state()).busy) {
    await window.do("frame");
  }
  const before = await window.state();
  const tabTo = async (id) => {
    for (let tabs = 0; (await window.do("looking")).looking.focus !== id; tabs++) {
      assert.ok(tabs < 200, `Tab never comes to ${id}`);
      await window.key("Tab");
      await window.frame();
    }
  };
  await tabTo("button.guide.begin");
  await window.key("Return");
  await window.frame();
  await settled(window);
  await tabTo("guess.1");
  for (const key of ["Down", "Down"]) {
    await window.key(key);
    await window.frame();
  }
  await tabTo("button.guide.run");
  await window.key("Return");
  await window.frame();
  const { predict } = await settled(window);
  assert.deepEqual([predict.guess, predict.answer], ["1,000,000", "1,000,000"]);
  await window.key("Escape");
  await window.frame();
  assert.ok((await lesson(window)).open, "Escape leaves no chapter");
  await tabTo("button.guide.leave");
  await window.key("Return");
  await window.frame();
  assert.equal((await lesson(window)).open, null);
  const back = await window.state();
  assert.deepEqual([back.hash, back.now, back.playing, back.settings.members], [before.hash, before.now, false, 500]);
  assert.equal(await window.close(), 0);
});

test("who waited longest is found with clicks in the list of traces", async () => {
  const window = await openWindow("-size", "1280x900", "-chapter", "9");
  let open = await settled(window);
  while (!open.task) {
    open = await onward(window);
  }
  assert.match(open.predict.answer, /^16 min/);
  await click(window, "tab.trace");
  await click(window, "segment.traces.others");
  const { rect } = await widget(window, "traces");
  const first = { x: rect.x + rect.width / 2, y: rect.y + 12 };
  await drag(window, first, first);
  const { task } = (await lesson(window)).open;
  assert.match(task.seen, /^session [\d,]+ took 1[56] min/);
  assert.ok(task.done);
  assert.equal(await window.close(), 0);
});

test("a chapter file is opened, and a wrong one is refused with its place", async () => {
  const text = `# Mine\nchapter 3\nbeat hello\ntime 1m\nstep\n  Prose.\ncheck setting head.rate 50%\n  Raise it.\ntry right\nset head.rate 50%\ntry wrong\nset head.rate 40%\nrun 1s\nknow\n  Done.\n`;
  const good = join(folder, "mine.txt");
  const bad = join(folder, "bad.txt");
  writeFileSync(good, text);
  writeFileSync(bad, text.replace("check setting head.rate", "check setting head.rat"));
  const window = await openWindow("-size", "1280x900");
  const refused = await window.ask(`open ${bad}`);
  assert.match(refused.error, /^bad\.txt:7:15: /);
  assert.equal((await lesson(window)).open, null);
  await window.do(`open ${good}`);
  assert.equal((await settled(window)).file, "mine.txt");
  await window.do("set head.rate 50%");
  while (!(await lesson(window)).open.task.done) {
    await window.do("frame");
  }
  assert.equal(await window.close(), 0);

  const second = await openWindow("-chapter", good);
  assert.equal((await settled(second)).title, "Mine");
  assert.equal(await second.close(), 0);
});

test("a link leads into a chapter, and a chapter that does not exist is refused", async () => {
  const window = await openWindow("-link", "https://example.org/?chapter=7");
  assert.equal((await settled(window)).number, 7);
  assert.equal(await window.close(), 0);
  for (const [args, sentence] of [
    [["-chapter", "99"], /-chapter: "99" is neither a file nor a chapter; there are 00-a-million/],
    [["-link", "chapter=99"], /-link: chapter "99" does not exist; expected a number from 0 to 9/],
    [["-model", "hashring", "-chapter", "7"], /-chapter: 07-ten-points is a chapter of the world guild; expected one of hashring/],
  ]) {
    const { status, stderr } = spawnSync(playground, ["window", ...args]);
    assert.equal(status, 2, `${args.join(" ")}: ${stderr}`);
    assert.match(stderr.toString(), sentence);
  }
});
