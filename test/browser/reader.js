// Readers of chapters on the page, see ../deeds.js: one has a keyboard and nothing else, one
// has a mouse or a finger, and keys for what is typed.

import assert from "node:assert/strict";

// turns is after how many presses of Tab a reader gives up.
const turns = 250;

// reading is what readers have in common, and how keys are pressed.
function reading(page, hand) {
  const tick = () => page.evaluate(() => new Promise((passed) => requestAnimationFrame(passed)));
  // press holds a key until the picture has seen it.
  const press = async (name) => {
    await page.keyboard.down(name);
    await tick();
    await page.keyboard.up(name);
    await tick();
  };
  const type = async (text) => {
    for (const key of [...text, "Enter"]) {
      await press(key);
    }
  };
  const lesson = () => page.evaluate(() => playground.lesson());
  const settled = async () => {
    await page.waitForFunction(() => {
      const { open } = playground.lesson();
      return open && !open.busy && open.prose.length > 0;
    });
    return (await lesson()).open;
  };
  // turned waits until the page shows the step that is open.
  const turned = () => page.waitForFunction(() => document.getElementById("chapter-step").textContent.includes("What you know now") === playground.lesson().open.closing);
  const there = async (id) => (await hand.widgets()).some((w) => w.id === id);
  return { tick, press, type, turned, has: { lesson, settled, there, state: hand.state, pass: tick } };
}

// readerByPointer presses what it sees: tap presses the page at a point, as long as the
// picture needs to see it.
export function readerByPointer(page, hand, tap) {
  const { press, type, turned, has } = reading(page, hand);
  const part = async (selector) => {
    const element = page.locator(selector).first();
    await element.scrollIntoViewIfNeeded();
    const { x, y, width, height } = await element.boundingBox();
    await tap({ x: x + width / 2, y: y + height / 2 });
  };
  const rect = async (id) => {
    const found = (await hand.widgets()).find((w) => w.id === id);
    assert.ok(found, `there is no ${id}`);
    return found.rect;
  };
  const use = async (id) => {
    const { x, y, width, height } = await rect(id);
    await tap({ x: x + width / 2, y: y + height / 2 });
  };
  return {
    ...has,
    use,
    async guess({ kind, low, high }) {
      await part(kind === "choice" ? "#chapter .choice" : "#chapter-guess");
      if (kind === "number") {
        await page.keyboard.type(String(Math.round((low + high) / 2)));
      }
      await part("#chapter-predict .main");
      await page.waitForSelector("#chapter .answer");
    },
    async onward() {
      await turned();
      await part("#chapter-ways .main");
    },
    async first(id) {
      const { x, y, width } = await rect(id);
      await tap({ x: x + width / 2, y: y + 12 });
    },
    async set(id, text) {
      const exact = `exact.${id}`;
      if (await has.there(exact)) {
        await use(exact);
      } else {
        await use(id);
        await press("Enter");
      }
      await type(text);
    },
    async name(thing) {
      await part("#chapter-thing");
      await page.keyboard.type(String(thing));
      await page.keyboard.press("Enter");
    },
  };
}

export function readerByKeyboard(page, hand) {
  const { press, type, turned, has } = reading(page, hand);

  // toPart goes by Tab to the first element of the guide that a selector names.
  async function toPart(selector) {
    for (let n = 0; n < turns; n++) {
      if (await page.evaluate((s) => document.activeElement.matches(s), selector)) {
        return;
      }
      await page.keyboard.press("Tab");
    }
    assert.fail(`Tab does not lead to ${selector}`);
  }

  // toControl goes by Tab to a control of the picture, or by Shift and Tab if it is before the one
  // that has the focus.
  async function toControl(id) {
    if (!(await page.evaluate(() => document.activeElement.matches("body > canvas")))) {
      await page.keyboard.press("Shift+Tab"); // from the title, which each step begins at
      await toPart("body > canvas");
    }
    for (let n = 0; n < turns; n++) {
      const { focus, ids } = await page.evaluate(() => ({
        focus: playground.looking().focus,
        ids: playground.widgets().filter((w) => w.kind !== "area" && !w.disabled).map((w) => w.id),
      }));
      if (focus === id) {
        return;
      }
      assert.ok(ids.includes(id), `there is no ${id} among ${ids.join(" ")}`);
      if (ids.indexOf(id) < ids.indexOf(focus)) {
        await page.keyboard.down("Shift");
        await press("Tab");
        await page.keyboard.up("Shift");
      } else {
        await press("Tab");
      }
    }
    assert.fail(`Tab does not lead to ${id}`);
  }

  const guesses = {
    bar: ["#chapter-guess", "ArrowRight"], choice: ["#chapter input[type=radio]", " "], number: ["#chapter-guess", "ArrowUp"],
  };
  return {
    ...has,
    async guess({ kind, low, high }) {
      await toPart("#chapter-title, #chapter *");
      const [field, key] = guesses[kind];
      await toPart(field);
      if (kind === "number") {
        await page.keyboard.type(String(Math.round((low + high) / 2)));
      }
      await page.keyboard.press(key);
      await toPart("#chapter-predict .main");
      await page.keyboard.press("Enter");
      await page.waitForSelector("#chapter .answer");
    },
    async onward() {
      await turned();
      await toPart("#chapter-ways .main");
      await page.keyboard.press("Enter");
    },
    async use(id) {
      await toControl(id);
      await press("Enter");
    },
    async first(id) {
      await toControl(id);
      await press("Enter");
    },
    async set(id, text) {
      await toControl(id);
      await press("Enter");
      await type(text);
    },
    async name(thing) {
      await toPart("#chapter-thing");
      await page.keyboard.type(String(thing));
      await page.keyboard.press("Enter");
    },
  };
}
