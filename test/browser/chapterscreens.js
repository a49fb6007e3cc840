// Takes pictures of every step of every chapter on the page for the eye, into build/screens:
// as it begins, with its answer, with what is to be done, and the end; dark and light.
// Arguments leave all sizes, or all chapters, out but those; "guide" leaves the picture
// undrawn, which is faster by far: node test/browser/chapterscreens.js 390x844 7 guide

import { mkdirSync } from "node:fs";
import { sheet } from "../desktop/sheet.js";
import { closeAll, launch, open, ready, root, serve } from "./harness.js";

const into = `${root}build/screens`;
const all = ["1440x900", "768x1024", "390x844"];
const asked = process.argv.slice(2);
const some = (pattern, rest) => (asked.some((arg) => pattern.test(arg)) ? asked.filter((arg) => pattern.test(arg)) : rest);
const sizes = some(/^\d+x\d+$/, all);
const chapters = some(/^\d$/, Array.from({ length: 10 }, (_, i) => String(i)));

mkdirSync(into, { recursive: true });
const url = await serve();
const browser = await launch();
for (const size of sizes) {
  const [width, height] = size.split("x").map(Number);
  for (const chapter of chapters) {
    const { page } = await open(browser, `${url}?chapter=${chapter}`, { width, height, calm: true, touch: width < 768, drawn: !asked.includes("guide") });
    page.setDefaultTimeout(180_000);
    await ready(page);
    await walked(page, (name) => taken(page, `${size}-%-chapter-${chapter}-${name}`));
    await page.close();
  }
}
sheet(into, sizes);
await closeAll();

// walked goes through the chapter that is open and calls shot at every state of a step.
async function walked(page, shot) {
  for (let step; (step = await settled(page)) && !step.closing;) {
    await shot(`${step.step}`);
    if (step.predict) {
      await page.evaluate((text) => playground.reader("guess", text), guessOf(step.predict));
      await settled(page);
      await shot(`${step.step}-answer`);
    }
    if (step.task) {
      await page.evaluate(() => playground.reader("hint"));
      await shot(`${step.step}-hint`);
    }
    await page.evaluate(() => document.querySelector("#chapter-ways .on:not(.named)").click());
  }
  await shot("end");
}

async function settled(page) {
  await page.waitForFunction(() => {
    const { open: chapter } = playground.lesson();
    return chapter && !chapter.busy && chapter.prose.length > 0;
  });
  return page.evaluate(() => playground.lesson().open);
}

// guessOf is a guess that is somewhat off.
function guessOf({ kind, options, timed, low, high }) {
  if (kind === "choice") {
    return options[0].label;
  }
  return kind === "bar" ? "62%" : timed ? "60s" : String(Math.round(Math.sqrt(Math.max(low, 1) * high)));
}

// taken takes a picture in both themes, once the guide shows what the program says.
async function taken(page, name) {
  for (const theme of ["dark", "light"]) {
    await page.evaluate((t) => playground.theme(t), theme);
    await page.waitForFunction((t) => {
      const { open: chapter } = playground.lesson();
      const shown = document.getElementById("chapter-step").textContent;
      return (document.documentElement.dataset.theme ?? "dark") === t && shown.includes(chapter.closing ? "What you know now" : `Step ${chapter.step} of`)
        && Boolean(document.querySelector("#chapter .answer")) === Boolean(!chapter.closing && chapter.predict?.answer)
        && Boolean(document.querySelector("#chapter .check.hinted")) === Boolean(!chapter.closing && chapter.task?.hints.length);
    }, theme);
    await page.evaluate(() => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn))));
    await page.screenshot({ path: `${into}/${name.replace("%", theme)}.png` });
  }
}
