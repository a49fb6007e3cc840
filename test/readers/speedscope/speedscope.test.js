// The real speedscope, in Chromium, opens what the playground writes for it. What it then saves
// is a speedscope file, which has all that it understood; that is held against the published
// schema of such files, file-format-schema.json of github.com/jlfwong/speedscope, and
// against what was written.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { extname, join } from "node:path";
import { after, before, test } from "node:test";
import Ajv from "ajv";
import { closeAll, launch, playground } from "../../browser/harness.js";

const release = new URL("node_modules/speedscope/dist/release/", import.meta.url).pathname;
const folder = mkdtempSync(join(tmpdir(), "speedscope-"));
const fits = new Ajv({ strict: false }).compile(JSON.parse(readFileSync(join(release, "file-format-schema.json"), "utf8")));

let browser, server, url;
before(async () => {
  const file = (name) => join(folder, name);
  execFileSync(playground, ["run", "-for", "2s", "-set", "members=300", "-set", "head.rate=100%",
    "-profile", file("stacks.txt"), "-pprof", file("profile.pb"), "-chrome", file("spans.trace.json")]);
  const types = { ".html": "text/html", ".js": "text/javascript", ".css": "text/css", ".wasm": "application/wasm" };
  server = createServer((request, response) => {
    const name = new URL(request.url, "http://host").pathname.slice(1) || "index.html";
    response.writeHead(200, { "Content-Type": types[extname(name)] ?? "application/octet-stream" });
    response.end(readFileSync(name.startsWith("written/") ? join(folder, name.slice("written/".length)) : join(release, name)));
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  url = `http://127.0.0.1:${server.address().port}/`;
  browser = await launch();
});
after(async () => {
  await closeAll();
  server.close();
  rmSync(folder, { recursive: true });
});

// understood is a file as speedscope has read it.
async function understood(name) {
  const page = await browser.newPage();
  const complaints = [];
  page.on("pageerror", (err) => complaints.push(err.message));
  page.on("console", (message) => message.type() === "error" && complaints.push(message.text()));
  page.on("dialog", (dialog) => { complaints.push(dialog.message()); dialog.dismiss(); });
  await page.goto(`${url}#profileURL=${encodeURIComponent(`${url}written/${name}`)}`);
  await page.getByText("Time Order").waitFor(); // it shows a profile
  const [download] = await Promise.all([page.waitForEvent("download"), page.keyboard.press("Control+s")]);
  const saved = JSON.parse(readFileSync(await download.path(), "utf8"));
  assert.deepEqual(complaints, []);
  assert.ok(fits(saved), JSON.stringify(fits.errors?.slice(0, 3)));
  await page.close();
  return saved;
}

const sum = (numbers) => numbers.reduce((a, b) => a + b, 0);

// folded is the stacks of the text, outermost frame first, and what was spent in each.
const folded = () => readFileSync(join(folder, "stacks.txt"), "utf8").trim().split("\n").map((line) => {
  const at = line.lastIndexOf(" ");
  return [line.slice(0, at), Number(line.slice(at + 1))];
});

// stacks is the same of a profile that speedscope has read: it says when each frame opened and
// closed, and what is spent between two of these is that of the frames that are open.
function stacks({ shared: { frames } }, { events, startValue }) {
  const spent = new Map(), open = [];
  let now = startValue;
  for (const { type, at, frame } of events) {
    const stack = open.join(";");
    if (at > now) {
      spent.set(stack, (spent.get(stack) ?? 0) + at - now);
    }
    now = at;
    if (type === "O") {
      open.push(frames[frame].name);
    } else {
      assert.equal(open.pop(), frames[frame].name);
    }
  }
  assert.deepEqual(open, []);
  return Array.from(spent);
}

const inOrder = (list) => list.sort(([a], [b]) => (a < b ? -1 : 1));

test("folded stacks are read as they are written", async () => {
  const read = await understood("stacks.txt");
  assert.equal(read.profiles.length, 1);
  assert.deepEqual(inOrder(stacks(read, read.profiles[0])), inOrder(folded().filter(([, ns]) => ns > 0)));
});

test("a pprof profile has the same stacks and the same nanoseconds", async () => {
  const read = await understood("profile.pb");
  const [profile] = read.profiles;
  assert.equal(profile.unit, "nanoseconds");
  assert.deepEqual(inOrder(stacks(read, profile)), inOrder(folded().filter(([, ns]) => ns > 0)));
});

test("Chrome trace events open and close, and none leaves the one around it", async () => {
  const read = await understood("spans.trace.json");
  const { traceEvents } = JSON.parse(readFileSync(join(folder, "spans.trace.json"), "utf8"));
  const all = traceEvents.filter(({ ph }) => ph === "X"), spans = all.filter(({ dur }) => dur > 0); // it leaves out what took no time
  assert.ok(spans.length > 1000);
  const lanes = new Set(all.map(({ pid, tid }) => `${pid} ${tid}`));
  assert.equal(read.profiles.length, lanes.size, "a profile for each lane");
  const events = read.profiles.flatMap((p) => p.events);
  for (const type of ["O", "C"]) {
    assert.equal(events.filter((e) => e.type === type).length, spans.length);
  }
  const inside = sum(events.map(({ type, at }) => (type === "O" ? -at : at)));
  assert.ok(Math.abs(inside - sum(spans.map(({ dur }) => dur))) < 1e-3, `${inside} µs between opening and closing`);
});
