// A person who uses the picture with a mouse, a finger or a keyboard.

import assert from "node:assert/strict";
import { middle } from "../story.js";
import { fingerOf } from "./harness.js";

// patience is how many looks an effect may take, each after a frame or more. Measuring
// the tab takes longest.
export const patience = 600;

// ways are the three ways of using the picture. Each has use(widget), which presses
// what is pressed and moves what is moved, type(widget, text), and can(widget).
export const ways = {
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
    const touch = await fingerOf(page);
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
    // focus goes to a widget by Tab, or by Shift and Tab if it is before the one that has the focus.
    const focus = async ({ id }) => {
      await page.focus("body > canvas");
      for (let left = 100; left > 0; left--) {
        const { focus } = await page.evaluate(() => window.playground.looking());
        if (focus === id) {
          return;
        }
        const ids = (await hand.widgets()).filter((w) => w.kind !== "area" && !w.disabled).map((w) => w.id);
        await (ids.indexOf(id) < ids.indexOf(focus) ? back() : key("Tab"));
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
    widgets: hand.widgets,
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
        await this.settle(); // what is seen is where it was scrolled to
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
