// The window's size from one run to the next. Needs a display: see `make screentest`.

import assert from "node:assert/strict";
import { execFileSync, spawn } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";

const playground = new URL("../../build/playground", import.meta.url).pathname;
const home = mkdtempSync(join(tmpdir(), "fan-out-"));
const kept = join(home, "fan-out/window.json");
const programs = [];

after(() => {
  programs.forEach((program) => program.kill());
  rmSync(home, { recursive: true });
});

// sizeOnce opens the window, does something with it, ends it as Ctrl-C in a terminal
// would (Xvfb has no window manager that closes windows), and gives the size that it
// opened with.
async function sizeOnce(args, act = () => {}) {
  const program = spawn(playground, ["window", ...args], { env: { ...process.env, HOME: home, XDG_CONFIG_HOME: home }, stdio: ["pipe", "ignore", "inherit"] });
  programs.push(program);
  const ended = new Promise((resolve) => program.on("exit", resolve));
  const xdotool = (...words) => execFileSync("xdotool", words.map(String)).toString();
  const id = xdotool("search", "--sync", "--onlyvisible", "--pid", program.pid, "--name", "^Fan-out$").trim();
  await new Promise((passed) => setTimeout(passed, 1000)); // the first frame
  const told = xdotool("getwindowgeometry", "--shell", id);
  act(xdotool, id);
  await new Promise((passed) => setTimeout(passed, 500));
  if (args.includes("-stdio")) {
    program.stdin.end();
  } else {
    program.kill("SIGINT");
  }
  assert.equal(await ended, 0);
  const number = (name) => Number(told.match(new RegExp(`^${name}=(\\d+)$`, "m"))[1]);
  return `${number("WIDTH")}x${number("HEIGHT")}`;
}

test("a window opens as large as the last one was", async () => {
  assert.equal(await sizeOnce(["-stdio", "-size", "700x500"]), "700x500");
  assert.equal(existsSync(kept), false, "a window that a program drives was remembered");
  await sizeOnce(["-size", "800x600"], (xdotool, id) => xdotool("windowsize", id, 900, 640));
  assert.deepEqual(JSON.parse(readFileSync(kept)), { width: 900, height: 640 });
  assert.equal(await sizeOnce([]), "900x640");
  assert.equal(await sizeOnce(["-size", "700x500"]), "700x500", "-size does not win");
});
