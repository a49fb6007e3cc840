// The page without a network, an update under a running tab, and what of the page is kept on
// the device.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { appendFileSync, cpSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, beforeEach, describe, test } from "node:test";
import { closeAll, launch, open as openPage, ready, root, screen, serve } from "./harness.js";

const folder = mkdtempSync(join(tmpdir(), "fan-out-offline-"));
const at = (...names) => join(folder, ...names);
const served = at("served");

// pack builds a version of the page into a folder. The mark of a version is in its style and in
// a script, and so in what a tab shows of it.
function pack(version, to = served) {
  const web = at(`web-${version}`);
  cpSync(join(root, "web"), web, { recursive: true });
  appendFileSync(join(web, "style.css"), `:root { --version: ${version}; }\n`);
  appendFileSync(join(web, "index.html"), `<!-- ${version} -->\n`);
  appendFileSync(join(web, "dom.js"), `window.version = "${version}";\n`);
  execFileSync(at("pack"), ["-o", to, "-web", web], { cwd: root, stdio: "inherit" });
}

// versionOf is what a tab consists of: the version of its script, of its style, and of the style
// if it is asked for again.
const versionOf = (page) => page.evaluate(async () => [
  window.version,
  getComputedStyle(document.documentElement).getPropertyValue("--version").trim(),
  (await (await fetch("style.css")).text()).match(/--version: (\w+)/)?.[1],
].join(" "));

const loaded = async (page) => {
  await ready(page);
  await page.waitForSelector("#cover", { state: "hidden" });
};

const reload = async (page) => {
  await page.reload();
  await loaded(page);
};

// keptFiles are the names of all that is kept, by the name of the cache, without the marks of
// tabs.
const keptFiles = (page) => page.evaluate(async () => {
  const all = {};
  for (const name of await caches.keys()) {
    const keys = await (await caches.open(name)).keys();
    all[name] = keys.map(({ url }) => url.replace(new URL(".", location).href, "")).filter((url) => !url.startsWith("tab/")).sort();
  }
  return all;
});

// until asks until the answer is yes: to waitForFunction a promise is as good as what it
// promises.
async function until(holds) {
  const end = performance.now() + 60_000;
  while (!await holds()) {
    assert.ok(performance.now() < end, `not within a minute: ${holds}`);
  }
}

const update = (page) => page.evaluate(async () => {
  const registration = await navigator.serviceWorker.getRegistration();
  await registration.update().catch(() => {});
  const worker = registration.installing;
  await new Promise((done) => {
    const look = () => (!worker || ["activated", "redundant"].includes(worker.state)) && done();
    worker?.addEventListener("statechange", look);
    look();
  });
  return worker?.state;
});

describe("kept on the device", () => {
  let browser, url;
  before(async () => {
    execFileSync("go", ["build", "-o", at("pack"), "./web/pack"], { cwd: root, stdio: "inherit" });
    pack("one");
    pack("two", at("two"));
    cpSync(served, at("one"), { recursive: true });
    url = await serve(served);
    browser = await launch();
  });
  beforeEach(() => put("one"));
  after(async () => {
    await closeAll();
    rmSync(folder, { recursive: true });
  });

  // put has a version served.
  const put = (version) => {
    rmSync(served, { recursive: true });
    cpSync(at(version), served, { recursive: true });
  };

  // first is a first visit, until the page is kept.
  const first = async () => {
    const context = await browser.newContext({ viewport: { width: 800, height: 500 } });
    const visitor = await openPage(context, `${url}?play`, { kept: true });
    await loaded(visitor.page);
    await visitor.page.evaluate(() => navigator.serviceWorker.ready);
    return visitor;
  };

  // visit is a second visit, whose tab is the worker's.
  const visit = async () => {
    const visitor = await first();
    await reload(visitor.page);
    return visitor;
  };

  test("after the first visit the page needs no network", async () => {
    const { page, complaints } = await first();
    await page.context().setOffline(true);
    assert.equal(await page.evaluate(() => fetch("style.css", { method: "HEAD" }).then(() => "answered", () => "no network")), "no network");
    await reload(page);
    assert.equal(await page.evaluate(() => crossOriginIsolated), true, "with the headers that it came with");
    assert.equal((await page.evaluate(() => window.playground.do("seed 7"))).ok, true);
    await page.goto(`${url}?lang=de&chapter=1`);
    await loaded(page);
    await page.waitForSelector("#chapter-ways .main"); // the program is ready before its chapter is
    assert.match(await page.innerText("#chapter-ways"), /Weiter|Zurück|Überspringen/);
    await page.goto(`${url}licences.txt`);
    assert.match(await page.innerText("body"), /The Go Authors/);
    assert.deepEqual(complaints.filter((line) => !/ERR_INTERNET_DISCONNECTED/.test(line)), []);
    await page.context().close();
  });

  test("only the page's own files are kept, and all of them", async () => {
    const { page } = await visit();
    const statuses = await page.evaluate(async () => {
      const asked = [["style.css", "POST"], ["v1/traces", "POST"], ["v1/traces"], ["nothing.txt"], ["worker.js"], ["/style.css?v=2"], ["form.js.gz"]];
      return Promise.all(asked.map(async ([name, method = "GET"]) => (await fetch(name, { method })).status));
    });
    assert.deepEqual(statuses, [405, 405, 404, 404, 200, 200, 200]);
    const forOthers = /\.png$|^example\.|^chapter-\d+\.html$/; // who show a link, and what the page itself never asks for
    const files = readdirSync(served).filter((name) => name === "playground.wasm.gz" || !/\.gz$|^worker\.js$|\.wasm$/.test(name) && !forOthers.test(name)).sort();
    assert.deepEqual(Object.values(await keptFiles(page)), [files]);
    await page.context().close();
  });

  test("a running tab keeps its version, and a newer one is told of when it is whole", async () => {
    const { page, complaints } = await visit();
    assert.equal(await versionOf(page), "one one one");

    put("two");
    writeFileSync(join(served, "form.js"), "half");
    rmSync(join(served, "form.js.gz"));
    assert.equal(await update(page), "redundant", "a version with a file that is not its own");
    assert.equal(Object.keys(await keptFiles(page)).length, 1);
    assert.equal(await page.isVisible("#notice"), false);
    await reload(page);
    assert.equal(await versionOf(page), "one one one");

    put("two");
    assert.equal(await update(page), "activated");
    await page.waitForSelector("#notice >> text=A new version is here.");
    assert.equal(await versionOf(page), "one one one");
    const other = await page.context().newPage();
    await other.goto(`${url}?play`);
    await loaded(other);
    assert.equal(await versionOf(other), "two two two");
    assert.equal(await other.isVisible("#notice"), false);
    assert.equal(await versionOf(page), "one one one", "while the other is of the newer one");
    assert.equal(Object.keys(await keptFiles(page)).length, 2);

    await page.evaluate(() => { window.before = true; });
    await page.click("#notice >> text=Reload");
    await page.waitForFunction(() => !window.before);
    await loaded(page);
    assert.equal(await versionOf(page), "two two two");
    await reload(other);
    await until(() => page.evaluate(async () => (await caches.keys()).length === 1));
    assert.equal(await page.isVisible("#notice"), false);
    assert.deepEqual(complaints, []);
    await page.context().close();
  });

  // damage has files of the cache with other bytes, and some gone.
  const damage = (page, names) => page.evaluate(async (changed) => {
    const cache = await caches.open((await caches.keys())[0]);
    await cache.delete("form.js");
    await cache.delete("playground.wasm.gz");
    await Promise.all(changed.map((name) => cache.put(name, new Response("body { display: none }"))));
  }, names);

  test("a damaged cache is made good from the server", async () => {
    const { page, complaints } = await visit();
    await damage(page, ["index.html", "style.css"]);
    await reload(page);
    assert.equal(await versionOf(page), "one one one");
    await page.context().setOffline(true);
    await reload(page);
    assert.equal(await versionOf(page), "one one one", "without the network, from the cache");
    assert.deepEqual(complaints.filter((line) => !/ERR_INTERNET_DISCONNECTED/.test(line)), []);
    await page.context().close();
  });

  for (const changed of [["index.html"], ["style.css"]]) {
    test(`a cache without ${changed} of a version that has gone gives way to the server’s`, async () => {
      const { page } = await visit();
      await damage(page, changed);
      put("two");
      await page.reload().catch(() => {}); // which the page does itself as well
      await page.waitForFunction(() => window.version === "two");
      await loaded(page);
      assert.equal(await versionOf(page), "two two two");
      await until(() => page.evaluate(async () => (await caches.keys()).length === 1 && (await navigator.serviceWorker.ready).active.state === "activated"));
      await update(page);
      await page.context().setOffline(true);
      await reload(page);
      assert.equal(await versionOf(page), "two two two");
      await page.context().close();
    });
  }

  test("a cache that was emptied is filled again", async () => {
    const { page } = await visit();
    const files = Object.values(await keptFiles(page));
    await page.evaluate(async () => Promise.all((await caches.keys()).map((name) => caches.delete(name))));
    await reload(page);
    await until(async () => Object.values(await keptFiles(page)).some(({ length }) => length >= files[0].length));
    assert.deepEqual(Object.values(await keptFiles(page)), files);
    await page.context().setOffline(true);
    await reload(page);
    assert.equal(await versionOf(page), "one one one");
    await page.context().close();
  });

  test("what is new waits for a notice that stands there", async () => {
    const { page } = await visit();
    await page.evaluate(() => window.playground.notice("The settings in this address were left aside."));
    put("two");
    await update(page);
    assert.match(await page.innerText("#notice"), /left aside/);
    assert.equal(await page.isVisible("#notice-act"), false);
    await page.waitForFunction(() => {
      document.getElementById("notice-close").click();
      return /new version/.test(document.getElementById("notice-text").textContent);
    });
    assert.equal(await page.isVisible("#notice-act"), true);
    await page.context().close();
  });

  test("the browser finds what it takes to install the page", async () => {
    const { page } = await visit();
    const device = await page.context().newCDPSession(page);
    const { errors, data, url: manifest } = await device.send("Page.getAppManifest");
    assert.deepEqual(errors, []);
    assert.equal(manifest, `${url}playground.webmanifest`);
    assert.equal(new URL(JSON.parse(data).start_url, manifest).href, url);
    const { installabilityErrors } = await device.send("Page.getInstallabilityErrors");
    assert.deepEqual(installabilityErrors.filter(({ errorId }) => errorId !== "in-incognito"), []);
    await page.context().close();
  });
});

describe("opened as a file", () => {
  let browser;
  before(async () => { browser = await launch(); });
  after(closeAll);

  for (const [locale, title, what] of [
    ["en-GB", "The playground needs a server", "open the address that it names"],
    ["de-AT", "Der Playground braucht einen Server", "öffne die Adresse"],
  ]) {
    test(`the page says what to do, to a reader of ${locale}`, async () => {
      const context = await browser.newContext({ locale });
      const page = await context.newPage();
      await page.goto(`file://${join(root, "dist/index.html")}`);
      const text = await screen(page, "watch-file");
      assert.ok(text.includes(title), text);
      assert.ok(text.includes(what) && text.includes("playground serve"), text);
      assert.equal(await page.getAttribute("#screen", "lang"), locale.slice(0, 2));
      assert.equal(await page.isVisible("#screen-progress"), false);
      assert.equal(await page.isVisible("#screen-buttons button"), false);
      await context.close();
    });
  }
});
