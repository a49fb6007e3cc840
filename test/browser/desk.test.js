// The on-call engineer's desk, with a mouse and nothing else: who waited sixteen minutes, what a
// crash of the guild did to each message, and the trace of a fan-out to a million.

import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { click, drag, middle, widget } from "../story.js";
import { closeAll, launch, open, ready, serve } from "./harness.js";

describe("the desk", () => {
  let browser, url;
  before(async () => {
    url = await serve();
    browser = await launch();
  });
  after(closeAll);

  // at opens the page at a moment, and waits until that is computed.
  async function at(link) {
    const opened = await open(browser, `${url}#${link}&paused`, { width: 1440, height: 900, calm: true });
    opened.page.setDefaultTimeout(60_000);
    await ready(opened.page);
    await settled(opened.page);
    return opened;
  }

  // tab opens a tab over the whole window.
  async function tab(hand, name) {
    await click(hand, `tab.${name}`);
    await click(hand, "button.drawer.full");
  }

  // until waits until a widget says something like that, and gives what it says.
  async function until(page, hand, id, pattern) {
    await page.waitForFunction(([name, source]) => new RegExp(source).test(playground.widgets().find((w) => w.id === name)?.value ?? ""), [id, pattern.source]);
    return (await widget(hand, id)).value;
  }

  // A reconnect storm, of which one connect in ten leaves a trace.
  const storm = "seed=7&members=26700&rate=0.1&grpc=0&small=0&guilds=50&guilds.rate=0.1&head.rate=10%25&do=1s+reconnect+100%25&t=17m";

  test("who waited sixteen minutes is found among the connects, and their trace names the wait", { timeout: 300_000 }, async () => {
    const { page, hand, complaints } = await at(storm);
    await tab(hand, "connects");
    assert.match((await widget(hand, "connects")).value, /^session \d+, the large guild, 16 min \d+ s$/, "the first row is who waited longest");
    const { id, label } = (await hand.widgets()).find((w) => w.id.startsWith("connects.trace."));
    await click(hand, id);
    const row = await until(page, hand, "waterfall", /^session\.connect, 1[56] min \d+ s, starts after 0 ns, on the critical path$/);
    assert.equal((await widget(hand, "tab.trace")).value, "open");
    const about = (await page.evaluate(() => playground.looking().about)).join("\n");
    const [, session] = label.match(/session (\d+)$/);
    const [, took] = row.match(/, (1[56] min \d+ s),/);
    assert.match(about.replaceAll(",", ""), new RegExp(`session ${session}`));
    assert.match(about, new RegExp(took));
    assert.match(about, /attempts: \d\d/);
    await click(hand, "button.trace.find"); // and the way leads to whom it was about
    await page.waitForFunction(() => playground.looking().about[0]?.startsWith("Session "));
    assert.equal((await read(page))[0].replace(/^Session /, "").replace(",", ""), session);
    assert.deepEqual(complaints, []);
    await page.close();
  });

  test("the trace with the longest span is the one of such a user", { timeout: 300_000 }, async () => {
    const { page, hand } = await at(storm.replace("10%25", "1%25"));
    await tab(hand, "trace");
    await click(hand, "trace.slowest");
    await until(page, hand, "waterfall", /^session\.connect, 1[56] min \d+ s, /);
    await page.close();
  });

  test("the guild is crashed by a click, and what happened to each message adds up", { timeout: 300_000 }, async () => {
    const { page, hand, complaints } = await at("seed=7&members=200000&rate=0.1&grpc=0&t=1s");
    await click(hand, "guild");
    await click(hand, "button.burst");
    while (Number(said(await read(page), "messages in its mailbox")) < 3) {
      await click(hand, "button.step");
      await settled(page);
    }
    await click(hand, "button.fault.crash");
    const { rect } = await widget(hand, "slider.speed");
    await drag(hand, middle({ rect }), { x: rect.x + rect.width - 2, y: rect.y + rect.height / 2 });
    await click(hand, "button.play");
    await page.waitForFunction(() => { // until nothing is under way
      const lines = Array.from(document.querySelectorAll("#f-about li"), (l) => l.textContent);
      return lines.some((l) => l.startsWith("crashes, ")) && !lines.some((l) => /^– (on the way|in )/.test(l));
    });
    await click(hand, "button.play");
    await settled(page);
    const lines = await read(page);
    for (const name of ["messages sent", "copies sent"]) {
      const { sum, parts } = account(lines, name);
      assert.equal(Array.from(parts.values()).reduce((a, n) => a + n, 0), sum, `${name}: ${lines.join("; ")}`);
      assert.ok(!parts.has("on the way"), "all of them have come to an end");
    }
    assert.ok(account(lines, "messages sent").parts.get("gone with the guild’s mailbox") >= 3, lines.join("; "));
    assert.ok(account(lines, "copies sent").parts.get("never left: the guild crashed") > 0, "it crashed in the midst of a fan-out");
    const { ledger } = await hand.state();
    assert.equal(account(lines, "messages sent").sum, ledger.messages.sent);
    assert.equal(account(lines, "copies sent").sum, ledger.copies.sent);

    await click(hand, "button.undo"); // it is on the timeline, and can be taken back
    await settled(page);
    await page.waitForFunction(() => !Array.from(document.querySelectorAll("#f-about li")).some((l) => l.textContent.startsWith("crashes, ")));
    assert.deepEqual(complaints, []);
    await page.close();
  });

  // What it takes is told, and not asserted: this machine may be doing other things.
  test("the waterfall of a fan-out to a million opens, and scrolls", { timeout: 300_000 }, async () => {
    const { page, hand, complaints } = await at("seed=7&members=1000000&rate=0.1&grpc=0&head.rate=100%25&do=100ms+send&t=8s");
    const device = await page.context().newCDPSession(page);
    await device.send("Performance.enable", { timeDomain: "threadTicks" }); // the main thread's own time, whatever else the machine does
    const spent = async () => Object.fromEntries((await device.send("Performance.getMetrics")).metrics.map(({ name, value }) => [name, value * 1000]));
    // cost is what the main thread does until the frames after a deed are drawn.
    const cost = async (deed) => {
      await hand.frame();
      const before = await spent(), frames = await page.evaluate(() => window.frameTimes.length);
      await deed();
      const after = await spent(), times = (await page.evaluate((from) => window.frameTimes.slice(from), frames)).sort((a, b) => a - b);
      return { task: after.TaskDuration - before.TaskDuration, frames: times.length, most: times.at(-1), half: times[times.length >> 1], nearly: times[Math.floor(times.length * 0.95)] };
    };
    const tell = (what, c) => console.log(`# ${what}: ${c.task.toFixed(0)} ms of CPU in ${c.frames} frames, the longest ${c.most.toFixed(1)} ms, 19 of 20 below ${c.nearly.toFixed(1)} ms, half below ${c.half.toFixed(1)} ms`);
    await tab(hand, "spans");
    const at2 = middle(await widget(hand, "tab.trace"));
    await hand.move(at2.x, at2.y);
    await hand.down();
    tell("the trace opens", await cost(async () => {
      await hand.up();
      await until(page, hand, "waterfall", /session\.forward, folded, [\d,]+ kept of 1,000,000/);
    }));
    const [, kept] = (await widget(hand, "waterfall")).value.match(/folded, ([\d,]+) kept/);
    assert.ok(Math.abs(Number(kept.replace(",", "")) - 1000) < 100, kept);
    tell("it unfolds", await cost(async () => {
      await click(hand, "button.trace.unfold");
      await until(page, hand, "trace.map", /of 1,0\d\d$|of 9\d\d$/);
    }));
    const rows = middle(await widget(hand, "waterfall"));
    await hand.move(rows.x, rows.y);
    tell("it scrolls", await cost(async () => {
      for (let n = 0; n < 40; n++) {
        await page.mouse.wheel(0, 240);
        await page.evaluate(() => new Promise(requestAnimationFrame));
      }
    }));
    assert.match((await widget(hand, "trace.map")).value, /^rows [1-9]\d\d to /);
    assert.deepEqual(complaints, []);
    await page.close();
  });
});

// settled waits until the world stands still and the picture shows it.
const settled = (page) => page.waitForFunction(() => !playground.state().busy && !playground.looking().behind);

// read is what the inspector says, line by line, once the page has it.
async function read(page) {
  await page.waitForFunction(() => {
    const said = playground.looking().about;
    return said.length > 0 && Array.from(document.querySelectorAll("#f-about li"), (l) => l.textContent).join("\n") === said.join("\n");
  });
  return page.evaluate(() => Array.from(document.querySelectorAll("#f-about li"), (l) => l.textContent));
}

// said is the value of a line.
const said = (lines, name) => lines.find((l) => l.startsWith(`${name}: `))?.slice(name.length + 2);

// account is a sum of the inspector and its parts, which follow it.
function account(lines, name) {
  const at = lines.findIndex((l) => l.startsWith(`${name}: `));
  const number = (l) => Number(l.slice(l.lastIndexOf(": ") + 2).replaceAll(",", ""));
  const parts = new Map();
  for (let i = at + 1; lines[i]?.startsWith("– "); i++) {
    parts.set(lines[i].slice(2, lines[i].lastIndexOf(": ")), number(lines[i]));
  }
  return { sum: number(lines[at]), parts };
}
