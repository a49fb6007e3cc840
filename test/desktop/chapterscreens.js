// Takes pictures of every step of every chapter in the window for the eye, into build/screens:
// as it begins, with its answer, with a hint, and the end; dark and light. Arguments leave all
// sizes, all chapters or a theme out but those: node test/desktop/chapterscreens.js 390x844 7 dark

import { mkdirSync } from "node:fs";
import { readerInWindow } from "./reader.js";
import { sheet } from "./sheet.js";
import { closeAll, openWindow } from "./window.js";

const into = new URL("../../build/screens", import.meta.url).pathname;
const asked = process.argv.slice(2);
const some = (pattern, all) => (asked.some((arg) => pattern.test(arg)) ? asked.filter((arg) => pattern.test(arg)) : all);
const sizes = some(/^\d+x\d+$/, ["1440x900", "768x1024", "390x844"]);
const chapters = some(/^\d$/, Array.from({ length: 10 }, (_, i) => String(i)));

mkdirSync(into, { recursive: true });
for (const size of sizes) {
  for (const theme of some(/^(dark|light)$/, ["dark", "light"])) {
    for (const chapter of chapters) {
      const window = await openWindow("-size", size, "-theme", theme, "-chapter", chapter);
      await walked(window, (name) => window.screenshot(`${into}/${size}-${theme}-chapter-${chapter}-${name}.png`));
      await window.close();
    }
  }
}
sheet(into, sizes);
closeAll();

// walked goes through the chapter that is open and calls shot at every state of a step.
async function walked(window, shot) {
  const reader = readerInWindow(window);
  for (let open; !(open = await reader.settled()).closing;) {
    await shot(`${open.step}`);
    if (open.predict?.state === "open") {
      await reader.guess(open.predict);
      open = await reader.settled();
      await shot(`${open.step}-answer`);
    }
    if (open.task?.more && await reader.there("button.guide.hint")) {
      await reader.hint();
      await shot(`${open.step}-hint`);
    }
    await reader.onward();
  }
  await shot("end");
}
