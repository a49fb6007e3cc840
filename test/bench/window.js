// What the window's frames cost. The graphics card is software here, and a good
// part of it runs in the program's own threads, so that CPU time by thread would
// say little: the figures are the program's own.

import { openWindow } from "../desktop/window.js";

export { openWindow };

// measure lets the window run for some ms and gives means in ms per frame:
// `drawing` is snapshot, draw lists, vertices and draw calls.
export async function measure(window, ms) {
  const spent = async () => (await window.ask("costs")).costs;
  const before = await spent();
  await new Promise((passed) => setTimeout(passed, ms));
  const after = await spent();
  const frames = after.updates - before.updates;
  const each = (name) => (after[name] - before[name]) / frames;
  return { frames, drawn: after.drawn - before.drawn, drawing: each("build") + each("draw") };
}
