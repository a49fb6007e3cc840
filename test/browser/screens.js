// Takes pictures of the page for the eye, into build/screens. Each shows a paused
// world at a chosen time, so that the same program takes the same picture.

import { closeAll, launch, open, ready, serve } from "./harness.js";

const wide = { width: 1440, height: 900 };
const views = [
  { name: "main", ...wide, query: "members=1000000&head.rate=10%25&paused", lines: ["run 1s", "send", "step", "run 48ms"] },
  { name: "browser-1440", ...wide, lines: ["run 2s", "step", "run 60ms"] },
  { name: "browser-1440-roots", ...wide, lines: ["run 2s", "toggle no.roots off", "run 2s"] },
  { name: "browser-1440-parse", ...wide, lines: ["run 1s", "set sieve parse", "run 1s"] },
  { name: "browser-1024", width: 1024, height: 768, lines: ["run 2s", "step", "run 60ms"] },
  { name: "browser-768", width: 768, height: 1024, lines: ["run 2s", "step", "run 60ms"] },
  { name: "browser-390", width: 390, height: 844, lines: ["run 2s", "step", "run 60ms"] },
];

const url = await serve();
const browser = await launch();
for (const { name, width, height, query = "paused", lines } of views) {
  const { page, hand } = await open(browser, `${url}?seed=4242&${query}`, { width, height });
  await ready(page);
  for (const line of lines) {
    await hand.do(line);
    do {
      await hand.frame();
    } while ((await hand.state()).busy);
  }
  await page.waitForTimeout(1500); // the bars' own motion
  await page.screenshot({ path: `build/screens/${name}.png` });
  await page.close();
}
await closeAll();
