// Takes pictures of the program for the eye, into build/screens: every size, theme
// and state, each from a separate history, so that the same program takes the same
// pictures. The README's goes into docs. Needs a display. Arguments leave all sizes
// out but those: node test/desktop/screens.js 390x844 1440x900@2

import { execFile } from "node:child_process";
import { mkdirSync, readdirSync, rmSync } from "node:fs";
import { availableParallelism } from "node:os";
import { promisify } from "node:util";
import { sheet } from "./sheet.js";

const root = new URL("../..", import.meta.url).pathname;
const into = `${root}build/screens`;

// sizes are those of the design, with low windows, a phone on its side and two large
// screens; behind the @ stands the scale. Scaled, the first states are enough.
const sizes = [
  "1440x900", "1440x700", "1366x630", "1280x720", "1200x800", "1024x768", "768x1024", "844x390", "390x844", "360x640",
  "1920x1080", "3840x2160", "1440x900@2", "1440x900@3", "768x1024@2", "390x844@2", "390x844@3",
];

const members = ["-set", "members=1000000"];
const rest = ["-at", "2s"];
const ring = ["-model", "hashring"];
const nearest = Array(8).fill(["-look", "zoom in"]).flat(); // as near as it goes
const states = {
  rest,
  fanout: [...members, "-do", "step", "-do", "run 48ms"],
  sampled: ["-do", "run 1s", "-do", "next", "-do", "run 40ms", ...nearest],
  roots: ["-do", "run 1s", "-do", "toggle no.roots off", "-do", "run 1s"],
  parse: ["-do", "run 1s", "-do", "set sieve parse", "-do", "run 1s"],
  // By way of another tab: a press on the one that is open closes the drawer.
  "drawer-spans": [...rest, "-press", "tab.readings", "-press", "tab.profile", "-press", "tab.spans"],
  ...Object.fromEntries(["profile", "past", "timings", "connects", "metrics", "bill", "counters", "prices", "log"].map((tab) => [`drawer-${tab}`, [...rest, "-press", "tab.readings", "-press", "tab.more", "-press", `tab.${tab}`]])),
  "drawer-full": [...rest, "-press", "tab.readings", "-press", "tab.spans", "-press", "button.drawer.full"],
  cells: [...members, "-do", "step", "-do", "run 48ms", "-look", "zoom 4"],
  cards: [...rest, ...nearest],
  "inspector-session": [...rest, "-look", "follow 50 50"],
  "inspector-message": [...rest, "-look", "follow #1"],
  "inspector-guild": [...rest, "-press", "guild"],
  entry: [...rest, "-press", "button.controls", "-press", "tab.controls", "-press", "exact.slider.members"],
  help: [...rest, "-press", "button.help"],
  "sheet-intro": [...rest, "-press", "button.intro", "-press", "tab.intro"],
  "sheet-controls": [...rest, "-press", "button.controls", "-press", "tab.controls"],
  map: [...rest, "-press", "button.worlds"],
  ring: [...ring, ...rest],
  "ring-joined": [...ring, "-do", "run 1s", "-do", "set nodes 11"],
  "ring-modulo": [...ring, "-do", "run 1s", "-do", "set placement modulo", "-do", "set nodes 11"],
  "ring-storm": [...ring, "-do", "set nodes 11", "-do", "set lookup process", "-do", "reconnect", "-do", "run 10s"],
  "ring-key": [...ring, "-do", "set nodes 11", "-look", "follow g381204"],
  "ring-inspector": [...ring, ...rest, "-press", "node.gs-1"],
  "ring-controls": [...ring, ...rest, "-press", "button.controls", "-press", "tab.controls"],
  "ring-intro": [...ring, ...rest, "-press", "button.intro", "-press", "tab.intro"],
  "ring-prices": [...ring, ...rest, "-press", "tab.readings", "-press", "tab.more", "-press", "tab.prices"],
  "ring-map": [...ring, ...rest, "-press", "button.worlds"],
};
const scaledStates = 3;

// main is the README's: the newest toggle, the bar that it moved, and the wave of a
// message that is sampled.
const main = [
  ...members, "-do", "run 1500ms", "-do", "toggle no.roots off", "-do", "run 1500ms", "-do", "toggle no.roots on", "-do", "next", "-do", "run 48ms",
];

const asked = process.argv.slice(2);
const pictures = asked.length > 0 ? [] : [{ file: `${root}docs/main.png`, args: main }];
for (const size of asked.length > 0 ? asked : sizes) {
  const [px, scale = "1"] = size.split("@");
  for (const theme of ["dark", "light"]) {
    for (const [name, args] of Object.entries(states).slice(0, scale === "1" ? Infinity : scaledStates)) {
      pictures.push({ file: `${into}/${size}-${theme}-${name}.png`, args: ["-size", px, "-scale", scale, "-theme", theme, ...args] });
    }
  }
}

mkdirSync(into, { recursive: true });
if (asked.length === 0) {
  readdirSync(into).filter((file) => /^\d/.test(file)).forEach((file) => rmSync(`${into}/${file}`));
}
let taken = 0, left = 0;
await Promise.all(Array.from({ length: availableParallelism() }, async () => {
  for (let next; (next = pictures.shift());) {
    await take(next) ? taken++ : left++;
  }
}));
sheet(into, sizes);
console.log(`${taken} pictures in build/screens; ${left} states that a layout does not have`);

// take takes one picture, and reports whether the layout has such a state. Of two
// ways to open something a layout may have only one: then that is taken.
async function take({ file, args }) {
  try {
    await promisify(execFile)(`${root}build/playground`, ["window", "-screenshot", file, ...args]);
    return true;
  } catch (err) {
    const missing = err.stderr?.match(/press: there is no "(.*?)"/)?.[1];
    if (!missing) {
      throw err;
    }
    const at = args.indexOf(missing);
    const fewer = args.toSpliced(at - 1, 2);
    const vital = /^exact\.|drawer\.full$/.test(missing) || !fewer.includes("-press");
    return vital ? false : take({ file, args: fewer });
  }
}
