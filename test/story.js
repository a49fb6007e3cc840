// What a person does first with the playground, told once for the page and for
// the window: move the head rate with the mouse, then the sieve, and see the
// counters and the bars follow.
//
// A `hand` is a mouse and an eye on one of the two: state(), widgets(), do(line)
// (which fails the test if refused), move(x, y), down(), up(), and frame(),
// which waits until the program has seen what was done.

import assert from "node:assert/strict";

// seconds of virtual time after which the counters are read: enough for some
// hundred background requests and a few messages.
const seconds = 2;

export async function story(hand) {
  await hand.do("pause");
  await hand.do("set members 1000");
  await headRate(hand);
  await sieve(hand);
}

// headRate drags the slider up and expects more of the same messages to be kept.
async function headRate(hand) {
  const low = await recorded(hand);
  const before = (await hand.state()).settings["head.rate"];

  const at = middle(await widget(hand, "slider.head.rate"));
  await drag(hand, at, { x: at.x + 90, y: at.y });

  const { settings, changed, link } = await hand.state();
  assert.ok(settings["head.rate"] > 2 * before, `head rate went from ${before} to ${settings["head.rate"]}`);
  assert.equal(changed, "head.rate");
  assert.match(link, /head\.rate=/);

  const high = await recorded(hand);
  assert.ok(high > low, `spans recorded in 2 s: ${low} at the default rate, ${high} after the drag`);
}

// sieve parses all headers, then strips them again, and watches the gRPC side.
async function sieve(hand) {
  const stripped = await unpackShare(hand);

  await click(hand, "segment.sieve.parse");
  assert.equal((await hand.state()).settings.sieve, "parse");
  await run(hand, seconds);
  const parsed = await unpackShare(hand);
  assert.ok(parsed.unpack > stripped.unpack + 0.1, `unpack share of presence: ${stripped.unpack}, parsing all ${parsed.unpack}`);
  assert.ok(parsed.total > 1.5 * stripped.total, `CPU of presence: ${stripped.total}, parsing all ${parsed.total}`);

  await click(hand, "segment.sieve.sieve");
  assert.equal((await hand.state()).settings.sieve, "sieve");
  await run(hand, seconds);
  const again = await unpackShare(hand);
  assert.ok(again.unpack < parsed.unpack / 2, `unpack share of presence: ${parsed.unpack}, back to the sieve ${again.unpack}`);
}

// recorded is how many spans two more seconds record, in all services.
async function recorded(hand) {
  const count = ({ services }) => services.flatMap((s) => Object.values(s.spans)).reduce((sum, n) => sum + n, 0);
  const before = count(await hand.state());
  await run(hand, seconds);
  return count(await hand.state()) - before;
}

async function unpackShare(hand) {
  const { cpu } = (await hand.state()).services.find((s) => s.name === "presence");
  return { total: cpu.total, unpack: cpu.stages.unpack };
}

// run lets that much virtual time pass and waits until it has.
export async function run(hand, seconds) {
  await hand.do(`run ${seconds}s`);
  while ((await hand.state()).busy) {
    await hand.frame();
  }
}

// widget finds a widget by its id, or fails naming those there are.
export async function widget(hand, id) {
  const widgets = await hand.widgets();
  const found = widgets.find((w) => w.id === id);
  assert.ok(found, `no widget ${id} among ${widgets.map((w) => w.id).join(" ")}`);
  return found;
}

export const middle = ({ rect }) => ({ x: rect.x + rect.width / 2, y: rect.y + rect.height / 2 });

// click presses a widget for as long as the program needs to see it.
export async function click(hand, id) {
  const { x, y } = middle(await widget(hand, id));
  await hand.move(x, y);
  await hand.frame();
  await hand.down();
  await hand.frame();
  await hand.up();
  await hand.frame();
}

// drag presses at one point, moves to another in a few steps and lets go.
export async function drag(hand, from, to) {
  await hand.move(from.x, from.y);
  await hand.frame();
  await hand.down();
  await hand.frame();
  const steps = 4;
  for (let i = 1; i <= steps; i++) {
    await hand.move(from.x + ((to.x - from.x) * i) / steps, from.y + ((to.y - from.y) * i) / steps);
    await hand.frame();
  }
  await hand.up();
  await hand.frame();
}
