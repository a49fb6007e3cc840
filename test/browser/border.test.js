// The page's border: what keeps its scripts from running, what others add to its
// address, and what scripts hand to the program.

import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { pathToFileURL } from "node:url";
import { join } from "node:path";
import { closeAll, launch, open, ready, root, screen, serve } from "./harness.js";

describe("the page's border", () => {
  let browser, url;
  before(async () => {
    url = await serve();
    browser = await launch();
  });
  after(closeAll);

  test("opened as a file it says what to do", async () => {
    const { page } = await open(browser, pathToFileURL(join(root, "dist/index.html")).href);
    const text = await screen(page, "watch-file");
    assert.match(text, /opened as a file/);
    assert.match(text, /playground serve/);
    await page.close();
  });

  for (const [name, said] of [["wasm_exec.js", /wasm_exec\.js/], ["loader.js", /loader\.js/], ["form.js", /loader\.js, or one that it needs/]]) {
    test(`without ${name} it says so`, async () => {
      const { page } = await open(browser, "about:blank");
      await page.route(`**/${name}`, (route) => route.fulfill({ status: 404, body: "" }));
      await page.goto(url);
      assert.match(await screen(page, "watch-missing"), said);
      await page.unroute(`**/${name}`);
      await page.click("#screen-buttons button");
      await ready(page);
      await page.close();
    });
  }

  test("a script that does not parse is told", async () => {
    const { page } = await open(browser, "about:blank");
    await page.route("**/wasm_exec.js", (route) => route.fulfill({ contentType: "text/javascript", body: "let let = 1" }));
    await page.goto(url);
    assert.match(await screen(page, "watch-broken"), /may be too old/);
    await page.close();
  });

  test("a server that does not answer is told within 10 s, and waited for", async () => {
    const { page } = await open(browser, "about:blank");
    let answer;
    await page.route("**/wasm_exec.js", (route) => new Promise((given) => {
      answer = () => route.continue().then(given);
    }));
    await page.clock.install();
    await page.goto(url, { waitUntil: "commit" });
    await page.waitForSelector("#screen-buttons", { state: "attached" });
    await page.clock.fastForward(10_000);
    assert.match(await screen(page, "watch-late"), /taking long/);
    await answer();
    await page.waitForFunction(() => !document.getElementById("cover").dataset.screen && !document.querySelector("#screen-buttons button"));
    await page.close();
  });

  test("what others add to an address is told once, and the rest holds", async () => {
    const { page, hand } = await open(browser, `${url}?utm_source=news&fbclid=1#members=50&paused`);
    await ready(page);
    assert.equal((await hand.state()).settings.members, 50);
    assert.equal(await page.innerText("#notice-text"), "\"utm_source\" and \"fbclid\" in this address say nothing here and were ignored.");
    await page.close();
  });

  test("a setting of another model is ignored, and the link still leads to its model", async () => {
    const { page, hand } = await open(browser, `${url}#model=hashring&members=5&paused`);
    await ready(page);
    assert.equal((await hand.state()).model, "hashring");
    assert.match(await page.innerText("#notice-text"), /^"members" in this address says nothing here/);
    await page.close();
  });

  test("the skip link in another tab leads to the form", async () => {
    const { page, hand } = await open(browser, `${url}?members=50#controls`);
    await ready(page);
    await page.waitForSelector("#controls[open] #f-members", { state: "visible" });
    assert.equal((await hand.state()).settings.members, 50);
    assert.equal(await page.isVisible("#notice"), false);
    await page.close();
  });

  test("whatever a script passes, it gets an answer", async () => {
    const { page, hand, complaints } = await open(browser, `${url}?paused`);
    await ready(page);
    const answers = await page.evaluate(() => {
      const odd = [1n, Symbol("s"), undefined, null, 1, NaN, true, [], {}, () => 1, new String("pause"),
        { toString() { throw new Error("looked at"); } }, new Proxy({}, { get() { throw new Error("looked at"); } }), Object.create(null), "x".repeat(1 << 21)];
      const bad = [];
      for (const name of ["do", "look", "choose", "open", "tell", "shared", "notice"]) {
        for (const args of [[], ...odd.map((v) => [v]), ...odd.map((v) => ["x", v, v]), ...(name === "open" ? odd.map((v) => ["x", v]) : [])]) {
          if (name === "notice" && typeof args[0] === "string") {
            continue;
          }
          const answer = window.playground[name](...args);
          if (answer?.ok !== false || typeof answer.error !== "string" || answer.error.includes("\n")) {
            bad.push(`${name}(${args.map((v) => typeof v)}): ${JSON.stringify(answer)}`);
          }
        }
      }
      for (const name of ["away", "state", "model", "models", "widgets", "looking", "link", "costs", "memory"]) {
        for (const v of odd) {
          window.playground[name](v);
        }
      }
      for (const v of odd) {
        window.playground.do("pause", v);
      }
      return bad;
    });
    assert.deepEqual(answers, []);
    assert.equal((await hand.state()).playing, false);
    assert.deepEqual(complaints, []);
    await page.close();
  });

  test("a file whose lines are possible only one by one is refused", async () => {
    const { page, hand } = await open(browser, `${url}?paused`);
    await ready(page);
    const answer = await page.evaluate(() => window.playground.open("f.txt", "\ufeff# t\nrun 24h\nrun 1s\nsend"));
    assert.match(answer.error, /^f\.txt:3:5: run: with the lines before it that is 24h0m1s; expected at most 24h0m0s in all$/);
    assert.equal((await hand.state()).playing, false);
    await page.close();
  });
});
