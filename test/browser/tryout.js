// Every control of the picture that a person can see, used, with the effect that controls.js
// says it has.

import assert from "node:assert/strict";
import { clear, effectOf } from "../controls.js";
import { patience } from "./person.js";

// branch is the sign of what was undone. Trying it makes another one, with another number, which
// takes its place: links.test.js has it.
const branch = /^(button|row)\.branch\./;

// tryAll uses what is there in each of the states, which are what is opened before, and gives
// the ids of what it used. Those that are not meant are left aside.
export async function tryAll(person, states, meant = () => true) {
  const done = new Set();
  await person.settle("run 1s");
  for (const openers of states) {
    await openAll(person, openers);
    // Look again each time: on a phone the bar is always that which moved last.
    const next = async () => (await person.widgets()).find((w) => !done.has(w.id) && person.can(w) && !branch.test(w.id) && meant(w.id));
    for (let widget; (widget = await next());) {
      done.add(widget.id);
      await tryOut(person, openers, widget.id);
    }
    await clear(person, person.model);
  }
  return done;
}

// openAll uses what opens something, unless it is open. A tab without room is in a list.
async function openAll(person, openers) {
  for (const id of openers) {
    if (id.startsWith("tab.") && !(await person.peek(id))) {
      await person.use(await person.find("tab.more"));
      await person.settle();
    }
    const widget = await person.find(id);
    if (widget.value !== "open") {
      await person.use(widget);
      await person.settle();
    }
  }
}

// circumstances are what may explain that a control had no effect.
async function circumstances(person, used) {
  const now = await person.peek(used.id);
  const { log } = (await person.look()).state;
  const at = ({ rect: { x, y, width, height } }) => `${width}x${height} at ${x},${y}`;
  return `It was ${at(used)} when it was used and ${now ? `is ${at(now)}` : "has gone"}; the log ends with ${JSON.stringify(log.slice(-4).map(({ text }) => text))}`;
}

// tryOut uses a control and expects its effect, in a picture in which openers were
// used, and leaves it so.
async function tryOut(person, openers, id) {
  const effect = effectOf(person.model, id);
  assert.ok(effect, `nobody says what ${id} is for`);
  if (effect.elsewhere) {
    return; // it is what the test itself uses all the time
  }
  for (const line of effect.prepare ?? []) {
    await person.settle(line);
  }
  const widget = await person.find(id);
  if (effect.says && (widget.kind === "area" || widget.kind === "term")) {
    assert.match(widget.value, effect.says, id);
    return; // there is nothing to do with it
  }
  assert.equal(widget.disabled, "", `${id} cannot be used`);
  const earlier = await person.look();
  await (effect.type ? person.type(widget, effect.type) : person.use(widget));
  let wrong = "nothing has happened";
  for (let looks = 0; wrong && looks < patience; looks++) {
    await person.settle();
    wrong = effect.wrong(earlier, await person.look(), id);
  }
  assert.ok(!wrong, wrong && `${id}: ${wrong}. ${await circumstances(person, widget)}`);
  if (effect.leaves) {
    await person.choose(person.model);
  }
  if (effect.closes || effect.opens) {
    await clear(person, person.model);
    await openAll(person, openers);
  }
}
