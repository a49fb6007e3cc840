// The page without a mouse: keys, form, live region.

import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { closeAll, launch, open, ready, serve } from "./harness.js";

describe("the page by keyboard", () => {
  let browser, url;
  before(async () => {
    url = await serve();
    browser = await launch();
  });
  after(closeAll);

  test("Tab goes to every control of the picture in turn, and out of it at either end", async () => {
    const { page, hand } = await open(browser, `${url}?paused`);
    await ready(page);
    const where = () => page.evaluate(() => [document.activeElement.tagName, window.playground.looking().focus]);
    const key = async (name) => {
      await page.keyboard.press(name);
      await hand.frame();
    };
    const controls = (await hand.widgets()).filter((w) => w.kind !== "area" && !w.disabled).map((w) => w.id);
    await page.focus("body > canvas");
    for (const id of controls) {
      await key("Tab");
      assert.deepEqual(await where(), ["CANVAS", id]);
    }
    await key("Tab");
    assert.notEqual((await where())[0], "CANVAS", "out at the end");
    await key("Shift+Tab");
    assert.equal((await where())[0], "CANVAS", "in again from there");
    await key("Tab");
    assert.notEqual((await where())[0], "CANVAS", "a turn at the entrance leads out");
    await key("Shift+Tab");
    for (const id of controls.toReversed().slice(1)) {
      await key("Shift+Tab");
      assert.deepEqual(await where(), ["CANVAS", id]);
    }
    await key("Shift+Tab");
    assert.notEqual((await where())[0], "CANVAS", "out at the beginning");
    await page.close();
  });

  test("Shift and Tab go back from a control that has gone", async () => {
    const { page, hand } = await open(browser, `${url}?paused&fanout.10=5%25`, { width: 1440, height: 900 });
    await ready(page);
    const key = async (name) => {
      await page.keyboard.press(name);
      await hand.frame();
    };
    const focus = () => page.evaluate(() => window.playground.looking().focus);
    const ids = (await hand.widgets()).filter((w) => w.kind !== "area" && !w.disabled).map((w) => w.id);
    const before = ids[ids.indexOf("button.fanout.reset") - 1];
    await page.focus("body > canvas");
    while (await focus() !== "button.fanout.reset") {
      await key("Tab");
    }
    await key("Enter");
    assert.equal((await hand.widgets()).some((w) => w.id === "button.fanout.reset"), false);
    await key("Shift+Tab");
    assert.equal(await page.evaluate(() => document.activeElement.tagName), "CANVAS");
    assert.equal(await focus(), before);
    await page.close();
  });

  test("keys reach the picture when it has the focus", async () => {
    const { page, hand } = await open(browser, `${url}?paused`);
    await ready(page);
    await page.focus("body > canvas");
    await page.keyboard.down("Space");
    await hand.frame();
    await page.keyboard.up("Space");
    await hand.frame();
    assert.equal((await hand.state()).playing, true);
    await page.close();
  });

  test("the skip link leads to the form", async () => {
    for (const width of [1280, 800]) {
      const { page } = await open(browser, `${url}?play`, { width });
      await ready(page);
      await openForm(page);
      assert.equal(await page.isVisible("#f-members"), true, `at ${width}`);
      await page.close();
    }
  });

  test("form and program are in step, both ways", async () => {
    const { page, hand } = await open(browser, `${url}?paused`);
    await ready(page);
    await openForm(page);

    await page.fill("#f-members", "1234");
    await page.keyboard.press("Enter");
    assert.equal((await hand.state()).settings.members, 1234);

    await page.fill("#f-head-rate", "2.5");
    await page.keyboard.press("Tab");
    assert.equal((await hand.state()).settings["head.rate"], 0.025);

    await page.getByLabel("No root spans after fan-out").uncheck();
    assert.equal((await hand.state()).settings["no.roots"], false);

    await page.selectOption("#f-sieve", "parse");
    assert.equal((await hand.state()).settings.sieve, "parse");

    await hand.do("set members 4321");
    await hand.do("toggle no.roots on");
    await page.waitForFunction(() => document.getElementById("f-members").value === "4321");
    // The form follows a few times a second, and may have done so between the two.
    const noRoots = await page.getByLabel("No root spans after fan-out").elementHandle();
    await page.waitForFunction((box) => box.checked, noRoots);
    await page.close();
  });

  test("the form refuses with the program's sentence and shows what is in force", async () => {
    const { page, hand } = await open(browser, `${url}?paused`);
    await ready(page);
    await openForm(page);
    await page.fill("#f-members", "0");
    await page.keyboard.press("Enter");
    assert.match(await page.innerText("#form-error"), /members.*0.*1 to 1,000,000/);
    assert.equal((await hand.state()).settings.members, 10_000);
    await page.waitForFunction(() => document.getElementById("f-members").value === "10000");
    await page.close();
  });

  test("the form has every setting that the picture has a control for", async () => {
    const { page, hand } = await open(browser, `${url}?paused`, { width: 1440, height: 900 });
    await ready(page);
    const lines = await page.$$eval("[data-line]", (controls) => controls.map((c) => c.dataset.line.split(" {}")[0].replace(/^(set|toggle) /, "")));
    const kinds = ["chip", "point", "segment", "slider", "toggle"];
    const settings = (await hand.widgets()).map(({ id }) => id.split(".")).filter(([kind]) => kinds.includes(kind))
      .map(([kind, ...name]) => (kind === "segment" ? name.slice(0, -1) : name).join("."));
    assert.ok(settings.length > 20, settings.join(" "));
    assert.deepEqual(settings.filter((name) => !lines.includes(name)), []);
    await page.close();
  });

  test("the form goes to a time, prices, and follows", async () => {
    const { page, hand } = await open(browser, `${url}?paused&members=100`);
    await ready(page);
    await openForm(page);
    await page.fill("#f-now", "1.5");
    await page.keyboard.press("Enter");
    await page.waitForFunction(() => window.playground.state().now === 1.5e9);
    await page.selectOption("#f-costs", "go-native");
    assert.equal((await hand.state()).costs.profile, "go-native");
    await page.fill("#f-follow", "5 5");
    await page.keyboard.press("Enter");
    await page.waitForFunction(() => document.getElementById("f-about").textContent.includes("Row 5, column 5."));
    assert.equal(await page.evaluate(() => window.playground.looking().following), "5 5");
    await page.fill("#f-follow", "nobody");
    await page.keyboard.press("Enter");
    assert.match(await page.innerText("#form-error"), /"nobody" is no session; expected/);
    await page.getByRole("button", { name: "Nearer" }).click();
    assert.equal(await page.evaluate(() => window.playground.looking().level), 1);
    await page.close();
  });

  test("Tab in the picture tells what it has come to", async () => {
    const { page } = await open(browser, `${url}?paused`, { width: 1440, height: 900 });
    await ready(page);
    await page.focus("body > canvas");
    const { title } = await page.evaluate(() => window.playground.model());
    for (const words of [`World: ${title}, button, closed`, "Step back, button", "Play, button, paused", "Step, button", "Speed, slider, 0.05×"]) {
      await page.keyboard.press("Tab");
      await page.waitForFunction((w) => document.getElementById("live").textContent === w, words);
    }
    await page.close();
  });

  test("the live region tells what was done", async () => {
    const { page, hand } = await open(browser, `${url}?paused`);
    await ready(page);
    await hand.do("set members 4321");
    await page.waitForFunction(() => document.getElementById("live").textContent.includes("4321"));
    await page.close();
  });

  test("every control of the form has a name", async () => {
    const { page } = await open(browser, `${url}?play`);
    await ready(page);
    await openForm(page);
    const nameless = await page.$$eval("#form input, #form select, #form button", (controls) =>
      controls.filter((c) => !(c.labels?.length > 0 || c.textContent.trim())).map((c) => c.outerHTML));
    assert.deepEqual(nameless, []);
    await page.close();
  });

  test("? opens the help, Escape closes it", async () => {
    const { page } = await open(browser, `${url}?play`, { width: 1240 });
    await ready(page);
    await page.focus("#help-open");
    await page.keyboard.press("?");
    assert.equal(await page.isVisible("#help"), true);
    await page.keyboard.press("Escape");
    assert.equal(await page.isVisible("#help"), false);
    await page.close();
  });
});

// openForm goes to the form as a keyboard does, which works at any width.
async function openForm(page) {
  await page.focus(".skip");
  await page.keyboard.press("Enter");
}
