// What a reader does in the chapters, told once for the page and for the window: the guess of
// each question, and with which control each task is done.
//
// A `reader` is a person with a chapter open. lesson() and state() are what the program
// says; settled() waits until nothing of the chapter is under way and gives it; guess(p)
// makes a guess and locks it; onward() goes to the next step or to the end; use(id) presses a
// control that is there(), first(id) the first row of a list, set(id, text) gives a control a
// value, name(thing) tells the chapter what was found; pass() lets a frame of time go by.

import assert from "node:assert/strict";

// deeds has a list for each chapter with tasks: what does each of them, in their order.
const deeds = {
  1: [hurried((reader) => reader.use("button.burst"))],
  2: [newest],
  3: [newest],
  4: [hurried(async (reader) => {
    await reader.set("chip.deploy.guilds", "100");
    await reader.set("chip.deploy.sessions", "100");
  })],
  5: [(reader) => reader.set("point.fanout.10", "30")],
  6: [hurried(async (reader) => {
    await reader.use("toggle.skip.unsampled");
    await reader.use("button.play"); // time stands still until then
  }), whole],
  7: [hurried((reader) => reader.set("slider.head.rate", "100"))],
  // The flags 03 say sampled, and a test for 01 says no.
  8: [(reader) => reader.name(`00-${"4b".repeat(16)}-${"2a".repeat(8)}-03`)],
  9: [slowest],
};

// hurried has virtual time go fast after it, for what takes some of it.
function hurried(deed) {
  return async (reader) => {
    await deed(reader);
    await reader.set("slider.speed", "10");
  };
}

// newest names the last message that went out.
async function newest(reader) {
  await reader.name((await reader.state()).messages.sent);
}

// looks is for how many frames a reader looks for a control that a step has yet to bring.
const looks = 600;

// patient is a reader who waits for the controls that a step brings: the picture changes with
// the frames after it.
function patient(reader) {
  const seen = async (id) => {
    for (let n = 0; n < looks && !(await reader.there(id)); n++) {
      await reader.pass();
    }
  };
  const once = (act) => async (id, ...more) => {
    await seen(id);
    await act(id, ...more); // which says what there is instead, should it still be missing
  };
  return { ...reader, use: once(reader.use), first: once(reader.first), set: once(reader.set) };
}

// whole has more messages sampled, and chooses the newest trace that is complete.
async function whole(reader) {
  await reader.set("slider.head.rate", "50");
  await reader.use("tab.trace");
  await reader.first("traces");
}

// slowest chooses a trace from the top of the list of connects: the last to get in.
async function slowest(reader) {
  await reader.use("tab.trace");
  await reader.use("segment.traces.others");
  await reader.first("traces");
}

// walk goes from the beginning of the chapter that is open to its end, and does all that it
// asks for.
export async function walk(reader) {
  const tasks = [...(deeds[(await reader.settled()).number] ?? [])];
  for (let open; !(open = await reader.settled()).closing;) {
    if (open.predict?.state === "open") {
      await reader.guess(open.predict);
      open = await reader.settled();
      assert.equal(open.predict.state, "compared");
      assert.ok(open.predict.guess && open.predict.answer && open.predict.reveal.length > 0, JSON.stringify(open.predict));
    }
    if (open.task) {
      await tasks.shift()(patient(reader));
      while (!(await reader.lesson()).open.task?.done) {
        await reader.pass();
      }
    }
    await reader.onward();
  }
  assert.equal(tasks.length, 0, "tasks that nobody asked for");
  const { chapters, open } = await reader.lesson();
  assert.ok(open.know.length > 0 && chapters[open.number].finished, "it is finished");
}
