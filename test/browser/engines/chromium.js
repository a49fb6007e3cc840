// Chromium, by Playwright.

import { chromium } from "playwright-core";

// The first three let Chromium draw WebGL on a machine without a graphics card;
// the others keep it from looking for things on the network.
const flags = [
  "--no-sandbox", "--use-angle=swiftshader", "--enable-unsafe-swiftshader",
  "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync",
];

// launchChromium starts it, with more flags if given.
export const launchChromium = (...more) => chromium.launch({ executablePath: "/usr/bin/chromium", args: [...flags, ...more] });

// open opens a page in a browser or in a context, which has its size already.
export async function open(browser, { width, height, scale, touch, calm }) {
  const page = await browser.newPage(browser.newContext && {
    viewport: { width, height }, deviceScaleFactor: scale, hasTouch: touch, reducedMotion: calm ? "reduce" : "no-preference",
  });
  const complaints = [];
  page.on("console", (message) => {
    if (["error", "warning"].includes(message.type()) && !harmless.test(message.text())) {
      complaints.push(`${message.type()}: ${message.text()}`);
    }
  });
  page.on("pageerror", (err) => complaints.push(`exception: ${err.message}`));
  return { page, complaints };
}

// harmless is what Chromium says about drawing in software.
const harmless = /GPU stall|Automatic fallback to software WebGL|swiftshader/i;

// finger has a finger come down, move or leave: touchStart, touchMove, touchEnd.
export async function finger(page) {
  const device = await page.context().newCDPSession(page);
  return (type, touchPoints) => device.send("Input.dispatchTouchEvent", { type, touchPoints });
}
