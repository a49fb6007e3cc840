// The world that frames are measured in: a million sessions, one message, of which every
// hundredth session keeps its span.

export const size = { width: 1440, height: 900 };

export const settings = { members: "1000000", rate: "0.1", "head.rate": "100%", fanout: "flat", "flat.rate": "1%" };
export const seed = "4242", speed = "0.05";

// query has a page open with it, paused.
export const query = String(new URLSearchParams({ seed, speed, ...settings, paused: "" }));

export const pause = (ms) => new Promise((passed) => setTimeout(passed, ms));

// wave has one message sent, goes to where half of the sessions have handled it and 5,000 marks
// lie on the field, and says how many there are.
export async function wave(hand) {
  await hand.do("send");
  await hand.do("run 3220ms");
  while ((await hand.state()).busy) {
    await pause(100);
  }
  await pause(500);
  return (await hand.state()).messages.sessionSpans;
}

// rest has it begin again, and play: nothing has been sent.
export async function rest(hand) {
  await hand.do(`seed ${seed}`);
  await hand.do("play");
}
