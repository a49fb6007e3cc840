// What leaves the page: files by a download, and spans by way of the page's own server if
// that passes them on and somebody asks for it.

import assert from "node:assert/strict";
import { execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { after, before, test } from "node:test";
import { promisify } from "node:util";
import { closeAll, launch, open, playground, ready, root, serve, serveDumb } from "./harness.js";

let browser, url, folder;
before(async () => {
  browser = await launch();
  url = await serve();
  folder = mkdtempSync(join(tmpdir(), "export-"));
});
after(async () => {
  await closeAll();
  rmSync(folder, { recursive: true });
});

const moment = "#members=300&head.rate=100%25&do=400ms+toggle+no.roots+off&t=2s&paused";

async function at(address, options = {}) {
  const opened = await open(browser, address, { calm: true, ...options });
  await ready(opened.page);
  await opened.page.waitForFunction(() => !window.playground.state().busy, null, { timeout: 60_000 });
  return opened;
}

// written is what a script gets of an export, as bytes.
const written = async (page, ...ask) => Buffer.from(await page.evaluate(async (a) => {
  const { ok, error, blob } = await window.playground.exportBlob(...a);
  if (!ok) {
    throw new Error(error);
  }
  const bytes = new Uint8Array(await blob.arrayBuffer());
  let text = "";
  for (let i = 0; i < bytes.length; i += 32768) {
    text += String.fromCharCode(...bytes.subarray(i, i + 32768));
  }
  return btoa(text);
}, ask), "base64");

test("the command line writes the same bytes of the same link", { timeout: 240_000 }, async () => {
  const { page, complaints } = await at(url + moment);
  const link = `#${await page.evaluate(() => window.playground.link().query)}`;
  const { rows } = await page.evaluate(() => window.playground.exports());
  const [{ id }] = await page.evaluate(() => window.playground.exportTraces());
  const forms = rows.filter(({ name }) => name !== "png");
  assert.equal(forms.length, 6);
  const parts = [["all", []], ["trace", ["-trace", id]], ["stretch", ["-from", "500ms", "-to", "1.5s"]]];
  for (const [name, flags] of parts) {
    const chosen = name === "all" ? forms : forms.filter(({ ofState }) => !ofState);
    const files = chosen.flatMap((form) => [`-${form.name}`, join(folder, `${name}.${form.extension}`)]);
    await promisify(execFile)(playground, ["run", "-link", link, ...files, ...flags]);
    for (const form of chosen) {
      const ask = { all: [], trace: [id], stretch: ["", "500ms", "1.5s"] }[name];
      const here = await written(page, form.name, ...ask);
      assert.ok(here.length > 200, `${form.name} ${name}: ${here.length} bytes`);
      assert.ok(here.equals(readFileSync(join(folder, `${name}.${form.extension}`))), `${form.name} ${name} differs`);
    }
  }
  assert.deepEqual(complaints, []);
  await page.close();
});

test("the dialog saves a trace, says where, and refuses in a sentence", { timeout: 120_000 }, async () => {
  const { page, hand, complaints } = await at(url + moment, { width: 1000, height: 700 });
  const button = (await hand.widgets()).find((w) => w.id === "button.export");
  await page.mouse.click(button.rect.x + button.rect.width / 2, button.rect.y + button.rect.height / 2);
  await page.waitForSelector("#export[open]");
  assert.match(await page.innerText("#export-kept"), /^All [\d,]+ recorded spans are kept\.$/);
  await page.click("input[value=trace]");
  const id = await page.inputValue("[name=trace]");
  const [download] = await Promise.all([page.waitForEvent("download"), page.click("#export-save")]);
  assert.match(download.suggestedFilename(), /^fanout-guild-2s-trace-[0-9a-f]{8}\.jaeger\.json$/);
  const saved = JSON.parse(readFileSync(await download.path(), "utf8"));
  assert.deepEqual(saved.data.map(({ traceID }) => traceID), [id]);
  await page.waitForFunction((name) => document.getElementById("export-done").textContent.startsWith(`Saved as ${name}, `), download.suggestedFilename());

  for (const [field, value, want] of [
    ["trace", "12", '"12" is no trace id; expected 32 hexadecimal digits that are not all 0.'],
    ["trace", "ab".repeat(16), `No span of the trace ${"ab".repeat(16)} is kept; expected the id of a trace of the `],
  ]) {
    await page.fill(`[name=${field}]`, value);
    await page.click("#export-save");
    await page.waitForFunction((text) => document.getElementById("export-error").textContent.startsWith(text), want);
  }
  await page.click("input[value=stretch]");
  await page.fill("[name=from]", "5s");
  await page.fill("[name=to]", "6s");
  await page.click("#export-save");
  await page.waitForFunction(() => document.getElementById("export-error").textContent.startsWith("No span began from 5s to 6s; expected a stretch with some of the "));
  await page.click("input[value=pprof]");
  assert.equal(await page.innerText("#export-part p"), "It is of the whole history, up to now.");
  assert.equal(await page.locator("#export [name=part]").count(), 0);
  assert.equal(await page.innerText("#export-send"), "", "this server passes nothing on");
  await page.keyboard.press("Escape");
  assert.equal(await page.locator("#export[open]").count(), 0);
  assert.deepEqual(complaints, []);
  await page.close();
});

test("nothing kept yet is a sentence", { timeout: 60_000 }, async () => {
  const { page } = await at(`${url}#seed=1&t=0s&paused`);
  const { ok, error } = await page.evaluate(() => window.playground.exportBlob("jaeger"));
  assert.deepEqual([ok, error], [false, "no span has been kept; expected at least one that a sampler kept"]);
  await page.close();
});

test("a picture has as many pixels as was asked for", { timeout: 120_000 }, async () => {
  const { page, complaints } = await at(url + moment, { width: 600, height: 400 });
  await page.evaluate(() => window.playground.openExport());
  await page.check("input[value=png]", { force: true });
  for (const scale of [1, 3]) {
    await page.check(`input[name=scale][value="${scale}"]`, { force: true });
    const [download] = await Promise.all([page.waitForEvent("download"), page.click("#export-save")]);
    assert.equal(download.suggestedFilename(), "fanout-guild-2s.png");
    const png = readFileSync(await download.path());
    assert.deepEqual([png.readUInt32BE(16), png.readUInt32BE(20)], [600 * scale, (400 + 84) * scale]);
    await page.waitForFunction(() => document.getElementById("export-done").textContent.startsWith("Saved as "));
  }
  const { ok, error } = await page.evaluate(() => window.playground.exportPicture(9));
  assert.deepEqual([ok, error], [false, "exportPicture takes 1, 2 or 3: how many px there are to one of CSS"]);
  assert.deepEqual(complaints, []);
  await page.close();
});

test("frames go on while 40,000 spans are written, which is soon done", { timeout: 240_000 }, async () => {
  const { page } = await at(`${url}#members=1000&head.rate=100%25&fanout=none&grpc=100&rate=10&paused`);
  await page.evaluate(() => window.playground.do("run 20s"));
  await page.waitForFunction(() => window.playground.exports().kept.spans === 40_000 && !window.playground.state().busy, null, { timeout: 180_000 });
  await page.evaluate(() => window.playground.do("play"));
  for (const form of ["spans", "jaeger", "chrome"]) {
    const { took, frames, spans } = await page.evaluate(async (name) => {
      const start = performance.now(), drawn = window.frameTimes.length;
      const result = await window.playground.exportBlob(name);
      return { took: performance.now() - start, frames: window.frameTimes.length - drawn, spans: result.spans };
    }, form);
    console.log(`# ${form}: ${Math.round(took)} ms, ${frames} frames meanwhile`);
    assert.equal(spans, 40_000);
    assert.ok(took < 4000, `${form}: ${took} ms`);
    assert.ok(frames > 5, `${form}: ${frames} frames in ${took} ms`);
  }
  await page.close();
});

// receiver is an endpoint that gives these answers in turn, and the last one ever after.
async function receiver(...answers) {
  const asked = [];
  const server = createServer(async (request, response) => {
    const pieces = [];
    for await (const piece of request) {
      pieces.push(piece);
    }
    asked.push({ path: request.url, type: request.headers["content-type"], bytes: Buffer.concat(pieces).length });
    const [status, headers = {}] = answers[Math.min(asked.length, answers.length) - 1];
    response.writeHead(status, headers).end();
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return { endpoint: `http://127.0.0.1:${server.address().port}`, asked, close: () => { server.close(); server.closeAllConnections(); } };
}

// passingOn serves the page and passes spans on.
async function passingOn(endpoint) {
  const server = spawn(playground, ["serve", "-addr", "127.0.0.1:0", "-open=false", "-dir", join(root, "dist"), "-otlp-endpoint", endpoint]);
  const lines = [];
  let found;
  const address = new Promise((resolve) => { found = resolve; });
  createInterface({ input: server.stdout }).on("line", (line) => {
    lines.push(line);
    const at = line.match(/Fan-out is at (http:\S+)/)?.[1];
    if (at) {
      found(at);
    }
  });
  return {
    url: await address,
    async end() {
      server.kill("SIGINT");
      await once(server, "close");
      return lines.at(-1);
    },
  };
}

test("spans go to the page's own server, which passes them on, if somebody asks", { timeout: 120_000 }, async () => {
  const to = await receiver([503, { "Retry-After": "0" }], [200, { "Content-Type": "application/x-protobuf" }]);
  const server = await passingOn(to.endpoint);
  const { page, complaints } = await at(`${server.url}#members=300&head.rate=100%25`);
  const origins = new Set();
  page.on("request", (request) => origins.add(new URL(request.url()).origin));
  await page.evaluate(() => window.playground.openExport());
  await page.waitForSelector("#export-live");
  assert.equal(await page.innerText("#export-send code"), `${to.endpoint}/v1/traces`);
  assert.equal(await page.isVisible("#sending"), false);
  assert.equal(to.asked.length, 0, "it is off unless somebody asks");
  await page.check("#export-live");
  await page.evaluate(() => window.playground.do("run 2s"));
  await page.waitForFunction(() => window.playground.stream().sent > 1000, null, { timeout: 60_000 });
  assert.match(await page.innerText("#sending"), /^Sending spans: [\d,]+ sent$/);
  await page.waitForFunction(() => { // it lies over nothing: the picture ends above it
    const { top } = document.getElementById("sending").getBoundingClientRect();
    return document.querySelector("body > canvas").getBoundingClientRect().bottom <= top
      && playground.widgets().every(({ rect }) => rect.y + rect.height <= top + 0.5);
  });
  await page.uncheck("#export-live");
  await page.waitForFunction(() => window.playground.stream().waiting === 0);
  const { sent, failed, rejected } = await page.evaluate(() => window.playground.stream());
  assert.deepEqual([failed, rejected], [0, 0]);
  assert.equal(await page.isVisible("#sending"), false);
  assert.deepEqual(Array.from(origins), [new URL(server.url).origin], "the page speaks to its own server alone");
  assert.ok(to.asked.every(({ path, type }) => path === "/v1/traces" && type === "application/x-protobuf"));
  assert.deepEqual(complaints, []);
  await page.close();
  const account = (await server.end()).replaceAll(",", "");
  assert.match(account, new RegExp(`/v1/traces: ${sent} spans recorded ${sent} sent ${sent} accepted 0 rejected 0 lost$`));
  to.close();
});

test("a receiver that leads elsewhere ends it with a sentence, and is not followed", { timeout: 120_000 }, async () => {
  const elsewhere = await receiver([200]);
  const to = await receiver([307, { Location: `${elsewhere.endpoint}/v1/traces` }]);
  const server = await passingOn(to.endpoint);
  const { page } = await at(`${server.url}#members=300&head.rate=100%25`);
  await page.evaluate(() => window.playground.openExport());
  await page.waitForSelector("#export-live");
  await page.check("#export-live");
  await page.evaluate(() => window.playground.do("run 1s"));
  await page.waitForFunction(() => window.playground.stream().failed > 0, null, { timeout: 60_000 });
  await page.waitForFunction(() => document.querySelector("#export-send .bad").textContent.startsWith("Sending has stopped: "));
  const text = await page.innerText("#export-send .bad");
  assert.match(text, /it answered 307 Temporary Redirect and leads to .*; [\d,]+ spans are missing there\.$/);
  assert.equal(await page.isChecked("#export-live"), false);
  assert.equal(elsewhere.asked.length, 0);
  await page.close();
  await server.end();
  to.close();
  elsewhere.close();
});

test("on a plain file server there is no such offer, and nothing complains", { timeout: 120_000 }, async () => {
  const { page, complaints } = await at(await serveDumb("/somewhere/"));
  await page.evaluate(() => window.playground.openExport());
  await page.waitForLoadState("networkidle");
  assert.equal(await page.locator("#export-live").count(), 0);
  assert.deepEqual(complaints, []);
  await page.close();
});
