// A page in a browser that speaks W3C's WebDriver, of either kind: what tests use of
// Playwright's page, under the same names.
//
// A `session` is the wire: run(source) evaluates an expression in the page, waits for it if it
// is a promise, and gives its value; act(sources) performs actions; go(url), again(), preload(f),
// size(box), picture() and end() do what they say. A ScriptError is the page's own exception.

import { writeFileSync } from "node:fs";

export class ScriptError extends Error {}

// patience is how long a page may take for what is waited for, in milliseconds.
const patience = 60_000;

export class Page {
  #session;
  #patience = patience;

  constructor(session) {
    this.#session = session;
    this.mouse = mouseOf(session);
    this.keyboard = keyboardOf(session);
    this.finger = fingerOf(session);
  }

  setDefaultTimeout(ms) {
    this.#patience = ms;
  }

  goto(url) {
    return this.#session.go(url);
  }

  reload() {
    return this.#session.again();
  }

  addInitScript(script) {
    return this.#session.preload(script);
  }

  setViewportSize(box) {
    return this.#session.size(box);
  }

  close() {
    return this.#session.end();
  }

  // evaluate calls a function in the page. Argument and answer travel as JSON.
  async evaluate(f, arg) {
    const answer = await this.#session.run(`(async () => JSON.stringify(await (${f})(${JSON.stringify(arg) ?? ""})))()`);
    return answer == null ? undefined : JSON.parse(answer);
  }

  // waitForFunction calls a function until it gives something, in whatever page is there then.
  async waitForFunction(f, arg, { timeout = this.#patience } = {}) {
    for (const end = performance.now() + timeout; performance.now() < end;) {
      const found = await this.evaluate(`async (arg) => (await (${f})(arg)) || new Promise((later) => setTimeout(later, 50))`, arg).catch((err) => {
        if (err instanceof ScriptError) {
          throw err;
        }
        return null; // between two pages there is none
      });
      if (found) {
        return found;
      }
    }
    throw new Error(`${timeout} ms were too few for ${f} with ${JSON.stringify(arg)}`);
  }

  waitForSelector(selector, { state = "visible" } = {}) {
    return this.waitForFunction(`({ selector, state }) => {
      const found = document.querySelector(selector);
      return Boolean(found?.checkVisibility()) === (state === "visible");
    }`, { selector, state });
  }

  innerText(selector) {
    return this.evaluate((s) => document.querySelector(s).innerText, selector);
  }

  isVisible(selector) {
    return this.evaluate((s) => Boolean(document.querySelector(s)?.checkVisibility()), selector);
  }

  focus(selector) {
    return this.evaluate((s) => document.querySelector(s).focus(), selector);
  }

  async click(selector) {
    const { x, y } = await this.evaluate((s) => {
      const element = document.querySelector(s);
      element.scrollIntoView({ block: "nearest" });
      const { x, y, width, height } = element.getBoundingClientRect();
      return { x: x + width / 2, y: y + height / 2 };
    }, selector);
    await this.mouse.move(x, y);
    await this.mouse.down();
    await this.mouse.up();
  }

  async screenshot({ path }) {
    writeFileSync(path, Buffer.from(await this.#session.picture(), "base64"));
  }
}

// fingerOf is a finger that comes down, moves and leaves, as Chromium's is.
function fingerOf(session) {
  return (type, [at]) => {
    const move = at && to(at.x, at.y);
    const steps = {
      touchStart: [move, { type: "pointerDown", button: 0 }],
      touchMove: [move],
      touchEnd: [{ type: "pointerUp", button: 0 }],
    };
    return session.act([{ type: "pointer", id: "finger", parameters: { pointerType: "touch" }, actions: steps[type] }]);
  };
}

// to is a move of a pointer to a point of the page.
const to = (x, y) => ({ type: "pointerMove", x: Math.round(x), y: Math.round(y), duration: 0, origin: "viewport" });

function mouseOf(session) {
  let at = { x: 0, y: 0 };
  const perform = (...actions) => session.act([{ type: "pointer", id: "mouse", parameters: { pointerType: "mouse" }, actions }]);
  return {
    move(x, y) {
      at = { x: Math.round(x), y: Math.round(y) };
      return perform(to(x, y));
    },
    down: () => perform({ type: "pointerDown", button: 0 }),
    up: () => perform({ type: "pointerUp", button: 0 }),
    wheel: (deltaX, deltaY) => session.act([{ type: "wheel", id: "wheel", actions: [{ type: "scroll", ...at, deltaX, deltaY, duration: 0, origin: "viewport" }] }]),
  };
}

// signs are the keys that have no character of their own, as WebDriver writes them.
const signs = {
  Backspace: "\uE003", Tab: "\uE004", Enter: "\uE007", Shift: "\uE008", Control: "\uE009", Escape: "\uE00C", Space: " ",
  PageUp: "\uE00E", PageDown: "\uE00F", End: "\uE010", Home: "\uE011",
  ArrowLeft: "\uE012", ArrowUp: "\uE013", ArrowRight: "\uE014", ArrowDown: "\uE015", Delete: "\uE017",
};

function keyboardOf(session) {
  const perform = (type, key) => session.act([{ type: "key", id: "keys", actions: [{ type, value: signs[key] ?? key }] }]);
  const down = (key) => perform("keyDown", key);
  const up = (key) => perform("keyUp", key);
  // press takes one key, or several that are held together: Shift+Tab.
  const press = async (keys) => {
    const all = keys.split(/(?<=.)\+/);
    for (const key of all) {
      await down(key);
    }
    for (const key of all.reverse()) {
      await up(key);
    }
  };
  return {
    down, up, press,
    async type(text) {
      for (const key of text) {
        await press(key);
      }
    },
  };
}
