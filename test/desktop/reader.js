// A reader of chapters in the window, with mouse and keyboard, see ../deeds.js.

import assert from "node:assert/strict";
import { click, drag, middle, widget } from "../story.js";

export function readerInWindow(window) {
  const lesson = async () => (await window.do("lesson")).lesson;
  const settled = async () => {
    for (;;) {
      const { open } = await lesson();
      if (open && !open.busy && open.prose.length > 0) {
        await window.frame(); // and it is drawn
        await window.frame();
        return open;
      }
      await window.do("frame");
    }
  };
  const type = async (text) => {
    for (const key of [...String(text)]) {
      await window.key({ ".": "period", "-": "minus" }[key] ?? key);
    }
    await window.key("Return");
    await window.frame();
  };
  // inSight turns the wheel over the chapter until a part of it is seen as a whole.
  const inSight = async (id, least = 28) => {
    for (let last; ;) {
      const { rect } = await widget(window, id);
      if (rect.height >= least || rect.y === last) {
        return;
      }
      last = rect.height > 0 ? rect.y : undefined;
      const at = middle(await widget(window, "guide.step"));
      const { rect: ways } = await widget(window, "button.guide.back");
      await window.move(at.x, ways.y - 30);
      await window.wheel(true);
      await window.frame();
    }
  };
  const guesses = {
    async choice() {
      await inSight("guess.1");
      await click(window, "guess.1");
    },
    async bar() {
      await inSight("guess");
      const at = middle(await widget(window, "guess"));
      await drag(window, at, { x: at.x - 20, y: at.y });
    },
  };
  guesses.number = guesses.bar;
  return {
    lesson,
    settled,
    state: window.state,
    pass: () => window.do("frame"),
    async guess({ kind }) {
      await guesses[kind]();
      await inSight("button.guide.run");
      await click(window, "button.guide.run");
      await settled();
    },
    async hint() {
      await inSight("button.guide.hint");
      await click(window, "button.guide.hint");
      await settled();
    },
    onward: () => click(window, "button.guide.next"),
    use: (id) => click(window, id),
    async first(id) {
      const { rect } = await widget(window, id);
      const at = { x: rect.x + rect.width / 2, y: rect.y + 12 };
      await drag(window, at, at);
    },
    async set(id, text) {
      const at = (await window.widgets()).some((w) => w.id === `exact.${id}`) ? `exact.${id}` : id;
      await click(window, at);
      if (at === id) {
        await window.key("Return");
        await window.frame();
      }
      await type(text);
    },
    async name(thing) {
      await inSight("guide.thing");
      await click(window, "guide.thing");
      await type(thing);
    },
    there: async (id) => (await window.widgets()).some((w) => w.id === id),
  };
}
