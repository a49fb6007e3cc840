// Takes pictures of the page for the eye, into build/screens.

import { launch, open, ready, serve } from "./harness.js";

const views = [
  { name: "browser-1440", width: 1440, height: 900 },
  { name: "browser-1440-roots", width: 1440, height: 900, lines: ["toggle no.roots off", "run 2s"] },
  { name: "browser-1440-million", width: 1440, height: 900, lines: ["set members 1000000", "speed 0.02", "send"] },
  { name: "browser-1024", width: 1024, height: 768 },
  { name: "browser-768", width: 768, height: 1024 },
  { name: "browser-390", width: 390, height: 844 },
];

const server = await serve();
const browser = await launch();
for (const { name, width, height, lines = [] } of views) {
  const { page, hand } = await open(browser, `${server.url}?seed=4242`, { width, height });
  await ready(page);
  for (const line of ["run 2s", ...lines, "play"]) {
    await hand.do(line);
  }
  await page.waitForTimeout(5000);
  await page.screenshot({ path: `build/screens/${name}.png` });
  await page.close();
}
await browser.close();
server.stop();
