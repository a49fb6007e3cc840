// Takes pictures of the page around the picture for the eye, into build/screens:
// guide, form, help, failures. What is in the picture itself is taken without a
// browser, see test/desktop/screens.js: drawn by software, a page takes seconds for
// what a window does at once.

import { click } from "../story.js";
import { closeAll, launch, open, ready, root, screen, serve } from "./harness.js";

const wide = { width: 1440, height: 900 };
const url = await serve();
const browser = await launch();

for (const theme of ["dark", "light"]) {
  const shot = (page, name) => page.screenshot({ path: `${root}build/screens/page-${theme}-${name}.png` });
  for (const [name, size] of [["wide", wide], ["narrow", { width: 390, height: 844 }]]) {
    const { page, hand } = await open(browser, `${url}?paused`, { ...size, calm: true, drawn: true });
    await ready(page);
    await hand.do("run 2s");
    do {
      await hand.frame();
    } while ((await hand.state()).busy);
    if (theme === "light") {
      await click(hand, "button.theme");
      await page.mouse.move(1, 1);
      await hand.frame();
    }
    await shot(page, name);
    await page.focus(".skip");
    await page.keyboard.press("Enter");
    await shot(page, `${name}-form`);
    await page.fill("#f-members", "0");
    await page.keyboard.press("Enter");
    await page.evaluate(() => document.getElementById("form-error").scrollIntoView());
    await shot(page, `${name}-form-refuses`);
    await page.evaluate(() => window.playground.notice("The settings in this address were left aside: members: \"0\" is not possible."));
    await shot(page, `${name}-notice`);
    await page.click("#help-open");
    await shot(page, `${name}-help`);
    await page.close();
  }
}

const { page } = await open(browser, "about:blank", { ...wide, drawn: true });
await page.route(/\.wasm/, (route) => route.abort());
await page.goto(url);
await screen(page, "download");
await page.screenshot({ path: `${root}build/screens/page-dark-download.png` });
const blind = await open(await launch("--disable-gpu", "--disable-3d-apis"), url, { ...wide, drawn: true });
await screen(blind.page, "no-webgl");
await blind.page.screenshot({ path: `${root}build/screens/page-dark-no-webgl.png` });
await closeAll();
