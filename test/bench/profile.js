// Where the page's main thread spends its time, by function: in the functions themselves and in
// all that they call, V8 sampling it. `make profile STATE=rest`; the arguments are the folder of
// a page whose program has kept its names, the state, and how many functions are listed.

import { closeAll, launch, open, ready, served } from "../browser/harness.js";
import { pause, query, rest, size, wave } from "./world.js";

const [dir, state = "rest", rows = 40] = process.argv.slice(2);
const stretchMs = 6000, everyUs = 200;

// states bring an open page to what is profiled, which is a stretch of time then.
const states = {
  rest: async (hand) => rest(hand),
  mid: async (hand) => {
    await wave(hand);
    await hand.do("play");
  },
  paused: async () => pause(3000),
};

const { url } = await served(dir);
const browser = await launch();
const { profile, ms } = state === "start" ? await start() : await stretch();
await browser.close();
list(profile, ms);
await closeAll();

// start is the first frame that takes input, of a browser that has just begun.
async function start() {
  const page = await browser.newPage({ viewport: size });
  const stop = await profiled(page);
  await page.goto(`${url}?play`);
  await page.waitForFunction(() => performance.getEntriesByName("interactive").length > 0);
  return { profile: await stop(), ms: 1000 };
}

async function stretch() {
  const { page, hand } = await open(browser, `${url}?${query}`, size);
  await ready(page);
  await states[state](hand);
  await pause(1000);
  const stop = await profiled(page);
  await pause(stretchMs);
  return { profile: await stop(), ms: stretchMs };
}

// profiled begins a profile, and gives what ends it.
async function profiled(page) {
  const device = await page.context().newCDPSession(page);
  await device.send("Profiler.enable");
  await device.send("Profiler.setSamplingInterval", { interval: everyUs });
  await device.send("Profiler.start");
  return async () => (await device.send("Profiler.stop")).profile;
}

// list prints the functions in which most of the time was spent, in ms of each second.
function list({ nodes, samples, timeDeltas }, ms) {
  const byID = new Map(nodes.map((node) => [node.id, node])), parents = new Map();
  for (const { id, children = [] } of nodes) {
    children.forEach((child) => parents.set(child, id));
  }
  const all = new Map();
  samples.forEach((id, i) => {
    const seen = new Set();
    for (let at = id; at; at = parents.get(at)) {
      const name = nameOf(byID.get(at).callFrame);
      const figures = all.get(name) ?? { own: 0, total: 0 };
      all.set(name, figures);
      if (at === id) {
        figures.own += timeDeltas[i];
      }
      if (!seen.has(name)) {
        seen.add(name);
        figures.total += timeDeltas[i];
      }
    }
  });
  const figure = (us) => (us / ms).toFixed(2).padStart(9);
  console.log(`${state}: ms ${state === "start" ? "in all" : "a second"}\n     here  with all that it calls`);
  for (const [name, { own, total }] of [...all].sort((a, b) => b[1].total - a[1].total).slice(0, rows)) {
    console.log(`${figure(own)} ${figure(total)}  ${name}`);
  }
}

// nameOf is what a function is called: one of the page's own by its file as well.
function nameOf({ functionName, url, lineNumber }) {
  return url.endsWith(".js") ? `${functionName} ${url.split("/").at(-1)}:${lineNumber + 1}` : functionName;
}
