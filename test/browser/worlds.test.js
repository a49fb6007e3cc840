// The map of the worlds, and each of them, as a person meets them: by mouse, keys,
// finger, form and link.

import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { click, middle, run, widget } from "../story.js";
import { closeAll, launch, open, ready, serve, touch } from "./harness.js";

const wide = { width: 1440, height: 900 };
const phone = { width: 390, height: 844, touch: true };

// ring is what the page has for the ring's settings.
const ring = ["nodes", "replicas", "placement", "separator", "lookup", "cores", "sessions", "guilds", "connects"];

describe("the worlds", () => {
  let browser, url;
  before(async () => {
    url = await serve();
    browser = await launch();
  });
  after(closeAll);

  // at opens the page with a query and waits for the picture.
  const at = async (query, size = wide) => {
    const opened = await open(browser, `${url}?${query}`, size);
    await ready(opened.page);
    return opened;
  };

  test("the map leads into the ring, a reload stays there, and the form leads back", async () => {
    const { page, hand, complaints } = await at("paused");
    await click(hand, "button.worlds");
    assert.equal(await hasMap(hand), true);
    await click(hand, "map.hashring");
    await inRing(page, hand);
    assert.equal(await hasMap(hand), false);
    assert.equal((await hand.state()).playing, true, "a world that nobody has been to plays");
    await page.waitForFunction(() => document.getElementById("f-model").value === "hashring");
    const settings = await page.$$eval("[data-setting]", (controls) => controls.map((c) => c.dataset.setting));
    assert.deepEqual(settings, ring);
    assert.deepEqual(await sections(page), ["hashring", "hashring"]);
    assert.match(await page.innerText("#rail section:not([hidden]) h2"), /Who holds this guild/);
    await page.click("#help-open");
    assert.match(await page.innerText("#help table"), /follow a key/);
    assert.doesNotMatch(await page.innerText("#help table"), /send a message/);
    await page.keyboard.press("Escape");

    await hand.do("pause");
    await page.waitForURL(/#model=hashring&t=[^&]+&paused$/);
    await hand.do("speed 0.05"); // the guild's, not the ring's
    await hand.do("set nodes 11");
    await run(hand, 0.5);
    await page.waitForURL(/#model=hashring&.*set\+nodes\+11&t=[^&]+&speed=0.05&paused$/);
    await page.waitForFunction(() => location.hash === `#${playground.link().query}`); // of this moment
    const there = moment(await hand.state());
    await page.reload();
    await ready(page);
    await settled(hand);
    await inRing(page, hand);
    assert.deepEqual(moment(await hand.state()), there);
    assert.equal((await hand.state()).speed, 0.05);
    assert.deepEqual(await sections(page), ["hashring", "hashring"]);

    await page.focus(".skip");
    await page.keyboard.press("Enter");
    await page.selectOption("#f-model", "guild");
    await page.waitForFunction(() => document.getElementById("f-members")?.value === "10000");
    assert.deepEqual(await sections(page), ["guild", "guild"]);
    await page.waitForURL((address) => !address.hash.includes("model="));
    await page.selectOption("#f-model", "hashring");
    await inRing(page, hand);
    await settled(hand);
    assert.deepEqual(moment(await hand.state()), there, "the ring is where it was left");
    assert.deepEqual(complaints, []);
    await page.close();
  });

  test("whatever was done, everything can be asked before the next frame", async () => {
    const { page, complaints } = await at("paused");
    // All of it happens in one turn of the page: there is no frame in between.
    const asked = await page.evaluate(() => {
      const tells = ["state", "model", "models", "widgets", "text", "looking", "heard", "link", "costs", "lesson", "offered", "contest", "bills", "exports", "memory"];
      const worlds = playground.models().map(({ name }) => ["choose", name]);
      const deeds = [...worlds, ["choose", "guild"], ["chapter", 1], ["do", "seed 2"], ["chapter", 7], ["choose", "guild"], ["chapter", "free"], ["look", "b set members 20"],
        ["do", "set members 3"], ["choose", "hashring"], ["choose", "guild"], ["challenge", "today"], ["surrender"], ["do", "reset"]];
      for (const [act, ...args] of deeds) {
        const answer = playground[act](...args);
        if (!answer.ok) {
          throw new Error(answer.error);
        }
        tells.forEach((name) => playground[name]());
        if (playground.heard().model !== playground.state().model) {
          throw new Error(`after ${act} ${args} two models are heard of`);
        }
      }
      return playground.costs().updates;
    });
    await page.waitForFunction((before) => playground.costs().updates > before, asked);
    assert.deepEqual(complaints, []);
    await page.close();
  });

  test("into the ring and back, the guild is where it was left", async () => {
    const { page, hand } = await at("seed=7&members=300&head.rate=5%25&paused");
    await run(hand, 1);
    await hand.do("toggle no.roots off");
    await run(hand, 0.5);
    const left = moment(await hand.state());
    await click(hand, "button.worlds");
    await click(hand, "map.hashring");
    await inRing(page, hand);
    await page.focus(".skip");
    await page.keyboard.press("Enter");
    await page.selectOption("#f-model", "guild");
    await page.waitForFunction(() => window.playground.state().model === "guild");
    await settled(hand);
    assert.deepEqual(moment(await hand.state()), left);
    await page.close();
  });

  test("by keyboard: W, arrows, Enter, and Escape goes back with nothing changed", async () => {
    const { page, hand } = await at("members=100&paused");
    const key = keyOf(page, hand);
    await page.focus("body > canvas");
    const before = moment(await hand.state());
    await key("w");
    assert.equal(await hasMap(hand), true);
    assert.equal(await focus(page), "map.guild");
    await page.waitForFunction(() => /2 worlds to enter/.test(document.getElementById("live").textContent));
    await key("ArrowRight");
    assert.equal(await focus(page), "map.hashring");
    await key("Escape");
    assert.equal(await hasMap(hand), false);
    assert.deepEqual(moment(await hand.state()), before);

    await key("W");
    await key("Enter"); // here already
    assert.equal(await hasMap(hand), false);
    assert.deepEqual(moment(await hand.state()), before);

    await key("w");
    await key("ArrowDown");
    await key("Enter");
    await inRing(page, hand);
    await key("w");
    assert.equal(await focus(page), "map.hashring");
    await key("ArrowLeft");
    await key("Enter");
    await page.waitForFunction(() => window.playground.state().model === "guild");
    await settled(hand);
    assert.deepEqual(moment(await hand.state()), before);
    await page.close();
  });

  test("the ring's keys do what the table of keys says", async () => {
    const { page, hand } = await at("model=hashring&sessions=100&paused");
    const key = keyOf(page, hand);
    await page.focus("body > canvas");
    const setting = async (name) => (await hand.state()).settings[name];
    await key("+");
    assert.equal(await setting("nodes"), 11);
    await key("-");
    assert.equal(await setting("nodes"), 10);
    await key("p");
    assert.equal(await setting("placement"), "modulo");
    for (const [name, way] of [["1", "process"], ["2", "table"], ["3", "constant"]]) {
      await key(name);
      assert.equal(await setting("lookup"), way);
    }
    await key("c");
    assert.ok((await hand.state()).log.some(({ text }) => text.startsWith("reconnect")), "no storm");
    await key("k");
    for (const letter of "m 1+p") { // letters now, and no commands
      await key(letter === " " ? "Space" : letter);
    }
    await key("Enter");
    assert.equal(await page.evaluate(() => window.playground.looking().following), "m 1+p");
    assert.equal(await setting("nodes"), 10);
    assert.equal(await hasMap(hand), false);
    await page.close();
  });

  test("the simulation goes on while the map is open", async () => {
    const { page, hand } = await at("members=100");
    await click(hand, "button.worlds");
    const { now } = await hand.state();
    await page.waitForFunction((then) => window.playground.state().now > then, now);
    assert.equal(await hasMap(hand), true);
    await click(hand, "button.map.close");
    assert.equal(await hasMap(hand), false);
    assert.equal((await hand.state()).playing, true);
    await page.close();
  });

  test("on a phone the map is a list, and a tap enters", async () => {
    const { page, hand } = await at("members=100&paused", phone);
    await touch(page, hand, middle(await widget(hand, "button.worlds")));
    const cards = (await hand.widgets()).filter(({ id }) => /^map\./.test(id));
    assert.deepEqual(cards.map(({ id }) => id), ["map.guild", "map.hashring"]);
    const [first, second] = cards.map(({ rect }) => rect);
    assert.equal(first.x, second.x);
    assert.ok(second.y >= first.y + first.height, "one below the other");
    assert.ok(second.x >= 0 && second.x + second.width <= phone.width);
    await touch(page, hand, middle(await widget(hand, "map.hashring")));
    await inRing(page, hand);
    await page.close();
  });

  test("a link that is refused is told in one sentence and changes nothing", async () => {
    for (const [query, words] of [
      ["model=joy", /model.*"joy".*guild.*hashring/],
      ["model=hashring&nodes=0", /nodes.*"0"/],
    ]) {
      const { page, hand } = await at(`${query}&paused`);
      const sentence = await page.innerText("#notice-text");
      assert.match(sentence, words, query);
      assert.match(sentence, /^\S[^\n]*\S$/, query);
      const { model, settings } = await hand.state();
      assert.equal(model, "guild", query);
      assert.equal(settings.members, 10_000, query);
      await page.close();
    }
  });

  test("a model that does not exist, and a scenario of another model, change nothing", async () => {
    const { page, hand } = await at("members=300&paused");
    await run(hand, 0.5);
    const before = moment(await hand.state());
    const answer = await page.evaluate(() => window.playground.choose("joy"));
    assert.equal(answer.ok, false);
    assert.match(answer.error, /^[^\n]*"joy"[^\n]*guild[^\n]*hashring[^\n]*$/);
    assert.deepEqual(moment(await hand.state()), before);
    const scenario = "# Of the ring\nmodel hashring\nset nodes 11\nrun 1s\n";
    const refused = await page.evaluate((text) => window.playground.open("ring.txt", text), scenario);
    assert.equal(refused.ok, false);
    assert.match(refused.error, /^ring\.txt[^\n]*hashring[^\n]*$/);
    await page.evaluate(async (text) => {
      const data = new DataTransfer();
      data.items.add(new File([text], "ring.txt"));
      document.querySelector("body > canvas").dispatchEvent(new DragEvent("drop", { dataTransfer: data, bubbles: true, cancelable: true }));
      await window.playground.dropped;
    }, scenario);
    assert.deepEqual(moment(await hand.state()), before);
    await page.close();
  });
});

// moment is what makes a state the same moment of the same history.
const moment = ({ model, seed, now, hash, settings, playing }) => ({ model, seed, now, hash, settings, playing });

const hasMap = async (hand) => (await hand.widgets()).some(({ id }) => id === "map");

const focus = (page) => page.evaluate(() => window.playground.looking().focus);

// sections are the models whose guide and whose keys the page shows.
const sections = (page) => page.$$eval("[data-of]", (all) => all.filter((e) => !e.hidden).map((e) => e.dataset.of));

// settled waits until the history has come as far as it was left.
async function settled(hand) {
  do {
    await hand.frame();
  } while ((await hand.state()).busy);
}

// inRing waits until the program, its picture and its form are the ring's.
async function inRing(page, hand) {
  await page.waitForFunction(() => window.playground.state().model === "hashring" && document.getElementById("f-nodes"));
  assert.equal(await page.evaluate(() => window.playground.model().name), "hashring");
  await hand.frame();
  assert.ok((await hand.widgets()).some(({ id }) => id === "node.gs-1"), "the picture is not the ring's");
}

// keyOf is a key that is held until the program has seen it.
const keyOf = (page, hand) => async (name) => {
  await page.keyboard.down(name);
  await hand.frame();
  await page.keyboard.up(name);
  await hand.frame();
};
