// Measures what the playground promises about its cost and prints it: medians
// over rounds, with the least and the most. `make bench`; the number of rounds is
// the argument.

import { closeAll as closeBrowsers, launch, serve } from "../browser/harness.js";
import { closeAll as closeWindows } from "../desktop/window.js";
import { firstFrame, serveBare } from "./first.js";
import * as pages from "./page.js";
import { onPhone } from "./phone.js";
import * as windows from "./window.js";
import { pause, query, rest as begin, seed, settings, size, speed, wave } from "./world.js";

const rounds = Number(process.argv[2] ?? 5);
const stretchMs = 4000; // of one measurement

// states brings a world to each state that is measured, and measures it.
async function states(hand, measure) {
  const marks = await wave(hand);
  await hand.do("play");
  await pause(1000);
  const mid = await measure(stretchMs);
  await hand.do("pause");
  await pause(3000); // it comes to rest
  const paused = await measure(stretchMs);
  await begin(hand);
  await pause(1000);
  const rest = await measure(stretchMs);
  const { messages } = await hand.state();
  if (marks < 4900 || marks > 5500 || messages.sent > 0) {
    throw new Error(`not the world that was meant: ${marks} marks, ${messages.sent} messages at rest`);
  }
  return { mid, paused, rest };
}

const samples = new Map(); // figure -> its values
const note = (name, value) => samples.set(name, [...(samples.get(name) ?? []), value]);
const noteAll = (where, { mid, rest, paused }) => {
  for (const [name, state] of Object.entries({ mid, rest, paused })) {
    for (const [key, value] of Object.entries(state)) {
      note(`${where}/${name}/${key}`, value);
    }
  }
};

const url = await serve();
const bare = await serveBare();
for (let round = 0; round < rounds; round++) {
  for (const [page, address] of [["ours", `${url}?play`], ["bare", bare], ["landing", url]]) {
    for (const [mark, ms] of Object.entries(await firstFrame(address, size, { runs: page === "landing" }))) {
      note(`first/${page}/${mark}`, ms);
    }
  }
  const browser = await launch();
  note("bare/rest", await pages.measureBare(browser, bare, size, 2000, stretchMs));
  const page = await pages.openFor(browser, `${url}?${query}`, size);
  noteAll("page", await states(page.hand, (ms) => pages.measure(page, ms)));
  await browser.close();

  const phone = await onPhone(url);
  note("phone/start", phone.start);
  for (const what of ["wave", "drag"]) {
    for (const [key, value] of Object.entries(phone[what])) {
      note(`phone/${what}/${key}`, value);
    }
  }

  const flags = Object.entries(settings).flatMap(([name, value]) => ["-set", `${name}=${value}`]);
  const window = await windows.openWindow("-size", `${size.width}x${size.height}`, "-seed", seed, ...flags);
  await window.do("pause");
  await window.do(`speed ${speed}`);
  noteAll("window", await states(window, (ms) => windows.measure(window, ms)));
  await window.close();
  process.stderr.write(`round ${round + 1} of ${rounds}\n`);
}
await closeBrowsers();
closeWindows();

const median = (values) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];
const line = (text, name, limit, digits = 2) => {
  const values = samples.get(name);
  const figure = (v) => v.toFixed(digits).padStart(9);
  const verdict = limit === undefined ? "" : median(values) <= limit ? `  (at most ${limit}: holds)` : `  (at most ${limit}: MISSED)`;
  console.log(`${text.padEnd(52)}${figure(median(values))}${figure(Math.min(...values))}${figure(Math.max(...values))}${verdict}`);
};

const over = (name) => samples.get(name).map((ms, i) => ms / samples.get("bare/rest")[i]);
samples.set("page/mid/ratio", over("page/mid/drawing"));
samples.set("page/rest/ratio", over("page/rest/drawing"));
samples.set("first/ratio", samples.get("first/ours/interactive").map((ms, i) => ms / samples.get("first/bare/interactive")[i]));
console.log(`${rounds} rounds, ${size.width}x${size.height}; ms per frame unless said otherwise${" ".repeat(9)}median    least     most`);
console.log("\nPage: CPU time of Chromium's main thread, all of it but the simulation; the card's work is left out");
line("a million sessions mid fan-out, 5,000 marks", "page/mid/drawing", 6);
line("  of that, snapshot and draw lists", "page/mid/build");
line("  vertices and draw calls", "page/mid/draw");
line("  times as much as nothing but Ebitengine", "page/mid/ratio", 2);
line("  19 of 20 whole frames, by the clock, take less than", "page/mid/slow");
line("  simulation, not counted above", "page/mid/simulation");
line("a million sessions at rest, playing", "page/rest/drawing", 2);
line("  times as much as nothing but Ebitengine", "page/rest/ratio", 1.15);
line("paused, frames asked for in 4 s", "page/paused/frames", 0, 0);
line("paused, ms of CPU time per second, by the page's scripts", "page/paused/busy");
line("nothing but Ebitengine, filling the screen", "bare/rest");
console.log("\nWindow: the program's own clock around snapshot, draw lists, vertices and draw calls");
line("a million sessions mid fan-out, 5,000 marks", "window/mid/drawing", 6);
line("a million sessions at rest, playing", "window/rest/drawing", 2);
line("paused", "window/paused/drawing", 2);
line("paused, frames drawn in 4 s", "window/paused/drawn", 0, 0);
console.log("\nPhone: 390x844, and the main thread a quarter as fast");
line("first interactive frame, ms from the start of the navigation", "phone/start", undefined, 0);
line("a wave over a million: 19 of 20 frames take less than", "phone/wave/slow");
line("a slider is dragged: 19 of 20 frames take less than", "phone/drag/slow");
line("  its first answer, ms from the move of the finger", "phone/drag/answer", undefined, 0);
console.log("\nFirst interactive frame, ms from the start of the navigation");
line("playground", "first/ours/interactive", undefined, 0);
line("  of that, until the program is there and compiled", "first/ours/compiled", undefined, 0);
line("  until its packages are initialised", "first/ours/main", undefined, 0);
line("page with nothing but Ebitengine", "first/bare/interactive", undefined, 0);
line("  until the program is there and compiled", "first/bare/compiled", undefined, 0);
line("times as long", "first/ratio", 1.4);
line("landing: its first paint, in a browser that runs already", "first/landing/paint", 300, 0);
