// What is shared of a moment: a picture that leads back to it, a clip, the lines of a frame,
// and the cards by which others show a link.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { after, before, test } from "node:test";
import { closeAll, launch, open, ready, serve, withoutFill } from "./harness.js";

let browser, url;
before(async () => {
  browser = await launch();
  url = await serve();
});
after(closeAll);

const moment = "#members=300&head.rate=100%25&do=400ms+toggle+no.roots+off&t=2s&paused";

async function at(address, options = {}) {
  const opened = await open(browser, address, { calm: true, width: 600, height: 400, ...options });
  await ready(opened.page);
  await opened.page.waitForFunction(() => !window.playground.state().busy, null, { timeout: 60_000 });
  return opened;
}

// taken opens the export dialog, chooses a form, and saves.
async function taken(page, form) {
  await page.evaluate(() => window.playground.openExport());
  await page.check(`input[value=${form}]`, { force: true });
  const [download] = await Promise.all([page.waitForEvent("download", { timeout: 90_000 }), page.click("#export-save")]);
  return { name: download.suggestedFilename(), bytes: readFileSync(await download.path()) };
}

// drop lets a file fall onto the page.
const drop = (page, name, bytes, type) => page.evaluate(async ([n, base64, t]) => {
  const data = new DataTransfer();
  data.items.add(new File([Uint8Array.from(atob(base64), (c) => c.charCodeAt(0))], n, { type: t }));
  document.body.dispatchEvent(new DragEvent("drop", { dataTransfer: data, bubbles: true, cancelable: true }));
  await window.playground.dropped;
}, [name, bytes.toString("base64"), type]);

test("a picture says which moment it is of, and leads back there", { timeout: 180_000 }, async () => {
  const { page, complaints } = await at(url + moment);
  const before = await page.evaluate(() => window.playground.state());
  const loaded = await page.evaluate(() => performance.getEntriesByType("resource").map(({ name }) => name));
  assert.ok(!loaded.some((name) => /take\.js|embed\.js|\.png/.test(name)), "what few ask for is not loaded before");
  const { bytes } = await taken(page, "png");
  assert.ok(bytes.includes("tEXtFan-out\0members=300&head.rate="), "the link is in the file");
  await page.keyboard.press("Escape");
  await page.close();

  const other = await at(`${url}?play&paused`);
  await drop(other.page, "small.png", bytes.subarray(0, 60), "image/png");
  await other.page.waitForFunction(() => /no whole PNG|no link/.test(window.playground.looking().said));
  await drop(other.page, "other.png", Buffer.concat([bytes.subarray(0, 33), bytes.subarray(33 + 12 + bytes.readUInt32BE(33))]), "image/png");
  await other.page.waitForFunction(() => window.playground.looking().said.includes("there is no link in the picture"));
  assert.equal((await other.hand.state()).settings.members, 10000, "nothing has changed");
  await Promise.all([other.page.waitForEvent("load"), drop(other.page, "moment.png", bytes, "image/png").catch(() => {})]);
  await ready(other.page);
  await other.page.waitForFunction((hash) => window.playground.state().hash === hash, before.hash, { timeout: 60_000 });
  assert.deepEqual(complaints, []);
  await other.page.close();
});

test("a clip of a wave is made here, bounded, and can be stopped", { timeout: 240_000 }, async () => {
  const { page, hand, complaints } = await at(`${url}#members=300&t=1s&paused`, { drawn: true });
  await page.evaluate(() => window.playground.openExport());
  await page.check("input[value=clip]", { force: true });
  await page.check('input[name=length][value="3"]', { force: true });
  const sent = (state) => state.messages?.sent ?? state.now;
  const first = sent(await hand.state());
  const [download] = await Promise.all([page.waitForEvent("download", { timeout: 120_000 }), page.click("#export-save"),
    page.waitForFunction(() => /^\d\.\d of 3 s, \d+\.\d MB\.$/.test(document.getElementById("export-done").textContent))]);
  assert.match(download.suggestedFilename(), /^fanout-guild-.*\.webm$/);
  const clip = readFileSync(await download.path());
  assert.equal(clip.readUInt32BE(0), 0x1a45dfa3, "that is how a WebM begins");
  assert.ok(clip.length > 5000 && clip.length <= 12e6, `${clip.length} bytes`);
  const screen = await browser.newPage(); // whose policy lets it play
  const seen = await screen.evaluate(async (base64) => {
    const video = document.createElement("video");
    video.muted = true;
    video.src = URL.createObjectURL(new Blob([Uint8Array.from(atob(base64), (c) => c.charCodeAt(0))], { type: "video/webm" }));
    document.body.append(video);
    await new Promise((ok, no) => {
      video.requestVideoFrameCallback(ok);
      video.onerror = () => no(new Error("the clip cannot be played"));
      video.play();
    });
    const canvas = Object.assign(document.createElement("canvas"), { width: video.videoWidth, height: video.videoHeight });
    const context = canvas.getContext("2d");
    context.drawImage(video, 0, 0);
    const colours = (y, high) => new Set(new Uint32Array(context.getImageData(0, y, canvas.width, high).data.buffer)).size;
    return [canvas.width, canvas.height, colours(0, canvas.height - 84), colours(canvas.height - 84, 84)];
  }, clip.toString("base64"));
  await screen.close();
  assert.deepEqual(seen.slice(0, 2), [600, 484], "the picture, and its caption below it");
  assert.ok(seen[2] > 50, `its first picture has ${seen[2]} colours`);
  assert.ok(seen[3] > 20, `its caption has ${seen[3]} colours`);
  assert.ok(sent(await hand.state()) > first, "time went on, and a message was sent");
  assert.equal((await hand.state()).playing, false, "and stands still again");

  await page.check('input[name=length][value="10"]', { force: true });
  await page.click("#export-save");
  await page.waitForSelector("#clip-progress:not([hidden])", { state: "attached" });
  await page.click("#export-stop");
  await page.waitForFunction(() => document.getElementById("export-error").textContent === "The clip was stopped; nothing was saved.", null, { timeout: 60_000 });
  assert.equal((await hand.state()).playing, false);
  assert.deepEqual(complaints, []);
  await page.close();
});

test("the lines of a frame lead to the moment", { timeout: 180_000 }, async () => {
  const { page } = await at(url + moment);
  await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
  await page.evaluate(() => window.playground.openExport());
  await page.check("input[value=frame]", { force: true });
  await page.fill("[name=controls]", "slider.members,  button.send");
  await page.check('input[value="390×640"]', { force: true });
  assert.equal(await page.innerText("#export-save"), "Copy");
  const lines = await page.inputValue("#frame-lines");
  await page.click("#export-save");
  await page.waitForFunction(() => document.getElementById("export-done").textContent === "The lines were copied.");
  assert.equal(await page.evaluate(() => navigator.clipboard.readText()), lines);
  assert.match(lines, /^<iframe src="http:\/\/127\.0\.0\.1:\d+\/\?embed=1&amp;controls=slider\.members,button\.send&amp;members=300&amp;.*" width="390" height="640" loading="lazy" title=".+" allow="clipboard-write"><\/iframe>$/);
  const { hash } = await page.evaluate(() => window.playground.state());
  await page.close();
  const framed = await at(lines.match(/src="([^"]*)"/)[1].replaceAll("&amp;", "&"));
  assert.equal((await framed.hand.state()).hash, hash);
  const ids = (await framed.hand.widgets()).map(({ id }) => id);
  assert.ok(ids.includes("slider.members") && !ids.includes("slider.rate"), ids.join(" "));
  await framed.page.close();
});

test("a frame without a page around it is the picture, and says what in its address is wrong", { timeout: 180_000 }, async () => {
  const { page, hand } = await at(`${url}?embed=1&chapter=7&controls=slider.membrs,toggle.no.roots&theme=light`);
  await page.waitForSelector("html[data-theme=light]");
  assert.match(await page.innerText("#notice-text"), /^controls: "slider\.membrs" is no control of the model guild; the nearest are slider\.members/);
  assert.ok((await hand.widgets()).some(({ id }) => id === "toggle.no.roots"));
  await page.close();
  for (const [query, sentence] of [["?embed=1&chapter=77", /chapter is "77"; expected the number of one of the 10 chapters/], ["?embed=yes", /embed is "yes"; expected 1/], ["?embed=1&controls=tab.spans", /in the drawer, which no frame has/], ["?embed=1&theme=pink", /^Theme: "pink" is none; expected light or dark\.$/]]) {
    const wrong = await at(url + query);
    assert.match(await wrong.page.innerText("#notice-text"), sentence);
    assert.ok(!(await wrong.hand.widgets()).some(({ id }) => id === "button.help"), "it is a frame all the same");
    await wrong.page.close();
  }
});

test("a card has a title, a sentence and a picture, and leads to its chapter without a way round", { timeout: 180_000 }, async () => {
  const page = await (await browser.newContext({ javaScriptEnabled: false })).newPage();
  const response = await page.request.get(`${url}chapter-7.html`);
  const text = await response.text();
  for (const tag of ['property="og:title" content="Ten points of CPU"', 'property="og:image" content="card-7.png"', 'content="One rule, and what a bar makes of it."', 'name="twitter:card" content="summary_large_image"']) {
    assert.ok(text.includes(tag), tag);
  }
  for (const name of ["card.png", "card-7.png", "icon-192.png", "icon-512.png", "icon-maskable.png"]) {
    const picture = await page.request.get(url + name);
    assert.equal(picture.headers()["content-type"], "image/png", name);
    const size = [(await picture.body()).readUInt32BE(16), (await picture.body()).readUInt32BE(20)];
    assert.deepEqual(size, name.startsWith("card") ? [1200, 630] : name.includes("192") ? [192, 192] : [512, 512], name);
  }
  await page.goto("about:blank");
  await page.goto(`${url}chapter-7.html`);
  await page.waitForURL(`${url}?chapter=7`);
  await page.goBack();
  assert.equal(page.url(), "about:blank", "the way back does not lead into it again");
  await page.context().close();
});

test("the example talks to the frames of three chapters", { timeout: 240_000 }, async () => {
  const context = await browser.newContext({ viewport: { width: 800, height: 900 }, reducedMotion: "reduce" });
  const page = await context.newPage();
  await page.addInitScript(withoutFill);
  const complaints = [];
  page.on("console", (message) => message.type() === "error" && complaints.push(message.text()));
  await page.goto(`${url}example.html`);
  for (const [id, label] of [["points", "Rule on"], ["spans", "Keep all copies"], ["million", "1,000 people"]]) {
    await page.locator(`#f-${id}`).scrollIntoViewIfNeeded();
    await page.waitForFunction((name) => document.getElementById(`t-${name}`).textContent === "The frame is ready.", id, { timeout: 90_000 });
    await page.click(`text="${label}"`);
    await page.waitForFunction(([name, what]) => document.getElementById(`t-${name}`).textContent === `Done from this page: ${what}.`, [id, label]);
  }
  assert.deepEqual(complaints, []);
  await context.close();
});
