// The page in another language: chosen by the reader's browser, by the address and by hand;
// no text of it is left in English.

import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { closeAll, launch, open as openPage, ready, serve } from "./harness.js";

// shared are texts that both languages have: names, units, and what a person would type.
const shared = new Set([
  "Fan-out", "API", "CPU", "Spans", "Pause", "Session", "Sessions", "Guild", "Guilds", "Seed", "Name", "POST", "MODEL", "TAB",
  "Inter", "JetBrains Mono", "Enter", "Esc", "Tab", "Ring", "Modulo", "Lookup", "min", "Hash-Ring", "Trace", "Traceparent", "gRPC", "Export", "Relays", "Sampling", "Envelopes",
]);

// texts are all texts of the page that are for people, one by one.
function texts() {
  const found = new Set();
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    if (!node.parentElement.closest("code, script, style, [translate=no], #challenge-brief")) {
      found.add(node.data.trim());
    }
  }
  for (const element of document.querySelectorAll("[title], [aria-label], [alt], [placeholder]")) {
    if (!element.closest("[translate=no], .term")) {
      ["title", "aria-label", "alt", "placeholder"].forEach((name) => found.add((element.getAttribute(name) ?? "").trim()));
    }
  }
  return [...found, document.title].filter((text) => /[\p{L}]{2}/u.test(text));
}

// guided waits until the guide shows the chapter as the program has it, in both languages: the
// place, the question's state, the hints and the end.
async function guided(page) {
  await page.waitForFunction(() => {
    const { open } = playground.lesson();
    const has = (selector) => Boolean(document.querySelector(`#chapter ${selector}`));
    const { predict, task, closing } = open;
    return [...document.querySelectorAll("#chapter-step .pips .here")].length === (closing ? 0 : 1)
      && (closing || [...document.querySelectorAll("#chapter-step .pips u")].findIndex((pip) => pip.className === "here") === open.step - 1)
      && has(".answer") === Boolean(!closing && predict?.answer) && has(".check") === Boolean(!closing && task)
      && has(".check.hinted, .check.done") === Boolean(!closing && (task?.hints.length || task?.done))
      && document.getElementById("chapter-title").textContent === open.title;
  });
  await page.evaluate(() => new Promise((done) => { setTimeout(done); })); // and it was put into the language
}

describe("the page in German", () => {
  let browser, url;
  before(async () => {
    url = await serve();
    browser = await launch();
  });
  after(closeAll);

  const at = async (query, more = {}) => {
    const opened = await openPage(browser, `${url}${query}`, { width: 1240, ...more });
    opened.page.setDefaultTimeout(120_000);
    await ready(opened.page);
    return opened;
  };
  // everything opens what can be opened and collects the texts on the way.
  const everything = async (query) => {
    const { page, complaints } = await at(query);
    const all = new Set();
    const add = async () => (await page.evaluate(texts)).forEach((text) => all.add(text));
    await page.evaluate(() => document.querySelectorAll("details").forEach((details) => { details.open = true; }));
    await page.waitForFunction(() => document.querySelectorAll("#readings td").length > 0);
    await add();
    if (!query.includes("hashring")) {
      for (const chapter of [0, 7, 1]) {
        await page.evaluate((n) => playground.chapter(n), chapter);
        for (const act of ["", "next", "skip", "next", "skip", "hint", "next", "skip", "hint", "hint", "next"]) {
          if (act) {
            await page.evaluate((verb) => playground.reader(verb), act);
          }
          await page.waitForFunction(() => !playground.lesson().open?.busy);
          await guided(page);
          await add();
        }
      }
      await page.evaluate(() => playground.reader("leave"));
      await page.evaluate(() => playground.challenge("today"));
      await page.waitForFunction(() => !document.getElementById("challenge").hidden && document.querySelector("#challenge-rules li"));
      await add();
    }
    assert.deepEqual(complaints, []);
    await page.close();
    return all;
  };

  for (const model of ["guild", "hashring"]) {
    test(`has no text in English: ${model}`, async () => {
      const english = await everything(`?lang=en&model=${model}`);
      const german = await everything(`?lang=de&model=${model}`);
      const left = [...german].filter((text) => english.has(text) && !shared.has(text) && !/^[a-z/]+\.go$/.test(text) && !/^((Next|Weiter): |(link|set|toggle|run|reconnect|crash) )/.test(text));
      assert.equal(left.join("\n"), "");
    });
  }
});
