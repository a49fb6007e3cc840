// The page on a machine a quarter as fast, held upright and used with a finger.

import { fingerOf, launch, open, ready } from "../browser/harness.js";
import { middle, widget } from "../story.js";

const size = { width: 390, height: 844, scale: 2, touch: true };
const times = 4; // slower

// onPhone gives the ms to the first interactive frame and, for a wave over 1,000,000 sessions
// and for a slider that is dragged, what 19 of 20 frames stay below; drag also what the slider's
// first answer took.
export async function onPhone(url) {
  const browser = await launch();
  const { page, hand } = await open(browser, "about:blank", size);
  const device = await page.context().newCDPSession(page);
  await device.send("Emulation.setCPUThrottlingRate", { rate: times });
  await page.goto(`${url}?play&seed=4242&members=1000000&rate=0.1&paused`);
  await ready(page);
  const start = await page.evaluate(() => performance.getEntriesByName("interactive")[0].startTime);

  const frames = async (act) => {
    await page.evaluate(() => { window.frameTimes = []; });
    await act();
    const all = await page.evaluate(() => window.frameTimes);
    all.sort((a, b) => a - b);
    return { count: all.length, slow: all[Math.floor(all.length * 0.95)] };
  };
  await hand.do("speed 0.05");
  await hand.do("send");
  const wave = await frames(async () => {
    await hand.do("play");
    await page.waitForFunction(() => playground.state().now > 150e6);
  });
  await hand.do("pause");

  const finger = await fingerOf(page);
  const tap = async (id) => {
    await finger("touchStart", [middle(await widget(hand, id))]);
    await finger("touchEnd", []);
  };
  await tap("tab.controls");
  const { settings } = await hand.state();
  const inSight = ({ id, rect }) => settings[id.slice("slider.".length)] !== undefined && rect.y > 0 && rect.y + rect.height < size.height;
  let slider;
  while (!(slider = (await hand.widgets()).find(inSight))) {
    await page.evaluate(() => new Promise(requestAnimationFrame)); // the sheet is on its way
  }
  const at = middle(slider);
  const key = slider.id.slice("slider.".length);
  const before = settings[key];
  let answer;
  const drag = await frames(async () => {
    await finger("touchStart", [at]);
    const begun = performance.now();
    await finger("touchMove", [{ x: at.x + 30, y: at.y }]);
    await page.waitForFunction(([key, before]) => playground.state().settings[key] !== before, [key, before]);
    answer = performance.now() - begun;
    for (let x = 32; x < 90; x += 2) {
      await finger("touchMove", [{ x: at.x + x, y: at.y }]);
      await page.evaluate(() => new Promise(requestAnimationFrame));
    }
    await finger("touchEnd", []);
  });
  await browser.close();
  return { start, wave, drag: { ...drag, answer } };
}
