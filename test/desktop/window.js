// The desktop program in a real window, with a real mouse: X11's, moved by
// xdotool. What the program thinks comes over its standard output.

import assert from "node:assert/strict";
import { execFileSync, spawn } from "node:child_process";
import { createInterface } from "node:readline";

const playground = new URL("../../build/playground", import.meta.url).pathname;

// windows holds the programs that have been started, for closeAll.
const windows = [];

// closeAll ends them, for a failed test does not.
export const closeAll = () => windows.forEach((program) => program.kill());

// openWindow starts the program and waits for its first frame.
export async function openWindow(...args) {
  const program = spawn(playground, ["window", "-stdio", ...args], { stdio: ["pipe", "pipe", "inherit"] });
  windows.push(program);
  const ended = new Promise((resolve) => program.on("exit", resolve));
  const answers = createInterface({ input: program.stdout })[Symbol.asyncIterator]();

  // ask sends one line and gives the answer to it. Answers come in order.
  let last = Promise.resolve();
  const ask = (line) => {
    program.stdin.write(`${line}\n`);
    last = last.then(() => answers.next()).then(({ value, done }) => {
      assert.ok(!done, `the window closed instead of answering ${line}`);
      return JSON.parse(value);
    });
    return last;
  };
  const granted = async (line) => {
    const answer = await ask(line);
    assert.ok(answer.ok, `${line}: ${answer.error}`);
    return answer;
  };

  while (((await granted("widgets")).widgets ?? []).length === 0) {
    // not drawn yet
  }
  const origin = windowOrigin();
  const xdotool = (...words) => execFileSync("xdotool", words.map(String));
  return {
    ask,
    ended,
    state: async () => (await granted("state")).state,
    widgets: async () => (await granted("widgets")).widgets,
    do: granted,
    screenshot: (file) => granted(`screenshot ${file}`),
    move: async (x, y) => xdotool("mousemove", "--sync", Math.round(origin.x + x), Math.round(origin.y + y)),
    down: async () => xdotool("mousedown", 1),
    up: async () => xdotool("mouseup", 1),
    wheel: async (down) => xdotool("click", down ? 5 : 4),
    key: async (name) => xdotool("key", "--delay", 0, name),
    // What was done has come to the window when a move of the mouse that was done after it
    // has: the screen tells of both in their order, whenever that is. The mouse is back then.
    frame: async () => {
      for (const step of [1, -1]) {
        const { pointer: before } = await granted("frame");
        xdotool("mousemove_relative", "--sync", "--", step, 0);
        while ((await granted("frame")).pointer.x !== before.x + step) {
          // not yet
        }
      }
      await granted("frame"); // the mouse is asked for, keys are told: they may be one update later
    },
    close: () => {
      program.stdin.end();
      return ended;
    },
  };
}

function windowOrigin() {
  const told = execFileSync("xdotool", ["search", "--sync", "--onlyvisible", "--name", "^Fan-out$", "getwindowgeometry", "--shell"]).toString();
  const number = (name) => Number(told.match(new RegExp(`^${name}=(-?\\d+)$`, "m"))[1]);
  return { x: number("X"), y: number("Y") };
}
