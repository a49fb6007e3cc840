// What the page's frames cost its main thread.

import { open, ready } from "../browser/harness.js";

// openFor opens the page at a size and has it draw without filling.
export async function openFor(browser, url, size) {
  const { page, hand } = await open(browser, url, size);
  await ready(page);
  const device = await page.context().newCDPSession(page);
  await device.send("Performance.enable", { timeDomain: "threadTicks" });
  return { page, hand, device };
}

// cpuOf is the CPU time in ms that the main thread has used so far, by the
// browser's count.
async function cpuOf(device) {
  const { metrics } = await device.send("Performance.getMetrics");
  return metrics.find((m) => m.name === "TaskDuration").value * 1000;
}

// spent is what the main thread has used so far, and the program's own account.
async function spent({ page, device }) {
  const cpu = await cpuOf(device);
  return page.evaluate((cpu) => ({ cpu, ...window.playground.costs() }), cpu);
}

// measureBare gives the same CPU time per frame of a page that keeps no account
// itself, after as long a time to settle.
export async function measureBare(browser, url, size, settle, ms) {
  const { page, device } = await openFor(browser, url, size);
  await page.waitForTimeout(settle);
  await page.evaluate(() => { window.frameTimes = []; });
  const before = await cpuOf(device);
  await page.waitForTimeout(ms);
  const cpu = await cpuOf(device) - before;
  const frames = await page.evaluate(() => window.frameTimes.length);
  await page.close();
  return cpu / frames;
}

// measure lets the page run for some ms and gives means in ms per frame: `cpu`
// is all CPU time of the main thread, `busy` the same in ms per second, `drawing` without the simulation,
// and `slow` the time that 19 of 20 animation frames stay below.
export async function measure(opened, ms) {
  const { page } = opened;
  await page.evaluate(() => { window.frameTimes = []; });
  const before = await spent(opened);
  await page.waitForTimeout(ms);
  const after = await spent(opened);
  const times = await page.evaluate(() => window.frameTimes);
  const frames = after.updates - before.updates;
  const each = (name) => (after[name] - before[name]) / Math.max(1, frames);
  times.sort((a, b) => a - b);
  return {
    frames, drawn: after.drawn - before.drawn, busy: (after.cpu - before.cpu) / ms * 1000,
    cpu: each("cpu"), drawing: each("cpu") - each("simulation"),
    simulation: each("simulation"), build: each("build"), draw: each("draw"),
    slow: times[Math.floor(times.length * 0.95)],
  };
}
