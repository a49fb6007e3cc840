// The page at other sizes and in other conditions than its own: zoomed, in a system's colours, in
// a tab that nobody looks at.

import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { click, middle, widget } from "../story.js";
import { closeAll, launch, open, ready, serve } from "./harness.js";

describe("the page", () => {
  let browser, url;
  before(async () => {
    url = await serve();
    browser = await launch();
  });
  after(closeAll);

  // A zoomed window has fewer CSS px, each of which has more of the screen's.
  for (const zoom of [0.5, 1, 2, 4]) {
    test(`at ${zoom * 100} % nothing lies outside of the picture, and it can be used`, async () => {
      const { page, hand, complaints } = await open(browser, `${url}?paused&members=100`, {
        width: 1280 / zoom, height: 1024 / zoom, scale: zoom, calm: true,
      });
      await ready(page);
      await hand.frame();
      const { width, height } = await page.evaluate(() => document.querySelector("body > canvas").getBoundingClientRect());
      assert.ok(height >= Math.min(1024 / zoom, 320), `the picture is ${height} px high`);
      const { left } = await page.evaluate(() => document.querySelector("body > canvas").getBoundingClientRect());
      const widgets = (await hand.widgets()).filter(({ kind, rect }) => kind !== "area" && rect.height > 0);
      const outside = widgets.filter(({ rect }) => rect.x < left || rect.y < 0 || rect.x + rect.width > left + width + 1 || rect.y + rect.height > height + 1);
      assert.deepEqual(outside.map(({ id }) => id), []);
      const over = (a, b) => a.x < b.x + b.width - 1 && b.x < a.x + a.width - 1 && a.y < b.y + b.height - 1 && b.y < a.y + a.height - 1;
      const bars = widgets.filter(({ id }) => /^(button\.(back|play|step|worlds|export|share|theme|help)|tab\..*|cpu\..*)$/.test(id));
      assert.deepEqual(bars.flatMap((a, i) => bars.slice(0, i).filter((b) => over(a.rect, b.rect)).map((b) => `${a.id} over ${b.id}`)), []);

      // By keyboard, which brings what it leads to into sight.
      await page.focus("body > canvas");
      for (let n = 0; n < 60 && await page.evaluate(() => window.playground.looking().focus) !== "button.play"; n++) {
        await page.keyboard.down("Tab");
        await hand.frame();
        await page.keyboard.up("Tab");
        await hand.frame();
      }
      const { rect } = await widget(hand, "button.play");
      assert.ok(rect.y >= 0 && rect.y + rect.height <= 1024 / zoom, `Play is at ${JSON.stringify(rect)}`);
      await click(hand, "button.play");
      assert.equal((await hand.state()).playing, true);
      assert.deepEqual(complaints, []);
      await page.close();
    });
  }

  test("where the window is too small for the picture, the wheel moves the page", async () => {
    const { page, hand } = await open(browser, `${url}?paused`, { width: 320, height: 256 });
    await ready(page);
    await page.mouse.move(160, 128);
    await page.mouse.wheel(0, 100);
    await page.waitForFunction(() => document.documentElement.scrollTop >= 100);
    const at = middle(await widget(hand, "button.play"));
    assert.deepEqual(await page.evaluate(({ x, y }) => document.elementFromPoint(x, y)?.tagName ?? "", { x: at.x, y: Math.min(at.y, 255) }), "CANVAS");
    await page.close();
  });

  test("at 400 % the page scrolls from the picture to the chapter, and neither covers the other", async () => {
    const { page, hand } = await open(browser, `${url}?chapter=1`, { width: 320, height: 256, scale: 4 });
    await ready(page);
    await page.waitForSelector("#chapter-ways .main");
    const boxes = () => page.evaluate(() => ["body > canvas", "#rail"].map((part) => document.querySelector(part).getBoundingClientRect().toJSON()));
    const [canvas, guide] = await boxes();
    assert.ok(canvas.height >= 480 && guide.top >= canvas.bottom - 1, JSON.stringify([canvas, guide]));
    await page.mouse.move(160, 128);
    for (let turns = 0; turns < 20 && (await boxes())[0].bottom > 0; turns++) {
      await page.mouse.wheel(0, 100);
      await hand.frame();
    }
    assert.ok((await boxes())[0].bottom <= 0, "down past the picture");
    await page.click("#chapter-ways .main");
    await page.click("#chapter-predict >> text=Skip");
    await page.waitForSelector("#chapter .answer");
    const answer = await page.locator("#chapter .answer").boundingBox();
    assert.ok(answer.y >= 0 && answer.y + answer.height <= 256, `the answer is at ${JSON.stringify(answer)}`);
    await page.mouse.move(160, 128);
    for (let turns = 0; turns < 40 && (await boxes())[0].top < 0; turns++) {
      await page.mouse.wheel(0, -100);
      await hand.frame();
    }
    assert.equal((await boxes())[0].top, 0, "and up to it again");
    await page.close();
  });

  test("a tab that nobody looks at stands still, and goes on where it was", async () => {
    const { page, hand } = await open(browser, `${url}?play&members=100`, { before: hideable });
    await ready(page);
    await page.waitForFunction(() => window.playground.state().now > 0);
    await page.evaluate(() => window.hide(true));
    const { now, hash } = await hand.state();
    const address = await page.evaluate(() => location.hash);
    await page.evaluate(() => window.playground.do("set members 200")); // the address would follow
    for (let looks = 0; looks < 50; looks++) {
      assert.equal((await hand.state()).now, now);
    }
    assert.equal(await page.evaluate(() => location.hash), address);
    await page.evaluate(() => window.hide(false));
    await page.waitForFunction((then) => window.playground.state().now > then, now);
    assert.notEqual((await hand.state()).hash, hash);
    await page.waitForFunction(() => /members[+=]200/.test(location.hash));
    await page.close();
  });

  test("in the system's colours every control of the page has an edge", async () => {
    for (const query of ["", "?chapter=1", "?play"]) {
      const { page } = await open(browser, `${url}${query}`, { width: 1280, height: 800 });
      await page.emulateMedia({ forcedColors: "active" });
      await ready(page);
      const edgeless = await page.$$eval("button, select, input:not([type=checkbox], [type=radio], [type=range])", (controls) => controls
        .filter((c) => c.checkVisibility() && c.getBoundingClientRect().width > 1)
        .filter((c) => getComputedStyle(c).borderTopWidth === "0px" && !c.closest("summary, label"))
        .map((c) => c.id || c.textContent));
      assert.deepEqual(edgeless, [], query);
      await page.close();
    }
  });

  test("in the system's colours a guess that is drawn can be seen", async () => {
    const { page } = await open(browser, `${url}?chapter=7`, { width: 1240, height: 800 });
    await page.emulateMedia({ forcedColors: "active" });
    await ready(page);
    await page.click("#chapter-ways >> text=Next");
    await page.waitForSelector("#chapter .track");
    const [track, fill, rail] = await page.evaluate(() => ["#chapter .track", "#chapter .track .fill", "#rail"]
      .map((part) => getComputedStyle(document.querySelector(part)).backgroundColor));
    assert.ok(new Set([track, fill, rail]).size === 3, `${track}, ${fill} on ${rail}`);
    await page.close();
  });

  test("with text of twice the size nothing of the guide is cut off", async () => {
    const { page } = await open(browser, `${url}?chapter=1`, { width: 1280, height: 800 });
    await ready(page);
    await page.waitForSelector("#chapter-ways .main");
    const cut = await page.evaluate(() => {
      const all = [...document.querySelectorAll("#rail, #rail *")].filter((e) => e.checkVisibility());
      const sizes = all.map((e) => [getComputedStyle(e).fontSize, getComputedStyle(e).lineHeight]);
      all.forEach((e, i) => {
        e.style.fontSize = `${2 * parseFloat(sizes[i][0])}px`;
        e.style.lineHeight = sizes[i][1] === "normal" ? "normal" : `${2 * parseFloat(sizes[i][1])}px`;
      });
      const rail = document.getElementById("rail");
      const { right } = rail.getBoundingClientRect();
      const clips = (e) => getComputedStyle(e).overflowX === "hidden" && e.scrollWidth > e.clientWidth + 1 && !e.classList.contains("unseen");
      return [
        ...(rail.scrollWidth > rail.clientWidth ? [`the guide is ${rail.scrollWidth} px wide`] : []),
        ...all.filter((e) => e.textContent.trim() && !e.closest(".unseen") && (clips(e) || e.getBoundingClientRect().right > right + 1)).map((e) => e.id || e.className || e.textContent.slice(0, 30)),
      ];
    });
    assert.deepEqual(cut, []);
    await page.close();
  });
});

// hideable, as what open does before, gives the page hide(yes): what a browser does with a tab that
// nobody looks at, which gets no frames.
function hideable() {
  const request = window.requestAnimationFrame.bind(window);
  let hidden = false, kept = [];
  window.requestAnimationFrame = (draw) => (hidden ? kept.push(draw) : request((now) => (hidden ? kept.push(draw) : draw(now))));
  Object.defineProperty(document, "hidden", { get: () => hidden });
  Object.defineProperty(document, "visibilityState", { get: () => (hidden ? "hidden" : "visible") });
  window.hide = (yes) => {
    hidden = yes;
    document.dispatchEvent(new Event("visibilitychange"));
    if (!hidden) {
      kept.splice(0).forEach(request);
    }
  };
}
