// Every control of the picture, used with a mouse, a finger and a keyboard. What each
// one is expected to do stands in controls.js: a control that does not stand there
// fails the test as one that does nothing would.

import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { clear, effectOf, isShells } from "../controls.js";
import { middle } from "../story.js";
import { closeAll, launch, open, ready, serve, withoutFill } from "./harness.js";

const wide = { width: 1440, height: 900 };
const phone = { width: 390, height: 844 };

// Side by side: most of the time each waits for a frame.
describe("every control", { concurrency: true }, () => {
  let browser, url;
  before(async () => {
    url = await serve();
    browser = await launch();
  });
  after(closeAll);

  // states are what is opened before the controls that are there then are tried out.
  // What the shell has for every model is tried out with the guild only.
  const drawer = ["spans", "trace", "profile", "past", "timings", "connects", "log", "metrics", "bill", "prices"].map((name) => [`tab.${name}`]);
  const onPhone = ["spans", "trace", "profile", "connects", "metrics", "bill", "log"].map((name) => ["tab.readings", `tab.${name}`]);
  const map = ["button.worlds"];
  for (const { model, link, all, least, wideStates, phoneStates } of [
    {
      model: "guild", link: "members=100", all: true, least: 40,
      wideStates: [[], ...drawer, ["guild"], map], phoneStates: [[], ["tab.controls"], ...onPhone, ["guild"], map],
    },
    {
      model: "hashring", link: "model=hashring&sessions=100", all: false, least: 30,
      wideStates: [[], ["node.gs-1"], map], phoneStates: [[], ["tab.controls"], ["node.gs-1"], map],
    },
  ]) {
    for (const [way, size, states] of [["mouse", wide, wideStates], ["finger", phone, phoneStates], ["keyboard", wide, wideStates]]) {
      test(`of ${model} by ${way}`, async () => {
        const context = await browser.newContext({
          viewport: size, hasTouch: way === "finger", reducedMotion: "reduce", permissions: ["clipboard-read", "clipboard-write"],
        });
        const { page, hand, complaints } = await open(context, `${url}?paused&${link}`, { before: withoutFill });
        await ready(page);
        const person = { ...await ways[way](page, hand), model };
        const done = new Set();
        await person.settle("run 1s");
        for (const openers of states) {
          await openAll(person, openers);
          // Look again each time: on a phone the bar is always that which moved last.
          const next = async () => (await hand.widgets()).find((w) => !done.has(w.id) && person.can(w) && (all || !isShells(w.id)));
          for (let widget; (widget = await next());) {
            done.add(widget.id);
            await tryOut(person, openers, widget.id);
          }
          await clear(person, model);
        }
        assert.ok(done.size > least, `only ${[...done].join(" ")}`);
        assert.deepEqual(complaints, []);
        await context.close();
      });
    }
  }
});

// patience is how many looks an effect may take, each after a frame or more. Measuring
// the tab takes longest.
const patience = 600;

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
  assert.ok(!wrong, `${id}: ${wrong}`);
  if (effect.leaves) {
    await person.choose(person.model);
  }
  if (effect.closes || effect.opens) {
    await clear(person, person.model);
    await openAll(person, openers);
  }
}

// ways are the three ways of using the picture. Each has use(widget), which presses
// what is pressed and moves what is moved, type(widget, text), and can(widget).
const ways = {
  async mouse(page, hand) {
    const { mouse } = page;
    const press = async ({ x, y }) => {
      await mouse.move(x, y);
      await tick(page);
      await mouse.down();
      await tick(page);
      await mouse.up();
      await tick(page);
    };
    return {
      ...eye(page, hand, async (widget, up) => {
        await mouse.move(widget.rect.x + 40, up ? 500 : 400);
        await mouse.wheel(0, up ? -200 : 200);
        await tick(page);
      }),
      can: () => true,
      press,
      async use(widget) {
        const path = pathOf(widget);
        if (path.length === 1) {
          return press(path[0]);
        }
        await mouse.move(path[0].x, path[0].y);
        await tick(page);
        await mouse.down();
        for (const { x, y } of path.slice(1)) {
          await tick(page);
          await mouse.move(x, y);
        }
        await tick(page);
        await mouse.up();
        await tick(page);
      },
      async type(widget, text) {
        await press(middle(widget));
        await typed(page, text);
      },
    };
  },

  async finger(page, hand) {
    const device = await page.context().newCDPSession(page);
    const touch = (type, points) => device.send("Input.dispatchTouchEvent", { type, touchPoints: points });
    const along = async (path) => {
      await touch("touchStart", [path[0]]);
      for (const point of path.slice(1)) {
        await tick(page);
        await touch("touchMove", [point]);
      }
      await tick(page);
      await touch("touchEnd", []);
      await tick(page);
    };
    return {
      // Beside the controls: a finger that begins on a slider moves it.
      ...eye(page, hand, (widget, up) => along([0, 40, 80, 120].map((d) => ({ x: 4, y: up ? 500 + d : 700 - d })))),
      can: () => true,
      press: (at) => along([at]),
      use: (widget) => along(pathOf(widget)),
      async type(widget, text) {
        await along([middle(widget)]);
        await typed(page, text);
      },
    };
  },

  async keyboard(page, hand) {
    const key = async (name) => {
      await page.keyboard.down(name);
      await tick(page);
      await page.keyboard.up(name);
      await tick(page);
    };
    const back = async () => {
      await page.keyboard.down("Shift");
      await key("Tab");
      await page.keyboard.up("Shift");
    };
    // focus goes to a widget by Tab, or by Shift and Tab where that is nearer.
    const focus = async ({ id }) => {
      await page.focus("body > canvas");
      for (let left = 100; left > 0; left--) {
        const { focus } = await page.evaluate(() => window.playground.looking());
        if (focus === id) {
          return;
        }
        const ids = (await hand.widgets()).filter((w) => w.kind !== "area" && !w.disabled).map((w) => w.id);
        const ahead = (ids.indexOf(id) - ids.indexOf(focus) + ids.length) % ids.length;
        await (ahead > ids.length / 2 && focus ? back() : key("Tab"));
      }
      assert.fail(`Tab does not lead to ${id}`);
    };
    return {
      ...eye(page, hand),
      can: ({ kind }) => kind !== "area",
      async use(widget) {
        await focus(widget);
        for (const name of keysOf(widget)) {
          await key(name);
        }
      },
      async type(widget, text) {
        await focus(widget);
        await key("Enter");
        await typed(page, text);
      },
    };
  },
};

// keysOf are the keys that use a widget which has the focus.
function keysOf({ id, kind }) {
  const by = {
    slider: ["ArrowLeft", "ArrowLeft"], chip: ["ArrowLeft"], scrubber: ["ArrowLeft"], grip: ["ArrowUp"],
    handle: [id.endsWith(".1") ? "ArrowDown" : "ArrowUp"], reader: ["ArrowLeft", "ArrowUp", "PageUp"], plane: ["ArrowRight", "ArrowDown", "Enter"],
  };
  return by[kind] ?? [id.startsWith("toggle") ? " " : "Enter"]; // the space bar does as well
}

// pathOf is the way of a pointer over a widget: one point is a press.
function pathOf(widget) {
  const { rect, kind, id } = widget, at = middle(widget);
  if (id === "circle") { // along its rim
    return [0.3, 0.4, 0.5].map((share) => ({ x: rect.x + rect.width * share, y: rect.y + rect.height * 0.06 }));
  }
  const across = (from, to) => [from, (from + to) / 2, to].map((share) => ({ x: rect.x + rect.width * share, y: at.y }));
  switch (kind) {
    case "slider": return across(0.6, 0.3);
    case "chip": return across(0.9, 0.3);
    case "scrubber": return across(0.04, 0.02);
    case "handle": return [0, 10, 20].map((d) => ({ x: at.x, y: at.y + (widget.id.endsWith(".1") ? d : -d) }));
    case "grip": return [0, 60, 120].map((d) => ({ x: at.x, y: at.y > 640 ? at.y - d : at.y + d })); // open it, or close it
    case "reader": return [0, 20, 40].map((d) => ({ x: rect.x + rect.width * 0.14 + 40 - d, y: at.y + d }));
    default: return [at];
  }
}

async function typed(page, text) {
  for (const key of [...text, "Enter"]) {
    await page.keyboard.down(key);
    await tick(page);
    await page.keyboard.up(key);
    await tick(page);
  }
}

// tick lets the program see what was done: its frame comes before the page's own.
const tick = (page) => page.evaluate(() => new Promise((passed) => requestAnimationFrame(passed)));

// eye is what all ways have in common. scroll moves the controls, up or down.
function eye(page, hand, scroll) {
  const peek = async (id) => (await hand.widgets()).find((w) => w.id === id);
  return {
    peek,
    // find is the widget with an id, with its middle in sight. One that depends on what is
    // expected comes when that is known.
    async find(id) {
      for (let looks = 0; looks < patience && !(await peek(id)); looks++) {
        await tick(page);
      }
      for (let tries = 0; tries < 20; tries++) {
        const widget = await peek(id);
        assert.ok(widget, `${id} has gone`);
        if (!scroll || widget.rect.height >= 16) {
          return widget;
        }
        await scroll(widget, tries >= 10);
      }
      return assert.fail(`${id} cannot be brought into sight`);
    },
    // settle runs a line, if any, and waits until the world stands still, if it is not
    // playing, and the picture shows it.
    async settle(line) {
      if (line?.startsWith("look ")) {
        await page.evaluate((l) => window.playground.look(l), line.slice(5));
      } else if (line) {
        await hand.do(line);
      }
      const onTheWay = () => {
        const { busy, playing } = window.playground.state();
        return busy || !playing && window.playground.looking().behind;
      };
      do {
        await tick(page);
      } while (await page.evaluate(onTheWay));
    },
    async choose(model) {
      const answer = await page.evaluate((name) => window.playground.choose(name), model);
      assert.ok(answer.ok, answer.error);
      await this.settle();
    },
    look: async () => ({
      state: await hand.state(),
      widgets: new Map((await hand.widgets()).map((w) => [w.id, w])),
      looking: await page.evaluate(() => window.playground.looking()),
      theme: await page.evaluate(() => document.documentElement.dataset.theme ?? "dark"),
      exporting: await page.evaluate(() => { // and closes what lies over the picture
        const dialog = document.getElementById("export"), { open } = dialog;
        dialog.close();
        return open;
      }),
    }),
    async escape() {
      await page.focus("body > canvas");
      await page.keyboard.down("Escape");
      await tick(page);
      await page.keyboard.up("Escape");
      await tick(page);
    },
  };
}
