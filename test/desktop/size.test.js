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

// opensAs opens the window, expects it to come to a size, does something with it, and
// ends it as Ctrl-C in a terminal would (Xvfb has no window manager that closes windows).
async function opensAs(size, args, act = () => {}) {
  const program = spawn(playground, ["window", ...args], { env: { ...process.env, HOME: home, XDG_CONFIG_HOME: home }, stdio: ["pipe", "ignore", "inherit"] });
  programs.push(program);
  const ended = new Promise((resolve) => program.on("exit", resolve));
  const xdotool = (...words) => execFileSync("xdotool", words.map(String)).toString();
  const id = xdotool("search", "--sync", "--onlyvisible", "--pid", program.pid, "--name", "^Fan-out$").trim();
  const now = () => {
    const told = xdotool("getwindowgeometry", "--shell", id);
    const number = (name) => Number(told.match(new RegExp(`^${name}=(\\d+)$`, "m"))[1]);
    return `${number("WIDTH")}x${number("HEIGHT")}`;
  };
  for (let looks = 0; now() !== size; looks++) {
    assert.ok(looks < 500, `the window is ${now()} large; expected ${size}`);
  }
  act(xdotool, id);
  if (args.includes("-stdio")) {
    program.stdin.end();
  } else {
    program.kill("SIGINT");
  }
  assert.equal(await ended, 0);
}

test("a window opens as large as the last one was", async () => {
  await opensAs("700x500", ["-stdio", "-size", "700x500"]);
  assert.equal(existsSync(kept), false, "a window that a program drives was remembered");
  await opensAs("800x600", ["-size", "800x600"], (xdotool, id) => xdotool("windowsize", "--sync", id, 900, 640));
  assert.deepEqual(JSON.parse(readFileSync(kept)), { width: 900, height: 640 });
  await opensAs("900x640", []);
  await opensAs("700x500", ["-size", "700x500"]); // -size wins
});
