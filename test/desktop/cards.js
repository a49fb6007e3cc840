// Takes the pictures of the cards by which others show links to the page and to its chapters,
// into web/cards: the world of the chapter at a moment that shows its idea, with title and
// beat below. Needs a display. Arguments leave all but those out: node test/desktop/cards.js 7

import { execFile } from "node:child_process";
import { mkdirSync } from "node:fs";
import { promisify } from "node:util";

const root = new URL("../..", import.meta.url).pathname;
const run = promisify(execFile);
const playground = `${root}build/playground`;
const size = "1200x630"; // that of web/pack/cards.go

// moments are what is done in the world of each chapter, and which readings are shown.
const moments = {
  0: ["field", "send", "run 70ms"],
  1: ["guild,field", "burst 30", "run 150ms"],
  2: ["guild,field,counters", "send", "run 14ms"],
  3: ["guild,field,sieve", "send", "run 12ms"],
  4: ["guild,field,counters", "set deploy.guilds 100%", "set deploy.sessions 50%", "run 200ms"],
  5: ["field,counters", "set head.rate 100%", "set fanout table", "run 300ms", "send", "run 60ms"],
  6: ["guild,cpu.guilds", "run 1s"],
  7: ["counters,cpu.sessions", "toggle no.roots on", "run 2s"],
  8: ["sieve,cpu.presence", "set sieve sieve", "run 1s"],
  9: ["guild,field", "run 10s"],
};

// chapters are their titles and what each leaves one with, by number.
async function chapters() {
  const { stdout } = await run(playground, ["chapters", "list"]);
  const found = stdout.matchAll(/ {2}(\d+)\. (.*) \(\w+\)\n +(.*)\n/g);
  return new Map(Array.from(found, ([, number, title, beat]) => [Number(number), { title, beat }]));
}

async function take(file, caption, more) {
  await run(playground, ["window", "-size", size, "-screenshot", `${root}web/cards/${file}`, "-caption", caption, ...more]);
  process.stdout.write(`web/cards/${file}\n`);
}

mkdirSync(`${root}web/cards`, { recursive: true });
const asked = process.argv.slice(2).map(Number);
for (const [number, { title, beat }] of await chapters()) {
  if (asked.length === 0 || asked.includes(number)) {
    const [readings, ...lines] = moments[number] ?? ["field"];
    await take(`card-${number}.png`, `${title}|${beat[0].toUpperCase()}${beat.slice(1)}.`, ["-chapter", number, "-frame", readings, ...lines.flatMap((line) => ["-do", line])]);
  }
}
if (asked.length === 0) {
  await take("card.png", "What tracing one message really costs|Actors, envelopes and OpenTelemetry: real code, in your browser.", [
    "-set", "members=1000000", "-set", "head.rate=100%", "-frame", "field,counters,cpu.sessions,sieve", "-do", "step", "-do", "run 48ms"]);
}
