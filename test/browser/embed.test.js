// The picture in a frame of a page of another origin: who may have it, what it answers, when
// it plays, and the way in and out with keys.

import assert from "node:assert/strict";
import { createServer } from "node:http";
import { once } from "node:events";
import { after, before, describe, test } from "node:test";
import { closeAll, launch, root, serve, withoutFill } from "./harness.js";

let browser, host, url, closed;
before(async () => {
  browser = await launch();
  host = await hostOf();
  url = await serve(`${root}dist`, "-embed-from", host.origin);
  closed = await serve();
});
after(async () => {
  await closeAll();
  host.close();
});

// hostOf serves pages of another origin: what stands behind ?html=, in a page that keeps the
// messages that come, in window.heard.
async function hostOf() {
  const server = createServer((request, response) => {
    const body = new URL(request.url, "http://host").searchParams.get("html") ?? "";
    response.writeHead(200, { "Content-Type": "text/html" }).end(`<!doctype html><title>Host</title>
      <script>window.heard = []; addEventListener("message", ({ data, origin }) => heard.push({ ...data, origin }));</script>${body}`);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return { origin: `http://127.0.0.1:${server.address().port}`, close: () => { server.close(); server.closeAllConnections(); } };
}

// hosted opens such a page with a frame of the playground in it.
async function hosted(query, { html = (frame) => frame, at = url, size = { width: 900, height: 700 } } = {}) {
  const context = await browser.newContext({ viewport: size, reducedMotion: "reduce" });
  const page = await context.newPage();
  await page.addInitScript(withoutFill);
  const complaints = [];
  page.on("pageerror", (err) => complaints.push(err.message));
  const frame = `<iframe src="${at}${query}" width="720" height="480" title="Fan-out" allow="clipboard-write"></iframe>`;
  await page.goto(`${host.origin}/?html=${encodeURIComponent(html(frame))}`);
  const inside = () => page.frames().find((f) => f.url().startsWith(at));
  return {
    page, complaints, inside,
    ready: () => page.waitForFunction(() => window.heard.some(({ event }) => event === "ready"), null, { timeout: 60_000 }),
    // ask posts a message to the frame and waits for what is answered to its id.
    ask: (message) => page.evaluate((m) => new Promise((answer) => {
      const listen = ({ data }) => {
        if (data.id === m.id) {
          removeEventListener("message", listen);
          answer(data);
        }
      };
      addEventListener("message", listen);
      document.querySelector("iframe").contentWindow.postMessage(m, "*");
    }), message),
    post: (message) => page.evaluate((m) => document.querySelector("iframe").contentWindow.postMessage(m, "*"), message),
    state: () => inside().evaluate(() => window.playground.state()),
    frames: (n = 3) => inside().evaluate((left) => new Promise((seen) => {
      const next = () => (left-- > 0 ? requestAnimationFrame(next) : seen());
      next();
    }), n),
  };
}

describe("a frame on a page of another origin", () => {
  test("is empty unless the server names that origin", { timeout: 60_000 }, async () => {
    const refused = await hosted("?embed=1", { at: closed });
    await refused.page.waitForLoadState("load");
    const answer = await (await fetch(closed)).headers.get("content-security-policy");
    assert.match(answer, /frame-ancestors 'self'$/);
    assert.ok(refused.page.frames().slice(1).every((f) => !f.url().startsWith(closed)), "the browser refuses it");
    await refused.page.context().close();
  });

  test("takes lines of the grammar and tells those that are done in it", { timeout: 120_000 }, async () => {
    const { page, ask, ready, state, inside, frames, complaints } = await hosted("?embed=1&controls=slider.members,button.send&paused");
    await ready();
    const hello = await ask({ to: "fan-out", id: 1, ask: "model" });
    assert.equal(hello.ok && hello.value.name, "guild");
    assert.deepEqual(await ask({ to: "fan-out", id: "a", do: "set members 300" }), { from: "fan-out", id: "a", ok: true });
    assert.equal((await state()).settings.members, 300);
    const wrong = await ask({ to: "fan-out", id: 2, do: "set members 0" });
    assert.equal(wrong.ok, false);
    assert.match(wrong.error, /members/);
    assert.equal((await state()).settings.members, 300);
    assert.equal((await ask({ to: "fan-out", id: 3, ask: "state" })).value.settings.members, 300);
    assert.match((await ask({ to: "fan-out", id: 4, ask: "link" })).value.query, /members.300/);
    assert.equal((await ask({ to: "fan-out", id: 5, look: "zoom in" })).ok, true);

    const button = (await inside().evaluate(() => window.playground.widgets())).find((w) => w.id === "button.play");
    const box = await page.locator("iframe").boundingBox();
    await page.mouse.move(box.x + button.rect.x + 10, box.y + button.rect.y + 10);
    await page.mouse.down();
    await frames();
    await page.mouse.up();
    await page.waitForFunction(() => window.heard.some(({ event, line }) => event === "did" && line === "play"));
    const done = await page.evaluate(() => window.heard.filter(({ event }) => event === "did"));
    assert.deepEqual(done.map(({ line, now }) => [line, typeof now]), [["play", "number"]], "and not those that the page itself gave");
    assert.deepEqual(complaints, []);
    await page.context().close();
  });

  test("leaves alone what is no message for it, and says in a sentence what is wrong with one", { timeout: 120_000 }, async () => {
    const { page, ask, post, ready, state, inside } = await hosted("?embed=1&paused");
    await ready();
    const before = (await state()).hash;
    for (const odd of [null, 7, "do send", [], {}, { do: "send" }, { to: "fan-in", do: "send" }]) {
      await post(odd);
    }
    for (const [message, error] of [
      [{ do: 7 }, "do has no text; expected one line"],
      [{}, "a message has no verb; expected to, id and one of do, look, ask"],
      [{ do: "send", look: "zoom in" }, "a message has more than one of its verbs; expected to, id and one of do, look, ask"],
      [{ run: "send" }, "“run” is no part of a message; expected to, id and one of do, look, ask"],
      [{ ask: "__proto__" }, "ask: “__proto__” cannot be asked for; expected one of state, model, link, looking"],
      [{ do: "x".repeat(200) }, /^"xxx/],
      [{ do: "y".repeat(70_000) }, /characters/],
    ]) {
      const answer = await ask({ to: "fan-out", id: 9, ...message });
      assert.equal(answer.ok, false);
      error instanceof RegExp ? assert.match(answer.error, error) : assert.equal(answer.error, error);
    }
    await post({ to: "fan-out", id: {}, do: "send" });
    await page.waitForFunction(() => window.heard.some(({ error }) => /^the id of a message is neither/.test(error ?? "")));
    assert.equal((await state()).hash, before, "nothing has changed");
    const spoken = await page.evaluate(() => window.heard.length);

    await page.evaluate(() => {
      for (let i = 0; i < 1000; i++) {
        document.querySelector("iframe").contentWindow.postMessage({ to: "fan-out", do: "no such command" }, "*");
      }
    });
    await page.waitForFunction(() => window.heard.some(({ error }) => /^more than 200 messages/.test(error ?? "")));
    await inside().evaluate(() => new Promise((soon) => { setTimeout(soon); }));
    assert.ok(await page.evaluate(() => window.heard.length) - spoken < 450, "a flood is answered once");
    assert.equal((await state()).hash, before);
    await page.context().close();
  });

  test("listens to the origin that its address names, and to its parent only", { timeout: 120_000 }, async () => {
    const stranger = await hosted("?embed=1&paused&embedder=https://school.example");
    await stranger.inside().waitForFunction(() => window.playground?.ready.then(() => true), null, { timeout: 60_000 });
    await stranger.frames();
    await stranger.post({ to: "fan-out", id: 1, do: "set members 300" });
    await stranger.frames();
    assert.notEqual((await stranger.state()).settings.members, 300);
    assert.deepEqual(await stranger.page.evaluate(() => window.heard), [], "nor is it told anything");
    await stranger.page.context().close();

    const named = await hosted(`?embed=1&paused&embedder=${host.origin}`, {
      html: (frame) => `${frame}<iframe id="sibling" src="/?html=" title="Sibling"></iframe>`,
    });
    await named.ready();
    assert.equal((await named.ask({ to: "fan-out", id: 1, do: "set members 300" })).ok, true);
    const sibling = named.page.frames().find((f) => f.url().startsWith(host.origin) && f.parentFrame());
    await sibling.evaluate(() => window.parent.frames[0].postMessage({ to: "fan-out", id: 2, do: "set members 77" }, "*"));
    await named.frames();
    assert.equal((await named.state()).settings.members, 300, "a frame beside it gives no commands");
    assert.deepEqual(await sibling.evaluate(() => window.heard), []);
    await named.page.context().close();

    const bad = await hosted("?embed=1&paused&embedder=school");
    const text = bad.inside().locator("#notice-text");
    await text.waitFor({ timeout: 60_000 });
    assert.match(await text.innerText(), /^The embedder in this address is “school”; expected an origin, such as https:\/\/school\.example/);
    await bad.page.context().close();
  });

  test("stands still until it is in sight, and when it has left", { timeout: 120_000 }, async () => {
    const { page, ready, state, frames } = await hosted("?embed=1", { html: (frame) => `<div style="height: 620px">Prose</div>${frame}<div style="height: 3000px"></div>` });
    const told = (what) => page.waitForFunction((event) => window.heard.at(-1)?.event === event, what, { timeout: 60_000 });
    await ready();
    await told("ready"); // no origin is settled: it is told nothing else
    assert.equal((await page.evaluate(() => window.heard.length)), 1);
    await frames(20);
    assert.deepEqual([(await state()).playing, (await state()).now], [true, 0], "a corner of it is in sight");
    await page.evaluate(() => document.querySelector("iframe").contentWindow.postMessage({ to: "fan-out", ask: "link" }, "*"));
    await page.waitForFunction(() => window.heard.at(-1)?.ok);
    await page.evaluate(() => scrollTo(0, 400));
    await told("seen");
    await frames(20);
    assert.ok((await state()).now > 0, "time goes on as soon as it is seen");
    await page.evaluate(() => scrollTo(0, 0));
    await told("hidden");
    const { now } = await state();
    await frames(20);
    assert.equal((await state()).now, now, "and stops when it has left");
    await page.context().close();
  });

  test("has Tab lead in, through its controls, and out", { timeout: 120_000 }, async () => {
    const { page, ready, inside, frames } = await hosted("?embed=1&paused&controls=slider.members", {
      html: (frame) => `<button id="first">Before</button>${frame}<button id="last">After</button>`,
    });
    await ready();
    await page.focus("#first");
    const path = [];
    for (let i = 0; i < 40 && !(await page.evaluate(() => document.activeElement.id === "last")); i++) {
      await page.keyboard.press("Tab");
      await frames(2);
      path.push(await inside().evaluate(() => (document.hasFocus() ? document.activeElement.className || window.playground.looking().focus : "")));
    }
    assert.equal(await page.evaluate(() => document.activeElement.id), "last", path.join(" "));
    for (const stop of ["skip", "play", "slider.members", "timeline", "whole"]) {
      assert.ok(path.some((id) => id.includes(stop)), `${stop} is not among ${path.join(" ")}`);
    }
    await page.keyboard.press("Shift+Tab");
    assert.equal(await page.evaluate(() => document.activeElement.tagName), "IFRAME");

    // The form is there for screen readers, with what the frame has and nothing else.
    await inside().locator(".skip").focus();
    await page.keyboard.press("Enter");
    assert.equal(await inside().locator("#f-members").isVisible(), true);
    for (const left of ["#f-rate", "#f-model", "#chapters", "#share"]) {
      assert.equal(await inside().locator(left).isVisible(), false, left);
    }
    await page.context().close();
  });

  test("leads to the whole page at its moment", { timeout: 120_000 }, async () => {
    const { page, ready, inside, frames } = await hosted("?embed=1&paused&members=300");
    await ready();
    const button = (await inside().evaluate(() => window.playground.widgets())).find((w) => w.id === "button.whole");
    const box = await page.locator("iframe").boundingBox();
    await page.mouse.move(box.x + button.rect.x + 10, box.y + button.rect.y + 10);
    await page.mouse.down();
    await frames();
    const [tab] = await Promise.all([page.context().waitForEvent("page"), page.mouse.up()]);
    await tab.waitForURL(`${url}#*`);
    assert.equal(new URL(tab.url()).search, "");
    assert.match(new URL(tab.url()).hash, /^#members=300/);
    await page.context().close();
  });
});
